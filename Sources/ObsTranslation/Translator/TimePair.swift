public import ObsFITS
internal import ObsText
internal import ObsTime

/// Cards that state one instant twice: as a Modified Julian Date, and as a date with or without a time of day beside it.
///
/// Both are in the time scale of the header, so that no scale is needed to compare them. A class, so that to ask a pair
/// copies none of it.
public final class TimePair: Sendable {
    /// The card with the Modified Julian Date.
    public let mjd: Keyword
    /// The card with the date, `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`.
    public let date: Keyword
    /// The card with the time of day, `hh:mm:ss`, where it is apart from the date.
    public let timeOfDay: Keyword?
    /// Whether the time of day may be of the day after the date, as an end may.
    public let mayBeNextDay: Bool
    /// The largest difference that is let be, seconds.
    public let tolerance: Double

    /// Makes a pair.
    ///
    /// - Parameters:
    ///   - mjd: the card with the Modified Julian Date
    ///   - date: the card with the date
    ///   - timeOfDay: the card with the time of day, where it is apart from the date
    ///   - mayBeNextDay: whether the time of day may be of the day after the date
    ///   - tolerance: the largest difference that is let be, seconds
    public init(
        mjd: Keyword, date: Keyword, timeOfDay: Keyword? = nil, mayBeNextDay: Bool = false, tolerance: Double = 1
    ) {
        self.mjd = mjd
        self.date = date
        self.timeOfDay = timeOfDay
        self.mayBeNextDay = mayBeNextDay
        self.tolerance = tolerance
    }

    /// The pairs of the FITS standard (4.0, table 22): begin, observation, average, end.
    public static let standard: [TimePair] = ["BEG", "OBS", "AVG", "END"].map {
        TimePair(mjd: Keyword("MJD-\($0)"), date: Keyword("DATE-\($0)"))
    }

    /// The pairs of the standard and those that an instrument declares; a declared one replaces others of its MJD card.
    ///
    /// - Parameter declared: the pairs of an instrument
    /// - Returns: the declared pairs, then the standard's whose MJD card is in none of them
    public static func all(declared: [TimePair]) -> [TimePair] {
        declared + standard.filter { one in !declared.contains { $0.mjd == one.mjd } }
    }
}

extension TimePair {
    /// What the cards of a header contradict; nil where they agree, or where one of them is not there or cannot be read.
    ///
    /// A number is compared to its own last decimal, a time of day without seconds to the minute, and a date without a time
    /// of day as the whole day.
    func finding(_ header: Header) -> Diagnostic? {
        guard let number = header[mjd], let days = Self.days(number), case .string(let text)? = header[date] else {
            return nil
        }
        var clock: String?
        if let timeOfDay, case .string(let text)? = header[timeOfDay], !TextSteps.isBlank(text) { clock = text }
        let isWholeDay = clock == nil && (timeOfDay != nil || text.utf8.count <= 10)
        guard let stated = Self.mjd(text, clock) else { return nil }
        let seconds = (days - stated) * 86_400
        var excess = isWholeDay ? max(-seconds, seconds - 86_400) : abs(seconds)
        if mayBeNextDay { excess = min(excess, abs(seconds - 86_400)) }
        guard excess > tolerance else { return nil }
        let length = clock?.utf8.count ?? text.utf8.count - 11
        let isToTheMinute = !isWholeDay && length <= 5
        guard excess > max(tolerance, Self.rounding(number), isToTheMinute ? 60 : 0) else { return nil }
        let cards = clock == nil ? "\(date)" : timeOfDay.map { "\(date) with \($0)" } ?? "\(date)"
        let instant = clock.map { "\(text.prefix(10)) \($0)" } ?? text
        return Diagnostic(
            .warning, .mjdDisagrees, at: nil,
            "\(mjd) is \(days) and \(cards) is \(instant), which is \(excess.durationWords) apart",
            hint: "one of the cards is wrong, or they are in different time scales")
    }

    /// A Modified Julian Date, as a number or as the text of one.
    private static func days(_ value: HeaderValue) -> Double? {
        let number: Double?
        if case .string(let text) = value { number = DecimalNumber.finiteReal(text) } else { number = value.realValue }
        return number.flatMap { abs($0) < 1e6 ? $0 : nil }
    }

    /// The date as the number of days and parts of days that a Modified Julian Date of the same scale is.
    private static func mjd(_ date: String, _ clock: String?) -> Double? {
        // A clock without leap seconds: the scale of both is the same, whichever it is.
        if let clock {
            return (try? DateReading(date: date, timeOfDay: clock, scale: .tai))?.instant?.mjd(scale: .tai)
        }
        let isNamedUTC = date.utf8.last == UInt8(ascii: "Z")
        return try? Instant(iso: isNamedUTC ? String(date.dropLast()) : date, scale: .tai).mjd(scale: .tai)
    }

    /// What the last decimal of a number of days counts, in seconds.
    private static func rounding(_ value: HeaderValue) -> Double {
        let text: String
        switch value {
        case .string(let written): text = written
        case .real(let number): text = "\(number)"
        default: return 86_400
        }
        guard !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return 0 }
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 86_400 }
        let decimals = text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
        // A whole number of days is written with a zero behind the point.
        let isWhole = text.utf8[text.utf8.index(after: point)...].allSatisfy { $0 == UInt8(ascii: "0") }
        var unit = 86_400.0
        if !isWhole { for _ in 0..<min(decimals, 20) { unit /= 10 } }
        return unit
    }
}

extension Double {
    /// A number of seconds in the unit that a reader would use: `37.0 s`, `10.0 hours`, `100.0 days`.
    var durationWords: String {
        func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }
        if self < 3600 { return "\(rounded(self)) s" }
        return self < 86_400 ? "\(rounded(self / 3600)) hours" : "\(rounded(self / 86_400)) days"
    }
}

extension Diagnostic.Code {
    /// A Modified Julian Date and the date beside it are not one instant.
    static let mjdDisagrees = Self(rawValue: "mjd-disagrees")
}
