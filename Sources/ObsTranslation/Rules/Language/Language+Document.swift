internal import ObsDocuments

/// A word as documents show it.
package struct LanguageWord: Sendable {
    /// Where a word stands.
    package enum Kind: String, CaseIterable, Sendable {
        /// In a list of steps.
        case step
        /// Beside the source of a condition.
        case test
    }

    /// Where the word stands.
    package let kind: Kind
    /// The word.
    package let word: String
    /// The word with what it is told, such as `{drop_suffix: T}`; a second time where keys may be left out.
    package let notations: [String]
    /// What it does, in Markdown.
    package let about: String
    /// The types of values that it takes.
    package let takes: String
    /// The types of values that it gives.
    package let gives: String
    /// What it makes of some values: the word with what it is told, the value, and the result or how it ends.
    package let examples: [(text: String, value: String, outcome: String)]

    init(_ word: any RuleWord.Type, _ kind: Kind) {
        self.kind = kind
        self.word = word.word
        notations = kind == .step ? Language.notations(word) : Language.notationsBeside(word)
        about = word.about
        takes = Self.names(word.takes)
        gives = Self.names(word.gives)
        examples = word.examples.map { ($0.text, $0.value, $0.outcome) }
    }

    private static func names(_ types: Set<ValueTarget>) -> String {
        if types == .any { return "any value" }
        if types == .number { return "a number" }
        return ValueTarget.allCases.filter(types.contains).map(\.words).joined(separator: " or ")
    }
}

/// What documents and schemas say of the words.
extension Language {
    /// All words, by kind and name.
    package var words: [LanguageWord] {
        steps.map { LanguageWord($0, .step) } + tests.map { LanguageWord($0, .test) }
    }

    /// A word with what it is told, as the tables write it: with the keys that must stand beside it, then with all.
    static func notations(_ word: any RuleWord.Type) -> [String] {
        word.isAlone ? [word.word] : notationsBeside(word).map { "{\($0)}" }
    }

    /// A word as `notations` writes it, without braces: it stands beside a source.
    static func notationsBeside(_ word: any RuleWord.Type) -> [String] {
        func written(_ keys: [RuleKey]) -> String {
            "\(word.word): \(word.argument.notation ?? "")\(keys.map { ", \($0.name): \($0.notation)" }.joined())"
        }
        let keys = word.argument.keys
        return keys.allSatisfy(\.isRequired) ? [written(keys)] : [written(keys.filter(\.isRequired)), written(keys)]
    }

    /// The table of the words of a kind in RuleLanguage.md.
    package func table(_ kind: LanguageWord.Kind) -> String {
        let rows = words.filter { $0.kind == kind }.map { word in
            let notations = word.notations.map { "`\($0.replacing("|", with: "\\|"))`" }
            return "| \(notations.joined(separator: " ")) | \(word.about) |\n"
        }
        return "| \(kind.rawValue) | \(kind == .step ? "does" : "holds when") |\n|---|---|\n" + rows.joined()
    }

    /// What the schema of translation.yaml says of the words of a kind, as JSON: the definition of a step; the tests under
    /// `words`, with the keys beside them under `keys`.
    package func schema(_ kind: LanguageWord.Kind) -> String {
        switch kind {
        case .step: stepSchema
        case .test: testSchema
        }
    }

    private var testSchema: String {
        let own = tests.map { (key: $0.word, value: Self.object($0.argument.schema, about: $0.about)) }
        let keys = Dictionary(tests.flatMap { $0.argument.keys }.map { ($0.name, $0) }) { first, _ in first }
        let beside = keys.values.sorted { $0.name < $1.name }.map {
            (key: $0.name, value: Self.object($0.schema, about: $0.about))
        }
        return Self.object([("words", Self.object(own)), ("keys", Self.object(beside))])
    }

    /// The definition of a step in the schema of translation.yaml, as JSON.
    private var stepSchema: String {
        let alone = steps.filter { $0.isAlone }.map { Self.object([("const", Self.text($0.word))], about: $0.about) }
        let told = steps.filter { !$0.isAlone }
        let keys = Dictionary(grouping: told.flatMap { $0.argument.keys }, by: \.name).sorted { $0.key < $1.key }
        var members = told.map { (key: $0.word, value: Self.object($0.argument.schema, about: $0.about)) }
        for (name, all) in keys {
            let about = all.map(\.about).joined(separator: " ")
            members.append((name, Self.object(all.count == 1 ? all[0].schema : "", about: about)))
        }
        // A key stands beside its words alone, and is told what each of them takes.
        let rules = keys.map { name, _ in
            let words = told.filter { $0.argument.keys.contains { $0.name == name } }
            let choices = words.map { word in
                let schema = word.argument.keys.first { $0.name == name }?.schema ?? ""
                return #"{"required": [\#(Self.text(word.word))], "properties": {\#(Self.text(name)): {\#(schema)}}}"#
            }
            return
                #"{"if": {"required": [\#(Self.text(name))]}, "then": {"anyOf": [\#(choices.joined(separator: ", "))]}}"#
        }
        let needs = told.flatMap { word in
            word.argument.keys.filter(\.isRequired).map {
                (key: word.word, value: "[\(Self.text($0.name))]")
            }
        }
        let object = Self.object([
            ("title", Self.text("a step")), ("type", Self.text("object")),
            ("properties", Self.object(members)),
            ("dependentRequired", Self.object(needs)),
            ("allOf", "[\(rules.joined(separator: ", "))]"),
            ("oneOf", "[" + told.map { #"{"required": [\#(Self.text($0.word))]}"# }.joined(separator: ", ") + "]"),
            ("additionalProperties", "false"),
        ])
        return Self.object([
            ("description", Self.text("One thing that is done to a value.")),
            ("anyOf", #"[{"oneOf": [\#(alone.joined(separator: ", "))]}, \#(object)]"#),
        ])
    }

    private static func object(_ members: [(key: String, value: String)], about: String? = nil) -> String {
        let about = about.map { [(key: "description", value: text($0))] } ?? []
        return "{" + (about + members).map { "\(text($0.key)): \($0.value)" }.joined(separator: ", ") + "}"
    }

    private static func object(_ members: String, about: String) -> String {
        "{\"description\": \(text(about))\(members.isEmpty ? "" : ", ")\(members)}"
    }

    private static func text(_ text: String) -> String {
        var writer = JSONWriter()
        writer.value(text)
        return writer.text
    }
}
