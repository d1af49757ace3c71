import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

/// An example of a word.
struct WordExample: Sendable, CustomTestStringConvertible {
    let word: String
    let kind: LanguageWord.Kind
    let example: RuleExample

    var testDescription: String { "\(example.text) of \(example.value): \(example.outcome)" }

    static let all = LanguageWord.Kind.allCases.flatMap { kind in
        Language.obskit.types(kind).flatMap { word in
            word.examples.map { WordExample(word: word.word, kind: kind, example: $0) }
        }
    }

    /// How the example ends.
    func evaluated() throws -> Evaluated {
        switch kind {
        case .step: try evaluate("{constant: \(example.value), steps: [\(example.text)]}")
        case .test: try evaluate("{test: {constant: \(example.value), \(example.text)}}")
        case .condition: try ExampleHeader(example).evaluate("{test: \(example.text)}")
        case .source, .builder: try ExampleHeader(example).evaluate(example.text)
        }
    }
}

/// The header of an example, and what else there is.
private struct ExampleHeader {
    let cards: [String: HeaderValue]
    let surroundings: Node?

    init(_ example: RuleExample) throws {
        var cards: [String: HeaderValue] = [:]
        for (name, value) in try Document.yaml(text: example.value, file: "header").root.entries {
            cards[try #require(name.text)] =
                switch value.resolved {
                case .string(let text)?: .string(text)
                case .integer(let number)?: .integer(number)
                case .double(let number)?: .real(number)
                case .boolean(let truth)?: .logical(truth)
                case .null?: .undefined
                default: throw UnknownValue(text: example.value)
                }
        }
        self.cards = cards
        surroundings = try example.surroundings.map { try Document.yaml(text: $0, file: "surroundings").root }
        for (key, _) in surroundings?.entries.map({ $0 }) ?? [] {
            let known = [
                "values", "predicates", "properties", "base", "hooks", "detectors", "identifiers", "corrections",
            ]
            #expect(known.contains(key.text ?? ""))
        }
    }

    struct UnknownValue: Error { let text: String }

    /// How a rule ends for the header, as the intermediate result `subject`.
    func evaluate(_ rule: String) throws -> Evaluated {
        var text = "schema: obskit/translation/2\nvalues:\n  subject: \(rule)\n"
        for (name, value) in entries("values") { text += "  \(name): \(value)\n" }
        for section in ["predicates", "properties"] where surroundings?[section] != nil {
            text += "\(section):\n" + entries(section).map { "  \($0.name): \($0.value)\n" }.joined()
        }
        var bases = [RuleSample.nullBase]
        if let base = surroundings?["base"] { bases[0] += "values:\n  subject: \(line(base))\n" }
        let problems = Problems()
        let identifiers = surroundings?["identifiers"].map {
            IdentifierScheme(instrument: "Sample", layers: [$0], problems: problems)
        }
        let (rules, diagnostics) = try RuleSample.compile(text, over: bases, identifiers: identifiers)
        let compiled = try #require(rules, "\(diagnostics)")
        var corrections = Corrections.none
        if let list = surroundings?["corrections"] {
            let document = try Document.yaml(
                text: "schema: obskit/corrections/1\ncorrections: \(line(list))\n", file: "corrections")
            let layers = try ([text] + bases).map { try Document.yaml(text: $0, file: "rules").root }
            corrections = Corrections.read(layers: [document.root], ruleLayers: layers, problems: problems)
        }
        #expect(problems.sorted.map(\.description) == [])
        let hooks = try entries("hooks").map { name, value in
            let value = try ObsTranslationTests.evaluate("{constant: \(value)}").value ?? .null
            return (name, TranslationHook { _ in .value(value) })
        }
        let translator = HeaderTranslator(
            instrumentName: "Sample", rules: compiled, corrections: corrections,
            hooks: Dictionary(uniqueKeysWithValues: hooks),
            detectors: surroundings?["detectors"].map { ExampleDetectors($0) })
        if surroundings?["corrections"] == nil { return translator.evaluate(slot: compiled.valueBase, header(cards)) }
        // Corrections are made before anything is computed, which a translation of the whole header does.
        let whole = HeaderTranslator(
            instrumentName: "Sample",
            rules: try RuleSample.rules("properties:\n  has_simulated_content: \(rule)\n"), corrections: corrections)
        let report = whole.translate(header(cards))
        return Evaluated(
            end: report.failures.isEmpty ? .value : .refused,
            value: report.info.hasSimulatedContent.map { .boolean($0) },
            flags: [], reason: nil, reasons: [], remarks: [], cards: [])
    }

    private func entries(_ section: String) -> [(name: String, value: String)] {
        surroundings?[section]?.entries.map { (name: $0.key.text ?? "", value: line($0.value)) } ?? []
    }

    private func line(_ node: Node) -> String { RuleText(verbatim: node).line }
}

/// The detectors that an example says.
private final class ExampleDetectors: DetectorDirectory {
    private let entries: [DetectorEntry]

    init(_ node: Node) {
        let problems = Problems()
        entries = node.elements.map { entry in
            let name = entry["name"]?.text ?? ""
            return DetectorEntry(
                number: entry["number"]?.integer(problems) ?? -1, name: name, uniqueName: name,
                serial: entry["serial"]?.text, group: nil)
        }
    }

    func detector(_ key: DetectorKey, equalTo value: String) -> DetectorEntry? {
        entries.first { entry in
            switch key {
            case .uniqueName: entry.uniqueName == value
            case .serial: entry.serial == value
            case .number: String(entry.number) == value
            }
        }
    }
}

@Suite("The words of the rule language")
struct LanguageTests {
    @Test("do what their examples say", arguments: WordExample.all)
    func examples(_ one: WordExample) throws {
        let found = try one.evaluated()
        switch one.example.end {
        case .none?: #expect(found.end == .none)
        case .otherForm?: #expect(found.end == .otherForm)
        case .refused?: #expect(found.end == .refused)
        case .undecided?: #expect(found.end == .undecided)
        case nil:
            let result = try #require(one.example.result)
            let wanted = try evaluate("{constant: \(result)}")
            let value = try #require(found.value)
            // What no literal can be is written as people see it.
            #expect(value == wanted.value || value.asText == nil && value.description == result, "\(value)")
        }
    }

    @Test("have two examples at least, of themselves")
    func enoughExamples() {
        for word in LanguageWord.Kind.allCases.flatMap({ Language.obskit.types($0) }) {
            #expect(word.examples.count >= 2, "\(word.word)")
            for text in word.examples.map(\.text) {
                #expect(
                    text == word.word || text.hasPrefix("{\(word.word):") || text.hasPrefix("\(word.word):")
                        || text.contains(", \(word.word): "), "\(text)")
            }
        }
    }

    @Test("say by their examples what they give")
    func given() throws {
        for one in WordExample.all where one.example.end == nil {
            let word = try #require(Language.obskit.types(one.kind).first { $0.word == one.word })
            let value = try #require(try one.evaluated().value)
            #expect(word.gives.contains { $0.isKind(of: value) }, "\(one.testDescription)")
        }
    }

    @Test("say which cards they read: those that nobody names make an entry look at all cards")
    func cards() throws {
        for one in WordExample.all where [.source, .builder, .condition].contains(one.kind) {
            let word = try #require(
                Language.obskit.types(one.kind).first { $0.word == one.word } as? any ReadingWord.Type)
            let node = try Document.yaml(
                text:
                    "schema: obskit/translation/2\nvalues: {s: \(one.kind == .condition ? "{test: \(one.example.text)}" : one.example.text)}",
                file: "rules"
            ).root
            let compiler = RuleCompiler(layers: [node], problems: Problems())
            _ = compiler.compileEntry(.values, .field("s"))
            #expect(compiler.readsAnyCard == (word.reads == .unnamed), "\(one.example.text)")
            if word.reads == .named { #expect(!compiler.keywords.isEmpty, "\(one.example.text)") }
        }
    }

    private static let folders: [LanguageWord.Kind: String] = [
        .source: "Sources", .builder: "Builders", .step: "Steps", .test: "ValueTests", .condition: "Conditions",
    ]

    @Test("stand in one file each, which is called as the word and listed", arguments: LanguageWord.Kind.allCases)
    func files(_ kind: LanguageWord.Kind) throws {
        let ending = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
        let folder = "Sources/ObsTranslation/Rules/" + (try #require(Self.folders[kind]))
        let words = try Repository.files(folder).filter { path in
            try Repository.text(path).contains("static let word = ")
        }
        let wanted = Language.obskit.types(kind).map { word in
            let name =
                word.word.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + ending
            #expect(String(describing: word) == name)
            return "\(folder)/\(name).swift"
        }
        #expect(words.sorted() == wanted.sorted())
        for path in wanted {
            let count = try Repository.text(path).ranges(of: "static let word = ").count
            #expect(count == 1, "\(path)")
        }
    }

    @Test("stand nowhere else")
    func nowhereElse() throws {
        let folders = ["Rules", "Rules/Language", "Rules/Listing", "Detection", "Corrections"]
        let others = try folders.flatMap { try Repository.files("Sources/ObsTranslation/\($0)") }.filter { path in
            try path.hasSuffix(".swift") && Repository.text(path).contains("static let word = ")
        }
        #expect(others == [])
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
        let written = try Document.json(text: language.schema, file: "language").root
        #expect(Array(written.entries).count >= 3 + language.builders.count)
        for (name, wanted) in written.entries {
            #expect(definitions[name.text ?? ""]?.isEqual(to: wanted) == true, "\(name.text ?? "")")
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
