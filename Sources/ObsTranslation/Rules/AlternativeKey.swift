internal import ObsDocuments

/// The keys that stand beside a source in an alternative of a rule.
enum AlternativeKey {
    static let with = MappingKey(
        "with", NamedRulesArgument(),
        "Rules for the names of text: and integer:, and for what an identifier is made of.")
    static let when = MappingKey("when", ConditionArgument(), "Only when this holds.")
    static let unless = MappingKey("unless", ConditionArgument(), "Only when this does not hold.")
    static let steps = MappingKey("steps", StepsArgument(), "What is done to the value, in order.")
    static let unit = MappingKey("unit", UnitArgument(), "The unit of the source's number.")
    static let refused = MappingKey(
        "refused", RefusedArgument(),
        "Where this alternative refuses what is there, the next one tries, and what it gives is flagged as a fallback.")

    static let all = [with.optional, when.optional, unless.optional, steps.optional, unit.optional, refused.optional]
}

/// Rules by name, which the rules behind them may use already.
struct NamedRulesArgument: RuleArgument {
    let notation: String? = "{NAME: RULE}"
    let schema = ##"""
        "type": "object", "propertyNames": {"minLength": 1}, "additionalProperties": {"$ref": "#/$defs/rule"}
        """##

    /// The names.
    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Node]? {
        node.entries(compiler.problems, AlternativeKey.with.name).map { key, value in
            let name = key.text ?? ""
            compiler.localNames[name] = compiler.rule(value, .field(name))
            compiler.usedLocalNames.remove(name)
            return key
        }
    }
}

/// A list of steps.
struct StepsArgument: RuleArgument {
    let notation: String? = "[STEP, …]"
    let schema = ##""type": "array", "items": {"$ref": "#/$defs/step"}"##

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Step]? { compiler.steps(node) }
}

/// What happens where an alternative is refused: the next one tries.
struct RefusedArgument: RuleArgument {
    let notation: String? = "next"
    let schema = #""const": "next""#

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Void? {
        guard let word = node.string(compiler.problems) else { return nil }
        if word == notation { return () }
        compiler.error(
            .unknownWord, node, "refused: cannot be '\(word)'", hint: "write refused: next, or take it away")
        return nil
    }
}
