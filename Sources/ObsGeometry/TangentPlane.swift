internal import Glibc
package import ObsTime

/// The plane that touches the sky at a position, and the gnomonic projection to it.
///
/// Coordinates are rad, x to the east and y to the north: the intermediate world coordinates of `TAN` (Calabretta and Greisen
/// 2002, A&A 395, 1077, section 5.1.3).
package struct TangentPlane: Sendable {
    private let toward: Direction
    private let east: Direction
    private let north: Direction

    package init(at position: SkyPosition) {
        let longitude = position.rightAscension * .pi / 180
        let latitude = position.declination * .pi / 180
        let (sinA, cosA, sinD, cosD) = (sin(longitude), cos(longitude), sin(latitude), cos(latitude))
        toward = Direction(x: cosD * cosA, y: cosD * sinA, z: sinD)
        east = Direction(x: -sinA, y: cosA, z: 0)
        north = Direction(x: -sinD * cosA, y: -sinD * sinA, z: cosD)
    }

    /// The position that a point of the plane stands for; nil of a point that is not finite.
    package func position(_ point: Point) -> SkyPosition? {
        guard point.isFinite else { return nil }
        let x = toward.x + point.x * east.x + point.y * north.x
        let y = toward.y + point.x * east.y + point.y * north.y
        let z = toward.z + point.y * north.z
        let longitude = atan2(y, x) * 180 / .pi
        // A tiny negative angle rounds to 360 itself.
        let turned = longitude < 0 ? longitude + 360 : longitude
        return SkyPosition(
            rightAscension: turned >= 360 ? 0 : turned,
            declination: atan2(z, (x * x + y * y).squareRoot()) * 180 / .pi)
    }

    /// The point of the plane that stands for a position; nil of one that is 90 degrees away or more.
    package func point(_ position: SkyPosition) -> Point? {
        let longitude = position.rightAscension * .pi / 180
        let latitude = position.declination * .pi / 180
        let direction = Direction(
            x: cos(latitude) * cos(longitude), y: cos(latitude) * sin(longitude), z: sin(latitude))
        let depth = direction.dot(toward)
        guard depth > 0 else { return nil }
        let point = Point(direction.dot(east) / depth, direction.dot(north) / depth)
        return point.isFinite ? point : nil
    }

    /// How angles to the east and north (rad), measured where a point of the plane looks, change with the point.
    ///
    /// With p from the center of the sphere to the point, the unit vector p/|p| moves by what is left of the step across p.
    package func derivatives(at point: Point) -> Matrix2? {
        guard let position = position(point) else { return nil }
        let local = TangentPlane(at: position)
        let length = (1 + point.squaredRadius).squareRoot()
        return Matrix2(
            east.dot(local.east) / length, north.dot(local.east) / length,
            east.dot(local.north) / length, north.dot(local.north) / length)
    }

    private struct Direction {
        let x, y, z: Double

        func dot(_ other: Direction) -> Double { x * other.x + y * other.y + z * other.z }
    }
}
