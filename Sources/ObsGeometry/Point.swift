/// A point of a plane: pixels, mm or rad, as the frame says that it belongs to.
public struct Point: Hashable, Sendable, CustomStringConvertible {
    /// The first coordinate: along the serial register in pixels, along x elsewhere.
    public var x: Double

    /// The second coordinate.
    public var y: Double

    /// Creates a point of its two coordinates.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Creates a point of its two coordinates, unlabelled.
    public init(_ x: Double, _ y: Double) {
        self.init(x: x, y: y)
    }

    /// The origin.
    public static let zero = Point(0, 0)

    /// What a transform answers where it has no value: neither coordinate is a number.
    package static let undefined = Point(.nan, .nan)

    /// Whether both coordinates are finite numbers.
    package var isFinite: Bool { x.isFinite && y.isFinite }

    /// The square of the distance from the origin.
    package var squaredRadius: Double { x * x + y * y }

    /// The distance from the origin.
    public var radius: Double { squaredRadius.squareRoot() }

    /// The distance from another point.
    package func distance(to other: Point) -> Double { (self - other).radius }

    /// The sum of two points as vectors.
    public static func + (left: Point, right: Point) -> Point { Point(left.x + right.x, left.y + right.y) }

    /// The difference of two points as vectors.
    public static func - (left: Point, right: Point) -> Point { Point(left.x - right.x, left.y - right.y) }

    /// The point as `(x, y)`.
    public var description: String { "(\(x), \(y))" }
}
