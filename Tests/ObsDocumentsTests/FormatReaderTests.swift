import ObsDocuments
import ObsText
import TestSupport
import Testing

@Suite struct FormatReaderTests {
    private enum Keys {
        static let name = FileKey("name", .text, "The name.", example: "x")
        static let gain = FileKey("gain", .number, "The gain.", unit: "electron/ADU", default: "1", example: "1.5")
        static let inner = FileKey("inner", .list(format), "More of it.", default: "none", example: "[]")
        static let mode = FileKey(
            "mode", .word(["slow", "very-fast"], formerly: ["veryFast": "very-fast"]), "How it is read.",
            default: "`slow`", example: "very-fast")
        static let format: MappingFormat = MappingFormat(
            "thing", "A thing.", [name, gain, inner, mode], needs: [name], rules: #""minProperties": 1"#)
        static let other = FileKey("other", .truth, "Of another format.", example: "true")
    }

    @Test("reads values by their keys, and reports what is missing, wrong or unknown at its place")
    func reading() throws {
        let marked = Marked("- ▸gain: ▸x\n  ▸gian: 2\n- {name: a, gain: 2}\n")
        let found = try problems(marked) { root, problems in
            let first = try #require(FormatReader(root.elements[0], Keys.format, problems))
            #expect(first[Keys.name] == nil && first[Keys.gain] == nil && first[Keys.mode] == nil)
            first.finish()
            let second = try #require(FormatReader(root.elements[1], Keys.format, problems))
            #expect(second[Keys.name] == "a" && second[Keys.gain] == 2)
            #expect(second.given(Keys.inner) == nil)
            second.finish()
        }
        #expect(found.map(\.place) == marked.places)
        #expect(found.map(\.code) == [.missingKey, .wrongType, .unknownKey])
    }

    @Test("reports a key that is needed in one case alone")
    func needed() throws {
        let marked = Marked("▸name: a\n")
        let found = try problems(marked) { root, problems in
            let reader = try #require(FormatReader(root, Keys.format, problems))
            #expect(reader[needed: Keys.gain] == nil)
            #expect(reader.ifGiven(Keys.name)?.text == "a")
            reader.finish()
        }
        #expect(found.map(\.description) == ["sample:1:1: error: thing: key 'gain' is missing"])
        #expect(found.map(\.place) == marked.places)
    }

    @Test("reads a former spelling of a word, with a warning and a fix at its place")
    func formerSpelling() throws {
        let marked = Marked("name: a\nmode: ▸veryFast\n")
        let all = Problems()
        let root = try Document.yaml(text: marked.text, file: marked.file).root
        let reader = try #require(FormatReader(root, Keys.format, all))
        #expect(reader[Keys.mode] == "very-fast")
        #expect(all.sorted.map(\.place) == marked.places)
        #expect(all.sorted.map { "\($0.severity.rawValue) \($0.code.rawValue)" } == ["warning former-spelling"])
        let fixed = TextFix.apply(all.fixes, to: Array(marked.text.utf8))
        #expect(String(decoding: fixed.bytes, as: UTF8.self) == "name: a\nmode: very-fast\n")
    }

    #if DEBUG
        @Test("stops a program that asks for a key of another format")
        func foreignKey() async {
            await #expect(processExitsWith: .failure) {
                let root = try Document.yaml(text: "other: true", file: "sample").root
                _ = FormatReader(root, Keys.format, Problems())?[Keys.other]
            }
        }
    #endif

    @Test("has a schema and a table of the same keys, also where a format is in itself")
    func documents() throws {
        let file = FileFormat(
            "obskit/thing/1", at: "thing.yaml", "a thing", "Things.", [Keys.name, Keys.inner], needs: [Keys.inner],
            example: "schema: obskit/thing/1\ninner: []\n")
        #expect(file.name == "thing")
        let schema = try Document.json(text: file.jsonSchema, file: "schema").root
        #expect(schema["required"]?.elements.map(\.text) == ["schema", "inner"])
        #expect(schema["properties"]?["inner"]?["items"]?["$ref"]?.text == "#/$defs/thing")
        let thing = try #require(schema["$defs"]?["thing"])
        #expect(thing["properties"]?.entries.map(\.key.text) == ["name", "gain", "inner", "mode"])
        #expect(thing["minProperties"]?.text == "1")
        #expect(
            thing["properties"]?["gain"]?["description"]?.text
                == "The gain. Unit: electron/ADU. Where it is not given: 1.")
        let markdown = FormatDocument([file]).markdown
        #expect(
            markdown.contains("| `inner` | More of it. | a list, each with keys of [thing](#thing) | required | `[]` |")
        )
        #expect(markdown.contains("### thing\n"))
        #expect(markdown.contains("| `gain` | The gain. | a number; electron/ADU | 1 | `1.5` |"))
    }
}
