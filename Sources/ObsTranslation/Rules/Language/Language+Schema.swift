internal import ObsDocuments

/// What the schema of translation.yaml says of the words.
extension Language {
    /// The definitions that are made of the words, by name, as JSON.
    package var schema: String {
        var all = sources.map { $0.argument.definitions }.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
        all["step"] = step
        all["alternative"] = alternative
        all["test"] = condition
        return Self.object(all.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) })
    }

    /// An alternative of a rule.
    private var alternative: String {
        let tests = tests.map { $0 as any RuleWord.Type }
        let sources = sources.map { $0 as any RuleWord.Type }
        let tested = Self.members(tests)
        let frame = AlternativeKey.all.map { (key: $0.name, value: Self.object($0.schema, about: $0.about)) }
        let needs =
            Self.needs(sources) + tested.map { (key: $0.key, value: "[\(Self.text(CardMatchingSource.word))]") }
        return Self.object([
            ("title", Self.text("a rule")), ("description", Self.text("One source, under a condition, with steps.")),
            ("type", Self.text("object")), ("properties", Self.object(Self.members(sources) + tested + frame)),
            ("oneOf", Self.oneRequired(sources)), ("dependentRequired", Self.object(needs)),
            ("additionalProperties", "false"),
        ])
    }

    /// A condition that is no list.
    private var condition: String {
        let tests = tests.map { $0 as any RuleWord.Type }
        let sources = sources.map { $0 as any RuleWord.Type }
        let conditions = conditions.map { $0 as any RuleWord.Type }
        let beside = Self.members(sources, inCondition: true) + Self.members(tests)
        let own = Self.members(conditions).filter { member in !beside.contains { $0.key == member.key } }
        let steps = AlternativeKey.steps
        let forms = conditions.map { word in
            let keys = [word.word] + word.argument.keys.filter(\.isRequired).map(\.name)
            let count = 1 + word.argument.keys.count
            return #"{"required": [\#(keys.map(Self.text).joined(separator: ", "))], "maxProperties": \#(count)}"#
        }
        let tested = [CardMatchingSource.word] + tests.map { $0.word }
        let withTest = Self.object([
            ("oneOf", Self.oneRequired(sources)),
            ("anyOf", "[" + tested.map { #"{"required": [\#(Self.text($0))]}"# }.joined(separator: ", ") + "]"),
            ("properties", Self.object(conditions.map { (key: $0.word, value: "false") })),
        ])
        return Self.object([
            ("title", Self.text("a condition")), ("type", Self.text("object")),
            (
                "properties",
                Self.object(
                    beside + own + [(key: steps.name, value: Self.object(steps.argument.schema, about: steps.about))])
            ),
            ("oneOf", "[" + (forms + [withTest]).joined(separator: ", ") + "]"),
            ("dependentRequired", Self.object(Self.needs(sources))), ("additionalProperties", "false"),
        ])
    }

    /// A step.
    private var step: String {
        let alone = steps.filter { $0.isAlone }.map { Self.object([("const", Self.text($0.word))], about: $0.about) }
        let told = steps.filter { !$0.isAlone }.map { $0 as any RuleWord.Type }
        let keys = Self.keys(told)
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
        let object = Self.object([
            ("title", Self.text("a step")), ("type", Self.text("object")),
            ("properties", Self.object(Self.members(told))),
            (
                "dependentRequired",
                Self.object(Self.needs(told).filter { need in told.contains { $0.word == need.key } })
            ),
            ("allOf", "[\(rules.joined(separator: ", "))]"), ("oneOf", Self.oneRequired(told)),
            ("additionalProperties", "false"),
        ])
        return Self.object([
            ("description", Self.text("One thing that is done to a value.")),
            ("anyOf", #"[{"oneOf": [\#(alone.joined(separator: ", "))]}, \#(object)]"#),
        ])
    }

    /// The words and the keys beside them, each with its schema.
    private static func members(
        _ words: [any RuleWord.Type], inCondition: Bool = false
    ) -> [(key: String, value: String)] {
        words.map { (key: $0.word, value: object($0.argument.schema, about: $0.about)) }
            + keys(words).map { name, all in
                let schema = inCondition ? all[0].schemaInCondition ?? all[0].schema : all[0].schema
                let isOne = all.allSatisfy { $0.schema == all[0].schema && $0.about == all[0].about }
                let about = isOne ? all[0].about : all.map(\.about).joined(separator: " ")
                return (key: name, value: object(isOne ? schema : "", about: about))
            }
    }

    /// The keys that stand beside some of the words, by name.
    private static func keys(_ words: [any RuleWord.Type]) -> [(key: String, value: [RuleKey])] {
        Dictionary(grouping: words.flatMap { $0.argument.keys }, by: \.name).sorted { $0.key < $1.key }
            .map { (key: $0.key, value: $0.value) }
    }

    /// Which words need which keys, and of keys that one word has alone that they need it.
    private static func needs(_ words: [any RuleWord.Type]) -> [(key: String, value: String)] {
        let ofWords = words.map { word in (key: word.word, needed: word.argument.keys.filter(\.isRequired).map(\.name))
        }
        let ofKeys = keys(words).map { name, _ in
            (key: name, needed: words.filter { $0.argument.keys.contains { $0.name == name } }.map { $0.word })
        }
        return (ofWords.filter { !$0.needed.isEmpty } + ofKeys.filter { $0.needed.count == 1 }).map {
            (key: $0.key, value: "[\($0.needed.map(text).joined(separator: ", "))]")
        }
    }

    private static func oneRequired(_ words: [any RuleWord.Type]) -> String {
        "[" + words.map { #"{"required": [\#(text($0.word))]}"# }.joined(separator: ", ") + "]"
    }

    static func object(_ members: [(key: String, value: String)], about: String? = nil) -> String {
        let about = about.map { [(key: "description", value: text($0))] } ?? []
        return "{" + (about + members).map { "\(text($0.key)): \($0.value)" }.joined(separator: ", ") + "}"
    }

    static func object(_ members: String, about: String) -> String {
        "{\"description\": \(text(about))\(members.isEmpty ? "" : ", ")\(members)}"
    }

    static func text(_ text: String) -> String {
        var writer = JSONWriter()
        writer.value(text)
        return writer.text
    }
}

extension MappingArgument {
    var definitions: [String: String] {
        innerKeys.reduce(into: [definition: mapping]) { $0.merge($1.definitions) { first, _ in first } }
    }

    /// The schema of the mapping: one of the forms, without the keys of the others.
    private var mapping: String {
        let keys = innerKeys
        let ofForms = Set(forms.joined().map(\.name))
        let choices = forms.map { form in
            let required = form.filter(\.isRequired).map { Language.text($0.name) }.joined(separator: ", ")
            let others = ofForms.subtracting(form.map(\.name)).sorted().map { (key: $0, value: "false") }
            return [(key: "required", value: "[\(required)]")]
                + (others.isEmpty ? [] : [(key: "properties", value: Language.object(others))])
        }
        let conditions = keys.compactMap { key -> (key: String, value: String)? in
            if let other = key.excluded {
                return (key.name, #"{"properties": {\#(Language.text(other)): false}}"#)
            }
            if key.companions.isEmpty { return nil }
            let choices = key.companions.map { #"{"required": [\#(Language.text($0))]}"# }.joined(separator: ", ")
            return (key.name, #"{"anyOf": [\#(choices)]}"#)
        }
        return Language.object(
            [
                ("title", Language.text(title)), ("description", Language.text(about)),
                ("type", Language.text("object")),
                (
                    "properties",
                    Language.object(keys.map { (key: $0.name, value: Language.object($0.schema, about: $0.about)) })
                ),
            ]
                + (choices.count == 1
                    ? choices[0] : [("oneOf", "[\(choices.map { Language.object($0) }.joined(separator: ", "))]")])
                + (conditions.isEmpty ? [] : [("dependentSchemas", Language.object(conditions))])
                + [("additionalProperties", "false")])
    }
}
