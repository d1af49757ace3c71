internal import CObsERFA
internal import Glibc

extension HorizontalFrame {
    /// Where a position of the sky stands, computed in full by ERFA for this one instant; some 50 µs.
    ///
    /// IAU 2006/2000A precession-nutation, annual and diurnal aberration, light deflection by the Sun, UT1 from
    /// `EarthRotation` (4.5 ms, 0.07″). Polar motion (at most 0.6″) and refraction are not applied.
    public static func exact(
        of sky: SkyPosition, at instant: Instant, from location: GeocentricLocation
    ) -> HorizontalPosition {
        var astrometry = EarthAstrometry(at: instant).topocentric(at: instant, from: location)
        var (rightAscension, declination) = (0.0, 0.0)
        unsafe eraAtciqz(
            sky.rightAscension * radiansPerDegree, sky.declination * radiansPerDegree, &astrometry, &rightAscension,
            &declination)
        var (azimuth, zenithDistance) = (0.0, 0.0)
        var (hourAngle, observedDeclination, observedRightAscension) = (0.0, 0.0, 0.0)
        unsafe eraAtioq(
            rightAscension, declination, &astrometry, &azimuth, &zenithDistance, &hourAngle, &observedDeclination,
            &observedRightAscension)
        return HorizontalPosition(
            azimuth: azimuth * degreesPerRadian, altitude: 90 - zenithDistance * degreesPerRadian)
    }

    /// What stands at a direction, computed in full by ERFA: the inverse of `exact(of:at:from:)`.
    public static func exactSkyPosition(
        of horizontal: HorizontalPosition, at instant: Instant, from location: GeocentricLocation
    ) -> SkyPosition {
        var astrometry = EarthAstrometry(at: instant).topocentric(at: instant, from: location)
        var (rightAscension, declination) = (0.0, 0.0)
        unsafe eraAtoiq(
            "A", horizontal.azimuth * radiansPerDegree, (90 - horizontal.altitude) * radiansPerDegree, &astrometry,
            &rightAscension, &declination)
        var icrs = (0.0, 0.0)
        unsafe eraAticq(rightAscension, declination, &astrometry, &icrs.0, &icrs.1)
        return SkyPosition(
            rightAscension: wrapped(icrs.0 * degreesPerRadian), declination: icrs.1 * degreesPerRadian)
    }
}

/// What ERFA needs to know of the Earth at an instant: its place, velocity and orientation.
struct EarthAstrometry {
    private let terrestrial: (Double, Double)
    private let velocities: (barycentric: PositionVelocity, heliocentric: PositionVelocity)
    private let x, y, s: Double

    typealias PositionVelocity = ((Double, Double, Double), (Double, Double, Double))

    init(at instant: Instant) {
        let date = instant.julianDate(scale: .tt)
        terrestrial = date
        let zero = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
        var (heliocentric, barycentric) = (zero, zero)
        unsafe Self.withCells(&heliocentric) { heliocentric in
            unsafe Self.withCells(&barycentric) { barycentric in
                // Its warning, a date outside 1900 to 2100, stands for a few arcseconds at the end of the range.
                _ = unsafe eraEpv00(date.0, date.1, heliocentric, barycentric)
            }
        }
        velocities = (barycentric, heliocentric)
        var (x, y) = (0.0, 0.0)
        var matrix = Matrix3.zeroCells
        unsafe matrix.withUnsafeMutableBufferPointer { buffer in
            unsafe eraPnm06a(date.0, date.1, buffer.baseAddress)
            unsafe eraBpn2xy(buffer.baseAddress, &x, &y)
        }
        (self.x, self.y, s) = (x, y, eraS06(date.0, date.1, x, y))
    }

    /// Star-independent quantities for an observer at the Earth's center (`eraApci`).
    var geocentric: eraASTROM {
        var astrometry = eraASTROM()
        unsafe withVelocities { barycentric, heliocentric in
            unsafe eraApci(terrestrial.0, terrestrial.1, barycentric, heliocentric, x, y, s, &astrometry)
        }
        return astrometry
    }

    /// Star-independent quantities for an observer on the ground, without refraction (`eraApco`).
    func topocentric(at instant: Instant, from location: GeocentricLocation) -> eraASTROM {
        let geodetic = location.geodetic
        let angle = Self.rotationAngle(at: instant, ut1MinusTAI: EarthRotation.ut1MinusTAI(at: instant))
        let locator = eraSp00(terrestrial.0, terrestrial.1)
        var astrometry = eraASTROM()
        unsafe withVelocities { barycentric, heliocentric in
            unsafe eraApco(
                terrestrial.0, terrestrial.1, barycentric, heliocentric, x, y, s, angle,
                geodetic.longitude * radiansPerDegree, geodetic.latitude * radiansPerDegree, geodetic.height, 0, 0,
                locator, 0, 0, &astrometry)
        }
        return astrometry
    }

    /// The Earth rotation angle in radians, 0 to 2π: IERS Conventions (2010), equation 5.15.
    @inline(__always)
    static func rotationAngle(at instant: Instant, ut1MinusTAI: Double) -> Double {
        let clock = ClockReading(nanosecondsSince1970: instant.nanoseconds)
        // Days of UT1 from J2000: whole days and the rest, so that the fast term keeps its digits.
        let whole = Double(clock.day - daysFrom1970ToJ2000)
        let rest = Double(clock.nanoseconds) / Double(nanosecondsPerDay) - 0.5 + ut1MinusTAI / 86_400
        let turns = 0.779_057_273_264_0 + 0.002_737_811_911_354_48 * (whole + rest) + rest
        return 2 * .pi * (turns - turns.rounded(.down))
    }

    private static let daysFrom1970ToJ2000 = 10_957

    private func withVelocities(
        _ body: (
            UnsafeMutablePointer<(Double, Double, Double)>, UnsafeMutablePointer<Double>
        ) -> Void
    ) {
        var (barycentric, heliocentric) = velocities
        unsafe Self.withCells(&barycentric) { barycentric in
            unsafe withUnsafeMutablePointer(to: &heliocentric.0) { position in
                unsafe position.withMemoryRebound(to: Double.self, capacity: 3) { unsafe body(barycentric, $0) }
            }
        }
    }

    private static func withCells(
        _ value: inout PositionVelocity, _ body: (UnsafeMutablePointer<(Double, Double, Double)>) -> Void
    ) {
        unsafe withUnsafeMutablePointer(to: &value) { pointer in
            unsafe pointer.withMemoryRebound(to: (Double, Double, Double).self, capacity: 2) { unsafe body($0) }
        }
    }
}
