internal import Glibc
package import ObsTime

/// The plane that touches the sky at a position, and the gnomonic projection to it.
///
/// Coordinates are rad, x to the east and y to the north: the intermediate world coordinates of `TAN` (Calabretta and Greisen
/// 2002, A&A 395, 1077, section 5.1.3).
package struct TangentPlane: Sendable {
    private let toward: Vector3
    private let east: Vector3
    private let north: Vector3

    package init(at position: SkyPosition) {
        let longitude = position.rightAscension * .pi / 180
        let latitude = position.declination * .pi / 180
        let (sinA, cosA, sinD, cosD) = (sin(longitude), cos(longitude), sin(latitude), cos(latitude))
        toward = Vector3(cosD * cosA, cosD * sinA, sinD)
        east = Vector3(-sinA, cosA, 0)
        north = Vector3(-sinD * cosA, -sinD * sinA, cosD)
    }

    /// The vector from the center of the sphere to a point of the plane, not of length 1.
    package func vector(_ point: Point) -> Vector3 { toward + point.x * east + point.y * north }

    /// The position that a point of the plane stands for; nil of a point that is not finite.
    package func position(_ point: Point) -> SkyPosition? { point.isFinite ? SkyPosition(vector(point)) : nil }

    /// The point of the plane that stands for a position; nil of one that is 90 degrees away or more.
    package func point(_ position: SkyPosition) -> Point? { point(position.vector) }

    /// The point of the plane in a direction; nil of one that is 90 degrees away or more.
    package func point(_ direction: Vector3) -> Point? {
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
}
