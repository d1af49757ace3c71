import ObsDocuments
import TestSupport
import Testing

@testable import ObsTranslation

/// An example of a word.
struct WordExample: Sendable, CustomTestStringConvertible {
    let word: String
    let example: RuleExample

    var testDescription: String { "\(example.text) of \(example.value): \(example.outcome)" }

    let isTest: Bool

    static let all =
        Language.obskit.steps.flatMap { word in
            word.examples.map { WordExample(word: word.word, example: $0, isTest: false) }
        }
        + Language.obskit.tests.flatMap { word in
            word.examples.map { WordExample(word: word.word, example: $0, isTest: true) }
        }
}

@Suite("The words of the rule language")
struct LanguageTests {
    @Test("do what their examples say", arguments: WordExample.all)
    func examples(_ one: WordExample) throws {
        let example = one.example
        let found = try evaluate(
            one.isTest
                ? "{test: {constant: \(example.value), \(example.text)}}"
                : "{constant: \(example.value), steps: [\(example.text)]}")
        switch example.end {
        case .none?: #expect(found.end == .none)
        case .otherForm?: #expect(found.end == .otherForm)
        case .refused?: #expect(found.end == .refused)
        case .undecided?: #expect(found.end == .undecided)
        case nil:
            let wanted = try evaluate("{constant: \(try #require(example.result))}")
            #expect(found.value == wanted.value && found.value != nil)
        }
    }

    @Test("have two examples at least, of themselves, and one for each way to end that the word knows")
    func enoughExamples() {
        let words: [any RuleWord.Type] = Language.obskit.steps + Language.obskit.tests
        for word in words {
            #expect(word.examples.count >= 2, "\(word.word)")
            for example in word.examples {
                let text = example.text
                #expect(
                    text == word.word || text.hasPrefix("{\(word.word):") || text.hasPrefix("\(word.word):"), "\(text)")
            }
        }
    }

    @Test("stand in one file each, which is called as the word and listed", arguments: LanguageWord.Kind.allCases)
    func files(_ kind: LanguageWord.Kind) throws {
        let ending = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
        let folder = "Sources/ObsTranslation/Rules/" + (kind == .step ? "Steps" : "ValueTests")
        let words = try Repository.files(folder).filter { path in
            try Repository.text(path).contains("static let word = ")
        }
        let types: [any RuleWord.Type] = kind == .step ? Language.obskit.steps : Language.obskit.tests
        let wanted = types.map { word in
            let name =
                word.word.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + ending
            #expect(String(describing: word) == name)
            return "\(folder)/\(name).swift"
        }
        #expect(words.sorted() == wanted.sorted())
    }

    @Test("make the tables in RuleLanguage.md and the schema: Scripts/words-list writes them")
    func documents() throws {
        let language = Language.obskit
        let text = try Repository.text("Documentation/RuleLanguage.md")
        for kind in LanguageWord.Kind.allCases {
            let name = kind.rawValue + "s"
            #expect(
                text.contains(
                    "<!-- \(name): written by Scripts/words-list -->\n\(language.table(kind))<!-- end of \(name) -->"))
        }
        let schema = try Document.json(
            text: Repository.text("Documentation/Schemas/translation.schema.json"), file: "schema")
        let definitions = try #require(schema.root["$defs"])
        let step = try Document.json(text: language.schema(.step), file: "language").root
        #expect(try #require(definitions["step"]).isEqual(to: step))
        let tests = try Document.json(text: language.schema(.test), file: "language").root
        for definition in ["test", "alternative"] {
            let written = try #require(definitions[definition]?["properties"])
            for (key, wanted) in ["words", "keys"].flatMap({ tests[$0].map { Array($0.entries) } ?? [] }) {
                #expect(written[key.text ?? ""]?.isEqual(to: wanted) == true, "\(definition): \(key.text ?? "")")
            }
        }
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
