internal import ObsGeometry

/// Which points of a detector its footprint is the convex hull of.
public struct FootprintOutline: Hashable, Sendable {
    /// How many points stand on each edge, both ends counted.
    public let pointsPerEdge: Int
    /// By how many pixels the detector is made larger on each side.
    public let paddingPixels: Int

    /// The outer edges of the pixels, by 9 points on each edge, which optics make curves in the sky.
    public static let edges = FootprintOutline(pointsPerEdge: 9)

    /// The four corners of the box made larger by 250 pixels on each side: the regions of the LSST pipelines' Butler.
    public static let butler = FootprintOutline(pointsPerEdge: 2, paddingPixels: 250)

    /// Creates an outline.
    ///
    /// - Parameters:
    ///   - pointsPerEdge: how many points stand on each edge, both ends counted: 2 to 10,000; others are brought there
    ///   - paddingPixels: by how many pixels the detector is made larger on each side: 0 to 1,000,000; others are brought there
    public init(pointsPerEdge: Int, paddingPixels: Int = 0) {
        self.pointsPerEdge = min(max(pointsPerEdge, 2), 10_000)
        self.paddingPixels = min(max(paddingPixels, 0), 1_000_000)
    }

    /// How many points there are.
    var count: Int { 4 * (pointsPerEdge - 1) }

    /// Adds the points in `pixels`, from the lower left corner along the lower edge and around.
    func add(_ box: Box, to points: inout [Point], _ map: (Point) -> Point) {
        let padding = Double(paddingPixels)
        let corners = zip(box.corners, [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)]).map {
            Point($0.x + $1.0 * padding, $0.y + $1.1 * padding)
        }
        let steps = pointsPerEdge - 1
        for (index, corner) in corners.enumerated() {
            let next = corners[(index + 1) % 4]
            for step in 0..<steps {
                let part = Double(step) / Double(steps)
                points.append(
                    map(Point(corner.x + part * (next.x - corner.x), corner.y + part * (next.y - corner.y))))
            }
        }
    }
}
