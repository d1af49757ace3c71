internal import ObsDocuments
internal import ObsFITS
internal import ObsTime

extension RuleCompiler {
    /// A condition; one that cannot be compiled is reported, and never holds.
    func condition(_ node: Node) -> Condition {
        if node.kind == .sequence { return .all(node.elements.map { condition($0) }) }
        guard let reader = MappingReader(node, "a condition", problems) else { return .never }
        defer { reader.finish() }
        for word in language.conditions {
            guard let found = optional(reader, word.word) else { continue }
            let condition: Condition? = told(word, found, reader)
            return condition ?? .never
        }
        let steps = optional(reader, AlternativeKey.steps.name).map { self.steps($0) } ?? []
        let sources = sources(
            reader, .field("a condition"), isNaNMissing: steps.contains(where: \.takesNaNAsMissing), isCondition: true)
        guard let found = sources.first else {
            _ = test(reader, isRequired: false)
            return .never
        }
        let test = test(reader, isRequired: !(found is CardMatchingSource))
        for part in found.parts { finishForms(ofPart: part) }
        if sources.count > 1 {
            // Each card is an alternative, with the steps.
            guard let test else { return .never }
            let parts = sources.map { AlternativeParts(source: $0, steps: steps, isOtherFormNone: true) }
            let name = sources.map(\.subject).joined(separator: " or ")
            return TestCondition(CardsSource(Rule(parts, place: nil), name: name), [], test)
        }
        if let matching = found as? CardMatchingSource {
            return AnyCardCondition(matching, steps, test ?? KnownTest(true))
        }
        guard let test else { return .never }
        return TestCondition(found, steps, test)
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
