internal import ObsGeometry

/// Convex hulls in a plane.
enum PlaneHull {
    /// The corners of the convex hull, counter-clockwise (x to the right, y up), the farthest from their mean first.
    ///
    /// Andrew's monotone chain (1979, Inf. Process. Lett. 9, 216).
    ///
    /// - Parameters:
    ///   - points: points with finite coordinates; doubled ones do not count
    ///   - straightness: how far a corner must lie beyond the line of the corners beside it to be one
    /// - Returns: the corners; fewer than three where the points enclose nothing
    static func corners(of points: ArraySlice<Point>, straightness: Double) -> [Point] {
        let sorted = outer(points).sorted { $0.x < $1.x || $0.x == $1.x && $0.y < $1.y }
        guard let first = sorted.first, let last = sorted.last, first != last else { return Array(sorted.prefix(1)) }
        var hull = chain(sorted)
        hull.removeLast()
        hull += chain(sorted.reversed())
        hull.removeLast()
        return thinned(hull, straightness)
    }

    /// The points without those that lie within eight of the outermost, which is most of them where there are many.
    ///
    /// Akl and Toussaint (1978, Inf. Process. Lett. 7, 219).
    private static func outer(_ points: ArraySlice<Point>) -> ArraySlice<Point> {
        guard points.count > 100 else { return points }
        var ring: [Point] = []
        for (x, y) in [(1.0, 0.0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)] {
            var (farthest, best) = (Point.zero, -Double.infinity)
            for point in points where point.x * x + point.y * y > best {
                (farthest, best) = (point, point.x * x + point.y * y)
            }
            if ring.last != farthest { ring.append(farthest) }
        }
        if ring.count > 1, ring.first == ring.last { ring.removeLast() }
        guard ring.count > 2 else { return points }
        let edges = zip(ring, ring[1...] + ring[..<1])
        return points.filter { point in edges.contains { side($0, $1, point) <= 0 } }[...]
    }

    /// One side of the hull, from the first of sorted points to the last.
    private static func chain(_ points: [Point]) -> [Point] {
        var chain: [Point] = []
        for point in points {
            while chain.count > 1, side(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 {
                chain.removeLast()
            }
            chain.append(point)
        }
        return chain
    }

    /// Takes away corners that lie on the line of those that stay.
    private static func thinned(_ hull: [Point], _ straightness: Double) -> [Point] {
        guard hull.count > 2 else { return hull }
        let sum = hull.reduce(Point.zero, +)
        let mean = Point(sum.x / Double(hull.count), sum.y / Double(hull.count))
        // The farthest is a true corner, whatever rounding made of the others.
        let farthest = hull.indices.max { hull[$0].distance(to: mean) < hull[$1].distance(to: mean) } ?? 0
        let ring = hull[farthest...] + hull[...farthest]
        let corners = Array(ring)
        var kept = [corners[0]]
        var (begin, next) = (0, 1)
        while next + 1 < corners.count {
            let (from, to) = (corners[begin], corners[next + 1])
            let length = from.distance(to: to)
            let isStraight = corners[(begin + 1)...next].allSatisfy { abs(side(from, to, $0)) <= straightness * length }
            if !isStraight {
                kept.append(corners[next])
                begin = next
            }
            next += 1
        }
        return kept
    }

    /// Twice the area of a triangle, above 0 where its corners follow each other counter-clockwise.
    private static func side(_ first: Point, _ second: Point, _ third: Point) -> Double {
        (second.x - first.x) * (third.y - first.y) - (second.y - first.y) * (third.x - first.x)
    }
}
