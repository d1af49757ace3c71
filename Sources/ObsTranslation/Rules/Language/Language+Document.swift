internal import ObsDocuments

/// A word as documents show it.
package struct LanguageWord: Sendable {
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

    init(_ word: any RuleWord.Type) {
        self.word = word.word
        notations = Language.notations(word)
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
    /// The words of steps, by name.
    package var stepsAsShown: [LanguageWord] { steps.map { LanguageWord($0) } }

    /// A word with what it is told, as the tables write it: with the keys that must stand beside it, then with all.
    static func notations(_ word: any RuleWord.Type) -> [String] {
        guard let told = word.argument.notation else { return [word.word] }
        func written(_ keys: [RuleKey]) -> String {
            "{\(word.word): \(told)\(keys.map { ", \($0.name): \($0.notation)" }.joined())}"
        }
        let keys = word.argument.keys
        return keys.allSatisfy(\.isRequired) ? [written(keys)] : [written(keys.filter(\.isRequired)), written(keys)]
    }

    /// The table of the steps in RuleLanguage.md.
    package var stepTable: String {
        let rows = steps.map { word in
            "| \(Self.notations(word).map { "`\($0)`" }.joined(separator: " ")) | \(word.about) |\n"
        }
        return "| step | does |\n|---|---|\n" + rows.joined()
    }

    /// The definition of a step in the schema of translation.yaml, as JSON.
    package var stepSchema: String {
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
