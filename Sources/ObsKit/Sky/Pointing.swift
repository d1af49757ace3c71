internal import Glibc
internal import ObsGeometry
public import ObsTime
public import ObsTranslation

/// Where a camera looks in the sky, and how it is turned.
public struct Pointing: Hashable, Sendable {
    /// What the field angle zero sees.
    public let boresight: SkyPosition

    /// The position angle of +y of the field angle at the boresight, degrees from north through east.
    ///
    /// At 0 degrees +y is north and +x is west; at 90 degrees +y is east and +x is north. The field angle has the parity of the
    /// camera, so that this holds for cameras with and without an x flip.
    public let rotation: Double

    /// Creates a pointing.
    ///
    /// - Parameters:
    ///   - boresight: what the field angle zero sees
    ///   - rotation: the position angle of +y, degrees from north through east
    public init(boresight: SkyPosition, rotation: Double) {
        self.boresight = boresight
        self.rotation = rotation
    }

    /// The pointing that an observation states: its tracking position and its rotation angle in the sky.
    ///
    /// - Parameter observation: a translated header
    /// - Throws: `ObsError` (`no-boresight`, `no-rotation`, `rotation-not-on-sky`)
    public init(_ observation: ObservationInfo) throws {
        let name = observation.observationID.map { "observation \($0)" } ?? "the observation"
        guard let boresight = observation.trackingRADec else {
            throw SkyError(
                .noBoresight, "\(name) has no tracking_radec; only an observation of the sky has sky coordinates")
        }
        guard let rotation = observation.boresightRotationAngle, rotation.isFinite else {
            throw SkyError(
                .noRotation, "\(name) has no boresight_rotation_angle, so nothing says how the camera is turned")
        }
        guard observation.boresightRotationCoord == "sky" else {
            throw SkyError(
                .rotationNotOnSky,
                "\(name) measures its rotation angle in '\(observation.boresightRotationCoord ?? "nothing")'; expected 'sky'"
            )
        }
        self.init(boresight: boresight, rotation: rotation)
    }
}

extension Pointing {
    /// Refuses numbers that are not finite.
    ///
    /// - Throws: `SkyError` (`bad-pointing`)
    func checkFinite() throws {
        let numbers = [boresight.rightAscension, boresight.declination, rotation]
        guard numbers.allSatisfy(\.isFinite) else {
            throw SkyError(
                .badPointing,
                "a camera cannot look at \(numbers[0]), \(numbers[1]) degrees turned by \(numbers[2]); expected finite numbers"
            )
        }
    }

    /// From the field angle to the plane that touches the sky at the boresight, rad, x to the east and y to the north.
    var fieldAngleToPlane: AffineMap {
        let angle = rotation * .pi / 180
        let (sine, cosine) = (sin(angle), cos(angle))
        return AffineMap(matrix: Matrix2(-cosine, sine, sine, cosine))
    }
}
