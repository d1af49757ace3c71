public import ObsFITS
internal import ObsTime
public import ObsYAML

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
    /// Corrections of a later stage see what those of an earlier one repaired.
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
    /// The condition comes last: most corrections are for nights of which the header is not.
    func isMeant(for evaluation: inout Evaluation) -> Bool {
        if let observationIDs = selector.observationIDs {
            guard case .text(let id)? = evaluation.value(.observationID), observationIDs.contains(id) else {
                return false
            }
        }
        if let exposures = selector.exposures {
            guard let day = evaluation.value(.observingDay)?.asInteger else { return false }
            let holds = exposures.contains { one in
                guard one.days.contains(day) else { return false }
                guard let sequence = one.sequence else { return true }
                return evaluation.value(.observationCounter)?.asInteger.map { sequence.contains($0) } ?? false
            }
            if !holds { return false }
        }
        if let days = selector.days {
            guard let day = evaluation.value(.observingDay)?.asInteger, days.contains(day) else { return false }
        }
        if let sequence = selector.sequence {
            guard let number = evaluation.value(.observationCounter)?.asInteger, sequence.contains(number) else {
                return false
            }
        }
        if selector.after != nil || selector.before != nil {
            guard let begin = evaluation.value(.datetimeBegin)?.asInstant else { return false }
            if let after = selector.after, begin <= after { return false }
            if let before = selector.before, begin >= before { return false }
        }
        if let detectors = selector.detectors {
            guard let number = evaluation.value(.detectorNum)?.asInteger, detectors.contains(number) else {
                return false
            }
        }
        return selector.condition?.holds(&evaluation) ?? true
    }
}

extension Evaluation {
    mutating func value(_ property: ObservationProperty) -> PropertyValue? { value(ofSlot: property.rawValue) }
}

/// A correction that was applied to a header, as a report shows it.
public struct AppliedCorrection: Sendable, Hashable {
    /// A card before and after.
    public struct Change: Sendable, Hashable {
        /// The card.
        public let keyword: Keyword
        /// The old value; nil when there was no such card.
        public let oldValue: HeaderValue?
        /// The new value; nil when the card was taken away.
        public let newValue: HeaderValue?

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
