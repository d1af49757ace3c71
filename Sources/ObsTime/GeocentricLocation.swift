internal import CObsERFA
internal import Glibc

/// A place on or near the Earth, in meters from its center, in the ITRF.
public struct GeocentricLocation: Hashable, Sendable, Codable {
    /// Meters towards longitude 0° on the equator.
    public let x: Double
    /// Meters towards longitude 90° east on the equator.
    public let y: Double
    /// Meters towards the north pole.
    public let z: Double

    /// The place with these coordinates, as in the FITS cards `OBSGEO-X`, `OBSGEO-Y` and `OBSGEO-Z`.
    public init(x: Double, y: Double, z: Double) {
        self.x = x
        self.y = y
        self.z = z
    }

    /// The place with these geodetic coordinates on the WGS84 ellipsoid (`eraGd2gc`).
    ///
    /// - Parameters:
    ///   - longitude: Degrees, positive to the east, −360 to 360.
    ///   - latitude: Degrees, −90 to 90.
    ///   - height: Meters above the ellipsoid.
    /// - Throws: `TimeError` (`notFinite`, `outOfRange`).
    public init(longitude: Double, latitude: Double, height: Double) throws {
        guard longitude.isFinite, latitude.isFinite, height.isFinite else {
            throw TimeError(
                .notFinite,
                "the place (longitude \(longitude)°, latitude \(latitude)°, height \(height) m) is not finite; "
                    + "expected three finite numbers")
        }
        guard abs(longitude) <= 360 else {
            throw TimeError(.outOfRange, "longitude \(longitude)° is out of range; expected −360 to 360, east positive")
        }
        guard abs(latitude) <= 90 else {
            throw TimeError(.outOfRange, "latitude \(latitude)° is out of range; expected −90 to 90")
        }
        guard abs(height) <= 1e9 else {
            throw TimeError(.outOfRange, "height \(height) m is out of range; expected meters above the ellipsoid")
        }
        var position = (0.0, 0.0, 0.0)
        let status = unsafe withUnsafeMutablePointer(to: &position) { pointer in
            unsafe pointer.withMemoryRebound(to: Double.self, capacity: 3) {
                unsafe eraGd2gc(Self.wgs84, longitude * radiansPerDegree, latitude * radiansPerDegree, height, $0)
            }
        }
        guard status == 0 else {
            throw TimeError(
                .outOfRange, "longitude \(longitude)°, latitude \(latitude)°, height \(height) m name no place on Earth"
            )
        }
        self.init(x: position.0, y: position.1, z: position.2)
    }

    /// The longitude (degrees east, −180 to 180), latitude (degrees) and height (m) on the WGS84 ellipsoid (`eraGc2gd`).
    package var geodetic: (longitude: Double, latitude: Double, height: Double) {
        var (longitude, latitude, height) = (0.0, 0.0, 0.0)
        let position = [x, y, z]
        _ = unsafe position.withUnsafeBufferPointer { buffer in
            // The C function does not change its input; its type does not say so.
            unsafe eraGc2gd(
                Self.wgs84, UnsafeMutablePointer(mutating: buffer.baseAddress), &longitude, &latitude, &height)
        }
        return (longitude * degreesPerRadian, latitude * degreesPerRadian, height)
    }

    private static let wgs84: Int32 = 1
}

let radiansPerDegree = Double.pi / 180
let degreesPerRadian = 180 / Double.pi
