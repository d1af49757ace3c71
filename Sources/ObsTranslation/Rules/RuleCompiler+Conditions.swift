internal import ObsDocuments
internal import ObsFITS
internal import ObsTime

extension RuleCompiler {
    /// A condition; one that cannot be compiled is reported, and never holds.
    func condition(_ node: Node) -> Condition {
        if node.kind == .sequence { return .all(node.elements.map { condition($0) }) }
        guard let reader = MappingReader(node, "a condition", problems) else { return .never }
        defer { reader.finish() }
        if let all = optional(reader, "all") { return .all(conditions(all)) }
        if let any = optional(reader, "any") { return .any(conditions(any)) }
        if let not = optional(reader, "not") { return .not(condition(not)) }
        if let name = optional(reader, "predicate") { return predicate(name) }
        if let name = optional(reader, "corrected") { return corrected(name) }
        if let state = optional(reader, "is") { return cardState(state, reader) }
        let steps = optional(reader, "steps").map { self.steps($0) } ?? []
        let isAnyCard = contains(reader, "card_matching")
        let sources = sources(
            reader, .field("a condition"), isNaNMissing: steps.contains(where: \.takesNaNAsMissing), isCondition: true)
        let test = test(reader, isRequired: !isAnyCard && !sources.isEmpty)
        guard let found = sources.first?.source else { return .never }
        for part in found.parts { finishForms(ofPart: part) }
        if sources.count > 1 {
            // Each card is an alternative, with the steps.
            guard let test else { return .never }
            let parts = sources.map { AlternativeParts(source: $0.source, steps: steps, isOtherFormNone: true) }
            let name = sources.map(\.source.subject).joined(separator: " or ")
            return TestCondition(RuleSource(Rule(parts, place: nil), name: name), [], test)
        }
        if let matching = found as? CardMatchingSource {
            return AnyCardCondition(matching, steps, test ?? .known(true))
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

    private func corrected(_ node: Node) -> Condition {
        guard let name = node.string(problems) else { return .never }
        usedCorrections.append((name, node))
        asksCorrections = true
        needs.corrections.insert(name)
        return CorrectedCondition(name)
    }

    private func cardState(_ node: Node, _ reader: MappingReader) -> Condition {
        let states = Dictionary(uniqueKeysWithValues: Condition.CardState.allCases.map { ($0.rawValue, $0) })
        let card = required(reader, "card")
        guard let state = choice(node, of: states, "the state of a card"), let name = card?.string(problems) else {
            return .never
        }
        if let card { read(card: name, at: card) }
        return CardStateCondition(Keyword(name), state)
    }

    static let testKeys = [
        "equals", "one_of", "contains", "starts_with", "ends_with", "matches", "greater_than", "less_than", "at_least",
        "at_most",
        "before", "after", "same_as", "known",
    ]

    /// The tests that can ignore the case of letters.
    private static let caseKeys = ["equals", "one_of", "contains", "starts_with", "ends_with"]

    /// The tests beside a source; several must all hold.
    func test(_ reader: MappingReader, isRequired: Bool) -> ValueTest? {
        let caseNode = optional(reader, "ignoring_case")
        let ignoringCase = caseNode?.boolean(problems) ?? false
        if let caseNode, !Self.caseKeys.contains(where: { contains(reader, $0) }) {
            error(
                .badTest, caseNode, "ignoring_case: is for \(Self.caseKeys.joined(separator: ", "))",
                hint: "take it away, or write [Aa] in a pattern")
        }
        var tests: [ValueTest] = []
        var isBroken = false
        for key in Self.testKeys {
            guard let node = optional(reader, key) else { continue }
            if let test = test(key, node, ignoringCase) { tests.append(test) } else { isBroken = true }
        }
        if isBroken { return nil }
        if tests.isEmpty && isRequired {
            if hasMisspelt(reader, among: Self.testKeys) { return nil }
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
        case "equals":
            if isNull(node) { return nil }
            return literal(node).map { .equals($0, ignoringCase: ignoringCase) }
        case "one_of":
            if node.kind == .sequence, node.elements.contains(where: { isNull($0) }) { return nil }
            return .oneOf(literals(node), ignoringCase: ignoringCase)
        case "contains": return part { .contains($0, ignoringCase: ignoringCase) }
        case "starts_with": return part { .startsWith($0, ignoringCase: ignoringCase) }
        case "ends_with": return part { .endsWith($0, ignoringCase: ignoringCase) }
        case "matches": return pattern(node).map { .matches($0) }
        case "greater_than": return comparison(.greater, node)
        case "less_than": return comparison(.less, node)
        case "at_least": return comparison(.atLeast, node)
        case "at_most": return comparison(.atMost, node)
        case "before": return date(node).map { .before($0) }
        case "after": return date(node).map { .after($0) }
        case "known": return node.boolean(problems).map { .known($0) }
        default: return .sameAs(finishForms(ofPart: field(node)))
        }
    }

    /// Whether a literal is null, which nothing equals.
    private func isNull(_ node: Node) -> Bool {
        guard node.kind == .scalar, node.isNull else { return false }
        error(.badTest, node, "nothing equals null", hint: "write known: false, or is: undefined")
        return true
    }

    /// A comparison with a number, or with what a rule gives.
    private func comparison(_ relation: ValueTest.Relation, _ node: Node) -> ValueTest? {
        if node.kind != .scalar { return .comparedWith(relation, finishForms(ofPart: field(node))) }
        return node.double(problems).map { .compared(relation, $0) }
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
