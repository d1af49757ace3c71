import ObsDocuments
import ObsText
import TestSupport
import Testing

@Suite struct MappingReaderTests {
    @Test("reports unknown keys with the nearest known one")
    func unknownKeys() throws {
        let marked = Marked("gain: 1.5\n▸gian: 2\nreadNoise: 5\n▸completely_else: 1\n")
        let found = try problems(marked) { root, problems in
            let reader = try #require(MappingReader(root, "amplifier", problems))
            #expect(reader.required("gain")?.double(problems) == 1.5)
            #expect(reader.optional("readNoise")?.integer(problems) == 5)
            #expect(reader.optional("saturation") == nil)
            reader.finish()
        }
        #expect(found.map(\.place) == marked.places)
        #expect(
            found.map(\.description) == [
                "sample:2:1: error: amplifier: unknown key 'gian'; did you mean 'gain'?",
                "sample:4:1: error: amplifier: unknown key 'completely_else'; known keys are gain, readNoise, saturation",
            ])
        #expect(found.allSatisfy { $0.code == .unknownKey })
    }

    @Test("reports missing keys at the mapping")
    func missingKey() throws {
        let marked = Marked("- ▸name: x\n")
        let found = try problems(marked) { root, problems in
            let reader = try #require(MappingReader(root.elements[0], "slot", problems))
            #expect(reader.required("id") == nil)
            #expect(reader.required("name")?.string(problems) == "x")
            reader.finish()
        }
        #expect(found.map(\.description) == ["sample:1:3: error: slot: key 'id' is missing"])
        #expect(found.map(\.place) == marked.places)
        #expect(found.map(\.code) == [.missingKey])
    }

    @Test("takes a null value for present")
    func nullValue() throws {
        let found = try problems(Marked("a: ~\nb:\n")) { root, problems in
            let reader = try #require(MappingReader(root, "thing", problems))
            #expect(reader.required("a")?.isNull == true)
            #expect(reader.optional("b")?.isNull == true)
            #expect(reader.contains("a"))
            #expect(!reader.contains("c"))
            reader.finish()
        }
        #expect(found.isEmpty)
    }

    @Test("reports what is no mapping", arguments: ["▸[1]", "▸text", "▸", "▸'{}'"])
    func noMapping(_ text: String) throws {
        let marked = Marked(text)
        let found = try problems(marked) { #expect(MappingReader($0, "thing", $1) == nil) }
        #expect(found.map(\.place) == marked.places)
        #expect(found.map(\.code) == [.wrongType])
        #expect(found.first?.message.hasPrefix("thing: a mapping is expected, and this is ") == true)
    }

    @Test("reports keys that come twice and keys that are no text")
    func badKeys() throws {
        let marked = Marked("a: 1\n▸a: 2\n▸[b]: 3\n? ▸{c: 1}\n: 4\n")
        let found = try problems(marked) { root, problems in
            let reader = try #require(MappingReader(root, "thing", problems))
            #expect(reader.required("a")?.integer(problems) == 2)
            reader.finish()
        }
        #expect(found.map(\.place) == marked.places)
        #expect(found.map(\.code) == [.duplicateKey, .unknownKey, .unknownKey])
    }

    @Test("reports unknown keys that were merged where they stand")
    func mergedKeys() throws {
        let marked = Marked("base: &base {a: 1, ▸b: 2}\nthing:\n  <<: *base\n  a: 3\n")
        let found = try problems(marked) { root, problems in
            let thing = try #require(root["thing"])
            let reader = try #require(MappingReader(thing, "thing", problems))
            #expect(reader.required("a")?.integer(problems) == 3)
            reader.finish()
        }
        #expect(found.map(\.place) == marked.places)
        #expect(found.map(\.code) == [.unknownKey])
    }

    @Test("goes through very many unknown keys in one line, of which it reports the first thousand")
    func manyUnknownKeys() throws {
        let text = "{" + (0..<2000).map { "\"key\($0)\": 1" }.joined(separator: ", ") + "}"
        let found = try problems(Marked(text), json: true) { root, problems in
            let reader = try #require(MappingReader(root, "thing", problems))
            #expect(reader.optional("key7") != nil)
            reader.finish()
        }
        #expect(found.count == 1001)
        #expect(found.last?.message == "999 further problems are not shown")
    }

    @Test("tells which keys a decoder asks for")
    func recordsKeys() throws {
        let problems = Problems(recordingKeys: true)
        let root = try Document.yaml(text: "{name: x, size: 1}", file: "f").root
        let reader = try #require(MappingReader(root, "thing", problems))
        _ = reader.required("name")
        _ = reader.optional("size")
        _ = reader.optional("size")
        #expect(
            problems.keys.mapValues { $0.map { "\($0.name) \($0.isRequired)" } } == [
                "thing": ["name true", "size false"]
            ])
        #expect(Problems().keys.isEmpty)
    }
}
