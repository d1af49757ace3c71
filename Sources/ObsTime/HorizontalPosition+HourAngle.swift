internal import CObsERFA
internal import Glibc

extension HorizontalPosition {
    /// The direction of an hour angle and declination, rotated by the latitude; no aberration, no refraction.
    ///
    /// ERFA's `eraHd2ae`.
    ///
    /// - Parameters:
    ///   - hourAngle: degrees, positive towards the west
    ///   - declination: degrees
    ///   - latitude: geodetic latitude of the place, degrees
    package init(hourAngle: Double, declination: Double, latitude: Double) {
        var (azimuth, altitude) = (0.0, 0.0)
        unsafe eraHd2ae(
            hourAngle * radiansPerDegree, declination * radiansPerDegree, latitude * radiansPerDegree, &azimuth,
            &altitude)
        self.init(azimuth: wrapped(azimuth * degreesPerRadian), altitude: altitude * degreesPerRadian)
    }

    /// The altitude in degrees at which the secant of the zenith distance is an airmass.
    ///
    /// - Parameter airmass: a number of at least 1
    /// - Returns: the altitude, or nil for a smaller number or NaN
    package static func altitude(airmass: Double) -> Double? {
        airmass >= 1 ? asin(1 / airmass) * degreesPerRadian : nil
    }
}
