internal import Glibc
internal import ObsGeometry
public import ObsTime

/// A convex polygon in the sky, its edges parts of great circles: ICRS, less than half of the sphere.
///
/// Its edges belong to it. It is the same polygon wherever it lies: right ascension 0 and the poles are no special places.
public struct SkyPolygon: Hashable, Sendable {
    /// Unit vectors to the corners, counter-clockwise seen from outside the sphere: the order of the LSST pipelines' regions.
    package let directions: [Vector3]

    /// How far (rad) a position may lie beyond an edge and count as on it: what degrees in double precision cannot say.
    static let rounding = 4e-15

    /// How far (rad) a corner may lie beyond the line of its neighbors and not count as a corner.
    static let straightness = 1e-12

    /// The corners, counter-clockwise as the sky is seen (north up, east to the left), the first one not repeated.
    ///
    /// That is the order of the IVOA (DALI 1.1, section 3.3.7). The first corner is the farthest from the middle.
    public var vertices: [SkyPosition] { (directions[..<1] + directions[1...].reversed()).map { SkyPosition($0) } }

    /// The convex hull of positions.
    ///
    /// Positions within 1e-12 rad of an edge are no corners.
    ///
    /// - Parameter positions: at least three, not on one great circle, all within a half sphere and not on its edge
    /// - Throws: `ObsError` (`beyond-half-sphere`, `no-area`)
    public init(hullOf positions: [SkyPosition]) throws {
        try self.init(hullOf: positions.map(\.vector))
    }

    /// The convex hull of unit vectors.
    init(hullOf directions: [Vector3]) throws {
        guard let middle = SkyPolygon.middle(of: directions) else {
            throw SkyError(
                .beyondHalfSphere,
                "\(directions.count) positions are not within a half sphere, so they have no convex hull; expected positions that "
                    + "one direction sees at less than 90 degrees, none of them NaN")
        }
        let plane = TangentPlane(at: SkyPosition(middle))
        let points = directions.compactMap { plane.point($0) }
        guard points.count == directions.count else {
            throw SkyError(.beyondHalfSphere, "a position is 90 degrees or more from the middle of the others")
        }
        try self.init(hullOf: points[...], on: plane)
    }

    /// The convex hull of points of a plane that touches the sky.
    init(hullOf points: ArraySlice<Point>, on plane: TangentPlane) throws {
        try self.init(corners: PlaneHull.corners(of: points, straightness: SkyPolygon.straightness), on: plane)
    }

    /// The polygon of the corners of a hull, counter-clockwise with x to the east and y to the north.
    init(corners: [Point], on plane: TangentPlane) throws {
        guard corners.count > 2 else {
            throw SkyError(
                .noArea, "all positions lie on one great circle, so they enclose nothing; expected three that do not")
        }
        directions = corners.map { point in
            let vector = plane.vector(point)
            return 1 / vector.length * vector
        }
    }

    /// A direction from which all of some are less than 90 degrees away; nil where none is found.
    private static func middle(of directions: [Vector3]) -> Vector3? {
        var sum = directions.reduce(Vector3(0, 0, 0), +)
        guard sum.length > 0 else { return nil }
        // The least cosine that a double can project: 0.2 arcseconds within the half sphere.
        let limit = 1e-6
        for step in 1...2_000 {
            sum = 1 / sum.length * sum
            guard let farthest = directions.min(by: { $0.dot(sum) < $1.dot(sum) }) else { return nil }
            if farthest.dot(sum) > limit { return sum }
            // Badoiu and Clarkson 2003 (SODA '03, 801): toward the farthest, in shorter and shorter steps.
            sum = sum + 1 / Double(step + 1) * (farthest - sum)
            guard sum.length > 1e-12 else { return nil }
        }
        return nil
    }
}

extension SkyPolygon {
    /// The solid angle, square degrees.
    package var squareDegrees: Double { area * (180 / .pi) * (180 / .pi) }

    /// The solid angle, steradian.
    ///
    /// The sum of triangles after Oosterom and Strackee (1983, IEEE Trans. Biomed. Eng. 30, 125).
    public var area: Double {
        let first = directions[0]
        return (1..<(directions.count - 1)).reduce(0) { sum, index in
            let (second, third) = (directions[index], directions[index + 1])
            let volume = first.dot((second - first).cross(third - first))
            return sum + 2 * atan2(volume, 1 + first.dot(second) + second.dot(third) + third.dot(first))
        }
    }

    /// The centroid: where the mean of all directions within points to.
    ///
    /// By Stokes' theorem it is half the sum of the edges' normals, each as long as its edge.
    public var center: SkyPosition {
        SkyPosition(
            directions.indices.reduce(Vector3(0, 0, 0)) { sum, index in
                let (begin, end) = (directions[index], next(index))
                let normal = begin.cross(end - begin)
                return sum + begin.angle(to: end) / normal.length * normal
            })
    }

    /// Whether a position lies in the polygon or on its edge.
    ///
    /// - Parameter position: the position
    /// - Returns: whether it does; not of a position that is not finite
    public func contains(_ position: SkyPosition) -> Bool { contains(position.vector) }

    /// How far a position lies outside the polygon, degrees; 0 within.
    ///
    /// - Parameter position: the position
    /// - Returns: the angle to the nearest point of the polygon; NaN of a position that is not finite
    public func distance(to position: SkyPosition) -> Double {
        let vector = position.vector
        guard vector.length.isFinite else { return .nan }
        if contains(vector) { return 0 }
        var nearest = Double.pi
        for index in directions.indices {
            nearest = min(nearest, SkyPolygon.angle(of: vector, from: directions[index], to: next(index)))
        }
        return nearest * 180 / .pi
    }

    private func next(_ index: Int) -> Vector3 { directions[index + 1 == directions.count ? 0 : index + 1] }

    private func contains(_ vector: Vector3) -> Bool {
        directions.indices.allSatisfy { index in
            let (begin, end) = (directions[index], next(index))
            let edge = end - begin
            return begin.dot(edge.cross(vector - begin)) >= -SkyPolygon.rounding * edge.length
        }
    }

    /// The angle (rad) between a direction and the nearest point of an edge.
    private static func angle(of vector: Vector3, from begin: Vector3, to end: Vector3) -> Double {
        let normal = begin.cross(end - begin)
        if normal.cross(begin).dot(vector) >= 0, end.cross(normal).dot(vector) >= 0 {
            let height = abs(normal.dot(vector - begin))
            return atan2(height, normal.cross(vector).length)
        }
        return min(begin.angle(to: vector), end.angle(to: vector))
    }
}

extension SkyPolygon {
    /// The polygon as the IVOA's `s_region` and ADQL write it: `POLYGON ICRS` and the corners, degrees.
    ///
    /// Numbers have as many digits as tell them from their neighbors.
    public var ivoaText: String {
        "POLYGON ICRS " + vertices.map { "\($0.rightAscension) \($0.declination)" }.joined(separator: " ")
    }
}

extension Vector3 {
    /// The angle to another unit vector, rad, exact for small and large ones.
    fileprivate func angle(to other: Vector3) -> Double { atan2(cross(other - self).length, dot(other)) }
}
