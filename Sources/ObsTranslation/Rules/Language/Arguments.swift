internal import ObsDocuments
internal import ObsFITS
internal import ObsText
internal import ObsTime

/// A text.
struct TextArgument: RuleArgument {
    let notation: String?
    let mayBeEmpty: Bool

    init(_ notation: String, mayBeEmpty: Bool = false) { (self.notation, self.mayBeEmpty) = (notation, mayBeEmpty) }

    var schema: String { #""type": ["string", "number", "boolean"]"# + (mayBeEmpty ? "" : #", "minLength": 1"#) }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> String? {
        guard let text = node.string(compiler.problems) else { return nil }
        if mayBeEmpty || !text.isEmpty { return text }
        compiler.error(.badStep, node, "\(place.word) needs a text that is not empty")
        return nil
    }
}

/// A whole number of a range.
struct IntegerArgument: RuleArgument {
    let notation: String?
    let range: ClosedRange<Int>

    init(_ notation: String, in range: ClosedRange<Int>) { (self.notation, self.range) = (notation, range) }

    var schema: String {
        let maximum = range.upperBound == Int.max ? "" : #", "maximum": \#(range.upperBound)"#
        return #""type": "integer", "minimum": \#(range.lowerBound)"# + maximum
    }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Int? {
        node.integer(compiler.problems, in: range)
    }
}

/// A number.
struct NumberArgument: RuleArgument {
    let notation: String?
    let isPositive: Bool

    init(_ notation: String, isPositive: Bool = false) { (self.notation, self.isPositive) = (notation, isPositive) }

    var schema: String { #""type": "number""# + (isPositive ? #", "exclusiveMinimum": 0"# : "") }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Double? {
        guard let number = node.double(compiler.problems) else { return nil }
        if !isPositive || number > 0 { return number }
        compiler.error(.badStep, node, "\(place.word) needs a number greater than 0")
        return nil
    }
}

/// Two numbers, the smaller first.
struct IntervalArgument: RuleArgument {
    let notation: String? = "[LOW, HIGH]"
    let schema = #""type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2"#

    func read(
        _ node: Node, _ place: WordPlace, _ compiler: RuleCompiler
    ) -> ClosedRange<Double>? {
        compiler.interval(node)
    }
}

/// A period, from 0, or two numbers.
struct PeriodArgument: RuleArgument {
    let notation: String? = "P or [LOW, HIGH]"
    let schema = #""anyOf": [{"type": "number", "exclusiveMinimum": 0}, {\#(IntervalArgument().schema)}]"#

    func read(
        _ node: Node, _ place: WordPlace, _ compiler: RuleCompiler
    ) -> ClosedRange<Double>? {
        guard node.kind == .scalar else {
            return IntervalArgument().read(node, place, compiler)
        }
        if let period = node.double(compiler.problems), period > 0 { return 0...period }
        compiler.error(.badStep, node, "\(place.word) needs a period greater than 0")
        return nil
    }
}

/// A pattern.
struct PatternArgument: RuleArgument {
    let notation: String? = "P"
    let schema = ##""$ref": "#/$defs/pattern""##

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Pattern? {
        compiler.pattern(node)
    }
}

/// Texts and what stands in their place.
struct ReplacementsArgument: RuleArgument {
    /// A text that is replaced, and what by.
    struct Pair: Sendable {
        let old: String
        let new: String
    }

    let notation: String? = "{OLD: NEW, …}"
    let schema = #"""
        "type": "object", "propertyNames": {"minLength": 1}, "additionalProperties": {"type": ["string", "number", "boolean"]}
        """#

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Pair]? {
        let pairs = node.entries(compiler.problems, place.word).compactMap { entry -> Pair? in
            guard let old = entry.key.text, let new = entry.value.string(compiler.problems) else { return nil }
            if old.isEmpty { compiler.error(.badStep, entry.key, "an empty text cannot be replaced") }
            return Pair(old: old, new: new)
        }
        return pairs.contains { $0.old.isEmpty } ? nil : pairs
    }
}

/// A single value: null, true or false, a number or a text.
struct ValueArgument: RuleArgument {
    let notation: String?
    let schema = #""type": ["string", "number", "boolean", "null"]"#

    init(_ notation: String) { self.notation = notation }

    func read(
        _ node: Node, _ place: WordPlace, _ compiler: RuleCompiler
    ) -> PropertyValue? { compiler.literal(node) }
}

/// A list of values.
struct ValuesArgument: RuleArgument {
    let notation: String? = "[X, …]"
    let schema = #""type": "array", "items": {\#(ValueArgument("").schema)}"#

    func read(
        _ node: Node, _ place: WordPlace, _ compiler: RuleCompiler
    ) -> [PropertyValue]? { compiler.literals(node) }
}

/// A table, or the name of one.
struct TableArgument: RuleArgument {
    let notation: String? = "NAME or {KEY: VALUE, …}"
    let schema = #"""
        "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {\#(ValueArgument("").schema)}}]
        """#

    func read(
        _ node: Node, _ place: WordPlace, _ compiler: RuleCompiler
    ) -> LookupTable? { LookupTable(compiler.table(node)) }
}

/// A day.
struct DayArgument: RuleArgument {
    let notation: String? = "DATE"
    let schema = ##""$ref": "#/$defs/date""##

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> CalendarDay? {
        guard let text = node.string(compiler.problems) else { return nil }
        if let day = Int(TextSteps.digits(text)), let date = CalendarDay(yyyymmdd: day) { return date }
        compiler.error(.badDate, node, "'\(text)' is no date", hint: "write 2010-01-01")
        return nil
    }
}

/// A date and a time of day, as whole seconds since 1858-11-17T00:00:00 on a calendar without leap seconds.
struct DateTimeArgument: RuleArgument {
    let notation: String? = "DATETIME"
    let schema = ##""$ref": "#/$defs/date""##

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Int? {
        guard let text = node.string(compiler.problems) else { return nil }
        if let seconds = CalendarSeconds.parse(text) { return seconds }
        compiler.error(.badDate, node, "'\(text)' is no date and time", hint: "write '2015-01-01T00:00:00'")
        return nil
    }
}

/// True or false.
struct TruthArgument: RuleArgument {
    let notation: String? = "true|false"
    let schema = #""type": "boolean""#

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Bool? {
        node.boolean(compiler.problems)
    }
}

/// A single value that is not null, which nothing equals.
struct KnownValueArgument: RuleArgument {
    let notation: String?
    let schema = ValueArgument("").schema

    init(_ notation: String) { self.notation = notation }

    func read(
        _ node: Node, _ place: WordPlace, _ compiler: RuleCompiler
    ) -> PropertyValue? { Self.isNull(node, compiler) ? nil : compiler.literal(node) }

    /// Whether a literal is null; says so.
    static func isNull(_ node: Node, _ compiler: RuleCompiler) -> Bool {
        guard node.kind == .scalar, node.isNull else { return false }
        compiler.error(.badTest, node, "nothing equals null", hint: "write known: false, or is: undefined")
        return true
    }
}

/// A list of values that are not null.
struct KnownValuesArgument: RuleArgument {
    let notation: String? = "[X, …]"
    let schema = ValuesArgument().schema

    func read(
        _ node: Node, _ place: WordPlace, _ compiler: RuleCompiler
    ) -> [PropertyValue]? {
        if node.kind == .sequence, node.elements.contains(where: { KnownValueArgument.isNull($0, compiler) }) {
            return nil
        }
        return compiler.literals(node)
    }
}

/// A number, or a rule in braces that gives one.
struct BoundArgument: RuleArgument {
    let notation: String? = "N or {RULE}"
    let schema = ##""$ref": "#/$defs/bound""##

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Bound? {
        if node.kind != .scalar { return .rule(compiler.finishForms(ofPart: compiler.field(node))) }
        return node.double(compiler.problems).map { .number($0) }
    }
}

/// A time as people write it: ISO 8601, UTC unless it ends in `TAI`.
struct InstantArgument: RuleArgument {
    let notation: String? = "DATE"
    let schema = ##""$ref": "#/$defs/date""##

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Instant? {
        compiler.date(node)
    }
}

/// A rule; a plain text is short for `{card: TEXT}`.
struct PartArgument: RuleArgument {
    let notation: String?
    let schema = ##""$ref": "#/$defs/field""##

    init(_ notation: String) { self.notation = notation }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Rule? {
        compiler.finishForms(ofPart: compiler.field(node))
    }
}

/// A rule that is a part of a word; a plain text is short for `{card: TEXT}`.
struct FieldArgument: RuleArgument {
    let notation: String?
    let schema = ##""$ref": "#/$defs/field""##
    /// What a constant can be here; nil where anything can stand.
    let range: ConstantRange?

    init(_ range: ConstantRange? = nil, as notation: String = "R") { (self.range, self.notation) = (range, notation) }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Rule? { compiler.field(node, range) }
}

/// A list of rules that are parts of a word.
struct FieldsArgument: RuleArgument {
    let notation: String?
    /// How many there are; nil where it is one or more.
    let count: Int?
    /// What the list is, for a message.
    let what: String
    let isListOfRules = true

    init(_ notation: String, count: Int? = nil, what: String) {
        (self.notation, self.count, self.what) = (notation, count, what)
    }

    var schema: String {
        let limits = count.map { #""minItems": \#($0), "maxItems": \#($0)"# } ?? #""minItems": 1"#
        return #""type": "array", "items": {\#(FieldArgument().schema)}, "# + limits
    }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Rule]? {
        let isRight = node.kind == .sequence && (count.map { $0 == node.elements.count } ?? !node.elements.isEmpty)
        if isRight { return node.elements.map { compiler.field($0) } }
        node.wrongType(what, compiler.problems)
        return nil
    }
}

/// A list of what an argument reads one of.
struct ListArgument<Element: RuleArgument>: RuleArgument {
    let element: Element
    /// What the list is, for a message.
    let what: String

    init(of element: Element, what: String) { (self.element, self.what) = (element, what) }

    var notation: String? { element.notation.map { "[\($0), …]" } }
    var innerKeys: [RuleKey] { element.innerKeys }
    var schema: String { #""type": "array", "minItems": 1, "items": {\#(element.schema)}"# }
    var definitions: [String: String] { element.definitions }

    /// Those elements that can be read.
    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Element.Value]? {
        guard node.kind == .sequence, !node.elements.isEmpty else {
            node.wrongType(what, compiler.problems)
            return nil
        }
        return node.elements.compactMap { element.read($0, place, compiler) }
    }
}

/// A single value of the type that the rule is to have.
struct LiteralArgument: RuleArgument {
    let notation: String? = "X"
    let schema = ValueArgument("").schema

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> PropertyValue? {
        compiler.literal(node, place.context)
    }
}

/// One of a few words.
struct ChoiceArgument<Choice: Sendable>: RuleArgument {
    let choices: [(word: String, choice: Choice)]
    /// What is chosen, for a message.
    let what: String

    init(_ choices: [(word: String, choice: Choice)], what: String) { (self.choices, self.what) = (choices, what) }

    var notation: String? { choices.map(\.word).joined(separator: "|") }

    var schema: String { #""enum": [\#(choices.map { "\"\($0.word)\"" }.joined(separator: ", "))]"# }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Choice? {
        compiler.spelled(node, of: Dictionary(uniqueKeysWithValues: choices.map { ($0.word, $0.choice) }), what)
    }
}

extension ChoiceArgument where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    /// One of the words of an enumeration.
    init(of type: Choice.Type, what: String) {
        self.init(type.allCases.map { (word: $0.rawValue, choice: $0) }, what: what)
    }
}

/// The name of a card.
struct CardNameArgument: RuleArgument {
    let notation: String? = "NAME"
    let schema = TextArgument("", mayBeEmpty: true).schema

    /// A card that the rules read from now on.
    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Keyword? {
        guard let name = node.string(compiler.problems) else { return nil }
        compiler.read(card: name, at: node)
        return Keyword(name)
    }
}

/// A condition; one that cannot be read never holds.
struct ConditionArgument: RuleArgument {
    let notation: String? = "CONDITION"
    let schema = ##""$ref": "#/$defs/condition""##

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Condition? { compiler.condition(node) }
}

/// A list of conditions.
struct ConditionsArgument: RuleArgument {
    let notation: String? = "[CONDITION, …]"
    let schema = #""type": "array", "items": {\#(ConditionArgument().schema)}"#

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Condition]? {
        guard node.kind == .sequence else {
            node.wrongType("a list of conditions", compiler.problems)
            return []
        }
        return node.elements.map { compiler.condition($0) }
    }
}

/// A unit.
struct UnitArgument: RuleArgument {
    let notation: String? = "UNIT"
    let schema = ##""$ref": "#/$defs/unit""##

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> PropertyUnit? {
        compiler.unit(node, place.context)
    }
}
