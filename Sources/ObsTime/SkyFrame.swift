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
        guard let found = Self.spellings.first(where: { Self.isSpelled($0.name, name.utf8.span) }) else { return nil }
        self = found.frame
    }

    /// The names of the frames in lower case.
    private static let spellings: [(name: String, frame: SkyFrame)] =
        allCases.map { ($0.rawValue, $0) } + [("fk4noeterms", .fk4NoETerms)]

    /// Whether a text has the letters of a name in lower case; blanks do not count.
    private static func isSpelled(_ name: String, _ text: Span<UInt8>) -> Bool {
        let name = name.utf8.span
        var place = 0
        for number in 0..<text.count where text[number] != UInt8(ascii: " ") {
            var byte = text[number]
            if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) { byte |= 0x20 }
            guard place < name.count, byte == name[place] else { return false }
            place += 1
        }
        return place == name.count
    }

    /// The years of equinox for which precession is meaningful.
    static let equinoxes = 1_500.0...2_500.0
}
