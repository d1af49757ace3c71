/// How much of each amplifier of a detector appears on each other, as fractions.
public struct CrosstalkMatrix: Hashable, Sendable {
    /// The number of amplifiers.
    public let size: Int

    /// The fractions, row by row: a row is the amplifier that is disturbed.
    public let coefficients: [Double]

    /// Creates a matrix of its rows; nil unless it is square and finite.
    public init?(rows: [[Double]]) {
        guard rows.allSatisfy({ $0.count == rows.count && $0.allSatisfy(\.isFinite) }) else { return nil }
        size = rows.count
        coefficients = rows.flatMap { $0 }
    }

    /// The fraction of the source's signal that appears on the victim, both counted from 0 in the order of the amplifiers.
    ///
    /// - Precondition: both are smaller than `size`.
    public subscript(victim victim: Int, source source: Int) -> Double {
        precondition((0..<size).contains(victim) && (0..<size).contains(source), "no such amplifier")
        return coefficients[victim * size + source]
    }

    /// The rows.
    public var rows: [[Double]] { (0..<size).map { Array(coefficients[$0 * size..<($0 + 1) * size]) } }

    /// The matrix for the amplifiers in another order: `order[k]` is the present place of the one that comes k-th.
    func reordered(_ order: [Int]) -> CrosstalkMatrix? {
        CrosstalkMatrix(rows: order.map { victim in order.map { self[victim: victim, source: $0] } })
    }
}
