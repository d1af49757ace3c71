internal import ObsFITS
public import ObsYAML

/// The rules of one instrument, read from translation.yaml and its bases, checked and compiled once.
///
/// Immutable, so that many threads may use it. `HeaderTranslator` runs it.
public final class TranslationRules: Sendable {
    /// The name that the wire form gives as `_translator`, if the file says one.
    public let translatorName: String?

    /// The normalised kind of each of the instrument's words for types of observation.
    public let observationKinds: [String: ObservationKind]

    /// The names of the extensions, in the order of the file.
    public var extensionNames: [String] { extensions.map(\.name) }

    /// The hooks that the rules call.
    public let hookNames: [String]

    /// Whether a rule reads a card of an HDU that it names, so that all headers of a file are needed.
    public let namesHDUs: Bool

    let properties: [Rule]
    let extensions: [NamedRule]
    let values: [NamedRule]
    let timeScale: Rule
    let predicates: [Condition]
    let keywordsOfSlot: [[Keyword]]
    let slotsUsedBySlot: [[Int]]

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
        keywordsOfSlot: [[Keyword]], slotsUsedBySlot: [[Int]]
    ) {
        self.translatorName = translatorName
        self.observationKinds = observationKinds
        self.hookNames = hookNames
        self.namesHDUs = namesHDUs
        self.properties = properties
        self.extensions = extensions
        self.values = values
        self.timeScale = timeScale
        self.predicates = predicates
        self.keywordsOfSlot = keywordsOfSlot
        self.slotsUsedBySlot = slotsUsedBySlot
    }

    // Slots: the 40 properties, the extensions, the values, the time scale, the predicates.

    var extensionBase: Int { ObservationProperty.allCases.count }
    var valueBase: Int { extensionBase + extensions.count }
    var timeScaleSlot: Int { valueBase + values.count }
    var predicateBase: Int { timeScaleSlot + 1 }
    var slotCount: Int { predicateBase + predicates.count }

    func rule(ofSlot slot: Int) -> Rule {
        if slot < extensionBase { return properties[slot] }
        if slot < valueBase { return extensions[slot - extensionBase].rule }
        if slot < timeScaleSlot { return values[slot - valueBase].rule }
        return timeScale
    }

    /// The cards that a property may be made of, itself or through other properties, in alphabetical order.
    ///
    /// - Parameter property: a property
    /// - Returns: keywords, without those that only a hook or a pattern of names finds
    public func keywords(usedBy property: ObservationProperty) -> [String] { keywords(usedBySlot: property.rawValue) }

    func keywords(usedBySlot slot: Int) -> [String] {
        var seen: Set<Int> = []
        var waiting = [slot]
        var names: Set<String> = []
        while let slot = waiting.popLast() {
            guard seen.insert(slot).inserted else { continue }
            names.formUnion(keywordsOfSlot[slot].map(\.name))
            waiting += slotsUsedBySlot[slot]
        }
        return names.sorted()
    }
}
