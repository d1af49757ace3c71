/// A time scale in which dates are written: only those that are tied to TAI exactly.
///
/// UT1 and TDB are missing on purpose: neither is a fixed function of TAI, so no file should state dates in them.
public enum TimeScale: String, Hashable, Sendable, Codable, CaseIterable {
    /// International Atomic Time.
    case tai
    /// Coordinated Universal Time, with leap seconds (`LeapSeconds`).
    case utc
    /// Terrestrial Time, TAI + 32.184 s.
    case tt
    /// GPS time, TAI − 19 s.
    case gps

    /// The scale with the given name in any case, as in the FITS card `TIMESYS`, or nil.
    ///
    /// Blanks are not trimmed. `reading(fits:)` accepts what else cards have, such as `UT` and `UTC(NTP)`.
    public init?(named name: some StringProtocol) {
        switch name.lowercased() {
        case "tai": self = .tai
        case "utc": self = .utc
        case "tt": self = .tt
        case "gps": self = .gps
        default: return nil
        }
    }

    /// The name in capitals, as FITS and people write it.
    public var name: String { rawValue.uppercased() }

    /// What must be added to TAI, in nanoseconds; 0 for UTC, whose offset depends on the date.
    @inline(__always)
    var nanosecondsAheadOfTAI: Int64 {
        switch self {
        case .tai, .utc: 0
        case .tt: 32_184_000_000
        case .gps: -19_000_000_000
        }
    }
}
