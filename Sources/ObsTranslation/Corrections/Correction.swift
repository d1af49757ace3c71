public import ObsFITS
public import ObsText
internal import ObsTime

/// A reasoned repair of wrong header cards.
public final class Correction: Sendable {
    /// The name, unique among the corrections of an instrument.
    public let name: String
    /// Why the cards are wrong, and why the new values are right.
    public let reason: String
    /// A ticket, paper or log entry.
    public let reference: String?
    /// Where the correction is written.
    public let place: SourcePosition
    /// Corrections of a later stage see what an earlier stage repaired.
    public let stage: Int

    let selector: Selector
    let changes: BorrowedList<HeaderChange>

    /// The cards that it changes.
    public var cards: [String] { changes.objects.map(\.keyword.name) }

    init(
        name: String, reason: String, reference: String?, place: SourcePosition, stage: Int, selector: Selector,
        changes: [HeaderChange]
    ) {
        self.name = name
        self.reason = reason
        self.reference = reference
        self.place = place
        self.stage = stage
        self.selector = selector
        self.changes = BorrowedList(changes)
    }

    /// Which headers a correction is for; every part that is given must hold.
    struct Selector: Sendable {
        var observationIDs: Set<String>?
        /// Nights and parts of nights, any of which.
        var exposures: [Exposures]?
        var days: ClosedRange<Int>?
        var sequence: ClosedRange<Int>?
        var after: Instant?
        var before: Instant?
        var detectors: Set<Int>?
        var condition: Condition?

        /// The exposures of a night, or some of them.
        struct Exposures: Sendable {
            let days: ClosedRange<Int>
            let sequence: ClosedRange<Int>?
        }

    }
}

extension Correction {
    /// Whether the correction is for the header that is evaluated.
    ///
    /// The condition comes last: most corrections are for other nights than the header's.
    func isMeant(for evaluation: inout Evaluation) -> Truth {
        let selected = isSelected(by: &evaluation)
        if case .no = selected { return .no }
        guard let condition = selector.condition else { return selected }
        let truth = condition.truth(&evaluation)
        if case .yes = truth { return selected }
        return truth
    }

    /// Whether the observation, the night, the date and the detector are the correction's.
    func isSelected(by evaluation: inout Evaluation) -> Truth {
        var open: Truth?
        func isExcluded(_ truth: Truth) -> Bool {
            if case .undecided = truth, open == nil { open = truth }
            if case .no = truth { return true }
            return false
        }
        if let ids = selector.observationIDs,
            isExcluded(evaluation.truth(of: .observationID) { $0.asText.map { ids.contains($0) } })
        {
            return .no
        }
        if let exposures = selector.exposures, isExcluded(isAmong(exposures, &evaluation)) { return .no }
        if let days = selector.days,
            isExcluded(evaluation.truth(of: .observingDay) { $0.asInteger.map { days.contains($0) } })
        {
            return .no
        }
        if let sequence = selector.sequence,
            isExcluded(evaluation.truth(of: .observationCounter) { $0.asInteger.map { sequence.contains($0) } })
        {
            return .no
        }
        if selector.after != nil || selector.before != nil, isExcluded(isInTime(&evaluation)) { return .no }
        if let detectors = selector.detectors,
            isExcluded(evaluation.truth(of: .detectorNum) { $0.asInteger.map { detectors.contains($0) } })
        {
            return .no
        }
        return open ?? .yes
    }

    private func isAmong(_ exposures: [Selector.Exposures], _ evaluation: inout Evaluation) -> Truth {
        // Nearly all headers have a day, and are of none of these.
        if let day = evaluation.integer(of: .observingDay), !exposures.contains(where: { $0.days.contains(day) }) {
            return .no
        }
        var open: Truth?
        for one in exposures {
            var truth = evaluation.truth(of: .observingDay) { $0.asInteger.map { one.days.contains($0) } }
            if case .yes = truth, let sequence = one.sequence {
                truth = evaluation.truth(of: .observationCounter) { $0.asInteger.map { sequence.contains($0) } }
            }
            switch truth {
            case .yes: return .yes
            case .no: continue
            case .undecided: open = open ?? truth
            }
        }
        return open ?? .no
    }

    private func isInTime(_ evaluation: inout Evaluation) -> Truth {
        let begin = evaluation.outcome(ofSlot: ObservationProperty.datetimeBegin.rawValue)
        // Both ends are exclusive.
        if case .value(.instant(let instant)) = begin {
            return Truth(
                (selector.after.map { instant > $0 } ?? true) && (selector.before.map { instant < $0 } ?? true))
        }
        let tests: [ValueTest?] = [selector.after.map { AfterTest($0) }, selector.before.map { BeforeTest($0) }]
        return AllTests(tests.compactMap { $0 }).truth(of: begin, &evaluation, "datetime_begin")
    }
}

extension Evaluation {
    /// The value of a property; nil when it failed.
    mutating func value(_ property: ObservationProperty) -> PropertyValue? {
        if case .value(let value) = outcome(ofSlot: property.rawValue) { value } else { nil }
    }

    /// The whole number that a property is, if it is one.
    fileprivate mutating func integer(of property: ObservationProperty) -> Int? {
        outcome(ofSlot: property.rawValue).known?.asInteger
    }

    /// Whether a property passes; undecided where it failed, not where it has no value.
    fileprivate mutating func truth(of property: ObservationProperty, _ passes: (PropertyValue) -> Bool?) -> Truth {
        let outcome = outcome(ofSlot: property.rawValue)
        if let value = outcome.known { return Truth(passes(value) ?? false) }
        return outcome.reason.map { .undecided($0) } ?? .no
    }
}

/// A correction that was applied to a header, as a report shows it.
public struct AppliedCorrection: Sendable, Hashable {
    /// A card before and after.
    public struct Change: Sendable, Hashable {
        /// The card.
        public let keyword: Keyword
        /// The old value; nil when there was no such card.
        package let oldValue: HeaderValue?
        /// The new value; nil when the card was taken away.
        package let newValue: HeaderValue?

        /// The card's name.
        public var card: String { keyword.name }
        /// The old value as text.
        public var before: String? { oldValue?.words }
        /// The new value as text.
        public var after: String? { newValue?.words }
    }

    private let correction: Correction
    /// What it did.
    public let changes: [Change]

    init(_ correction: Correction, changes: [Change]) {
        self.correction = correction
        self.changes = changes
    }

    /// The correction's name.
    public var name: String { correction.name }
    /// Why.
    public var reason: String { correction.reason }
    /// A ticket, paper or log entry.
    public var reference: String? { correction.reference }
    /// The file and line where the correction is written.
    public var place: SourcePosition { correction.place }

    /// Whether two corrections are written in the same place and did the same.
    public static func == (one: AppliedCorrection, other: AppliedCorrection) -> Bool {
        one.name == other.name && one.place == other.place && one.changes == other.changes
    }

    /// Hashes what makes corrections equal.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(place)
        hasher.combine(changes)
    }
}
