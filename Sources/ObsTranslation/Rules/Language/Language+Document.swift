internal import ObsDocuments

/// A word as documents show it.
package struct LanguageWord: Sendable {
    /// Where a word stands.
    package enum Kind: String, CaseIterable, Sendable {
        /// Where a value comes from.
        case source
        /// Where a value comes from that is made of several parts.
        case builder
        /// In a list of steps.
        case step
        /// Beside the source of a condition.
        case test
        /// In the place of a condition.
        case condition

        /// What a table says over the second column.
        var heading: String {
            switch self {
            case .source, .builder: "value"
            case .step: "does"
            case .test, .condition: "holds when"
            }
        }
    }

    /// Where the word stands.
    package let kind: Kind
    /// The word.
    package let word: String
    /// The word with what it is told, such as `{drop_suffix: T}`; more than one where it can be told in several ways, or where
    /// keys may be left out.
    package let notations: [String]
    /// The keys that it takes, with what they say.
    package let keys: [(notation: String, about: String)]
    /// What it does, in Markdown.
    package let about: String
    /// What it takes and gives, in words.
    package let types: String
    /// What it makes of some values or headers: the word with what it is told, the value or the cards, what else there is, and the
    /// result or how it ends.
    package let examples: [(text: String, value: String, surroundings: String?, outcome: String)]

    init(_ word: any RuleWord.Type, _ kind: Kind) {
        self.kind = kind
        self.word = word.word
        notations = kind == .step ? Language.notations(word) : Language.notationsBeside(word)
        keys = (word.argument.innerKeys + word.argument.keys).map { ("\($0.name): \($0.notation)", $0.about) }
        about = word.about
        let taken = word.takes.isEmpty ? [] : ["takes \(Self.names(word.takes))"]
        let read = (word as? any ReadingWord.Type).flatMap { Self.words($0.reads) }.map { ["reads \($0)"] } ?? []
        types = (taken + read + ["gives \(word.gives.isEmpty ? "nothing" : Self.names(word.gives))"]).joined(
            separator: ", ")
        examples = word.examples.map { ($0.text, $0.value, $0.surroundings, $0.outcome) }
    }

    private static func names(_ types: Set<ValueTarget>) -> String {
        if types == .any { return "any value" }
        if types == .number { return "a number" }
        return ValueTarget.allCases.filter(types.contains).map(\.words).joined(separator: " or ")
    }

    private static func words(_ reads: CardReads) -> String? {
        switch reads {
        case .none: nil
        case .named: "the cards that it names"
        case .unnamed: "cards that nobody names"
        }
    }
}

/// What documents say of the words.
extension Language {
    /// All words, by kind and name.
    package var words: [LanguageWord] {
        LanguageWord.Kind.allCases.flatMap { kind in types(kind).map { LanguageWord($0, kind) } }
    }

    /// The types of the words of a kind.
    func types(_ kind: LanguageWord.Kind) -> [any RuleWord.Type] {
        switch kind {
        case .source: plainSources
        case .builder: builders
        case .step: steps
        case .test: tests
        case .condition: conditions
        }
    }

    /// A word with what it is told, as the tables write it: with the keys that must stand beside it, then with all.
    static func notations(_ word: any RuleWord.Type) -> [String] {
        word.isAlone ? [word.word] : notationsBeside(word).map { "{\($0)}" }
    }

    /// A word as `notations` writes it, without braces: other keys stand beside it.
    static func notationsBeside(_ word: any RuleWord.Type) -> [String] {
        let keys = word.argument.keys
        func written(_ told: String, _ keys: [RuleKey]) -> String {
            "\(word.word): \(told)\(keys.map { ", \($0.name): \($0.notation)" }.joined())"
        }
        let told = word.argument.notations
        let short = told.map { written($0, keys.filter(\.isRequired)) }
        return keys.allSatisfy(\.isRequired) ? short : short + [written(told[0], keys)]
    }

    /// The table of the words of a kind in RuleLanguage.md; of builders with the keys that they are told.
    package func table(_ kind: LanguageWord.Kind) -> String {
        func code(_ text: String) -> String { "`\(text.replacing("|", with: "\\|"))`" }
        let rows = words.filter { $0.kind == kind }.flatMap { word in
            let keys = kind == .builder ? word.keys.map { "| … \(code($0.notation)) | \($0.about) |\n" } : []
            return ["| \(word.notations.map(code).joined(separator: " ")) | \(word.about) |\n"] + keys
        }
        return "| \(kind.rawValue) | \(kind.heading) |\n|---|---|\n" + rows.joined()
    }
}
