public import ObsFITS
public import ObsText
internal import ObsTime
internal import Synchronization

/// Checks of an observation's values against each other, run on every header.
public struct ConsistencyChecks: Sendable {
    /// How alt/az is compared with RA/Dec and time.
    public enum AltAz: String, Sendable, CaseIterable {
        /// Not at all.
        case off
        /// With a matrix that is computed once for a night: good to 20 arcseconds.
        case fast
        /// With the full transformation for each header.
        case exact
    }

    /// How alt/az is compared with RA/Dec.
    public var altAz: AltAz
    /// The largest separation of the two, arcminutes.
    public var altAzLimit: Double
    /// The largest difference between the airmass and sec z of the altitude.
    public var airmassLimit: Double
    /// By how many seconds the interval may exceed ten times the exposure.
    ///
    /// Reading out, overheads, coadds, dithers and shutters that are not timed make an interval some times as long as what
    /// was exposed, or some minutes where that is next to nothing; an hour beyond ten exposures is not one of these.
    public var intervalSlack: Double
    /// The cards that state one instant twice.
    public var timePairs: [TimePair]
    /// Whether the serial number of the header is compared with the camera; it is not where the card is a constant.
    public var comparesSerial: Bool
    /// Whether eight digits of `observation_id` are the observing day.
    public var comparesObservationIDDay = false
    /// What the observations of one file may differ in, of `exposure_id`, `datetime_begin` and `physical_filter`.
    public var mayDiffer: Set<ObservationProperty>

    private let nights = NightFrames()

    /// Checks.
    ///
    /// - Parameters:
    ///   - altAz: how alt/az is compared with RA/Dec
    ///   - altAzLimit: the largest separation of the two, arcminutes
    ///   - airmassLimit: the largest difference between the airmass and sec z of the altitude
    ///   - intervalSlack: by how many seconds the interval may exceed ten times the exposure
    ///   - timePairs: the cards that state one instant twice
    ///   - comparesSerial: whether the serial number of the header is compared with the camera
    ///   - mayDiffer: what the observations of one file may differ in
    public init(
        altAz: AltAz = .fast, altAzLimit: Double = 1, airmassLimit: Double = 0.01, intervalSlack: Double = 3600,
        timePairs: [TimePair] = TimePair.standard, comparesSerial: Bool = true,
        mayDiffer: Set<ObservationProperty> = []
    ) {
        self.altAz = altAz
        self.altAzLimit = altAzLimit
        self.airmassLimit = airmassLimit
        self.intervalSlack = intervalSlack
        self.timePairs = timePairs
        self.comparesSerial = comparesSerial
        self.mayDiffer = mayDiffer
    }

    /// What the cards of a header contradict in each other.
    ///
    /// - Parameter header: a header, corrected
    /// - Returns: a warning for each contradiction
    public func findings(_ header: Header) -> [Diagnostic] {
        var found: [Diagnostic] = []
        findings(header, into: &found)
        return found
    }

    /// Adds what the cards of a header contradict in each other.
    func findings(_ header: Header, into found: inout [Diagnostic]) {
        let pairs = timePairs.span
        for place in 0..<pairs.count {
            if let finding = pairs[place].finding(header) { found.append(finding) }
        }
    }

    /// What contradicts each other in an observation.
    ///
    /// - Parameter info: an observation
    /// - Returns: a warning for each contradiction
    public func findings(_ info: ObservationInfo) -> [Diagnostic] {
        var found: [Diagnostic] = []
        findings(info.values, into: &found)
        return found
    }

    /// Adds what contradicts each other in the values of an observation.
    func findings(_ values: borrowing ObservationInfo.Values, into found: inout [Diagnostic]) {
        if let begin = values.datetimeBegin, let end = values.datetimeEnd {
            if end < begin {
                found.append(
                    .inconsistent(.endBeforeBegin, "the exposure ends \(begin.seconds(since: end)) s before it begins"))
            } else if let duration = values.exposureTime {
                let interval = end.seconds(since: begin)
                if duration > interval + 1e-3 {
                    found.append(
                        .inconsistent(
                            .exposureLongerThanInterval,
                            "an exposure of \(duration) s lies in an interval of \(interval) s"))
                } else if interval > max(duration, 0) * 10 + intervalSlack {
                    found.append(
                        .inconsistent(
                            .intervalTooLong,
                            "an exposure of \(duration) s lasts from \(begin) to \(end), which is \(interval.durationWords)",
                            hint: "begin, end or exposure time is wrong"))
                }
            }
        }
        if let finding = weatherFinding(values) { found.append(finding) }
        if let duration = values.exposureTime, duration < 0 {
            found.append(.inconsistent(.negativeDuration, "the exposure time is \(duration) s"))
        }
        if let airmass = values.boresightAirmass, let expected = values.altAzBegin?.airmass {
            // Rounding of the altitude matters more and more towards the horizon.
            if abs(expected - airmass) > max(airmassLimit, 0.01 * expected) {
                found.append(
                    .inconsistent(
                        .airmassDisagrees, "the airmass is \(airmass), and at this altitude it is \(expected)"))
            }
        }
        if let day = values.observingDay, let begin = values.datetimeBegin, let offset = values.observingDayOffset,
            (-86_400...86_400).contains(offset)
        {
            let expected = ObservingDay.day(of: begin, offset_s: offset)
            if expected != day {
                found.append(
                    .inconsistent(.dayDisagrees, "the observing day is \(day), and by the time it is \(expected)"))
            }
        }
        if comparesObservationIDDay, let day = values.observingDay, let id = values.observationID,
            let inside = Self.day(in: id), inside != day
        {
            found.append(
                .inconsistent(
                    .identifierDayDisagrees,
                    "observation_id \(id) is of the observing day \(inside), and observing_day is \(day)")
            )
        }
        if let finding = altAzFinding(values) { found.append(finding) }
    }

    /// The number that the first run of eight digits in a text is.
    private static func day(in text: String) -> Int? {
        let bytes = text.utf8.span
        var (number, count) = (0, 0)
        for place in 0..<bytes.count {
            let digit = bytes[place] &- UInt8(ascii: "0")
            if digit <= 9 {
                count &+= 1
                if count <= 8 { number = number &* 10 &+ Int(digit) }
            } else {
                if count == 8 { return number }
                (number, count) = (0, 0)
            }
        }
        return count == 8 ? number : nil
    }

    /// Weather that no telescope has seen: sentinels such as -9999 are numbers to a header, and are no weather.
    private func weatherFinding(_ values: borrowing ObservationInfo.Values) -> Diagnostic? {
        var wrong: [String] = []
        func look(_ value: Double?, _ range: ClosedRange<Double>, _ words: String) {
            if let value, !range.contains(value) { wrong.append("\(words) \(value)") }
        }
        look(values.temperature, Self.temperatures, "the temperature in kelvin is")
        look(values.pressure, Self.pressures, "the pressure in hPa is")
        look(values.relativeHumidity, Self.humidities, "the relative humidity in percent is")
        guard !wrong.isEmpty else { return nil }
        return .inconsistent(
            .impossibleWeather, wrong.joined(separator: ", "),
            hint: "a number that stands for no measurement belongs to missing: of the rule, or to corrections.yaml")
    }

    /// Outside temperatures, kelvin: beyond the extremes that the World Meteorological Organization lists (184 and 330 K).
    private static let temperatures = 183.0...331.0
    /// Pressures, hPa: half of that at 5,600 m, and the highest ever measured (1084 hPa).
    private static let pressures = 400.0...1100.0
    /// Relative humidities, percent; sensors read a little beyond both ends.
    private static let humidities = -5.0...110.0

    private func altAzFinding(_ values: borrowing ObservationInfo.Values) -> Diagnostic? {
        guard altAz != .off, let seen = values.altAzBegin, let position = values.trackingRADec,
            let begin = values.datetimeBegin, let place = values.location
        else { return nil }
        let degrees =
            altAz == .exact
            ? HorizontalFrame.exact(of: position, at: begin, from: place).separation(from: seen)
            : nights.frame(place, begin).separation(of: position, at: begin, from: seen)
        let separation = degrees * 60
        guard separation > altAzLimit else { return nil }
        return .inconsistent(
            .altAzDisagrees,
            "alt/az and RA/Dec are \((separation * 10).rounded() / 10) arcminutes apart (limit \(altAzLimit))")
    }
}

/// The matrices of the last nights, by place.
private final class NightFrames: Sendable {
    private struct Entry {
        let place: GeocentricLocation
        let night: Int64
        let frame: HorizontalFrame
    }

    private let entries = Mutex<[Entry]>([])
    private static let limit = 16

    /// The frame of a place that was computed for a time within half a day.
    func frame(_ place: GeocentricLocation, _ instant: Instant) -> HorizontalFrame {
        let day: Int64 = 86_400_000_000_000
        let night = instant.nanoseconds / day
        return entries.withLock { entries in
            if let entry = entries.last(where: { $0.night == night && $0.place == place }) { return entry.frame }
            let noon = Instant(nanosecondsTAI: night * day + day / 2)
            let frame = HorizontalFrame(location: place, at: noon)
            if entries.count >= Self.limit { entries.removeFirst() }
            entries.append(Entry(place: place, night: night, frame: frame))
            return frame
        }
    }
}

extension Diagnostic {
    fileprivate static func inconsistent(_ code: Code, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(.warning, code, at: nil, message, hint: hint)
    }
}

extension Diagnostic.Code {
    static let endBeforeBegin = Self(rawValue: "end-before-begin")
    static let exposureLongerThanInterval = Self(rawValue: "exposure-longer-than-interval")
    static let impossibleWeather = Self(rawValue: "impossible-weather")
    static let intervalTooLong = Self(rawValue: "interval-too-long")
    static let negativeDuration = Self(rawValue: "negative-duration")
    static let airmassDisagrees = Self(rawValue: "airmass-disagrees")
    static let dayDisagrees = Self(rawValue: "day-disagrees")
    /// The day inside an identifier is not the observing day.
    package static let identifierDayDisagrees = Self(rawValue: "id-day-disagrees")
    static let altAzDisagrees = Self(rawValue: "altaz-disagrees")
}
