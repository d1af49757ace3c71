/// A direction at a place: azimuth and altitude in degrees, without refraction.
public struct HorizontalPosition: Hashable, Sendable, Codable {
    /// Degrees from north through east, 0 ≤ azimuth < 360.
    public let azimuth: Double
    /// Degrees above the horizon.
    public let altitude: Double

    /// The direction with these coordinates; the azimuth is brought to 0 to 360, the altitude is taken as it is.
    public init(azimuth: Double, altitude: Double) {
        self.azimuth = wrapped(azimuth)
        self.altitude = altitude
    }

    /// Reads the keys `azimuth` and `altitude`, in degrees.
    ///
    /// - Throws: `DecodingError` when one is missing or no number.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            azimuth: try container.decode(Double.self, forKey: .azimuth),
            altitude: try container.decode(Double.self, forKey: .altitude))
    }

    /// The angle between two directions, 0 to 180 degrees.
    package func separation(from other: HorizontalPosition) -> Double {
        SkyPosition(rightAscension: azimuth, declination: altitude)
            .separation(from: SkyPosition(rightAscension: other.azimuth, declination: other.altitude))
    }

    /// The airmass of this direction by the secant of the zenith distance, nil at and below the horizon.
    public var airmass: Double? { HorizontalFrame.airmass(altitude: altitude) }
}
