internal import Glibc

/// A direction in the sky: right ascension and declination in the ICRS, in degrees.
public struct SkyPosition: Hashable, Sendable, Codable {
    /// Right ascension in degrees.
    public let rightAscension: Double
    /// Declination in degrees.
    public let declination: Double

    /// The position with these ICRS coordinates in degrees, taken as they are.
    public init(rightAscension: Double, declination: Double) {
        self.rightAscension = rightAscension
        self.declination = declination
    }

    /// The position that has these coordinates in another frame.
    ///
    /// - Parameters:
    ///   - rightAscension: Degrees; any turn, brought to 0 to 360. Galactic longitude in the galactic frame.
    ///   - declination: Degrees, −90 to 90. Galactic latitude in the galactic frame.
    ///   - frame: The system of the coordinates.
    ///   - equinox: Years, 1500 to 2500: Julian for FK5 (2000 when nil), Besselian for FK4 (1950 when nil). ICRS and
    ///     galactic coordinates have none, and 2000 is accepted there since headers say it.
    ///   - observed: For FK4, which rotates: when the coordinates held; the equinox when nil.
    /// - Throws: `TimeError` (`notFinite`, `outOfRange`).
    public init(
        rightAscension: Double, declination: Double, frame: SkyFrame, equinox: Double? = nil, observed: Instant? = nil
    ) throws {
        guard abs(rightAscension) <= 1e6, abs(declination) <= 90 else {
            throw Self.unusable(rightAscension, declination)
        }
        switch frame {
        case .icrs:
            try Self.checkNoEquinox(equinox, frame)
            self.init(rightAscension: wrapped(rightAscension), declination: declination)
        case .fk5:
            let vector = Vector3(longitude: rightAscension, latitude: declination)
            let toICRS = try FrameRotation.fk5(equinox: equinox)
            self.init(toICRS * vector)
        case .fk4, .fk4NoETerms:
            let vector = Vector3(longitude: rightAscension, latitude: declination)
            self.init(try FrameRotation.fk4(vector, equinox: equinox, observed: observed, eTerms: frame == .fk4))
        case .galactic:
            try Self.checkNoEquinox(equinox, frame)
            self.init(FrameRotation.galacticToICRS * Vector3(longitude: rightAscension, latitude: declination))
        }
    }

    /// The position that a vector points to, whatever its length.
    @inline(__always)
    package init(_ vector: Vector3) {
        let degrees = vector.degrees
        self.init(rightAscension: degrees.longitude, declination: degrees.latitude)
    }

    /// The angle on the sky between two positions, 0 to 180 degrees, exact for small and large angles alike.
    public func separation(from other: SkyPosition) -> Double {
        let (here, there) = (vector, other.vector)
        return atan2(here.cross(there).length, here.dot(there)) * degreesPerRadian
    }

    /// The unit vector that points to it.
    @inline(__always)
    package var vector: Vector3 { Vector3(longitude: rightAscension, latitude: declination) }

    private static func checkNoEquinox(_ equinox: Double?, _ frame: SkyFrame) throws {
        guard let equinox, equinox != 2000 else { return }
        throw TimeError(
            .outOfRange, "equinox \(equinox) is given for \(frame.rawValue) coordinates; expected none, or 2000")
    }

    private static func unusable(_ rightAscension: Double, _ declination: Double) -> TimeError {
        guard rightAscension.isFinite, declination.isFinite else {
            return TimeError(
                .notFinite,
                "right ascension \(rightAscension)°, declination \(declination)° is no position; expected finite degrees"
            )
        }
        guard abs(declination) <= 90 else {
            return TimeError(.outOfRange, "declination \(declination)° is out of range; expected −90 to 90")
        }
        return TimeError(.outOfRange, "right ascension \(rightAscension)° is out of range; expected 0 to 360")
    }
}
