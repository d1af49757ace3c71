internal import ObsTime
public import ObsYAML
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

    private let nights = NightFrames()

    /// Checks.
    ///
    /// - Parameters:
    ///   - altAz: how alt/az is compared with RA/Dec
    ///   - altAzLimit: the largest separation of the two, arcminutes
    ///   - airmassLimit: the largest difference between the airmass and sec z of the altitude
    public init(altAz: AltAz = .fast, altAzLimit: Double = 1, airmassLimit: Double = 0.01) {
        self.altAz = altAz
        self.altAzLimit = altAzLimit
        self.airmassLimit = airmassLimit
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
            } else if let duration = values.exposureTime, duration > end.seconds(since: begin) + 1e-3 {
                let interval = end.seconds(since: begin)
                found.append(
                    .inconsistent(
                        .exposureLongerThanInterval, "an exposure of \(duration) s lies in an interval of \(interval) s"
                    ))
            }
        }
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
        if let finding = altAzFinding(values) { found.append(finding) }
    }

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
    fileprivate static func inconsistent(_ code: Code, _ message: String) -> Diagnostic {
        Diagnostic(.warning, code, at: nil, message)
    }
}

extension Diagnostic.Code {
    static let endBeforeBegin = Self(rawValue: "end-before-begin")
    static let exposureLongerThanInterval = Self(rawValue: "exposure-longer-than-interval")
    static let negativeDuration = Self(rawValue: "negative-duration")
    static let airmassDisagrees = Self(rawValue: "airmass-disagrees")
    static let dayDisagrees = Self(rawValue: "day-disagrees")
    static let altAzDisagrees = Self(rawValue: "altaz-disagrees")
}
