package import ObsDocuments
public import ObsFITS
package import ObsText

/// How an instrument is recognized: weighted conditions over cards.
///
/// `DetectionIndex` compares a header with the detections of many instruments.
public struct Detection: Sendable {
    let conditions: [(condition: HeaderCondition, weight: Int)]

    /// No condition, by which nothing is recognized.
    package static let none = Detection(conditions: [])

    private init(conditions: [(condition: HeaderCondition, weight: Int)]) { self.conditions = conditions }

    /// Reads `detection:` of an instrument.yaml.
    ///
    /// - Parameters:
    ///   - node: the list of `{when: CONDITION, weight: N}`
    ///   - problems: takes everything that is wrong with it
    package init(_ node: Node, problems: Problems) {
        guard node.kind == .sequence else {
            node.wrongType("a list of {when: CONDITION, weight: N}", problems)
            conditions = []
            return
        }
        conditions = node.elements.compactMap { entry in
            guard let reader = FormatReader(entry, DetectionKeys.way, problems) else { return nil }
            defer { reader.finish() }
            let when = reader.given(DetectionKeys.when).map { HeaderCondition($0, problems: problems) }
            let weight = reader[DetectionKeys.weight]
            guard let when, let weight else { return nil }
            return (when, weight)
        }
    }

    /// Each condition in words, and whether it holds.
    ///
    /// - Parameter header: a header
    /// - Returns: one line for each condition
    public func explanation(_ header: Header) -> [(words: String, weight: Int, holds: Bool)] {
        conditions.map { ($0.condition.words, $0.weight, $0.condition.holds(header)) }
    }
}
