/// A 2 by 2 matrix, such as the Jacobian of a transform: `xy` is the change of x with y.
public struct Matrix2: Hashable, Sendable {
    /// Row x, column x.
    public var xx: Double

    /// Row x, column y.
    public var xy: Double

    /// Row y, column x.
    public var yx: Double

    /// Row y, column y.
    public var yy: Double

    /// Creates a matrix of its two rows.
    public init(_ xx: Double, _ xy: Double, _ yx: Double, _ yy: Double) {
        self.xx = xx
        self.xy = xy
        self.yx = yx
        self.yy = yy
    }

    /// The matrix that changes nothing.
    public static let identity = Matrix2(1, 0, 0, 1)

    /// The determinant; its sign is the handedness of a map.
    public var determinant: Double { xx * yy - xy * yx }

    /// Whether all four numbers are finite.
    public var isFinite: Bool { xx.isFinite && xy.isFinite && yx.isFinite && yy.isFinite }

    /// Whether the determinant vanishes to rounding, or is not a number, so that there is no inverse.
    public var isSingular: Bool {
        let size = max(abs(xx * yy), abs(xy * yx))
        return !(isFinite && size > 0 && abs(determinant) > 1e-13 * size && determinant.isNormal)
    }

    /// The inverse, or nil of a singular matrix.
    public var inverse: Matrix2? {
        guard !isSingular else { return nil }
        let determinant = self.determinant
        return Matrix2(yy / determinant, -xy / determinant, -yx / determinant, xx / determinant)
    }

    /// The product of two matrices: the right one acts first.
    public static func * (left: Matrix2, right: Matrix2) -> Matrix2 {
        Matrix2(
            left.xx * right.xx + left.xy * right.yx, left.xx * right.xy + left.xy * right.yy,
            left.yx * right.xx + left.yy * right.yx, left.yx * right.xy + left.yy * right.yy)
    }

    /// The matrix applied to a vector.
    public static func * (matrix: Matrix2, point: Point) -> Point {
        Point(matrix.xx * point.x + matrix.xy * point.y, matrix.yx * point.x + matrix.yy * point.y)
    }
}
