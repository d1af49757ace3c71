import ObsDocuments
import TestSupport
import Testing

@testable import ObsTranslation

/// An example of a word.
struct WordExample: Sendable, CustomTestStringConvertible {
    let word: String
    let example: RuleExample

    var testDescription: String { "\(example.text) of \(example.value): \(example.outcome)" }

    static let all = Language.obskit.steps.flatMap { word in
        word.examples.map { WordExample(word: word.word, example: $0) }
    }
}

@Suite("The words of the rule language")
struct LanguageTests {
    @Test("do what their examples say", arguments: WordExample.all)
    func examples(_ one: WordExample) throws {
        let example = one.example
        let found = try evaluate("{constant: \(example.value), steps: [\(example.text)]}")
        switch example.end {
        case .none?: #expect(found.end == .none)
        case .otherForm?: #expect(found.end == .otherForm)
        case .refused?: #expect(found.end == .refused)
        case nil:
            let wanted = try evaluate("{constant: \(try #require(example.result))}")
            #expect(found.value == wanted.value && found.value != nil)
        }
    }

    @Test("have two examples at least, of themselves, and one for each way to end that the word knows")
    func enoughExamples() {
        for word in Language.obskit.steps {
            #expect(word.examples.count >= 2, "\(word.word)")
            for example in word.examples {
                #expect(example.text == word.word || example.text.hasPrefix("{\(word.word):"), "\(example.text)")
            }
        }
    }

    @Test("stand in one file each, which is called as the word and listed")
    func files() throws {
        let folder = "Sources/ObsTranslation/Rules/Steps"
        let words = try Repository.files(folder).filter { path in
            try Repository.text(path).contains(/(?m)^final class \w+: [^{]*\bStepWord\b/)
        }
        let wanted = Language.obskit.steps.map { word in
            let name =
                word.word.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "Step"
            #expect(String(describing: word) == name)
            return "\(folder)/\(name).swift"
        }
        #expect(words.sorted() == wanted.sorted())
    }

    @Test("make the table of steps in RuleLanguage.md and the schema: Scripts/words-list writes them")
    func documents() throws {
        let language = Language.obskit
        let text = try Repository.text("Documentation/RuleLanguage.md")
        #expect(
            text.contains("<!-- steps: written by Scripts/words-list -->\n\(language.stepTable)<!-- end of steps -->"))
        let schema = try Document.json(
            text: Repository.text("Documentation/Schemas/translation.schema.json"), file: "schema")
        let written = try #require(schema.root["$defs"]?["step"])
        let wanted = try Document.json(text: language.stepSchema, file: "language").root
        #expect(written.isEqual(to: wanted))
    }
}

extension Node {
    /// Whether another document holds the same, mappings in whatever order.
    fileprivate func isEqual(to other: Node) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .scalar: return text == other.text
        case .sequence:
            let (own, others) = (Array(elements), Array(other.elements))
            return own.count == others.count && zip(own, others).allSatisfy { $0.isEqual(to: $1) }
        case .mapping:
            return Array(entries).count == Array(other.entries).count
                && entries.allSatisfy { key, value in
                    key.text.flatMap { other[$0] }.map { value.isEqual(to: $0) } ?? false
                }
        }
    }
}
