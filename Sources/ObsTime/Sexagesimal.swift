/// Angles as headers write them: `02:51:16.8`, `02 51 16.8`, `2h51m16.8s`, `-30d10m`, or a plain number.
public enum Sexagesimal {
    /// What an angle means, and so which unit a number has when no letter says it.
    public enum Quantity: Sendable, Hashable, CaseIterable {
        /// Hours, less than 24 in either direction; the result is in degrees, 0 to 360.
        case rightAscension
        /// Degrees from −90 to 90.
        case declination
        /// Any angle in degrees.
        case angle
    }

    /// An angle that was read.
    public struct Reading: Sendable, Hashable {
        /// The angle in degrees.
        public let degrees: Double
        /// Whether minutes or seconds were written as 60, which is against the rules of the notation.
        public let isSixtyCarried: Bool

        /// A sentence to report when something was carried, nil when all is well.
        public var note: String? {
            isSixtyCarried ? "minutes or seconds of 60 were carried; expected less than 60" : nil
        }
    }

    /// Reads an angle; the letters `h` and `d` after the first number overrule the unit that the quantity implies.
    ///
    /// Parts are separated by colons, blanks, or letters (`h` or `d`, `m`, `s`, or `°`, `'`, `"`). Only the last part
    /// may have decimals. Blanks around it do not count.
    ///
    /// - Throws: `TimeError` (`syntax`, `outOfRange`).
    @inlinable
    public static func read(_ text: some StringProtocol, as quantity: Quantity) throws -> Reading {
        let text = String(text)
        return try read(utf8: text.utf8.span, as: quantity)
    }

    /// Reads an angle from UTF-8 bytes: `read(_:as:)` without making a string.
    ///
    /// - Throws: `TimeError` (`syntax`, `outOfRange`).
    public static func read(utf8 text: Span<UInt8>, as quantity: Quantity) throws -> Reading {
        var scanner = AngleScanner()
        guard let angle = scanner.angle(text, isHours: quantity == .rightAscension) else {
            throw scanner.error ?? syntaxError(text, quantity)
        }
        var degrees = angle.isHours ? angle.value * 15 : angle.value
        switch quantity {
        case .rightAscension:
            guard abs(degrees) < 360 else {
                throw TimeError(
                    .outOfRange,
                    "right ascension \(TimeError.quoted(text)) is out of range; expected less than 24 hours")
            }
            if degrees < 0 { degrees = wrapped(degrees) }
        case .declination:
            guard abs(degrees) <= 90 else {
                throw TimeError(
                    .outOfRange, "declination \(TimeError.quoted(text)) is out of range; expected −90 to 90 degrees")
            }
        case .angle:
            guard degrees.isFinite else { throw syntaxError(text, quantity) }
        }
        return Reading(degrees: degrees, isSixtyCarried: angle.isSixtyCarried)
    }

    private static func syntaxError(_ text: Span<UInt8>, _ quantity: Quantity) -> TimeError {
        let (what, example) =
            switch quantity {
            case .rightAscension: ("right ascension", "02:51:16.8, 02 51 16.8, 2h51m16.8s or hours")
            case .declination: ("declination", "-30:10:05.5, -30 10 05.5, -30d10m05.5s or degrees")
            case .angle: ("angle", "-30:10:05.5, -30 10 05.5, -30d10m05.5s or degrees")
            }
        return TimeError(.syntax, "\(TimeError.quoted(text)) is not a \(what); expected \(example)")
    }
}
