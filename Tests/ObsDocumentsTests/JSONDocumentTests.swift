import Foundation
import ObsDocuments
import ObsText
import TestSupport
import Testing

@Suite struct JSONDocumentTests {
    struct Mistake: CustomTestStringConvertible, Sendable {
        let text: String
        let message: String
        var testDescription: String { text }

        init(_ text: String, _ message: String) {
            self.text = text
            self.message = message
        }
    }

    static let mistakes: [Mistake] = [
        Mistake("▸", "a value is expected, and the text ends"),
        Mistake(" \n ▸", "a value is expected, and the text ends"),
        Mistake("[1, ▸", "a value is expected, and the text ends"),
        Mistake("[1▸", "',' or ']' is expected in an array, and here is the end"),
        Mistake("[1 ▸2]", "',' or ']' is expected in an array, and here is '2'"),
        Mistake("[1▸}", "',' or ']' is expected in an array, and here is '}'"),
        Mistake(#"{"a": 1 ▸"b": 2}"#, "',' or '}' is expected in an object"),
        Mistake(
            #"{"a"▸ 1}"#.replacingOccurrences(of: "▸ ", with: " ▸"), "':' is expected after a key, and here is '1'"),
        Mistake("{▸a: 1}", "a key in double quotation marks is expected, and here is 'a'"),
        Mistake(#"{"a": 1, ▸2: 1}"#, "a key in double quotation marks is expected"),
        Mistake("[1▸,]", "no comma may stand before a closing bracket"),
        Mistake(#"{"a": 1▸,"# + "\n}", "no comma may stand before a closing bracket"),
        Mistake("[▸,1]", "a value is expected, and here is ','"),
        Mistake("[1,▸,2]", "a value is expected, and here is ','"),
        Mistake("[1] ▸x", "the text goes on after its value with 'x'"),
        Mistake("{} ▸{}", "the text goes on after its value with '{'"),
        Mistake("[▸True]", "'True' is no JSON value; text stands in double quotation marks"),
        Mistake("▸'a'", "a value is expected, and here is '''"),
        Mistake("[▸nul]", "'nul' is no JSON value"),
        Mistake("[▸NaN]", "'NaN' is no JSON number; write null"),
        Mistake("[▸-Infinity, ▸Infinity]", "no JSON number; write null"),
        Mistake("[-▸Infinit]", "a digit is expected after '-'"),
        Mistake("[▸012, -▸00]", "a number must not begin with a zero"),
        Mistake("[-▸]", "a digit is expected after '-', and here is ']'"),
        Mistake("[▸+1]", "'+1' is no JSON value"),
        Mistake("[1.▸]", "a digit is expected after '.'"),
        Mistake("[▸.5]", "'.5' is no JSON value"),
        Mistake("[1e▸]", "a digit is expected in an exponent"),
        Mistake("[1e+▸x]", "a digit is expected in an exponent"),
        Mistake("[0▸x1]", "a number is followed by 'x'"),
        Mistake("[1▸.2.3]".replacingOccurrences(of: "▸.2", with: ".2▸"), "a number is followed by '.'"),
        Mistake(#"[▸"abc]"#, "a string does not end; close it"),
        Mistake("[▸\"abc\n\"]", "a string does not end on its line"),
        Mistake("[\"a▸\u{1}b▸\tc\"]", "control character 0x1 in a string"),
        Mistake(#"["a▸\x"]"#, "a backslash is followed by 'x'; a backslash itself is written \\\\"),
        Mistake(#"["▸\u12G4"]"#, "four hexadecimal digits are expected after \\u"),
        Mistake(#"["ä▸\ud800", "▸\udc00", "▸\ud83dx", "▸\ud83d\u0041"]"#, "\\ud800 is half of a surrogate pair"),
        Mistake("▸// no\n1", "a value is expected, and here is '/'"),
        Mistake("[1]\n▸\u{0}", "the text goes on after its value with '\\u{0}'"),
        Mistake(
            #"{"a": 1, ▸"a": 2, "b": {"c": 1, ▸"\u0063": 2}}"#, "duplicate key 'a', also at line 1; remove one of them"),
    ]

    @Test("says what is wrong and where", arguments: mistakes)
    func reports(_ mistake: Mistake) {
        let marked = Marked(mistake.text)
        let found = failures { try Document.json(marked.bytes, file: Marked("").file) }
        #expect(found.map(\.place) == marked.places)
        #expect(found.contains { $0.description.contains(mistake.message) }, "\(found)")
    }

    @Test("reports several mistakes inside tokens at once, with lines that end in any way")
    func reportsAll() {
        let marked = Marked("[▸01,\r\n \"▸\\q\",\r\"é▸\\ud800\",\n▸NaN, 1 ▸2]")
        let found = failures { try Document.json(marked.bytes, file: Marked("").file) }
        #expect(found.map(\.place?.line) == [1, 2, 3, 4, 4])
        #expect(found.map(\.place?.column) == [2, 3, 3, 1, 8])
    }

    @Test("counts columns in long lines, from line breaks at every distance", arguments: 0..<40)
    func columns(_ length: Int) throws {
        for lineBreak in ["\n", "\r", "\r\n"] {
            let line = "[" + String(repeating: "é", count: length) + "\""
            let text = "[" + lineBreak + "\"" + line.dropFirst() + ", \"\", true]"
            let root = try Document.json(text: text, file: "f").root
            #expect(root.elements[2].position.description == "f:2:\(length + 9)")
        }
    }

    @Test("gives the place of bytes that are not UTF-8")
    func invalidUTF8() {
        let bytes =
            Array("[\n\"é".utf8) + [0xC0, 0x80] + Array("\", \"".utf8) + [0xED, 0xA0, 0x80] + Array("\"]".utf8)
        let found = failures { try Document.json(bytes, file: "f") }
        #expect(
            found.prefix(2).map(\.description) == [
                "f:2:3: error: byte 0xc0 is not UTF-8; save the file in UTF-8",
                "f:2:4: error: byte 0x80 is not UTF-8; save the file in UTF-8",
            ])
        #expect(found.allSatisfy { $0.code == .encoding })
        #expect(failures { try Document.json([0xFF, 0x31], file: "f") }.first?.place?.column == 1)
    }

    @Test(
        "takes what RFC 8259 allows",
        arguments: [
            "0", " [ ] ", "{}", "\"\"", "[1,2]\r\n", "{\"\":0}", "[-0.0e-0,1E+2]", "\"\u{7F}\"", "\"\u{2028}\"",
            "\"\\/\"",
            "\u{FEFF}[]", "[[[[]]]]", "\"\\u0000\"", "123456789012345678901234567890",
        ])
    func accepts(_ text: String) {
        #expect(failures { try Document.json(text: text, file: "f") }.isEmpty)
    }

    @Test("resolves escapes and surrogate pairs")
    func escapes() throws {
        let text = #"["\"\\\/\b\f\n\r\t", "\u00e9\uD83D\uDE00x", "a\u0000b", "plain é 😀", "\ufffe"]"#
        let root = try Document.json(text: text, file: "f").root
        #expect(root.elements.map(\.text) == ["\"\\/\u{8}\u{C}\n\r\t", "é😀x", "a\0b", "plain é 😀", "\u{FFFE}"])
    }

    @Test("finds keys that are written with escapes")
    func escapedKeys() throws {
        var text = #"{"\u0061b": 1"#
        for number in 0..<20 { text += #", "k\u002d\#(number)": \#(number)"# }
        let root = try Document.json(text: text + "}", file: "f").root
        #expect(root["ab"]?.resolved == .integer(1))
        #expect(root["k-13"]?.resolved == .integer(13))
        #expect(root.entries.map(\.key.text).last == "k-19")
    }

    @Test("takes the last of repeated keys, and notes the repetition")
    func duplicates() throws {
        let document = try Document.json(text: #"{"a": 1, "b": 2, "a": 3}"#, file: "f")
        #expect(document.root["a"]?.resolved == .integer(3))
        #expect(document.duplicateKeys.count == 1)
        let problems = Problems()
        document.root.reportDuplicateKeys(problems)
        #expect(problems.sorted == document.duplicateKeys)
    }

    @Test("keeps keys of all lengths apart", arguments: [5, 8, 9, 40, 3000])
    func keys(_ count: Int) throws {
        var writer = JSONWriter()
        writer.beginObject()
        let names = (0..<count).map { String(repeating: "x", count: $0 % 37) + "\($0)" }
        for (number, name) in names.enumerated() { writer.member(name, number) }
        writer.endObject()
        let document = try Document.json(writer.bytes, file: "f")
        #expect(document.duplicateKeys.isEmpty)
        for (number, name) in names.enumerated() { #expect(document.root[name]?.resolved == .integer(number)) }
        #expect(document.root["x"] == nil)
        #expect(document.root[""] == nil)
    }

    @Test("stops 200 kB of brackets at the 65th", arguments: ["[", "{\"a\":"])
    func depth(_ opening: String) {
        let text = String(repeating: opening, count: 200_000)
        let found = failures { try Document.json(text: text, file: "f") }
        #expect(found.map(\.description) == ["f:1:\(64 * opening.utf8.count + 1): error: nested deeper than 64 levels"])
        let allowed = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(failures { try Document.json(text: allowed, file: "f") }.isEmpty)
    }

    @Test("refuses texts and numbers of values above the limits")
    func limits() {
        #expect(
            failures { try Document.json(text: "[1,2,3]", file: "f", limits: Limits(bytes: 6)) }.first?.code
                == .limitExceeded)
        #expect(
            failures { try Document.json(text: "[1,2,3]", file: "f", limits: Limits(nodes: 3)) }.first?.code
                == .limitExceeded)
        #expect(failures { try Document.json(text: "[1,2,3]", file: "f", limits: Limits(nodes: 4)) }.isEmpty)
    }

    @Test("reports at most a hundred mistakes")
    func manyMistakes() {
        let found = failures { try Document.json(text: "[" + String(repeating: "01,", count: 5000) + "1]", file: "f") }
        #expect((100...101).contains(found.count))
    }

    @Test("reads NDJSON line by line, a bad line costing itself alone")
    func lines() throws {
        let bytes = Array("{\"a\": 1}\n\n[1,\r\n \t\n\"é\" x\n3".utf8)
        let results = Array(Document.jsonLines(bytes, file: "f"))
        #expect(results.count == 4)
        #expect(try results[0].get().root["a"]?.position.description == "f:1:7")
        #expect(try results[3].get().root.position.description == "f:6:1")
        let errors = results.compactMap { result -> String? in
            if case .failure(let error) = result { return error.description }
            return nil
        }
        #expect(
            errors == [
                "f:3:4: error: a value is expected, and the text ends",
                "f:5:5: error: the text goes on after its value with 'x'",
            ])
        #expect(Array(Document.jsonLines([], file: "f")).isEmpty)
    }

    static let corpus = ProcessInfo.processInfo.environment["OBSKIT_CORPUS"]

    // The header dumps are not part of the repository: OBSKIT_CORPUS names the folder that has them.
    @Test("reads header dumps as Foundation does", .enabled(if: corpus != nil))
    func headerDumps() throws {
        let folder = try #require(Self.corpus) + "/headers"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
        #expect(!names.isEmpty)
        for name in names {
            let document = try Document.read(path: folder + "/" + name, allowNonFinite: true)
            #expect(document.duplicateKeys.isEmpty)
            let data = try #require(FileManager.default.contents(atPath: folder + "/" + name))
            guard let other = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else { continue }
            #expect(other.count == document.root.entries.underestimatedCount)
            for (key, value) in other {
                let node = try #require(document.root[key])
                guard let scalar = node.resolved else { continue }
                switch scalar {
                case .string(let text): #expect(value as? String == text)
                case .integer(let number): #expect((value as? NSNumber)?.intValue == number)
                case .double(let number):
                    // Foundation does not round correctly; exactness is tested against strtod.
                    let theirs = try #require(value as? NSNumber).doubleValue
                    #expect(abs(theirs - number) <= 1e-14 * abs(number))
                case .boolean(let truth): #expect((value as? NSNumber)?.boolValue == truth)
                case .null: #expect(value is NSNull)
                case .outOfRange: break
                }
            }
        }
    }
}
