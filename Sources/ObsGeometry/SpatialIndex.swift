/// Which detectors may hold a point of the focal plane: a grid of cells, each with the detectors whose outline touches it.
struct SpatialIndex: Sendable {
    private let origin: Point
    private let cellSize: Point
    private let columns: Int
    private let rows: Int

    /// Where the members of each cell begin in `members`.
    private let starts: [Int32]
    private let members: [Int32]

    /// Creates the index of the bounding boxes of the detectors.
    init(_ boxes: [(low: Point, high: Point)]) {
        let low = boxes.reduce(Point(.infinity, .infinity)) { Point(min($0.x, $1.low.x), min($0.y, $1.low.y)) }
        let high = boxes.reduce(Point(-.infinity, -.infinity)) { Point(max($0.x, $1.high.x), max($0.y, $1.high.y)) }
        let count = boxes.isEmpty ? 0 : min(64, Int((4 * Double(boxes.count)).squareRoot().rounded(.up)))
        // Cells much smaller than the outlines only repeat them, the more so where all detectors share one place.
        let sum = boxes.reduce(Point.zero) { $0 + ($1.high - $1.low) }
        let columns = SpatialIndex.cellCount(high.x - low.x, mean: sum.x / Double(boxes.count), atMost: count)
        let rows = SpatialIndex.cellCount(high.y - low.y, mean: sum.y / Double(boxes.count), atMost: count)
        origin = low
        cellSize = count == 0 ? .zero : Point((high.x - low.x) / Double(columns), (high.y - low.y) / Double(rows))
        self.columns = columns
        self.rows = rows
        guard count > 0, cellSize.x > 0, cellSize.y > 0 else {
            starts = []
            members = []
            return
        }
        var cells = [[Int32]](repeating: [], count: columns * rows)
        let (start, size) = (origin, cellSize)
        for (index, box) in boxes.enumerated() {
            let columnRange = SpatialIndex.cells(from: box.low.x, to: box.high.x, start.x, size.x, columns)
            for row in SpatialIndex.cells(from: box.low.y, to: box.high.y, start.y, size.y, rows) {
                for column in columnRange { cells[row * columns + column].append(Int32(index)) }
            }
        }
        var starts: [Int32] = [0]
        for cell in cells { starts.append((starts.last ?? 0) + Int32(cell.count)) }
        self.starts = starts
        members = cells.flatMap { $0 }
    }

    /// The number of cells along an axis: half as large as the mean outline, unless that makes too many.
    private static func cellCount(_ extent: Double, mean: Double, atMost limit: Int) -> Int {
        guard extent > 0, mean > 0, extent.isFinite else { return limit }
        return max(1, min(limit, Int(min(2 * extent / mean, 1e6).rounded(.up))))
    }

    private static func cells(
        from low: Double, to high: Double, _ origin: Double, _ size: Double, _ count: Int
    ) -> ClosedRange<Int> {
        let first = max(0, min(count - 1, Int(((low - origin) / size).rounded(.down))))
        return first...max(first, min(count - 1, Int(((high - origin) / size).rounded(.down))))
    }

    /// The places of the detectors that may hold the point, rising.
    func candidates(at point: Point) -> ArraySlice<Int32> {
        guard !starts.isEmpty else { return [] }
        let column = ((point.x - origin.x) / cellSize.x).rounded(.down)
        let row = ((point.y - origin.y) / cellSize.y).rounded(.down)
        // The last cell is closed: rounding may put the far edge just beyond it.
        guard column >= 0, column <= Double(columns), row >= 0, row <= Double(rows) else { return [] }
        let cell = min(Int(row), rows - 1) * columns + min(Int(column), columns - 1)
        return members[Int(starts[cell])..<Int(starts[cell + 1])]
    }
}
