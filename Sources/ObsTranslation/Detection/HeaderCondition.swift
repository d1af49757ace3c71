package import ObsDocuments
public import ObsFITS
package import ObsText

/// A condition over the cards of one header.
public struct HeaderCondition: Sendable {
    private let condition: Condition

    /// Compiles a condition of the rule language that looks at cards alone.
    ///
    /// - Parameters:
    ///   - node: the condition
    ///   - problems: takes what is wrong with it; such a condition never holds
    package init(_ node: Node, problems: Problems) {
        let compiler = RuleCompiler(layers: [], problems: problems)
        condition = compiler.condition(node)
        let needs = compiler.needs
        if !compiler.usedSlots.isEmpty || !needs.hooks.isEmpty || needs.detectors || compiler.namesHDUs
            || !needs.corrections.isEmpty
        {
            problems.error(
                .notAllowedHere, at: node,
                "this condition looks at the cards of one header, before anything is translated",
                hint: "use card: in it, without hdu:")
        }
    }

    /// The condition as a phrase.
    public var words: String { condition.words }

    /// Whether it holds.
    ///
    /// - Parameter header: a header, uncorrected
    /// - Returns: whether it does
    public func holds(_ header: Header) -> Bool {
        var evaluation = Evaluation(header, translator: nil)
        return holds(&evaluation)
    }

    /// A state of one card without which the condition cannot hold, if there is one that is easy to see.
    var need: CardNeed? { condition.need }

    /// What cannot be decided does not hold: a header that says too little is not of the instrument.
    func holds(_ evaluation: inout Evaluation) -> Bool { condition.truth(&evaluation).isYes }
}
