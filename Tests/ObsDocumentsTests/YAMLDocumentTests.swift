import ObsDocuments
import ObsText
import TestSupport
import Testing

@Suite struct YAMLDocumentTests {
    struct Mistake: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let codes: [Diagnostic.Code]
        let message: String
        var testDescription: String { name }
    }

    static let mistakes: [Mistake] = [
        Mistake(
            name: "tab as indentation", text: "a:\n▸\tb: 1\n", codes: [.syntax], message: "not with tabs"),
        Mistake(
            name: "double quotation mark not closed", text: "a: 1\nb: ▸\"text\nc: 2\n", codes: [.syntax],
            message: "a quotation mark is not closed"),
        Mistake(
            name: "single quotation mark not closed", text: "b: ▸'it", codes: [.syntax],
            message: "a quotation mark is not closed"),
        Mistake(name: "colon in plain text", text: "a: b▸: c\n", codes: [.syntax], message: "in quotation marks"),
        Mistake(
            name: "bracket not closed", text: "a: [1, 2\nb▸: 3\n", codes: [.syntax],
            message: "while parsing a flow sequence that begins at line 1: did not find expected ',' or ']'"),
        Mistake(
            name: "undefined anchor", text: "base: &base {x: 1}\na: ▸*bsae\nb: ▸*other\n",
            codes: [.undefinedAnchor, .undefinedAnchor], message: "did you mean 'base'?"),
        Mistake(
            name: "alias inside its node", text: "&a [1, ▸*a]\n", codes: [.recursiveAlias],
            message: "inside the node that it names"),
        Mistake(
            name: "alias inside its mapping", text: "a: &a\n  b: &b\n    c: ▸*a\n", codes: [.recursiveAlias],
            message: "'*a' stands inside"),
        Mistake(
            name: "merge of itself", text: "a: &a\n  <<: ▸*a\n  x: 1\n", codes: [.recursiveAlias],
            message: "inside the node"),
        Mistake(
            name: "merge of a scalar", text: "a: {<<: ▸1}\nb:\n  <<: [▸2, {c: 3}, ▸[{d: 4}]]\n",
            codes: [.badMerge, .badMerge, .badMerge], message: "'<<' merges mappings, and this is none"),
        Mistake(
            name: "merge of a scalar through an alias", text: "x: &x text\na: {<<: ▸*x}\n", codes: [.badMerge],
            message: "'<<: *anchor'"),
        Mistake(name: "second document", text: "a: 1\n▸---\nb: 2\n", codes: [.severalDocuments], message: "'---'"),
        Mistake(
            name: "duplicate keys", text: "a: 1\nb: 2\n▸a: 3\nc: {d: 1, ▸'d': 2}\n",
            codes: [.duplicateKey, .duplicateKey], message: "duplicate key 'a', also at line 1"),
        Mistake(
            name: "duplicate merge keys", text: "x: &x {a: 1}\nb:\n  <<: *x\n  ▸<<: *x\n", codes: [.duplicateKey],
            message: "'<<: [*first, *second]'"),
        Mistake(
            name: "NUL and other control characters", text: "a: ▸\u{0}b\nc: 'ä▸\u{7}'\n▸\u{7F}: 1\n",
            codes: [.encoding, .encoding, .encoding], message: "character U+0 is not allowed"),
        Mistake(
            name: "unknown version", text: "▸%YAML 7.1\n---\na: 1\n", codes: [.syntax],
            message: "found incompatible YAML document"),
        Mistake(
            name: "unknown tag handle", text: "a: ▸!x!y 1\n", codes: [.syntax], message: "found undefined tag handle"),
    ]

    @Test("says what is wrong and where", arguments: mistakes)
    func reports(_ mistake: Mistake) {
        let marked = Marked(mistake.text)
        let found = failures { try Document.yaml(marked.bytes, file: Marked("").file) }
        #expect(found.map(\.place) == marked.places)
        #expect(found.map(\.code) == mistake.codes)
        #expect(found.contains { $0.description.contains(mistake.message) }, "\(found)")
        #expect(found.allSatisfy { $0.severity == .error })
    }

    @Test("reports everything that it finds before a syntax error together with it")
    func reportsAll() {
        let marked = Marked("a: ▸*x\nb: {<<: ▸1}\nc: {d: 1, ▸d: 2}\ne: ▸\"\n")
        let found = failures { try Document.yaml(marked.bytes, file: Marked("").file) }
        #expect(found.map(\.place) == marked.places)
        #expect(found.map(\.code) == [.undefinedAnchor, .badMerge, .duplicateKey, .syntax])
    }

    @Test("gives the place of bytes that are not UTF-8, counted in characters")
    func invalidUTF8() {
        var bytes = Array("a: é\nb: ü".utf8)
        bytes += [0xFF, 0xC3, 0x28, 0x0A, 0xED, 0xA0, 0x80]
        let found = failures { try Document.yaml(bytes, file: "f") }
        #expect(
            found.map(\.description).prefix(2) == [
                "f:2:5: error: byte 0xff is not UTF-8; save the file in UTF-8",
                "f:2:6: error: byte 0xc3 is not UTF-8; save the file in UTF-8",
            ])
        #expect(found.dropFirst(2).map { $0.place?.line } == [3, 3, 3])
    }

    @Test("gives every node its line and column in characters")
    func positions() throws {
        let marked = Marked("▸ключ: ▸значение\nб:\n  - ▸é\n  - ▸{x: ▸[▸1, ▸\"2\"]}\n")
        let root = try Document.yaml(marked.bytes, file: Marked("").file).root
        let sequence = try #require(root["б"]).elements
        let list = try #require(sequence[1]["x"])
        let places = [
            root.position, try #require(root["ключ"]).position, sequence[0].position, sequence[1].position,
            list.position, list.elements[0].position, list.elements[1].position,
        ]
        #expect(places == marked.places)
    }

    @Test("skips a byte order mark and takes CRLF", arguments: ["\u{FEFF}a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"])
    func lineEnds(_ text: String) throws {
        let root = try Document.yaml(text: text, file: "f").root
        let problems = Problems()
        #expect(root["a"]?.integer(problems) == 1)
        #expect(root["b"]?.integer(problems) == 2)
        #expect(root["a"]?.position.description == "f:1:4")
        #expect(root["b"]?.position.description == "f:2:4")
        #expect(problems.isEmpty)
    }

    @Test("takes an empty text for null", arguments: ["", "# nothing\n", "---\n", "---\n...\n", "\u{FEFF}"])
    func empty(_ text: String) throws {
        let root = try Document.yaml(text: text, file: "f").root
        #expect(root.isNull)
        #expect(root.resolved == .null)
        #expect(root.position.line >= 1)
    }

    @Test("takes directives of YAML 1.1 and 1.2 and keeps foreign tags")
    func directives() throws {
        let text =
            "%YAML 1.1\n%TAG !o! tag:obs.example,2020:\n---\na: !o!box [1]\nb: !local 5\nc: !!str 7\nd: ! 8\ne: x\n"
        let root = try Document.yaml(text: text, file: "f").root
        #expect(root["a"]?.tag == "tag:obs.example,2020:box")
        #expect(root["b"]?.tag == "!local")
        #expect(root["b"]?.resolved == .integer(5))
        #expect(root["c"]?.tag == "tag:yaml.org,2002:str")
        #expect(root["c"]?.resolved == .string("7"))
        #expect(root["d"]?.resolved == .string("8"))
        #expect(root["e"]?.tag == nil)
    }

    @Test("keeps the text of every style of scalar")
    func styles() throws {
        let text = "a: plain text\nb: 'it''s'\nc: \"tab\\t\\u00e9\"\nd: |\n  one\n  two\ne: >-\n  one\n  two\n"
        let root = try Document.yaml(text: text, file: "f").root
        #expect(root.entries.map(\.value.text) == ["plain text", "it's", "tab\té", "one\ntwo\n", "one two"])
        #expect(root.entries.map(\.value.isPlain) == [true, false, false, false, false])
    }

    @Test("reads files, by extension, and says why it cannot")
    func files() throws {
        let found = failures { try Document.read(path: "/nonexistent/camera.yaml") }
        #expect(
            found.map(\.description) == [
                "error: cannot read '/nonexistent/camera.yaml': there is no such file"
            ])
        #expect(failures { try Document.read(path: "/") }.first?.message.hasSuffix("it is a folder") == true)
        #expect(failures { try Document.read(path: "/dev/null") }.first?.code == .unreadable)
        #expect(failures { try Document.read(path: "a\0b") }.first?.code == .unreadable)
    }
}
