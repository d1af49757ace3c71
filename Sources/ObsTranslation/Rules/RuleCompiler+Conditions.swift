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
            return AnyCardCondition(matching, steps, test ?? KnownTest(true))
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
        return IsCondition(Keyword(name), state)
    }

    /// The tests beside a source; several must all hold.
    func test(_ reader: MappingReader, isRequired: Bool) -> ValueTest? {
        let words = language.tests.map { $0.word }
        reportUnusedKeys(reader)
        var tests: [ValueTest] = []
        var isBroken = false
        for word in language.tests {
            guard let node = optional(reader, word.word) else { continue }
            if let test = told(word, node, reader) { tests.append(test) } else { isBroken = true }
        }
        if isBroken { return nil }
        if tests.isEmpty && isRequired {
            if hasMisspelt(reader, among: words) { return nil }
            error(
                .badTest, reader.node, "the condition does not say what is tested",
                hint: "add one of \(words.joined(separator: ", ")), or is: present")
            return nil
        }
        return tests.count == 1 ? tests[0] : tests.isEmpty ? nil : AllTests(tests)
    }

    /// Says of `ignoring_case:` that no test beside it takes it.
    private func reportUnusedKeys(_ reader: MappingReader) {
        let key = RuleKey.ignoringCase
        guard let node = optional(reader, key) else { return }
        _ = node.boolean(problems)
        let taking = language.tests.filter { $0.argument.keys.contains { $0.name == key } }.map { $0.word }
        if taking.contains(where: { contains(reader, $0) }) { return }
        error(
            .badTest, node, "\(key): is for \(taking.joined(separator: ", "))",
            hint: "take it away, or write [Aa] in a pattern")
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
