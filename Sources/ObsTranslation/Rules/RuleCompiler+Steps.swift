internal import ObsDocuments

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

    private func step(_ node: Node) -> Step? {
        if node.kind == .scalar, let word = node.text {
            guard let found = language.step(word) else {
                error(.badStep, node, "there is no step '\(word)'", hint: stepHint(word))
                return nil
            }
            if let step = alone(found) { return step }
            error(
                .badStep, node, "the step '\(word)' needs to be told something",
                hint: "write \(Language.notations(found)[0])")
            return nil
        }
        guard let reader = MappingReader(node, "a step", problems) else { return nil }
        var found: [(word: any StepWord.Type, node: Node)] = []
        for word in language.steps where !word.isAlone {
            if let argument = optional(reader, word.word) { found.append((word, argument)) }
        }
        guard let (word, argument) = found.first else {
            let key = node.entries.first { _ in true }?.key
            let name = key?.text ?? ""
            let isAlone = language.step(name) != nil
            error(
                .badStep, key ?? node,
                isAlone ? "the step '\(name)' is not told anything" : "there is no step '\(name)'",
                hint: isAlone ? "write \(name) alone" : stepHint(name))
            return nil
        }
        defer { reader.finish() }
        if found.count > 1 {
            error(.badStep, node, "a step does one thing", hint: "make them several steps of the list")
            return nil
        }
        return told(word, argument, reader)
    }

    private func stepHint(_ word: String) -> String {
        nearest(to: word, among: language.steps.map { $0.word }) ?? "section 2.3 of RuleLanguage.md lists them"
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
