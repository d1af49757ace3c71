internal import ObsFITS
public import ObsYAML

/// The rules of one instrument, read from translation.yaml and its bases, checked and compiled once.
///
/// Immutable, so that many threads may use it (unchecked because of references that are not counted).
/// `HeaderTranslator` runs it.
public final class TranslationRules: @unchecked Sendable {
    /// The name that the wire form gives as `_translator`, if the file says one.
    public let translatorName: String?

    /// The normalised kind of each of the instrument's words for types of observation.
    public let observationKinds: [String: ObservationKind]

    /// The same, for look-ups.
    let kindsByWord: TextTable<ObservationKind>

    /// The names of the extensions, in the order of the file.
    public var extensionNames: [String] { extensions.map(\.name) }

    /// The hooks that the rules call.
    public let hookNames: [String]

    /// Whether a rule reads a card of an HDU that it names, so that all headers of a file are needed.
    public let namesHDUs: Bool

    let extensions: [NamedRule]
    let predicates: BorrowedList<Condition>
    /// The rules of all slots: the 40 properties, the extensions, the values, the time scale; predicates have the slots
    /// behind them.
    private let rulesBySlot: [Rule]
    /// The first alternative of each of them, which lives as long as its rule.
    private let firstBySlot: [Unmanaged<Alternative>?]
    let extensionBase: Int
    let predicateBase: Int
    var timeScaleSlot: Int { predicateBase - 1 }
    let slotCount: Int
    private let keywordsOfSlot: [[Keyword]]
    /// All cards that rules may look up.
    let allKeywords: [Keyword]
    private let slotsUsedBySlot: [[Int]]
    /// The slots that depend on a card, also through others.
    private let slotsByKeyword: [Keyword: [Int]]
    /// The slots that may depend on any card, since hooks and patterns of names look for it.
    private let openSlots: [Int]

    /// Rules from files, an extending one before its base.
    ///
    /// - Parameters:
    ///   - layers: the root nodes of translation.yaml, of the file that it extends, and so on
    ///   - problems: takes everything that is wrong with them
    /// - Returns: the rules, or nil when there are errors among the problems
    public static func compile(layers: [Node], problems: Problems) -> TranslationRules? {
        let compiler = RuleCompiler(layers: layers, problems: problems)
        guard let rules = compiler.compile(), !problems.hasErrors else { return nil }
        return rules
    }

    init(
        translatorName: String?, observationKinds: [String: ObservationKind], hookNames: [String], namesHDUs: Bool,
        properties: [Rule],
        extensions: [NamedRule], values: [NamedRule], timeScale: Rule, predicates: [Condition],
        keywordsOfSlot: [[Keyword]], slotsUsedBySlot: [[Int]], openSlots: [Int]
    ) {
        self.translatorName = translatorName
        self.observationKinds = observationKinds
        kindsByWord = TextTable(observationKinds)
        self.hookNames = hookNames
        self.namesHDUs = namesHDUs
        self.extensions = extensions
        self.predicates = BorrowedList(predicates)
        rulesBySlot = properties + extensions.map(\.rule) + values.map(\.rule) + [timeScale]
        firstBySlot = rulesBySlot.map { $0.first.map { Unmanaged.passUnretained($0) } }
        extensionBase = properties.count
        predicateBase = rulesBySlot.count
        slotCount = rulesBySlot.count + predicates.count
        self.keywordsOfSlot = keywordsOfSlot
        allKeywords = Array(Set(keywordsOfSlot.joined())).sorted { $0.name < $1.name }
        self.slotsUsedBySlot = slotsUsedBySlot
        var slotsByKeyword: [Keyword: [Int]] = [:]
        var open: [Int] = []
        for slot in slotsUsedBySlot.indices {
            let used = Self.closure(of: slot, slotsUsedBySlot)
            for keyword in Set(used.flatMap { keywordsOfSlot[$0] }) {
                slotsByKeyword[keyword, default: []].append(slot)
            }
            if !used.isDisjoint(with: openSlots) { open.append(slot) }
        }
        self.slotsByKeyword = slotsByKeyword
        self.openSlots = open
    }

    /// A slot and those that it uses, also through others.
    private static func closure(of slot: Int, _ slotsUsedBySlot: [[Int]]) -> Set<Int> {
        var seen: Set<Int> = []
        var waiting = [slot]
        while let slot = waiting.popLast() {
            if seen.insert(slot).inserted { waiting += slotsUsedBySlot[slot] }
        }
        return seen
    }

    /// Gives the slots whose values may change with a card, some of them more than once.
    func forEachSlot(dependingOn keyword: Keyword, _ body: (Int) -> Void) {
        openSlots.forEach(body)
        slotsByKeyword[keyword]?.forEach(body)
    }

    func rule(ofSlot slot: Int) -> Rule { rulesBySlot[slot] }

    func value(ofSlot slot: Int, _ evaluation: inout Evaluation) -> PropertyValue? {
        firstBySlot[slot]?._withUnsafeGuaranteedRef { $0.value(&evaluation) }
    }

    /// The cards that rules may be made of, in alphabetical order, without those that only a hook or a pattern of names
    /// finds.
    public var keywords: [String] { allKeywords.map(\.name) }

    /// The cards that a property may be made of, itself or through other properties, in alphabetical order.
    ///
    /// - Parameter property: a property
    /// - Returns: keywords, without those that only a hook or a pattern of names finds
    public func keywords(usedBy property: ObservationProperty) -> [String] { keywords(usedBySlot: property.rawValue) }

    func keywords(usedBySlot slot: Int) -> [String] {
        Set(Self.closure(of: slot, slotsUsedBySlot).flatMap { keywordsOfSlot[$0] }).map(\.name).sorted()
    }
}
