import ObsDocuments
import ObsText
import TestSupport
import Testing

@Suite struct NodeTests {
    let problems = Problems()

    @Test("resolves merge keys: own keys win, then the first mapping in the list, then what it merges")
    func merges() throws {
        let text = """
            base: &base {a: 1, b: 1, c: 1, d: 1}
            other: &other {<<: *base, b: 2, c: 2}
            third: &third {c: 3, e: 3}
            all:
              b: 4
              <<: [*third, *other, {f: 5}]
              g: 6
            """
        let all = try #require(try Document.yaml(text: text, file: "f").root["all"])
        let pairs = all.entries.map { "\($0.key.text ?? "?")=\($0.value.text ?? "?")" }
        #expect(pairs == ["b=4", "g=6", "c=3", "e=3", "a=1", "d=1", "f=5"])
        for (key, value) in ["a": "1", "b": "4", "c": "3", "d": "1", "e": "3", "f": "5", "g": "6"] {
            #expect(all[key]?.text == value)
        }
        #expect(all["<<"] == nil)
        #expect(all["a"]?.position.description == "f:1:17")
    }

    @Test("merges like a dictionary that is filled from the last mapping to the first", arguments: 0..<40)
    func mergesGenerated(_ round: Int) throws {
        var generator = SeededGenerator(seed: UInt64(round))
        var text = ""
        var expected: [[String: Int]] = []
        for number in 0..<12 {
            var sources: [Int] = []
            for _ in 0..<Int.random(in: 0...2, using: &generator) where number > 0 {
                sources.append(Int.random(in: 0..<number, using: &generator))
            }
            var all: [String: Int] = [:]
            for source in sources.reversed() { all.merge(expected[source]) { $1 } }
            text += "m\(number): &m\(number)\n  <<: [\(sources.map { "*m\($0)" }.joined(separator: ", "))]\n"
            for key in 0..<Int.random(in: 0...24, using: &generator) where Bool.random(using: &generator) {
                all["k\(key)"] = number
                text += "  k\(key): \(number)\n"
            }
            expected.append(all)
        }
        let root = try Document.yaml(text: text, file: "f").root
        for (number, all) in expected.enumerated() {
            let node = try #require(root["m\(number)"])
            var found: [String: Int] = [:]
            for entry in node.entries {
                let key = try #require(entry.key.text)
                #expect(found[key] == nil, "seed \(round)")
                found[key] = entry.value.integer(problems)
                #expect(node[key]?.integer(problems) == found[key])
            }
            #expect(found == all, "seed \(round)")
        }
    }

    @Test("treats a quoted '<<' and a '<<' of JSON as a key")
    func quotedMerge() throws {
        #expect(try Document.yaml(text: "{'<<': 1}", file: "f").root["<<"]?.text == "1")
        #expect(try Document.json(text: #"{"<<": 1}"#, file: "f").root["<<"]?.text == "1")
    }

    @Test("follows aliases, and places them where they stand")
    func aliases() throws {
        let marked = Marked("a: &x {k: &y text}\nb: ▸*x\nc: [▸*y]\n*y : ▸key\n")
        let root = try Document.yaml(marked.bytes, file: Marked("").file).root
        let alias = try #require(root["b"])
        #expect(alias["k"]?.text == "text")
        let element = try #require(root["c"]?.elements.first)
        #expect(element.text == "text")
        let byKey = try #require(root["text"])
        #expect([alias, element, byKey].map(\.position) == marked.places)
    }

    @Test("gives neither elements nor keys of what has none")
    func otherKinds() throws {
        let root = try Document.yaml(text: "a: text\nb: [1]\nc: {d: 1}\n", file: "f").root
        #expect(root.kind == .mapping)
        #expect(root["a"]?.kind == .scalar)
        #expect(root["a"]?["x"] == nil)
        #expect(root["a"]?.elements.isEmpty == true)
        #expect(root["a"].map { Array($0.entries).isEmpty } == true)
        #expect(root["b"]?["0"] == nil)
        #expect(root["b"]?.text == nil)
        #expect(root["c"]?.resolved == nil)
        #expect(root["c"]?.withUTF8Text { $0.count } == 0)
        #expect(root["missing"] == nil)
    }

    struct Resolution: Sendable {
        let text: String
        let yaml: Scalar
        let json: Scalar?
    }

    /// Core schema of YAML 1.2.2, chapter 10.3.2; grammar of RFC 8259, chapter 6.
    static let resolutions: [Resolution] = [
        Resolution(text: "null", yaml: .null, json: .null),
        Resolution(text: "~", yaml: .null, json: nil),
        Resolution(text: "true", yaml: .boolean(true), json: .boolean(true)),
        Resolution(text: "False", yaml: .boolean(false), json: nil),
        Resolution(text: "yes", yaml: .string("yes"), json: nil),
        Resolution(text: "NO", yaml: .string("NO"), json: nil),
        Resolution(text: "0", yaml: .integer(0), json: .integer(0)),
        Resolution(text: "-0", yaml: .integer(0), json: .integer(0)),
        Resolution(text: "+12", yaml: .integer(12), json: nil),
        Resolution(text: "012", yaml: .integer(12), json: nil),
        Resolution(text: "0o17", yaml: .integer(15), json: nil),
        Resolution(text: "0x1F", yaml: .integer(31), json: nil),
        Resolution(text: "1:30", yaml: .string("1:30"), json: nil),
        Resolution(text: "1_000", yaml: .string("1_000"), json: nil),
        Resolution(text: "9223372036854775807", yaml: .integer(.max), json: .integer(.max)),
        Resolution(text: "-9223372036854775808", yaml: .integer(.min), json: .integer(.min)),
        Resolution(
            text: "9223372036854775808", yaml: .outOfRange("9223372036854775808"),
            json: .outOfRange("9223372036854775808")),
        Resolution(text: "1e999", yaml: .outOfRange("1e999"), json: .outOfRange("1e999")),
        Resolution(text: "1.5", yaml: .double(1.5), json: .double(1.5)),
        Resolution(text: "-2.5E-3", yaml: .double(-0.0025), json: .double(-0.0025)),
        Resolution(text: "285.0", yaml: .double(285), json: .double(285)),
        Resolution(text: ".5", yaml: .double(0.5), json: nil),
        Resolution(text: "5.", yaml: .double(5), json: nil),
        Resolution(text: ".inf", yaml: .double(.infinity), json: nil),
        Resolution(text: "-.INF", yaml: .double(-.infinity), json: nil),
        Resolution(text: "2013-09-01", yaml: .string("2013-09-01"), json: nil),
        Resolution(text: ".", yaml: .string("."), json: nil),
        Resolution(text: "+", yaml: .string("+"), json: nil),
        Resolution(text: "1e", yaml: .string("1e"), json: nil),
    ]

    @Test("resolves scalars by the core schema, and by JSON's grammar", arguments: resolutions)
    func resolves(_ resolution: Resolution) throws {
        #expect(try Document.yaml(text: "- \(resolution.text)", file: "f").root.elements[0].resolved == resolution.yaml)
        #expect(try Document.yaml(text: "'\(resolution.text)'", file: "f").root.resolved == .string(resolution.text))
        #expect((try? Document.json(text: resolution.text, file: "f"))?.root.resolved == resolution.json)
    }
}
