internal import ObsDocuments
internal import ObsTime

extension RuleCompiler {
    func steps(_ node: Node) -> [Step] {
        guard node.kind == .sequence else {
            node.wrongType("a list of steps", problems, hint: "write steps: [trim, lower]")
            return []
        }
        let found = node.elements.compactMap { step($0) }
        refusingSteps += found.count(where: \.mayRefuse)
        return found
    }

    private static let words: [String: Step] = [
        "trim": .trim, "lower": .lower, "upper": .upper, "digits": .digits, "length": .length, "integer": .integer,
        "number": .number, "text": .text, "ordinal": .ordinal, "sexagesimal": .sexagesimal,
    ]

    private static let verbs = [
        "replace", "drop_prefix", "drop_suffix", "before", "after", "take", "split", "pattern", "form", "table",
        "rename",
        "missing",
        "scale", "offset", "wrap", "round_down", "round", "minimum", "maximum", "range", "days_since", "seconds_since",
    ]

    /// The words of all steps.
    static var stepWords: [String] { words.keys.sorted() + verbs }

    private func step(_ node: Node) -> Step? {
        if node.kind == .scalar, let word = node.text {
            if let step = Self.words[word] { return step }
            let isVerb = Self.verbs.contains(word)
            error(
                .badStep, node, isVerb ? "the step '\(word)' needs to be told something" : "there is no step '\(word)'",
                hint: isVerb ? "write {\(word): …}; section 2.3 of RuleLanguage.md says what" : stepHint(word))
            return nil
        }
        guard let reader = MappingReader(node, "a step", problems) else { return nil }
        var found: [(verb: String, node: Node)] = []
        for verb in Self.verbs {
            if let argument = optional(reader, verb) { found.append((verb, argument)) }
        }
        guard let (verb, argument) = found.first else {
            let key = node.entries.first { _ in true }?.key
            let word = key?.text ?? ""
            let isWord = Self.words[word] != nil
            error(
                .badStep, key ?? node,
                isWord ? "the step '\(word)' is not told anything" : "there is no step '\(word)'",
                hint: isWord ? "write \(word) alone" : stepHint(word))
            return nil
        }
        defer { reader.finish() }
        if found.count > 1 {
            error(.badStep, node, "a step does one thing", hint: "make them several steps of the list")
            return nil
        }
        switch verb {
        case "replace", "drop_prefix", "drop_suffix", "before", "after", "take", "split", "pattern", "form",
            "seconds_since":
            return textStep(verb, argument, reader)
        case "table":
            let table = table(argument)
            guard let other = optional(reader, "else") else { return .table(table, others: .refuse) }
            return literal(other).map { .table(table, others: .value($0)) }
        case "rename": return .table(table(argument), others: .keep)
        case "missing": return .missing(MissingValues(literals(argument)))
        default: return numberStep(verb, argument, reader)
        }
    }

    private func stepHint(_ word: String) -> String {
        nearest(to: word, among: Self.stepWords) ?? "section 2.3 of RuleLanguage.md lists them"
    }

    private func textStep(_ verb: String, _ node: Node, _ reader: MappingReader) -> Step? {
        switch verb {
        case "replace":
            let pairs = node.entries(problems, "replace").compactMap { entry -> (old: String, new: String)? in
                guard let old = entry.key.text, let new = entry.value.string(problems) else { return nil }
                if old.isEmpty { error(.badStep, entry.key, "an empty text cannot be replaced") }
                return (old, new)
            }
            return pairs.contains { $0.old.isEmpty } ? nil : .replace(pairs)
        case "take": return node.integer(problems, in: 1...10_000).map { .take($0) }
        case "pattern": return pattern(node).map { .pattern($0) }
        case "form": return pattern(node).map { .form($0) }
        case "seconds_since":
            guard let text = node.string(problems) else { return nil }
            guard let zero = CalendarSeconds.parse(text) else {
                error(.badDate, node, "'\(text)' is no date and time", hint: "write '2015-01-01T00:00:00'")
                return nil
            }
            return .secondsSince(zero)
        default: break
        }
        let item = verb == "split" ? required(reader, "item") : nil
        guard let text = node.string(problems) else { return nil }
        guard !text.isEmpty else {
            error(.badStep, node, "\(verb) needs a text that is not empty")
            return nil
        }
        switch verb {
        case "drop_prefix": return .dropPrefix(text)
        case "drop_suffix": return .dropSuffix(text)
        case "before": return .before(text)
        case "after": return .after(text)
        default:
            return item?.integer(problems, in: 0...10_000).map { .split(text, item: $0) }
        }
    }

    private func numberStep(_ verb: String, _ node: Node, _ reader: MappingReader) -> Step? {
        switch verb {
        case "scale": return node.double(problems).map { .scale($0) }
        case "offset": return node.double(problems).map { .offset($0) }
        case "minimum": return node.double(problems).map { .minimum($0) }
        case "maximum": return node.double(problems).map { .maximum($0) }
        case "round_down", "round":
            guard let unit = node.double(problems) else { return nil }
            guard unit > 0 else {
                error(.badStep, node, "\(verb) needs a number greater than 0")
                return nil
            }
            return verb == "round" ? .round(unit) : .roundDown(unit)
        case "wrap":
            if node.kind == .scalar {
                guard let period = node.double(problems), period > 0 else {
                    error(.badStep, node, "wrap needs a period greater than 0")
                    return nil
                }
                return .wrap(low: 0, high: period)
            }
            return interval(node).map { .wrap(low: $0.lowerBound, high: $0.upperBound) }
        case "range":
            let otherwise = optional(reader, "else")?.double(problems)
            return interval(node).map { .range($0, otherwise: otherwise) }
        default:
            guard let text = node.string(problems) else { return nil }
            guard let day = Int(TextSteps.digits(text)), let date = CalendarDay(yyyymmdd: day) else {
                error(.badDate, node, "'\(text)' is no date", hint: "write 2010-01-01")
                return nil
            }
            return .daysSince(date)
        }
    }

    /// Two numbers, the smaller first.
    func interval(_ node: Node) -> ClosedRange<Double>? {
        guard let ends = node.doubles(problems) else { return nil }
        guard ends.count == 2, ends[0] < ends[1] else {
            error(.badStep, node, "two numbers are expected, the smaller first", hint: "write [0, 100]")
            return nil
        }
        return ends[0]...ends[1]
    }
}
