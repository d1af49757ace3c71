internal import ObsFITS
internal import ObsTime

/// One header on its way through the rules: what has been computed, and what was noticed.
struct Evaluation {
    private(set) var header: Header
    /// The other headers of the file by name, for rules that name an HDU.
    let hdus: [(name: String, header: Header)]
    // Unmanaged, so that no look-up counts references: who evaluates keeps the translator alive. Nil where conditions
    // look at cards alone, as in detection.
    private let unmanagedTranslator: Unmanaged<HeaderTranslator>?
    private let unmanagedRules: Unmanaged<TranslationRules>?
    private var table: SlotTable
    private var slots: UnsafeMutablePointer<SlotTable.Slot> { table.slots }

    /// What happened to the value that is being computed.
    var flags: ValueFlags = []
    /// The unit that the card which was taken is said to have, if its list says one.
    var cardUnit: PropertyUnit?
    /// Cards that were there and could not be used, with the reason.
    private(set) var complaints: [Complaint] = []
    /// The slot that is being computed, if any is.
    private var runningSlot: Int?
    /// What is written down when somebody asks why; nil on the ordinary path.
    var trace: Trace?

    /// An evaluation of a header.
    ///
    /// - Parameters:
    ///   - header: the header
    ///   - translator: what has the rules; it must live as long as the evaluation
    ///   - hdus: the other headers of the file by name
    ///   - table: where the values go; nil for a table of its own
    init(
        _ header: Header, translator: HeaderTranslator?, hdus: [(name: String, header: Header)] = [],
        table: SlotTable? = nil
    ) {
        self.header = header
        self.hdus = hdus
        unmanagedTranslator = translator.map { Unmanaged.passUnretained($0) }
        unmanagedRules = translator.map { Unmanaged.passUnretained($0.rules) }
        self.table = table ?? translator.map { SlotTable(count: $0.rules.slotCount) } ?? .empty
    }

    /// Ends the evaluation; its table goes into a pool, unless a hook has kept it.
    mutating func end(givingTableTo pool: SlotTablePool) {
        guard isKnownUniquelyReferenced(&table) else { return }
        var last = SlotTable.empty
        swap(&last, &table)
        pool.give(last)
    }

    /// The header of an HDU that a rule names, nil when the file has none; without a name the header itself.
    func header(ofHDU name: String?) -> Header? {
        guard let name else { return header }
        return hdus.first { $0.name == name }?.header
    }

    /// The name of the header's time scale, by the rule of the file.
    var timeScale: PropertyValue? {
        mutating get {
            guard let slot = unmanagedRules?._withUnsafeGuaranteedRef({ $0.timeScaleSlot }) else { return nil }
            return value(ofSlot: slot)
        }
    }

    /// What finds detectors and has the hooks.
    var translator: HeaderTranslator? { unmanagedTranslator?.takeUnretainedValue() }

    /// What finds detectors.
    var detectors: (any DetectorDirectory)? { unmanagedTranslator?._withUnsafeGuaranteedRef { $0.detectors } }

    /// The value of a slot (a property, an intermediate result), computed on first use; nil when it has none.
    mutating func value(ofSlot slot: Int) -> PropertyValue? {
        guard isComputed(slot) else { return nil }
        flags.formUnion(slots[slot].flags)
        return slots[slot].value
    }

    /// Whether a slot has a value, computed on first use.
    mutating func hasValue(inSlot slot: Int) -> Bool { isComputed(slot) && slots[slot].value != nil }

    /// Whether the value of a slot passes a test; what happened to the value is left aside.
    mutating func valueOfSlot(_ slot: Int, passes test: ValueTest) -> Bool {
        guard isComputed(slot), let value = slots[slot].value else { return test.holdsWithoutValue }
        return test.holds(value, &self)
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
        guard let unmanagedRules else { return false }
        slots[slot].state = .running
        let outerFlags = flags
        let outerUnit = cardUnit
        let outerSlot = runningSlot
        flags = []
        runningSlot = slot
        let value = unmanagedRules._withUnsafeGuaranteedRef { $0.value(ofSlot: slot, &self) }
        // The slot has held no value until now, so there is none to destroy.
        (slots + slot).initialize(to: SlotTable.Slot(value: value, state: .done, flags: flags))
        flags = outerFlags
        cardUnit = outerUnit
        runningSlot = outerSlot
        return true
    }

    /// Goes over to a corrected header: what may depend on the cards that were changed is computed anew when it is asked
    /// for.
    mutating func correct(_ corrected: Header, changed edits: [(keyword: Keyword, value: HeaderValue?)]) {
        header = corrected
        guard let unmanagedRules else { return }
        let slots = slots
        unmanagedRules._withUnsafeGuaranteedRef { rules in
            for edit in edits {
                rules.forEachSlot(dependingOn: edit.keyword) { slots[$0] = SlotTable.Slot() }
            }
        }
        if complaints.isEmpty { return }
        complaints.removeAll { complaint in complaint.slot.map { slots[$0].state == .waiting } ?? true }
    }

    func flags(ofSlot slot: Int) -> ValueFlags { slots[slot].flags }

    /// Whether a predicate holds, computed on first use.
    mutating func holds(predicate: Int) -> Bool {
        guard let unmanagedRules else { return false }
        return unmanagedRules._withUnsafeGuaranteedRef { rules in
            let slot = rules.predicateBase + predicate
            if slots[slot].state == .done, case .boolean(let holds)? = slots[slot].value { return holds }
            let outerSlot = runningSlot
            runningSlot = slot
            let holds = rules.predicates.with(predicate) { $0.holds(&self) }
            runningSlot = outerSlot
            slots[slot].value = .boolean(holds)
            slots[slot].state = .done
            return holds
        }
    }

    /// Writes a reason down, if anybody asked.
    mutating func note(_ reason: @autoclosure () -> String) {
        if trace != nil { trace?.reasons.append(reason()) }
    }

    /// Remembers a card that is there and cannot be used; the next alternative is tried.
    mutating func complain(_ keyword: Keyword?, _ reason: String) {
        if trace != nil { trace?.reasons.append(reason) }
        let complaint = Complaint(slot: runningSlot, reason: reason)
        if !complaints.contains(complaint) { complaints.append(complaint) }
    }
}

/// A card that was there and could not be used.
struct Complaint: Hashable, Sendable {
    /// The slot for whose value the card was read; nil where it was read to find out whether a correction is meant.
    let slot: Int?
    let reason: String
}

/// What is written down while a property is explained.
struct Trace {
    var cards: [Card] = []
    var reasons: [String] = []
    var alternative: Int?
}
