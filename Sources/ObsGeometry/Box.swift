/// A rectangle of whole pixels: minimum corner and size, counted from 0.
///
/// It is the only box convention of the library, in files too, where a box is `[x, y, width, height]`. A whole number is the
/// center of a pixel, so the outer edge of the box at (0, 0) runs through (-0.5, -0.5).
public struct Box: Hashable, Sendable, CustomStringConvertible {
    /// The first column.
    public let x: Int

    /// The first row.
    public let y: Int

    /// The number of columns; never negative.
    public let width: Int

    /// The number of rows; never negative.
    public let height: Int

    /// The largest magnitude of a coordinate or size; what lies beyond is no detector.
    package static let limit = 1 << 30

    /// The box without pixels.
    public static let empty = Box(uncheckedX: 0, y: 0, width: 0, height: 0)

    /// Creates a box, or nil where a size is negative or a number is beyond `Box.limit`; a box without area is `Box.empty`.
    public init?(x: Int, y: Int, width: Int, height: Int) {
        let range = -Box.limit...Box.limit
        guard range.contains(x), range.contains(y), (0...Box.limit).contains(width), (0...Box.limit).contains(height)
        else { return nil }
        self = width == 0 || height == 0 ? .empty : Box(uncheckedX: x, y: y, width: width, height: height)
    }

    private init(uncheckedX x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Creates the box at the origin; sizes are clamped to what `Box` can hold.
    public init(width: Int, height: Int) {
        let bounds = 0...Box.limit
        let columns = min(max(width, bounds.lowerBound), bounds.upperBound)
        let rows = min(max(height, bounds.lowerBound), bounds.upperBound)
        self = columns == 0 || rows == 0 ? .empty : Box(uncheckedX: 0, y: 0, width: columns, height: rows)
    }

    /// Whether the box holds no pixel.
    public var isEmpty: Bool { width == 0 || height == 0 }

    /// The number of pixels.
    public var area: Int { width * height }

    /// The column after the last one.
    package var endX: Int { x + width }

    /// The row after the last one.
    package var endY: Int { y + height }

    /// The middle of the area, in pixel coordinates: (2047.5, 2001.5) for 4096 by 4004 pixels.
    public var center: Point { Point(Double(x) + Double(width - 1) / 2, Double(y) + Double(height - 1) / 2) }

    /// The outer corners, half a pixel outside the centers of the corner pixels: lower left, lower right, upper right, upper left.
    public var corners: [Point] {
        let (left, bottom) = (Double(x) - 0.5, Double(y) - 0.5)
        let (right, top) = (Double(endX) - 0.5, Double(endY) - 0.5)
        return [Point(left, bottom), Point(right, bottom), Point(right, top), Point(left, top)]
    }

    /// Whether a point lies in the area of a pixel of the box; the lower and left edges count, the others do not.
    public func contains(_ point: Point) -> Bool {
        point.x >= Double(x) - 0.5 && point.x < Double(endX) - 0.5 && point.y >= Double(y) - 0.5
            && point.y < Double(endY) - 0.5
    }

    /// Whether every pixel of the other box is one of this; the empty box is in every box.
    public func contains(_ other: Box) -> Bool {
        other.isEmpty || other.x >= x && other.y >= y && other.endX <= endX && other.endY <= endY
    }

    /// Whether the two boxes share a pixel.
    public func overlaps(_ other: Box) -> Bool {
        !isEmpty && !other.isEmpty && x < other.endX && other.x < endX && y < other.endY && other.y < endY
    }

    /// The box moved by whole pixels, or nil beyond `Box.limit`.
    ///
    /// The empty box stays.
    package func moved(x dx: Int, y dy: Int) -> Box? {
        let (newX, overflowX) = x.addingReportingOverflow(dx)
        let (newY, overflowY) = y.addingReportingOverflow(dy)
        if isEmpty { return self }
        return overflowX || overflowY ? nil : Box(x: newX, y: newY, width: width, height: height)
    }

    /// The box mirrored inside an image of a size, along x, y or both; the empty box stays.
    package func mirrored(_ flips: Flips, inWidth imageWidth: Int, height imageHeight: Int) -> Box {
        guard !isEmpty else { return self }
        return Box(
            uncheckedX: flips.x ? imageWidth - endX : x, y: flips.y ? imageHeight - endY : y, width: width,
            height: height)
    }

    /// The box as `[x, y, width, height]`.
    public var description: String { "[\(x), \(y), \(width), \(height)]" }
}
