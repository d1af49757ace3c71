/// A system in which headers give right ascension and declination.
public enum SkyFrame: String, Hashable, Sendable, Codable, CaseIterable {
    /// The International Celestial Reference System.
    case icrs
    /// FK5, mean equator and equinox of J2000 unless another equinox is given (Julian years).
    case fk5
    /// FK4 with E-terms of aberration, B1950 unless another equinox is given (Besselian years).
    case fk4
    /// FK4 from which the E-terms of aberration have been removed; `FK4-NO-E` in FITS.
    case fk4NoETerms = "fk4-no-e"
    /// Galactic longitude and latitude (IAU 1958), through FK5.
    case galactic

    /// The frame with the given name in any case, as in the FITS card `RADESYS`, or nil.
    ///
    /// Blanks around the name do not count. `GAPPT`, a moving target's frame, is none of these.
    @inlinable
    public init?(named name: some StringProtocol) {
        self.init(word: String(name))
    }

    @usableFromInline
    init?(word name: String) {
        let letters = name.utf8.filter { $0 != UInt8(ascii: " ") }.map { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        switch String(decoding: letters, as: UTF8.self) {
        case "icrs": self = .icrs
        case "fk5": self = .fk5
        case "fk4": self = .fk4
        case "fk4-no-e", "fk4noeterms": self = .fk4NoETerms
        case "galactic": self = .galactic
        default: return nil
        }
    }

    /// The years of equinox for which precession is meaningful.
    static let equinoxes = 1_500.0...2_500.0
}
