internal import ObsFITS
internal import ObsTime
internal import ObsYAML

extension RuleCompiler {
    /// A condition; one that cannot be compiled is reported, and never holds.
    func condition(_ node: Node) -> Condition {
        if node.kind == .sequence { return .all(node.elements.map { condition($0) }) }
        guard let reader = MappingReader(node, "a condition", problems) else { return .never }
        defer { reader.finish() }
        if let all = reader.optional("all") { return .all(conditions(all)) }
        if let any = reader.optional("any") { return .any(conditions(any)) }
        if let not = reader.optional("not") { return .not(condition(not)) }
        if let name = reader.optional("predicate") { return predicate(name) }
        if let state = reader.optional("is") { return cardState(state, reader) }
        let steps = reader.optional("steps").map { self.steps($0) } ?? []
        let isAnyCard = reader.contains("cardMatching")
        let found = source(reader, .field("a condition"), isCondition: true)?.source
        let test = test(reader, isRequired: !isAnyCard && found != nil)
        guard let found else { return .never }
        if let matching = found as? CardMatchingSource {
            return AnyCardCondition(matching, steps, test ?? .every([]))
        }
        guard let test else { return .never }
        return TestCondition(found, steps, test)
    }

    private func conditions(_ node: Node) -> [Condition] {
        guard node.kind == .sequence else {
            node.wrongType("a list of conditions", problems)
            return []
        }
        return node.elements.map { condition($0) }
    }

    private func predicate(_ node: Node) -> Condition {
        guard let name = node.string(problems) else { return .never }
        guard let index = predicateIndices[name] else {
            error(
                .unknownName, node, "there is no '\(name)' under predicates:",
                hint: nearest(to: name, among: predicateNames))
            return .never
        }
        markPredicate(name)
        usedSlots.insert(predicateBase + index)
        return PredicateCondition(index, name: name)
    }

    private func cardState(_ node: Node, _ reader: MappingReader) -> Condition {
        let states = Dictionary(uniqueKeysWithValues: Condition.CardState.allCases.map { ($0.rawValue, $0) })
        let card = reader.required("card")
        guard let state = choice(node, of: states, "the state of a card"), let name = card?.string(problems) else {
            return .never
        }
        keywords.insert(Keyword(name))
        return CardStateCondition(Keyword(name), state)
    }

    static let testKeys = [
        "equals", "oneOf", "contains", "startsWith", "endsWith", "matches", "greaterThan", "lessThan", "atLeast",
        "atMost",
        "before", "after", "sameAs", "known",
    ]

    /// The tests that can ignore the case of letters.
    private static let caseKeys = ["equals", "oneOf", "contains", "startsWith", "endsWith"]

    /// The tests beside a source; several must all hold.
    func test(_ reader: MappingReader, isRequired: Bool) -> ValueTest? {
        let caseNode = reader.optional("ignoringCase")
        let ignoringCase = caseNode?.boolean(problems) ?? false
        if let caseNode, !Self.caseKeys.contains(where: reader.contains) {
            error(
                .badTest, caseNode, "ignoringCase: is for \(Self.caseKeys.joined(separator: ", "))",
                hint: "take it away, or write [Aa] in a pattern")
        }
        var tests: [ValueTest] = []
        var isBroken = false
        for key in Self.testKeys {
            guard let node = reader.optional(key) else { continue }
            if let test = test(key, node, ignoringCase) { tests.append(test) } else { isBroken = true }
        }
        if isBroken { return nil }
        if tests.isEmpty && isRequired {
            error(
                .badTest, reader.node, "the condition does not say what is tested",
                hint: "add one of \(Self.testKeys.joined(separator: ", ")), or is: present")
            return nil
        }
        return tests.count == 1 ? tests[0] : tests.isEmpty ? nil : .every(tests)
    }

    private func test(_ key: String, _ node: Node, _ ignoringCase: Bool) -> ValueTest? {
        func part(_ make: (String) -> ValueTest) -> ValueTest? {
            node.string(problems).map { make(ignoringCase ? TextSteps.lower($0) : $0) }
        }
        switch key {
        case "equals": return literal(node).map { .equals($0, ignoringCase: ignoringCase) }
        case "oneOf": return .oneOf(literals(node), ignoringCase: ignoringCase)
        case "contains": return part { .contains($0, ignoringCase: ignoringCase) }
        case "startsWith": return part { .startsWith($0, ignoringCase: ignoringCase) }
        case "endsWith": return part { .endsWith($0, ignoringCase: ignoringCase) }
        case "matches": return pattern(node).map { .matches($0) }
        case "greaterThan": return comparison(.greater, node) { .greaterThan($0) }
        case "lessThan": return comparison(.less, node) { .lessThan($0) }
        case "atLeast": return comparison(.atLeast, node) { .atLeast($0) }
        case "atMost": return comparison(.atMost, node) { .atMost($0) }
        case "before": return date(node).map { .before($0) }
        case "after": return date(node).map { .after($0) }
        case "known": return node.boolean(problems).map { .known($0) }
        default: return .sameAs(field(node))
        }
    }

    /// A comparison with a number, or with what a rule gives.
    private func comparison(
        _ relation: ValueTest.Relation, _ node: Node, _ fixed: (Double) -> ValueTest
    ) -> ValueTest? {
        if node.kind != .scalar { return .compared(relation, field(node)) }
        return node.double(problems).map(fixed)
    }

    /// A date as people write it: ISO 8601, UTC unless it ends in `TAI`.
    func date(_ node: Node) -> Instant? {
        guard let text = node.string(problems) else { return nil }
        do {
            if TextSteps.hasSuffix(text, "TAI") {
                return try Instant(iso: TextSteps.trim(String(text.dropLast(3))), scale: .tai)
            }
            return try Instant(iso: text, scale: .utc)
        } catch {
            self.error(
                .badDate, node, "\(error)", hint: "write '2013-02-10T00:00:00', with TAI after it for that scale")
            return nil
        }
    }
}
