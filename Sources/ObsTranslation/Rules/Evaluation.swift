internal import ObsFITS
internal import ObsTime

/// One header on its way through the rules: what has been computed, and what was noticed.
///
/// It is in one hand at a time, and never copied unless somebody says so: a copy counts a dozen references.
struct Evaluation: ~Copyable {
    private(set) var header: Header
    /// The other headers of the file by name, for rules that name an HDU.
    let hdus: [(name: String, header: Header)]
    // Lent, so that no look-up counts references: who evaluates keeps the translator alive. Nil where conditions look at
    // cards alone, as in detection.
    private let lentTranslator: Lent<HeaderTranslator>?
    private let lentRules: Lent<TranslationRules>?
    private var slots: SlotTable

    /// What happened to the value that is being computed.
    var flags: ValueFlags = []
    /// The day of a date without time of day that was met in the place of an instant.
    var dayAlone: Range<Instant>?
    /// What a reader should know of values that were taken all the same.
    private(set) var remarks: [Remark] = []
    /// What corrections did to the header.
    private(set) var corrected: CorrectedCards?
    /// The slot that is being computed, if any is.
    private(set) var runningSlot: Int?
    /// What is written down when somebody asks why; nil on the ordinary path.
    var trace: Trace?

    /// An evaluation of a header.
    ///
    /// - Parameters:
    ///   - header: the header
    ///   - translator: what has the rules; it must live as long as the evaluation
    ///   - hdus: the other headers of the file by name
    ///   - table: where the values go; nil for a table of its own
    ///   - corrected: what corrections did to the header, where it is one that was translated before
    init(
        _ header: Header, translator: HeaderTranslator?, hdus: [(name: String, header: Header)] = [],
        table: SlotTable? = nil, corrected: CorrectedCards? = nil
    ) {
        self.header = header
        self.hdus = hdus
        self.corrected = corrected
        lentTranslator = translator.map { Lent($0) }
        lentRules = translator.map { Lent($0.rules) }
        slots = table ?? translator.map { SlotTable(count: $0.rules.slotCount) } ?? .empty
    }

    /// The same evaluation in another hand.
    init(copying other: borrowing Evaluation) {
        header = other.header
        hdus = other.hdus
        lentTranslator = other.lentTranslator
        lentRules = other.lentRules
        slots = other.slots
        flags = other.flags
        dayAlone = other.dayAlone
        remarks = other.remarks
        corrected = other.corrected
        runningSlot = other.runningSlot
        trace = other.trace
    }

    /// Ends the evaluation; its table goes into a pool, unless a hook has kept it.
    mutating func end(givingTableTo pool: SlotTablePool) {
        guard isKnownUniquelyReferenced(&slots) else { return }
        var last = SlotTable.empty
        swap(&last, &slots)
        pool.give(last)
    }

    /// The header of an HDU that a rule names, nil when the file has none; without a name the header itself.
    func header(ofHDU name: String?) -> Header? {
        guard let name else { return header }
        return hdus.first { $0.name == name }?.header
    }

    /// How the header's time scale ends, by the rule of the file; nil where there are no rules.
    var timeScale: Outcome? {
        mutating get {
            guard let slot = lentRules?.with({ $0.timeScaleSlot }) else { return nil }
            return outcome(ofSlot: slot)
        }
    }

    /// What finds detectors and has the hooks.
    var translator: HeaderTranslator? { lentTranslator?.object }

    /// What finds detectors.
    var detectors: (any DetectorDirectory)? { lentTranslator?.with { $0.detectors } }

    /// How a slot (a property, an intermediate result) ends, computed on first use.
    mutating func outcome(ofSlot slot: Int) -> Outcome {
        guard isComputed(slot) else { return refuse("it is made of itself") }
        flags.formUnion(slots[slot].flags)
        if let value = slots[slot].value { return .value(value) }
        guard let end = slots[slot].end else { return .none }
        if let day = end.day { dayAlone = day }
        return end.outcome
    }

    /// Whether a slot has a value, computed on first use.
    mutating func hasValue(inSlot slot: Int) -> Bool { isComputed(slot) && slots[slot].value != nil }

    /// Whether the value of a slot passes a test; nil where it has none.
    ///
    /// What happened to the value is left aside.
    mutating func truth(
        ofSlot slot: Int, test: ValueTest, _ subject: @autoclosure () -> String
    ) -> Truth? {
        guard isComputed(slot), let value = slots[slot].value, !value.isNull else { return nil }
        return test.truth(of: value, &self, subject())
    }

    /// The value of a slot that has been computed, for whoever needs it last.
    mutating func takeValue(ofSlot slot: Int) -> PropertyValue? {
        var value: PropertyValue?
        swap(&value, &slots[slot].value)
        return value
    }

    /// Computes a slot on first use; false when it is being computed: circles are refused when rules are compiled, but a
    /// hook may ask for its own property.
    @inline(__always)
    private mutating func isComputed(_ slot: Int) -> Bool {
        switch slots[slot].state {
        case .done: return true
        case .running: return false
        case .waiting: return compute(slot)
        }
    }

    private mutating func compute(_ slot: Int) -> Bool {
        guard let lentRules else { return false }
        slots[slot].state = .running
        let outerFlags = flags
        let outerSlot = runningSlot
        let outerDay = dayAlone
        flags = []
        dayAlone = nil
        runningSlot = slot
        switch lentRules.with({ $0.outcome(ofSlot: slot, &self) }) {
        case .value(let found):
            // Null is nobody's default and not clipped; that something better was refused must be told.
            if found.isNull { flags.formIntersection(.fallback) }
            slots.finish(slot, SlotTable.Slot(value: found, state: .done, flags: flags))
        case let other:
            let isFailure = lentRules.with { $0.isFailure(withoutValueInSlot: slot) }
            slots.finish(slot, SlotTable.Slot(state: .done, end: end(of: slot, other, isFailure: isFailure)))
        }
        flags = outerFlags
        runningSlot = outerSlot
        dayAlone = outerDay
        return true
    }

    /// How a slot ended; nil where an intermediate result has nothing to take.
    private func end(of slot: Int, _ outcome: Outcome, isFailure: Bool) -> SlotEnd? {
        if isFailure {
            // Whoever asks a property meets its failure, with the reason that it has.
            return SlotEnd(.refused(outcome.reason ?? Reason(nil, slot: slot, day: dayAlone)), day: dayAlone)
        }
        if case .none = outcome, dayAlone == nil { return nil }
        return SlotEnd(outcome, day: dayAlone)
    }

    /// Goes over to a corrected header: what may depend on the cards that were changed is computed anew when it is asked
    /// for.
    mutating func correct(_ edits: [(keyword: Keyword, value: HeaderValue?)], by names: [String]) {
        if !names.isEmpty { corrected = CorrectedCards(corrected, names: names) }
        if edits.isEmpty { return }
        header = header.replacing(edits)
        for edit in edits { forget(edit.keyword) }
    }

    /// Refuses cards whose correction failed, from now on.
    mutating func refuse(_ cards: [Keyword], for reason: Reason) {
        corrected = CorrectedCards(corrected, refusing: cards, for: reason)
        for card in cards { forget(card) }
    }

    /// Forgets what may depend on a card.
    private mutating func forget(_ keyword: Keyword) {
        guard let lentRules else { return }
        let slots = slots
        lentRules.with { rules in
            rules.forEachSlot(dependingOn: keyword) { slots[$0] = SlotTable.Slot() }
        }
        if remarks.isEmpty { return }
        remarks.removeAll { remark in remark.slot.map { slots[$0].state == .waiting } ?? true }
    }

    /// Forgets what depends on which corrections were made, once that is known.
    mutating func forgetCorrectedConditions() {
        guard let lentRules else { return }
        let slots = slots
        lentRules.with { rules in
            for slot in rules.slotsAskingCorrections { slots[slot] = SlotTable.Slot() }
        }
    }

    func flags(ofSlot slot: Int) -> ValueFlags { slots[slot].flags }

    /// Why a slot has no value, if it was refused.
    func reason(ofSlot slot: Int) -> Reason? { slots[slot].end?.outcome.reason }

    /// Whether a predicate holds, computed on first use.
    mutating func truth(ofPredicate predicate: Int) -> Truth {
        guard let lentRules else { return .no }
        return lentRules.with { rules in
            let slot = rules.predicateBase + predicate
            if slots[slot].state == .done {
                if case .boolean(let holds)? = slots[slot].value { return Truth(holds) }
                if let reason = slots[slot].end?.outcome.reason { return .undecided(reason) }
            }
            let outerSlot = runningSlot
            runningSlot = slot
            let truth = rules.predicates.with(predicate) { $0.truth(&self) }
            runningSlot = outerSlot
            switch truth {
            case .yes: slots[slot].value = .boolean(true)
            case .no: slots[slot].value = .boolean(false)
            case .undecided(let reason): slots[slot].end = SlotEnd(.undecided(reason), day: nil)
            }
            slots[slot].state = .done
            return truth
        }
    }

    /// Whether cards may be refused because a correction of them failed.
    @inline(__always)
    var hasRefusedCards: Bool { corrected != nil }

    /// Why a card is refused because its correction failed, if it is.
    func refusal(of keyword: Keyword) -> Reason? { corrected?.refused[keyword] }

    /// Whether a correction was made, by us or, as the header says, before.
    mutating func isCorrected(by name: String) -> Truth {
        if corrected?.names.contains(name) == true { return .yes }
        guard let translator else { return .no }
        return translator.corrections.wasMade(name, &self)
    }

    /// Writes a reason down, if anybody asked.
    mutating func note(_ reason: @autoclosure () -> String) {
        if trace?.isOfNames == false { trace?.reasons.append(reason()) }
    }

    /// A reason that the rule which is running meets.
    func reason(_ text: String) -> Reason { Reason(text, slot: runningSlot) }

    /// The end of an alternative that meets something it cannot take.
    mutating func refuse(_ text: String) -> Outcome {
        note(text)
        return .refused(reason(text))
    }

    /// Remembers something about a value that is taken all the same.
    mutating func remark(_ severity: Remark.Severity, _ text: String) {
        let remark = Remark(severity: severity, slot: runningSlot, text: text)
        if !remarks.contains(remark) { remarks.append(remark) }
    }
}

/// What corrections did to a header.
final class CorrectedCards: Sendable {
    /// The corrections that were made.
    let names: [String]
    /// The cards that a correction should have changed and could not, with the reason.
    let refused: [Keyword: Reason]

    /// What was done before, and more corrections.
    init(_ before: CorrectedCards?, names: [String]) {
        self.names = (before?.names ?? []) + names
        refused = before?.refused ?? [:]
    }

    /// What was done before, and cards that are refused from now on; the first reason stays.
    init(_ before: CorrectedCards?, refusing cards: [Keyword], for reason: Reason) {
        names = before?.names ?? []
        refused = (before?.refused ?? [:]).merging(cards.map { ($0, reason) }) { first, _ in first }
    }
}

/// What a reader should know of a value that was taken all the same.
struct Remark: Hashable, Sendable {
    enum Severity: Hashable, Sendable {
        /// A better alternative was refused.
        case fallback
        /// The value was read in a form that is not quite right.
        case reading
    }

    let severity: Severity
    /// The slot for whose value the card was read; nil where it was read to find out whether a correction is meant.
    let slot: Int?
    let text: String
}

/// What is written down while somebody asks where values come from.
struct Trace {
    /// Whether the names of cards are all that is wanted.
    var isOfNames = false
    /// The cards that gave values, where their names are all that is wanted; some of them more than once.
    var keywords: [Keyword] = []
    var cards: [Card] = []
    var reasons: [String] = []
    var alternative: Int?
}
