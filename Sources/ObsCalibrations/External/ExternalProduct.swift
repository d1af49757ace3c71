internal import ObsText
internal import ObsTime

/// How files of one sort that another pipeline made are recognized and registered.
public struct ExternalProduct: Sendable {
    /// A condition on a card: one of these values.
    struct Condition: Sendable {
        let card: String
        let values: [KeyValue]
    }

    /// When a product holds.
    enum Span: Sendable {
        /// From a date in a card, so many days before and after it; nil where it is open.
        case card(String, daysBefore: Double?, daysAfter: Double?)
        /// The first of these whose pattern the name of the file matches.
        case list([(pattern: Pattern, validity: Validity)])
    }

    /// The name.
    public let name: String
    /// The name of the kind.
    public let kind: String
    /// Which pipeline makes it.
    public let producer: String
    let versionCard: String?
    let conditions: [Condition]
    /// Cards that must be there.
    let cards: [String]
    let file: Pattern?
    /// The card of the detector, and the pattern of which the first capture is its id or name.
    let detector: (card: String, pattern: Pattern?)?
    let filterCard: String?
    let state: [(key: String, card: String)]
    let creationCard: String?
    let span: Span
}

extension ExternalProduct {
    /// Whether a header is of such a file.
    func matches(_ header: ExternalHeader) -> Bool {
        if let file, !file.matches(header.fileName) { return false }
        if !cards.allSatisfy({ header[$0] != nil }) { return false }
        return conditions.allSatisfy { condition in
            guard let value = header[condition.card] else { return false }
            return condition.values.contains { Self.isEqual($0, value) }
        }
    }

    /// Equal values; texts without regard to case.
    private static func isEqual(_ left: KeyValue, _ right: KeyValue) -> Bool {
        guard case .text(let left) = left, case .text(let right) = right else { return left == right }
        return left.lowercased() == right.lowercased()
    }
}
