internal import ObsFITS
public import ObsYAML

/// How an instrument is recognised: weighted conditions over cards.
public struct Detection: Sendable {
    let conditions: [(condition: Condition, weight: Int, words: String)]

    /// Reads `detection:` of an instrument.yaml.
    ///
    /// - Parameters:
    ///   - node: the list of `{when: CONDITION, weight: N}`
    ///   - problems: takes everything that is wrong with it
    public init(_ node: Node, problems: Problems) {
        let compiler = RuleCompiler(layers: [], problems: problems)
        guard node.kind == .sequence else {
            node.wrongType("a list of {when: CONDITION, weight: N}", problems)
            conditions = []
            return
        }
        conditions = node.elements.compactMap { entry in
            guard let reader = MappingReader(entry, "a way of detection", problems) else { return nil }
            defer { reader.finish() }
            guard let when = reader.required("when"), let weight = reader.required("weight")?.integer(problems, in: 1...1000)
            else { return nil }
            compiler.usedSlots = []
            let condition = compiler.condition(when)
            if !compiler.usedSlots.isEmpty {
                problems.error(
                    .notAllowedHere, at: when, "detection looks at cards alone, before anything is translated",
                    hint: "use card: in the condition")
            }
            return (condition, weight, condition.words)
        }
    }

    /// How sure the conditions are that a header is of this instrument; 0 when none holds.
    ///
    /// - Parameter header: a header
    /// - Returns: the largest weight of the conditions that hold
    public func score(_ header: HeaderSample) -> Int {
        conditions.reduce(0) { best, entry in
            entry.weight > best && entry.condition.holds(header.evaluation) ? entry.weight : best
        }
    }

    /// Each condition in words, and whether it holds.
    ///
    /// - Parameter header: a header
    /// - Returns: one line for each condition
    public func explanation(_ header: HeaderSample) -> [(words: String, weight: Int, holds: Bool)] {
        conditions.map { ($0.words, $0.weight, $0.condition.holds(header.evaluation)) }
    }
}
