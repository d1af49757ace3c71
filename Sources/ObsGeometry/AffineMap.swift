/// A linear map and a shift: `matrix * point + offset`.
public struct AffineMap: Hashable, Sendable {
    /// The linear part.
    public var matrix: Matrix2

    /// Where the origin goes.
    public var offset: Point

    /// Creates a map of its linear part and of where the origin goes.
    public init(matrix: Matrix2, offset: Point = .zero) {
        self.matrix = matrix
        self.offset = offset
    }

    /// The map that changes nothing.
    public static let identity = AffineMap(matrix: .identity)

    /// The map that mirrors x.
    public static let xFlip = AffineMap(matrix: Matrix2(-1, 0, 0, 1))

    /// Applies the map to a point.
    public func callAsFunction(_ point: Point) -> Point {
        Point(
            matrix.xx * point.x + matrix.xy * point.y + offset.x,
            matrix.yx * point.x + matrix.yy * point.y + offset.y)
    }

    /// The inverse, or nil where the linear part is singular or a number is not finite.
    public var inverse: AffineMap? {
        guard offset.isFinite, let inverse = matrix.inverse, inverse.isFinite else { return nil }
        let back = inverse * offset
        return AffineMap(matrix: inverse, offset: Point(-back.x, -back.y))
    }

    /// This map followed by another, as one map.
    public func followed(by next: AffineMap) -> AffineMap {
        AffineMap(matrix: next.matrix * matrix, offset: next(offset))
    }
}
