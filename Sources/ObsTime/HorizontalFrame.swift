internal import CObsERFA
internal import Glibc

/// The horizon of a place during a night: ICRS positions to azimuth and altitude and back, quickly.
///
/// What changes slowly (precession, nutation, the Earth's velocity, UT1 − TAI) is computed once, for the instant of the
/// frame; only the Earth's rotation is computed for each position. Within a day of that instant the result is good to
/// 2″: 1″ from the slow part, 0.3″ from diurnal aberration, 0.6″ from polar motion, which is left out here and in
/// `exact(of:at:from:)`. Refraction is not applied.
public struct HorizontalFrame: Sendable {
    /// The place.
    public let location: GeocentricLocation
    /// The instant for which the slow part was computed.
    public let instant: Instant

    private let longitude: Double
    private let sinLatitude: Double
    private let cosLatitude: Double
    /// The Earth's barycentric velocity in units of the speed of light, and its inverse Lorentz factor.
    private let velocity: Vector3
    private let inverseLorentzFactor: Double
    /// ICRS to the celestial intermediate frame: bias, precession, nutation.
    private let toIntermediate: Matrix3
    private let ut1MinusTAI: Double

    /// The horizon of a place around an instant.
    public init(location: GeocentricLocation, at instant: Instant) {
        self.location = location
        self.instant = instant
        let geodetic = location.geodetic
        longitude = geodetic.longitude * radiansPerDegree
        (sinLatitude, cosLatitude) = sineAndCosine(geodetic.latitude * radiansPerDegree)
        ut1MinusTAI = EarthRotation.ut1MinusTAI(at: instant)
        let astrometry = EarthAstrometry(at: instant).geocentric
        velocity = Vector3(astrometry.v.0, astrometry.v.1, astrometry.v.2)
        inverseLorentzFactor = astrometry.bm1
        let rows = astrometry.bpn
        toIntermediate = Matrix3(
            Vector3(rows.0.0, rows.0.1, rows.0.2), Vector3(rows.1.0, rows.1.1, rows.1.2),
            Vector3(rows.2.0, rows.2.1, rows.2.2))
    }

    /// Where a position of the sky stands at an instant near that of the frame.
    public func position(of sky: SkyPosition, at instant: Instant) -> HorizontalPosition {
        let degrees = local(sky, at: instant).degrees
        return HorizontalPosition(azimuth: degrees.longitude, altitude: degrees.latitude)
    }

    /// The angle between where a position of the sky stands at an instant near that of the frame, and a direction; 0 to 180
    /// degrees.
    public func separation(of sky: SkyPosition, at instant: Instant, from seen: HorizontalPosition) -> Double {
        let expected = local(sky, at: instant)
        let direction = Vector3(longitude: seen.azimuth, latitude: seen.altitude)
        return atan2(expected.cross(direction).length, expected.dot(direction)) * degreesPerRadian
    }

    /// The direction of a position of the sky by its components north, east and up; its length is 1 to a part in 10⁴.
    @inline(__always)
    private func local(_ sky: SkyPosition, at instant: Instant) -> Vector3 {
        // Aberration as in `eraAb`, without the Sun's potential (0.4 µas) and without normalizing.
        let natural = sky.vector
        let along = natural.dot(velocity)
        let proper = inverseLorentzFactor * natural + (1 + along / (1 + inverseLorentzFactor)) * velocity
        let intermediate = toIntermediate * proper
        let (sine, cosine) = sineAndCosine(meridian(at: instant))
        let meridional = intermediate.x * cosine + intermediate.y * sine
        let east = intermediate.y * cosine - intermediate.x * sine
        let north = intermediate.z * cosLatitude - meridional * sinLatitude
        let up = intermediate.z * sinLatitude + meridional * cosLatitude
        // The azimuth counts from north through east.
        return Vector3(north, east, up)
    }

    /// What stands at a direction at an instant near that of the frame: the inverse of `position(of:at:)`.
    public func skyPosition(of horizontal: HorizontalPosition, at instant: Instant) -> SkyPosition {
        let local = Vector3(longitude: horizontal.azimuth, latitude: horizontal.altitude)
        let meridional = local.z * cosLatitude - local.x * sinLatitude
        let (sine, cosine) = sineAndCosine(meridian(at: instant))
        let intermediate = Vector3(
            meridional * cosine - local.y * sine, meridional * sine + local.y * cosine,
            local.z * sinLatitude + local.x * cosLatitude)
        let proper = toIntermediate.transposed * intermediate
        // The aberration formula is that of a boost, whose inverse is the boost with the opposite velocity.
        let along = -proper.dot(velocity)
        let natural =
            inverseLorentzFactor * proper + (-(1 + along / (1 + inverseLorentzFactor))) * velocity
        return SkyPosition(natural)
    }

    /// The angle in radians from the celestial intermediate origin to the meridian of the place.
    @inline(__always)
    private func meridian(at instant: Instant) -> Double {
        EarthAstrometry.rotationAngle(at: instant, ut1MinusTAI: ut1MinusTAI) + longitude
    }

    /// Airmass by the secant of the zenith distance of an altitude in degrees; nil at or below the horizon, or for NaN.
    public static func airmass(altitude: Double) -> Double? {
        let sine = sin(altitude * radiansPerDegree)
        return sine > 0 ? 1 / sine : nil
    }
}
