/// Pixels of a detector that are not to be trusted.
public struct Defects: Hashable, Sendable {
    /// A rectangle of pixels: minimum corner and size, from 0.
    public struct Region: Hashable, Sendable {
        /// The first column.
        public let x: Int
        /// The first row.
        public let y: Int
        /// The number of columns, at least 1.
        public let width: Int
        /// The number of rows, at least 1.
        public let height: Int

        /// A rectangle; nil where a size is not positive or a number is beyond a billion.
        public init?(x: Int, y: Int, width: Int, height: Int) {
            let range = -(1 << 30)...(1 << 30)
            guard width > 0, height > 0, [x, y, width, height].allSatisfy(range.contains) else { return nil }
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }

        /// Whether it lies in a detector of a size.
        public func isInside(width columns: Int, height rows: Int) -> Bool {
            x >= 0 && y >= 0 && x + width <= columns && y + height <= rows
        }
    }

    /// The rectangles in the order of the file; they may overlap.
    public let regions: [Region]

    /// Defects.
    public init(regions: [Region]) { self.regions = regions }

    /// The number of pixels, each counted once.
    public var pixelCount: Int {
        // Between two neighboring edges in x the covered rows are the same.
        let edges = Set(regions.flatMap { [$0.x, $0.x + $0.width] }).sorted()
        return zip(edges, edges.dropFirst()).reduce(0) { sum, strip in
            let spans = regions.filter { $0.x <= strip.0 && $0.x + $0.width >= strip.1 }.map {
                ($0.y, $0.y + $0.height)
            }
            var (rows, top) = (0, Int.min)
            for (bottom, end) in spans.sorted(by: { $0.0 < $1.0 }) where end > top {
                rows += end - max(bottom, top)
                top = end
            }
            return sum + rows * (strip.1 - strip.0)
        }
    }
}
