internal import ObsFITS
internal import ObsTime

/// One header on its way through the rules: what has been computed, and what was noticed.
struct Evaluation {
    let header: Header
    /// The other headers of the file by name, for rules that name an HDU.
    let hdus: [(name: String, header: Header)]
    // Unmanaged, so that no look-up counts references: who evaluates keeps the translator alive. Nil where conditions
    // look at cards alone, as in detection.
    private let unmanagedTranslator: Unmanaged<HeaderTranslator>?
    private let unmanagedRules: Unmanaged<TranslationRules>?
    private var slots: ContiguousArray<Slot>

    /// What happened to the value that is being computed.
    var flags: ValueFlags = []
    /// The unit that the card which was taken is said to have, if its list says one.
    var cardUnit: PropertyUnit?
    /// Cards that were there and could not be used, with the reason.
    var complaints: [Complaint] = []
    /// What is written down when somebody asks why; nil on the ordinary path.
    var trace: Trace?

    /// An evaluation of a header.
    ///
    /// - Parameters:
    ///   - header: the header
    ///   - translator: what has the rules; it must live as long as the evaluation
    ///   - hdus: the other headers of the file by name
    init(_ header: Header, translator: HeaderTranslator?, hdus: [(name: String, header: Header)] = []) {
        self.header = header
        self.hdus = hdus
        unmanagedTranslator = translator.map { Unmanaged.passUnretained($0) }
        unmanagedRules = translator.map { Unmanaged.passUnretained($0.rules) }
        slots = ContiguousArray(repeating: Slot(), count: translator?.rules.slotCount ?? 0)
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

    /// The value of a slot (a property, an intermediate result), computed on first use; nil when it has none.
    mutating func value(ofSlot slot: Int) -> PropertyValue? {
        guard let unmanagedRules else { return nil }
        switch slots[slot].state {
        case .done:
            flags.formUnion(slots[slot].flags)
            return slots[slot].value
        case .running:
            // Circles are refused when rules are compiled; a hook that asks for its own property ends here.
            return nil
        case .waiting:
            break
        }
        slots[slot].state = .running
        let outerFlags = flags
        let outerUnit = cardUnit
        flags = []
        let value = unmanagedRules._withUnsafeGuaranteedRef { $0.value(ofSlot: slot, &self) }
        slots[slot].value = value
        slots[slot].flags = flags
        slots[slot].state = .done
        flags.formUnion(outerFlags)
        cardUnit = outerUnit
        return value
    }

    func flags(ofSlot slot: Int) -> ValueFlags { slots[slot].flags }

    /// Whether a predicate holds, computed on first use.
    mutating func holds(predicate: Int) -> Bool {
        guard let rules = unmanagedRules?.takeUnretainedValue() else { return false }
        let slot = rules.predicateBase + predicate
        if slots[slot].state == .done { return slots[slot].value == .boolean(true) }
        let holds = rules.predicates[predicate].holds(&self)
        slots[slot].value = .boolean(holds)
        slots[slot].state = .done
        return holds
    }

    /// Writes a reason down, if anybody asked.
    mutating func note(_ reason: @autoclosure () -> String) {
        if trace != nil { trace?.reasons.append(reason()) }
    }

    /// Remembers a card that is there and cannot be used; the next alternative is tried.
    mutating func complain(_ keyword: Keyword?, _ reason: String) {
        if trace != nil { trace?.reasons.append(reason) }
        let complaint = Complaint(keyword: keyword?.name, reason: reason)
        if !complaints.contains(complaint) { complaints.append(complaint) }
    }

    private struct Slot {
        enum State { case waiting, running, done }
        var value: PropertyValue?
        var state = State.waiting
        var flags: ValueFlags = []
    }
}

/// A card that was there and could not be used.
struct Complaint: Hashable, Sendable {
    let keyword: String?
    let reason: String
}

/// What is written down while a property is explained.
struct Trace {
    var cards: [Card] = []
    var reasons: [String] = []
    var alternative: Int?
}

/// What happened to a value on its way from the card.
public struct ValueFlags: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8

    /// Flags of these bits.
    ///
    /// - Parameter rawValue: the bits
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Invented: the header does not say it.
    public static let defaulted = ValueFlags(rawValue: 1)
    /// Brought to a limit.
    public static let clipped = ValueFlags(rawValue: 2)
    /// Converted between text and number.
    public static let cast = ValueFlags(rawValue: 4)
    /// From a card that occurs more than once in the header; the last one counts.
    public static let repeated = ValueFlags(rawValue: 8)

    /// The flags in words, in a fixed order.
    public var words: [String] {
        [(Self.defaulted, "defaulted"), (.clipped, "clipped"), (.cast, "cast"), (.repeated, "repeated")]
            .filter { contains($0.0) }.map(\.1)
    }
}
