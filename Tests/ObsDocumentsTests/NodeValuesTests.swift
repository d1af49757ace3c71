import Foundation
import ObsDocuments
import ObsText
import TestSupport
import Testing

@Suite struct NodeValuesTests {
    @Test("types plain scalars by what is expected")
    func types() throws {
        let root = try Document.yaml(text: "{a: NO, b: 012.5, c: 12, d: true, e: 'x', f: 1e3, g: 0x10}", file: "f").root
        let problems = Problems()
        #expect(root.entries.map { $0.value.string(problems) } == ["NO", "012.5", "12", "true", "x", "1e3", "0x10"])
        #expect(root["b"]?.double(problems) == 12.5)
        #expect(root["c"]?.double(problems) == 12)
        #expect(root["c"]?.integer(problems) == 12)
        #expect(root["d"]?.boolean(problems) == true)
        #expect(root["f"]?.double(problems) == 1000)
        #expect(root["g"]?.integer(problems) == 16)
        #expect(root["g"]?.double(problems) == 16)
        #expect(problems.isEmpty)
    }

    struct Mismatch: CustomTestStringConvertible, Sendable {
        let text: String
        let message: String
        let json: Bool
        let read: @Sendable (Node, Problems) -> Bool
        var testDescription: String { text }

        init(
            _ text: String, _ message: String, json: Bool = false, _ read: @escaping @Sendable (Node, Problems) -> Bool
        ) {
            self.text = text
            self.message = message
            self.json = json
            self.read = read
        }
    }

    static let mismatches: [Mismatch] = [
        Mismatch("a: ▸yes", "true or false is expected, and this is the text 'yes'; write true") {
            $0.boolean($1) == nil
        },
        Mismatch("a: ▸True", "true or false is expected, and this is 'True'; write true") { $0.boolean($1) == nil },
        Mismatch("a: ▸'true'", "true or false is expected, and this is the quoted text 'true'; write true") {
            $0.boolean($1) == nil
        },
        Mismatch("a:▸", "text is expected, and this is null; an empty text is written ''") { $0.string($1) == nil },
        Mismatch("a: ▸[x]", "text is expected, and this is a list") { $0.string($1) == nil },
        Mismatch("a: ▸1.5", "an integer is expected, and this is the number '1.5'") { $0.integer($1) == nil },
        Mismatch(
            "a: ▸1:30", "an integer is expected, and this is the text '1:30'; write 5400 for seconds as one number"
        ) { $0.integer($1) == nil },
        Mismatch(
            "a: ▸'12'", "an integer is expected, and this is the quoted text '12'; remove the quotation marks"
        ) { $0.integer($1) == nil },
        Mismatch(
            "a: ▸012", "the number '012' begins with a zero, which some readers take for octal; write 12 or 0o…"
        ) { $0.integer($1) == nil },
        Mismatch("a: ▸012", "the number '012' begins with a zero, which some readers take for octal; write 12") {
            $0.double($1) == nil
        },
        Mismatch("a: ▸99999999999999999999", "the number '99999999999999999999' does not fit into 64 bits") {
            $0.integer($1) == nil
        },
        Mismatch("a: ▸-0x8000000000000000", "an integer is expected, and this is the text '-0x8000000000000000'") {
            $0.integer($1) == nil
        },
        Mismatch("a: ▸7", "7 is not in the range 0…5") { $0.integer($1, in: 0...5) == nil },
        Mismatch("a: ▸0", "0 is not in the range 1 and above") { $0.integer($1, in: 1 ... .max) == nil },
        Mismatch("a: ▸1e400", "the number '1e400' is too large for a number of double precision") {
            $0.double($1) == nil
        },
        Mismatch("a: ▸.nan", "a finite number is expected, and this is the number '.nan'") { $0.double($1) == nil },
        Mismatch("a: ▸{b: 1}", "a number is expected, and this is a mapping") { $0.double($1) == nil },
        Mismatch("a: ▸text", "a list of texts is expected, and this is the text 'text'") { $0.strings($1) == nil },
        Mismatch("a: [1, ▸x, 2]", "a number is expected, and this is the text 'x'") { $0.doubles($1) == nil },
        Mismatch("a: [1, ▸~]", "an integer is expected, and this is null") { $0.integers($1) == nil },
        Mismatch(#"{"a": ▸12}"#, "text is expected, and this is the number '12'", json: true) { $0.string($1) == nil },
        Mismatch(#"{"a": ▸null}"#, "text is expected, and this is null", json: true) { $0.string($1) == nil },
        Mismatch(
            #"{"a": ▸"1.5"}"#, "a number is expected, and this is the quoted text '1.5'; remove the quotation marks",
            json: true
        ) { $0.double($1) == nil },
        Mismatch(
            #"{"a": ▸12345678901234567890}"#, "the number '12345678901234567890' does not fit into 64 bits", json: true
        ) {
            $0.integer($1) == nil
        },
    ]

    @Test("reports what is not of the expected type", arguments: mismatches)
    func reports(_ mismatch: Mismatch) throws {
        let marked = Marked(mismatch.text)
        let found = try problems(marked, json: mismatch.json) { root, problems in
            let node = try #require(root["a"])
            #expect(mismatch.read(node, problems))
        }
        #expect(found.map(\.place) == marked.places)
        #expect(found.map { $0.message + ($0.hint.map { "; \($0)" } ?? "") } == [mismatch.message])
    }

    @Test("reads every element of a list, to report all that are wrong")
    func lists() throws {
        let marked = Marked("[1.5, ▸a, 3, ▸[], ▸'4']")
        let found = try problems(marked) { #expect($0.doubles($1) == nil) }
        #expect(found.map(\.place) == marked.places)
        let root = try Document.yaml(text: "[1, 2]", file: "f").root
        #expect(root.integers(Problems()) == [1, 2])
        #expect(root.doubles(Problems()) == [1, 2])
        #expect(root.strings(Problems()) == ["1", "2"])
    }

    @Test("takes numbers that are not finite where they are allowed")
    func nonFinite() throws {
        let problems = Problems()
        let yaml = try Document.yaml(text: "[.nan, -.inf, +.Inf]", file: "f").root.doubles(
            problems, allowNonFinite: true)
        #expect(yaml?[0].isNaN == true)
        #expect(yaml?.dropFirst() == [-.infinity, .infinity])
        let text = "[NaN, Infinity, -Infinity]"
        let json = try Document.json(text: text, file: "f", allowNonFinite: true).root
        #expect(json.doubles(problems, allowNonFinite: true)?.dropFirst() == [.infinity, -.infinity])
        #expect(json.elements[1].resolved == .double(.infinity))
        #expect(problems.isEmpty)
        #expect(json.doubles(problems) == nil)
        #expect(problems.count == 3)
    }

    @Test("rounds decimal numbers as strtod does", arguments: 0..<20)
    func doubles(_ round: Int) throws {
        var generator = SeededGenerator(seed: UInt64(round))
        var texts = [
            "0.1", "1e22", "1e23", "9007199254740993", "2.2250738585072014e-308", "4.9e-324", "1e-400",
            "1.7976931348623157e308",
            "123456789012345678901234567890", "0.000000000000000000000000000000123456789012345678901", "-0.0",
            "8.5e-22",
        ]
        for _ in 0..<300 {
            let digits = (0..<Int.random(in: 1...25, using: &generator)).map { _ in
                String(Int.random(in: 0...9, using: &generator))
            }
            let whole = digits.joined().drop { $0 == "0" }
            let fraction = (0..<Int.random(in: 1...25, using: &generator)).map { _ in
                String(Int.random(in: 0...9, using: &generator))
            }
            let exponent = Int.random(in: -40...40, using: &generator)
            texts.append("\(whole.isEmpty ? "0" : whole).\(fraction.joined())e\(exponent)")
            texts.append("-\(whole.isEmpty ? "0" : whole).\(fraction.joined())")
            texts.append(
                Double(bitPattern: UInt64.random(in: 0..<0x7FF0_0000_0000_0000, using: &generator)).description)
        }
        let root = try Document.json(text: "[\(texts.joined(separator: ","))]", file: "f").root
        let problems = Problems()
        for (text, node) in zip(texts, root.elements) {
            let expected = unsafe strtod(text, nil)
            #expect(node.double(problems)?.bitPattern == expected.bitPattern, "\(text), seed \(round)")
        }
        #expect(problems.isEmpty)
    }
}
