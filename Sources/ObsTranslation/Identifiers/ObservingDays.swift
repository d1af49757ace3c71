internal import ObsDocuments
internal import ObsText
public import ObsTime

/// Which day an observation belongs to, by instrument and date.
///
/// Laws: every instant has one day, no day comes before an earlier one, and the spans of consecutive days touch.
public struct ObservingDays: Hashable, Sendable {
    /// What is subtracted from the time to have the day.
    public enum Offset: Hashable, Sendable {
        /// Seconds.
        case seconds(Int)
        /// As many seconds as civil time is behind UTC.
        case zone(CivilTimeZone)
    }

    /// An offset and how long it holds.
    public struct Era: Hashable, Sendable {
        /// The offset.
        public let offset: Offset
        /// The first instant at which it holds no more; nil for the last.
        public let end: Instant?
    }

    /// The eras in order, the last without an end.
    public let eras: [Era]

    /// The offset in seconds at an instant.
    public func offset(at instant: Instant) -> Int {
        let era = eras.first { $0.end.map { instant < $0 } ?? true }
        return era?.offset.seconds(at: instant) ?? 0
    }

    /// The day of an instant as one number, 20130831: the TAI date of the instant minus the offset.
    public func day(of instant: Instant) -> Int {
        ObservingDay.day(of: instant, offset_s: offset(at: instant))
    }

    /// The instants of a day.
    ///
    /// - Parameter day: a day as one number, 20130831
    /// - Returns: the interval; it has 24 hours, but where the offset changes
    /// - Throws: `TimeError` (`noSuchDay`, `outOfRange`)
    public func span(of day: Int) throws -> Validity {
        guard let date = CalendarDay(yyyymmdd: day) else {
            throw TimeError(.noSuchDay, "\(day) is not an observing day; expected a date as YYYYMMDD")
        }
        let next = CalendarDay(modifiedJulianDay: date.modifiedJulianDay + 1)
        return try Validity(begin: try begin(of: date), end: try begin(of: next))
    }

    /// The first instant that belongs to a day or a later one.
    private func begin(of day: CalendarDay) throws -> Instant {
        var start: Instant?
        for era in eras {
            let boundary = try era.offset.begin(of: day)
            if era.end.map({ boundary < $0 }) ?? true { return start.map { max($0, boundary) } ?? boundary }
            start = era.end
        }
        return try Offset.seconds(0).begin(of: day)
    }
}

extension ObservingDays.Offset {
    func seconds(at instant: Instant) -> Int {
        switch self {
        case .seconds(let seconds): seconds
        case .zone(let zone): ObservingDay.offset(in: zone, at: instant)
        }
    }

    /// When a day begins, were this the offset forever.
    func begin(of day: CalendarDay) throws -> Instant {
        func midnight(_ offset: Int) throws -> Instant {
            guard let begin = try ObservingDay.span(day: day.yyyymmdd, offset_s: offset).begin else {
                throw TimeError(.outOfRange, "the day \(day) has no beginning")
            }
            return begin
        }
        switch self {
        case .seconds(let seconds): return try midnight(seconds)
        case .zone(let zone):
            // Clocks change at two in the morning, so that midnight has the offset of the hours around it.
            let standard = try midnight(-zone.standardOffset)
            return try midnight(ObservingDay.offset(in: zone, at: standard))
        }
    }
}

extension ObservingDays {
    /// Reads a list of eras; nil with the reasons among the problems.
    init?(_ node: Node, problems: Problems) {
        guard let eras = node.list("eras", problems, { Era($0, problems: problems) }) else { return nil }
        guard !eras.isEmpty else {
            problems.error(.missingKey, at: node, "there is no offset", hint: "write [{offset_s: 0}]")
            return nil
        }
        let nodes = node.elements
        for (index, era) in eras.enumerated() {
            let isLast = index == eras.count - 1
            if isLast != (era.end == nil) {
                problems.error(
                    .badEra, at: nodes[index],
                    isLast ? "the last offset has no until:" : "an offset before another one needs until:",
                    hint: "put them in order; the last one holds forever")
                return nil
            }
            if index > 0, let end = era.end, let before = eras[index - 1].end, end <= before {
                problems.error(
                    .badEra, at: nodes[index], "this offset ends before it begins", hint: "put them in order")
                return nil
            }
        }
        self.eras = eras
        for (index, era) in eras.enumerated() {
            guard let end = era.end else { continue }
            let last = Instant(nanosecondsTAI: end.nanoseconds - 1)
            if day(of: end) < day(of: last) {
                problems.error(
                    .badEra, at: nodes[index], "at \(end) the day goes back from \(day(of: last)) to \(day(of: end))",
                    hint: "let the offset change where the day does not")
            }
        }
    }
}

extension ObservingDays.Era {
    fileprivate init?(_ node: Node, problems: Problems) {
        guard let reader = FormatReader(node, IdentifierKeys.era, problems) else { return nil }
        defer { reader.finish() }
        let secondsNode = reader.given(IdentifierKeys.offset)
        let seconds = secondsNode.flatMap { IdentifierKeys.offset.value(of: $0, problems) }
        let zoneNode = reader.given(IdentifierKeys.zone)
        var end: Instant?
        if let until = reader.given(IdentifierKeys.until), let text = until.string(problems) {
            do {
                end = try Instant(text)
            } catch {
                problems.error(.wrongType, at: until, "\(error)", hint: "write 2024-05-01T00:00:00 TAI")
                return nil
            }
        }
        guard (secondsNode == nil) != (zoneNode == nil) else {
            problems.error(
                .missingKey, at: node, "an observing day has one of offset_s: and zone:", hint: "write offset_s: 43200")
            return nil
        }
        if let zoneNode {
            guard let name = zoneNode.string(problems) else { return nil }
            guard let zone = CivilTimeZone.named(name) else {
                problems.error(
                    .unknownWord, at: zoneNode, "there is no zone '\(name)'",
                    hint: DidYouMean.hint(for: name, among: CivilTimeZone.names)
                        ?? "it is one of \(CivilTimeZone.names.joined(separator: ", "))")
                return nil
            }
            self.init(offset: .zone(zone), end: end)
        } else {
            guard let seconds else { return nil }
            self.init(offset: .seconds(seconds), end: end)
        }
    }
}

extension Diagnostic.Code {
    static let badEra = Self(rawValue: "bad-era")
}
