/// What a certification demands of a key of the instrument's state.
public enum KeyConstraint: Hashable, Sendable {
    /// This value, or one within the tolerance that the kind gives.
    case value(KeyValue)
    /// One of these values, which are sorted and differ.
    case anyOf([KeyValue])
    /// A number from the first on and below the second; nil where there is no bound.
    case range(from: Double?, below: Double?)

    /// The values that it names; none of a range.
    var values: [KeyValue] {
        switch self {
        case .value(let value): [value]
        case .anyOf(let values): values
        case .range: []
        }
    }

    /// Whether all that fits this fits another demand too.
    func isPart(of other: KeyConstraint) -> Bool {
        switch (self, other) {
        case (.range(let from, let below), .range(let otherFrom, let otherBelow)):
            return from ?? -.infinity >= otherFrom ?? -.infinity && below ?? .infinity <= otherBelow ?? .infinity
        case (.range, _): return false
        case (_, .range(let from, let below)):
            return values.allSatisfy {
                guard case .number(let number) = $0 else { return false }
                return number >= from ?? -.infinity && number < below ?? .infinity
            }
        default: return values.allSatisfy(other.values.contains)
        }
    }

    /// One of some values; nil when there is none.
    package static func anyOf(of values: some Sequence<KeyValue>) -> KeyConstraint? {
        let sorted = Set(values).sorted()
        return sorted.isEmpty ? nil : .anyOf(sorted)
    }
}

extension KeyConstraint: CustomStringConvertible {
    /// The value, `a|b`, or `[1, 2)`.
    public var description: String {
        switch self {
        case .value(let value): "\(value)"
        case .anyOf(let values): values.map(\.description).joined(separator: "|")
        case .range(let from, let below):
            "\(from.map { "[" + KeyValue.text($0) } ?? "(…"), \(below.map { KeyValue.text($0) } ?? "…"))"
        }
    }
}
