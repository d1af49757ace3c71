import Testing

@testable import ObsDocuments
@testable import ObsText

@Suite("Changes of a text")
struct TextFixTests {
    private func at(_ line: Int, _ column: Int) -> SourcePosition {
        SourcePosition(file: "file", line: line, column: column)
    }

    private func apply(_ fixes: [TextFix], to text: String) -> (text: String, made: [TextFix], left: [TextFix]) {
        let fixed = TextFix.apply(fixes, to: Array(text.utf8))
        return (String(decoding: fixed.bytes, as: UTF8.self), fixed.made, fixed.left)
    }

    @Test(
        "replace a word where it stands, also in quotation marks and behind an anchor or a tag",
        arguments: [
            ("{oneOf: [1]}", 2, "{one_of: [1]}"), ("{ä: 1, oneOf: [1]}", 8, "{ä: 1, one_of: [1]}"),
            ("{'oneOf': [1]}", 2, "{'one_of': [1]}"), ("{\"oneOf\": [1]}", 2, "{\"one_of\": [1]}"),
            ("{&a oneOf: [1]}", 2, "{&a one_of: [1]}"), ("{!!str oneOf: [1]}", 2, "{!!str one_of: [1]}"),
            ("\u{FEFF}{oneOf: [1]}", 2, "\u{FEFF}{one_of: [1]}"),
        ])
    func replaces(_ one: (text: String, column: Int, expected: String)) {
        let fix = TextFix(at: at(1, one.column), .replace("oneOf", with: "one_of"))
        let result = apply([fix, fix], to: one.text)
        #expect(result.text == one.expected)
        #expect(result.made == [fix] && result.left.isEmpty)
    }

    @Test(
        "do not touch a text that is another one",
        arguments: [("{onlyOf: 1}", 1, 2), ("{one", 1, 2), ("a", 7, 1), ("a", 1, 9), ("{\"one\\x4ff\": 1}", 1, 2)])
    func leaves(_ one: (text: String, line: Int, column: Int)) {
        let fix = TextFix(at: at(one.line, one.column), .replace("oneOf", with: "one_of"))
        let result = apply([fix], to: one.text)
        #expect(result.text == one.text)
        #expect(result.made.isEmpty && result.left == [fix])
    }

    @Test(
        "keep every other byte: line ends, blanks, comments and what comes behind the last line",
        arguments: ["\n", "\r\n"])
    func keeps(_ end: String) {
        let lines = ["a:  # oneOf", "  - {oneOf: [1],\tequals: x}   # kept", "", "b: 'ü'  "]
        let text = lines.joined(separator: end)
        let result = apply(
            [TextFix(at: at(2, 6), .replace("oneOf", with: "one_of")), TextFix(at: at(4, 1), .mark("decide"))], to: text
        )
        #expect(
            result.text
                == ["a:  # oneOf", "  - {one_of: [1],\tequals: x}   # kept", "", "b: 'ü'   # decide"].joined(
                    separator: end))
    }

    @Test("mark a line once, whatever else ends it")
    func marks() {
        let fixes = [
            TextFix(at: at(1, 4), .mark("decide: this")), TextFix(at: at(1, 10), .mark("decide: this")),
            TextFix(at: at(2, 1), .mark("decide: this")),
        ]
        let first = apply(fixes, to: "a: [x,    y]\nb: 1 # known\n")
        #expect(first.text == "a: [x,    y]  # decide: this\nb: 1 # known  # decide: this\n")
        #expect(first.made.count == 2)
        let second = apply(fixes, to: first.text)
        #expect(second.text == first.text)
        #expect(second.made.isEmpty && second.left.isEmpty)
    }

    @Test("write no comment into a text that goes over several lines")
    func multiLine() {
        let mark = TextFix(at: at(1, 4), .mark("decide"))
        #expect(
            apply([mark], to: "a: {b: 'one\n  two',\n  c: 1}\n").text == "a: {b: 'one\n  two',  # decide\n  c: 1}\n")
        // The lines of a block are text; the mark goes behind it.
        #expect(
            apply([TextFix(at: at(2, 1), .mark("decide"))], to: "a: |\n  x\nb: 1\n").text
                == "a: |\n  x\nb: 1  # decide\n")
        let nowhere = apply([TextFix(at: at(2, 1), .mark("decide"))], to: "a: |\n  x\n")
        #expect(nowhere.made.isEmpty == (nowhere.text == "a: |\n  x\n"))
        #expect((try? Document.yaml(text: nowhere.text, file: ""))?.root["a"]?.text == "x\n")
    }

    @Test("of many lines leave a text that says what it said")
    func many() throws {
        let lines = (0..<200).map { "k\($0): {oneOf: [1, 2], steps: ['a # b']}" }
        let fixes = (1...200).flatMap { line in
            [
                TextFix(at: at(line, "k\(line - 1): {".count + 1), .replace("oneOf", with: "one_of")),
                TextFix(at: at(line, 1), .mark("decide")),
            ]
        }
        let result = apply(fixes.reversed(), to: lines.joined(separator: "\n"))
        let root = try Document.yaml(text: result.text, file: "file").root
        #expect(result.made.count == 400 && result.left.isEmpty)
        for line in 0..<200 {
            #expect(root["k\(line)"]?["one_of"]?.elements.count == 2)
            #expect(root["k\(line)"]?["steps"]?.elements.first?.text == "a # b")
        }
    }
}
