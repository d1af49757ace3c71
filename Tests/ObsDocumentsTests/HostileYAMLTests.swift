import ObsDocuments
import ObsText
import TestSupport
import Testing

@Suite struct HostileYAMLTests {
    @Test("refuses an alias bomb at the alias that makes it one")
    func aliasBomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<30 {
            text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        let found = failures { try Document.yaml(text: text, file: "f") }
        #expect(found.map(\.code) == [.limitExceeded])
        #expect(found.first?.message.contains("stands for more than 4000000 nodes") == true)
        #expect(found.first?.place?.line == 7)
    }

    @Test("refuses merges that multiply")
    func mergeBomb() {
        var text = "a0: &a0 {k0: 1}\n"
        for level in 1..<40 { text += "a\(level): &a\(level) {k\(level): 1, <<: [*a\(level - 1), *a\(level - 1)]}\n" }
        let found = failures { try Document.yaml(text: text, file: "f") }
        #expect(found.map(\.code) == [.limitExceeded])
    }

    @Test("refuses more merged mappings than the limit")
    func manyMerges() {
        var text = ""
        for number in 0..<70 { text += "a\(number): &a\(number) {k\(number): 1}\n" }
        text += "all: {▸<<: [\((0..<70).map { "*a\($0)" }.joined(separator: ", "))]}\n"
        let marked = Marked(text)
        let found = failures { try Document.yaml(marked.bytes, file: Marked("").file) }
        #expect(found.map(\.code) == [.limitExceeded])
        #expect(found.map(\.place) == marked.places)
    }

    @Test("stops at the 65th level", arguments: ["[", "{a: ", "- ", "? ", "[a: "])
    func depth(_ opening: String) {
        let text = String(repeating: opening, count: 200_000 / opening.utf8.count)
        let found = failures { try Document.yaml(text: text, file: "f") }
        #expect(found.map(\.code) == [.limitExceeded])
        #expect(found.first?.message == "nested deeper than 64 levels")
        #expect(found.first?.place?.line == 1)
        if opening == "[" { #expect(found.first?.place?.column == 65) }
    }

    @Test("counts the levels that aliases bring")
    func depthThroughAliases() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        let text = "a: &a \(deep)\nb: \(String(repeating: "[", count: 30))*a\(String(repeating: "]", count: 30))\n"
        let found = failures { try Document.yaml(text: text, file: "f") }
        #expect(
            found.map(\.description) == [
                "f:2:34: error: through the alias '*a' the nesting is deeper than 64 levels"
            ])
    }

    @Test("loads a scalar of ten megabytes and refuses a text above the limit")
    func largeScalar() throws {
        let bytes = Array("a: \"".utf8) + [UInt8](repeating: 0x78, count: 10_000_000) + Array("\"\n".utf8)
        let node = try #require(try Document.yaml(bytes, file: "f").root["a"])
        #expect(node.withUTF8Text { $0.count } == 10_000_000)
        let problems = Problems()
        #expect(node.double(problems) == nil)
        #expect(problems.sorted.first.map { $0.message.utf8.count < 300 } == true)
        let found = failures { try Document.yaml(bytes, file: "f", limits: Limits(bytes: 1000)) }
        #expect(found.map(\.description) == ["f:1:1: error: the text has 10000006 bytes; at most 1000 are allowed"])
    }

    @Test("refuses more nodes than the limit")
    func manyNodes() {
        let text = "[" + String(repeating: "a,", count: 2000) + "]"
        #expect(
            failures { try Document.yaml(text: text, file: "f", limits: Limits(nodes: 1000)) }.map(\.code) == [
                .limitExceeded
            ])
        #expect(failures { try Document.yaml(text: text, file: "f", limits: Limits(nodes: 3000)) }.isEmpty)
    }

    @Test("finds duplicates among very many keys without comparing all with all")
    func manyKeys() throws {
        var text = ""
        for number in 0..<20_000 { text += "key\(number): \(number)\n" }
        text += "key19000: x\n"
        let document = try Document.yaml(text: text, file: "f")
        #expect(document.duplicateKeys.map(\.place?.line) == [20_001])
        #expect(document.root["key12345"]?.resolved == .integer(12_345))
        #expect(document.root["key19000"]?.text == "x")
        #expect(document.root["key20000"] == nil)
    }

    @Test("refuses more directives than anybody writes, of which libyaml compares each with all")
    func manyDirectives() {
        let text = (0..<50_000).map { "%TAG !a\($0)! x\n" }.joined() + "--- a"
        let found = failures { try Document.yaml(text: text, file: "f") }
        #expect(found.map(\.description) == ["f:101:1: error: there are more than 100 '%TAG' directives"])
        #expect(failures { try Document.yaml(text: "a: |\n  %TAG\n  %TAG\n", file: "f") }.isEmpty)
    }

    @Test("shows control characters of a file in messages, and only the start of long text")
    func messages() throws {
        let marked = Marked("▸\"a\\e[2J\\u202e\": 1\n▸\(String(repeating: "x", count: 900)): 1\n")
        let found = try problems(marked) { MappingReader($0, "thing", $1)?.finish() }
        #expect(found.map(\.place) == marked.places)
        #expect(found.first?.description == "sample:1:1: error: thing: unknown key 'a\\u{1B}[2J\\u{202E}'")
        #expect(found.allSatisfy { $0.description.utf8.count < 200 })
    }
}
