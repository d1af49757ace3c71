package import ObsDocuments
internal import ObsFITS
package import ObsText

/// The rules of one instrument, read from translation.yaml and its bases, checked and compiled once.
///
/// Immutable, so that many threads may use it (unchecked because of references that are not counted).
/// `HeaderTranslator` runs it.
public final class TranslationRules: @unchecked Sendable {
    /// The name that the wire form gives as `_translator`, if the file says one.
    public let translatorName: String?

    /// The normalized kind of each of the instrument's words for types of observation.
    public let observationKinds: [String: ObservationKind]

    /// The names of the extensions, in the order of the file.
    public var extensionNames: [String] { extensions.map(\.name) }

    /// The properties without which an observation has failed.
    public let requiredProperties: Set<ObservationProperty>

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
    private let firstBySlot: [Lent<Alternative>?]
    let extensionBase: Int
    let predicateBase: Int
    var timeScaleSlot: Int { predicateBase - 1 }
    let slotCount: Int
    private let keywordsOfSlot: [[Keyword]]
    /// All cards that rules may look up.
    let allKeywords: [Keyword]
    let slotsUsedBySlot: [[Int]]
    /// The slots that depend on a card, also through others.
    private let slotsByKeyword: [Keyword: [Int]]
    /// The slots that may depend on any card, since hooks and patterns of names look for it.
    private let openSlots: [Int]
    /// The slots that depend on which corrections were made, also through others.
    let slotsAskingCorrections: [Int]
    /// Checks of identifiers that rules make by themselves, by slot.
    let identifierChecks: [Int: IdentifierCheck]
    /// Whether a slot has such a check.
    private let isChecked: [Bool]
    /// The corrections that conditions name.
    let usedCorrections: [(name: String, place: SourcePosition)]
    private let slotNames: [String]

    /// Rules from files, an extending one before its base.
    ///
    /// - Parameters:
    ///   - layers: the root nodes of translation.yaml, of the file that it extends, and so on
    ///   - identifiers: the identifiers of the instrument, for rules that compose them
    ///   - problems: takes everything that is wrong with them
    ///   - cards: takes the cards that the rules name, with their places
    /// - Returns: the rules, or nil when there are errors among the problems
    package static func compile(
        layers: [Node], identifiers: IdentifierScheme? = nil, problems: Problems, cards: NameUses? = nil
    ) -> TranslationRules? {
        let compiler = RuleCompiler(layers: layers, identifiers: identifiers, problems: problems)
        compiler.cards = cards
        guard let rules = compiler.compile(), !problems.hasErrors else { return nil }
        return rules
    }

    /// Reports conditions that ask for a correction that there is not.
    ///
    /// - Parameters:
    ///   - corrections: the corrections of the instrument
    ///   - problems: takes what is wrong
    package func checkNames(of corrections: Corrections, _ problems: Problems) {
        let known = Set(corrections.all.map(\.name) + corrections.tables.map(\.name))
        for (name, place) in usedCorrections where !known.contains(name) {
            problems.error(
                .unknownName, at: place, "there is no correction '\(name)'",
                hint: DidYouMean.hint(for: name, among: known.sorted()) ?? "it is a name: in corrections.yaml")
        }
    }

    init(
        translatorName: String?, observationKinds: [String: ObservationKind],
        requiredProperties: Set<ObservationProperty>, hookNames: [String], namesHDUs: Bool,
        properties: [Rule],
        extensions: [NamedRule], values: [NamedRule], timeScale: Rule, predicates: [Condition],
        keywordsOfSlot: [[Keyword]], slotsUsedBySlot: [[Int]], openSlots: [Int],
        identifierChecks: [Int: IdentifierCheck], askingSlots: [Int],
        usedCorrections: [(name: String, place: SourcePosition)], slotNames: [String]
    ) {
        self.translatorName = translatorName
        self.observationKinds = observationKinds
        self.requiredProperties = requiredProperties
        self.hookNames = hookNames
        self.namesHDUs = namesHDUs
        self.extensions = extensions
        self.predicates = BorrowedList(predicates)
        rulesBySlot = properties + extensions.map(\.rule) + values.map(\.rule) + [timeScale]
        firstBySlot = rulesBySlot.map { $0.first.map { Lent($0) } }
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
        slotsAskingCorrections = slotsUsedBySlot.indices.filter {
            !Self.closure(of: $0, slotsUsedBySlot).isDisjoint(with: askingSlots)
        }
        self.identifierChecks = identifierChecks
        isChecked = rulesBySlot.indices.map { identifierChecks[$0] != nil }
        self.usedCorrections = usedCorrections
        self.slotNames = slotNames
    }

    /// A slot and those that it uses, also through others.
    static func closure(of slot: Int, _ slotsUsedBySlot: [[Int]]) -> Set<Int> {
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

    /// How the rule of a slot ends.
    @inline(__always)
    func outcome(ofSlot slot: Int, _ evaluation: inout Evaluation) -> Outcome {
        guard let first = firstBySlot[slot] else { return .none }
        if isChecked[slot] { return checkedOutcome(ofSlot: slot, first, &evaluation) }
        return first.with { $0.outcome(&evaluation) }
    }

    @inline(never)
    private func checkedOutcome(
        ofSlot slot: Int, _ first: Lent<Alternative>, _ evaluation: inout Evaluation
    ) -> Outcome {
        let outcome = first.with { $0.outcome(&evaluation) }
        guard case .value(.integer(let value)) = outcome,
            let refusal = identifierChecks[slot]?.refusal(of: value, &evaluation)
        else { return outcome }
        return refusal
    }

    /// Whether a slot that has no value has failed: a property or an extension has, an intermediate result has not.
    func isFailure(withoutValueInSlot slot: Int) -> Bool { slot < extensionBase + extensions.count }

    /// The name of a slot, as its file has it.
    func name(ofSlot slot: Int) -> String { slotNames[slot] }

    /// The cards that rules may be made of, in alphabetical order, without those that only a hook or a pattern of names
    /// finds.
    public var keywords: [String] { allKeywords.map(\.name) }

    /// The cards that a property may be made of, itself or through other properties, in alphabetical order.
    ///
    /// - Parameter property: a property
    /// - Returns: keywords, without those that only a hook or a pattern of names finds
    public func keywords(usedBy property: ObservationProperty) -> [String] { keywords(usedBySlot: property.rawValue) }

    /// Whether a property may be made of any card, since a hook or a pattern of names looks for it.
    package func mayReadAnyCard(_ property: ObservationProperty) -> Bool { openSlots.contains(property.rawValue) }

    func keywords(usedBySlot slot: Int) -> [String] {
        Set(Self.closure(of: slot, slotsUsedBySlot).flatMap { keywordsOfSlot[$0] }).map(\.name).sorted()
    }
}
