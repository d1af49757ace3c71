internal import ObsDocuments
internal import ObsFITS
internal import ObsText

/// Makes rules of translation.yaml and its bases, and reports everything that is wrong with them.
///
/// A name is looked up in the finished file: the topmost layer that has it. `super` in a layer is the same entry of the
/// layers beneath.
final class RuleCompiler {
    let problems: Problems
    let layers: [RuleLayer]
    /// The words that rules are made of.
    let language: Language
    /// The names that hints suggest for others.
    private(set) var suggested: Set<String> = []
    /// The identifiers of the instrument; nil where none are at hand.
    let identifiers: IdentifierScheme?
    /// Names to slots.
    let extensionNames: [String]
    let valueNames: [String]
    let predicateNames: [String]
    let valueIndices: [String: Int]
    let predicateIndices: [String: Int]

    /// Takes the cards that are named; nil where nobody asks.
    var cards: NameUses?

    /// Where an old spelling was reported.
    var oldSpellings: Set<SourcePosition> = []

    /// What the entry that is being compiled uses.
    var keywords: Set<Keyword> = []
    var usedSlots: Set<Int> = []
    /// Whether it reads cards whose names are not known beforehand.
    var readsAnyCard = false
    var namesHDUs = false
    /// The corrections that conditions name.
    var usedCorrections: [(name: String, node: Node)] = []
    /// Alternatives of version 1 that may end otherwise by the law of version 2.
    var placesOfVersion1: [SourcePosition] = []
    /// The rules that conditions look at.
    var rulesInConditions: [Rule] = []
    /// How many steps that may refuse a value were compiled so far, for version 1.
    var refusingSteps = 0
    /// What the entry that is being compiled takes besides cards and other entries.
    var needs = RuleNeeds()
    /// What each slot that was compiled needs.
    private(set) var needsOfSlot: [RuleNeeds] = []
    /// What all entries need that were compiled.
    private var allNeeds: RuleNeeds { needsOfSlot.reduce(into: needs) { $0.formUnion($1) } }
    var usedLayers: Set<Int> = []
    private var referenced: Set<String> = []
    /// The properties that misspelled ones probably mean.
    private var misspeltProperties: Set<String> = []

    /// The layer and entry whose rule is being compiled, for `super`.
    var position: (section: RuleLayer.Section, name: String, layer: Int)?
    /// Names that `with:` of the current source gives.
    var localNames: [String: Rule] = [:]
    /// The local names that something uses.
    var usedLocalNames: Set<String> = []

    /// A compiler of rules.
    ///
    /// - Parameters:
    ///   - layers: the roots of translation.yaml and its bases
    ///   - language: the words that rules are made of
    ///   - identifiers: the identifiers of the instrument, for rules that compose them
    ///   - problems: takes what is wrong
    ///   - areLayersChecked: whether the layers were read before, so that what is wrong with them is known
    init(
        layers: [Node], language: Language = .obskit, identifiers: IdentifierScheme? = nil, problems: Problems,
        areLayersChecked: Bool = false
    ) {
        self.problems = problems
        self.language = language
        self.identifiers = identifiers
        let layerProblems = areLayersChecked ? Problems() : problems
        self.layers = layers.compactMap {
            RuleLayer($0, problems: layerProblems)
        }
        extensionNames = Self.names(.extensions, self.layers)
        valueNames = Self.names(.values, self.layers)
        predicateNames = Self.names(.predicates, self.layers)
        valueIndices = Self.indices(valueNames)
        predicateIndices = Self.indices(predicateNames)
    }

    /// Whether a node stands in a translation.yaml of version 1.
    func isOfVersion1(_ node: Node) -> Bool { layers.contains { $0.isOfVersion1 && node.isOfTheSameFile(as: $0.root) } }

    private static func names(_ section: RuleLayer.Section, _ layers: [RuleLayer]) -> [String] {
        var seen: Set<String> = []
        return layers.flatMap { $0.entries(section).map(\.key).filter { seen.insert($0).inserted } }
    }

    private static func indices(_ names: [String]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    var extensionBase: Int { ObservationProperty.allCases.count }
    var valueBase: Int { extensionBase + extensionNames.count }
    var timeScaleSlot: Int { valueBase + valueNames.count }
    var predicateBase: Int { timeScaleSlot + 1 }

    func compile() -> TranslationRules? {
        guard let top = layers.first else { return nil }
        var keywordsOfSlot: [[Keyword]] = []
        var usedBySlot: [[Int]] = []
        var openSlots: [Int] = []
        var askingSlots: [Int] = []
        func finish() {
            if readsAnyCard { openSlots.append(usedBySlot.count) }
            if !needs.corrections.isEmpty { askingSlots.append(usedBySlot.count) }
            keywordsOfSlot.append(keywords.sorted { $0.name < $1.name })
            usedBySlot.append(usedSlots.sorted())
            keywords = []
            usedSlots = []
            readsAnyCard = false
            needsOfSlot.append(needs)
            needs = RuleNeeds()
        }
        let required = layers.lazy.compactMap(\.requiredProperties).first ?? ObservationProperty.requiredByDefault
        checkPropertyNames()
        let properties = ObservationProperty.allCases.map { property in
            defer { finish() }
            let context = RuleContext(
                target: ValueTarget(property.kind), dimension: property.dimension, name: property.name,
                refusesBlank: property == .exposureGroup || required.contains(property),
                range: ConstantRange(of: property))
            return compileEntry(.properties, context) ?? missingRule(property, top)
        }
        let extensions = extensionNames.map { name in
            defer { finish() }
            return NamedRule(name: name, rule: compileExtension(name))
        }
        let values = valueNames.map { name in
            defer { finish() }
            return NamedRule(name: name, rule: compileEntry(.values, .field(name)) ?? Rule([], place: nil))
        }
        let timeScale =
            compileEntry(
                .root, RuleContext(target: .text, dimension: nil, name: RuleLayer.timeScaleKey, range: .timeScale))
            ?? Self.constantRule(.text("utc"))
        finish()
        let predicates = predicateNames.map { name in
            defer { finish() }
            return compilePredicate(name)
        }
        let identifierChecks = identifierChecks(properties, &usedBySlot)
        for slot in identifierChecks.keys { needsOfSlot[slot].identifiers = true }
        checkCircles(usedBySlot)
        checkUse()
        reportVersion1()
        finishForms(properties + extensions.map(\.rule) + [timeScale], values)
        return TranslationRules(
            translatorName: layers.lazy.compactMap(\.translatorName).first,
            observationKinds: layers.reversed().reduce(into: [:]) { $0.merge($1.observationKinds) { $1 } },
            requiredProperties: required,
            hookNames: allNeeds.hooks.sorted(), namesHDUs: namesHDUs, properties: properties, extensions: extensions,
            values: values,
            timeScale: timeScale, predicates: predicates, keywordsOfSlot: keywordsOfSlot, slotsUsedBySlot: usedBySlot,
            openSlots: openSlots, identifierChecks: identifierChecks, askingSlots: askingSlots,
            usedCorrections: usedCorrections.map { ($0.name, $0.node.position) },
            slotNames: ObservationProperty.allCases.map(\.name) + extensionNames.map { "ext_" + $0 } + valueNames
                + [RuleLayer.timeScaleKey] + predicateNames)
    }

    /// Tells each alternative which values later ones take, so that `form:` knows whether another form may follow.
    private func finishForms(_ rules: [Rule], _ values: [NamedRule]) {
        var known: [Int: [TakenSource]] = [:]
        func expand(_ taken: TakenSource) -> [TakenSource] {
            guard case .slot(let slot) = taken, values.indices.contains(slot - valueBase) else { return [taken] }
            if let found = known[slot] { return found }
            // A circle of values was reported; it ends here.
            known[slot] = [taken]
            let found = [taken] + values[slot - valueBase].rule.taken.flatMap(expand)
            known[slot] = found
            return found
        }
        for rule in rules + values.map(\.rule) + rulesInConditions { rule.first?.setTakenLater([], expand) }
    }

    /// Says of a file of version 1 what to look at.
    private func reportVersion1() {
        for layer in layers where layer.isOfVersion1 {
            let file = layer.root.position.file
            // A rule that others stand on with super: is compiled more than once.
            let places = Set(placesOfVersion1.filter { $0.file == file }).sorted()
            let lines = places.prefix(5).map { "\($0.line)" }.joined(separator: ", ")
            let more = places.count > 5 ? " and \(places.count - 5) more" : ""
            for place in places { problems.offer(TextFix(at: place, .mark(Self.mark))) }
            if let node = layer.schemaNode {
                problems.offer(TextFix(at: node.position, .replace(RuleLayer.firstSchema, with: RuleLayer.schema)))
            }
            problems.warning(
                .oldLanguage, at: layer.schemaNode ?? layer.root,
                "this file is of version 1 of the rule language, and the law of version 2 holds for it: a refused value ends its rule"
                    + (places.isEmpty ? "" : "; look at the alternatives in lines \(lines)\(more)"),
                hint: "run obskit validate --fix")
        }
    }

    /// What is written beside an alternative about which a person must decide.
    static let mark = "decide: a refused value ends the rule here; write form:, refused: next or missing:, or leave it"

    static func constantRule(_ value: PropertyValue) -> Rule {
        Rule([AlternativeParts(source: ConstantSource(value))], place: nil)
    }

    /// The layer, at or beneath `layer`, that has the entry.
    func find(_ section: RuleLayer.Section, _ name: String, from layer: Int) -> (layer: Int, node: Node)? {
        for index in layers.indices where index >= layer {
            if let entry = layers[index].entry(section, name) { return (index, entry.node) }
        }
        return nil
    }

    func compileEntry(_ section: RuleLayer.Section, _ context: RuleContext, from layer: Int = 0) -> Rule? {
        guard let found = find(section, context.name, from: layer) else { return nil }
        usedLayers.insert(found.layer)
        let outer = position
        position = (section, context.name, found.layer)
        defer { position = outer }
        guard section == .extensions else { return rule(found.node, context) }
        return found.node["rule"].map { rule($0, context) }
    }

    private func compileExtension(_ name: String) -> Rule {
        guard let found = find(.extensions, name, from: 0) else { return Rule([], place: nil) }
        usedLayers.insert(found.layer)
        guard let reader = MappingReader(found.node, "an extension", problems) else {
            return Rule([], place: nil)
        }
        defer { reader.finish() }
        let types: [String: ValueTarget] = ["text": .text, "integer": .integer, "number": .real, "boolean": .boolean]
        let target = reader.required("type").flatMap { choice($0, of: types, "the type") }
        _ = reader.optional("about")?.string(problems)
        position = (.extensions, name, found.layer)
        defer { position = nil }
        return reader.required("rule").map { rule($0, RuleContext(target: target, dimension: nil, name: name)) }
            ?? Rule([], place: nil)
    }

    private func compilePredicate(_ name: String) -> Condition {
        guard let found = find(.predicates, name, from: 0) else { return .never }
        usedLayers.insert(found.layer)
        position = (.predicates, name, found.layer)
        defer { position = nil }
        return condition(found.node)
    }

    private func missingRule(_ property: ObservationProperty, _ top: RuleLayer) -> Rule {
        // The rule is there, under a name that was said to be misspelled.
        if misspeltProperties.contains(property.name) { return Rule([], place: nil) }
        error(
            .missingRule, top.root,
            "there is no rule for \(property.name)",
            hint: "add one under properties:, or null when the header does not say it")
        return Rule([], place: nil)
    }

    private func checkPropertyNames() {
        let names = ObservationProperty.allCases.map(\.name)
        for layer in layers {
            for entry in layer.entries(.properties) where ObservationProperty(name: entry.key) == nil {
                DidYouMean.nearest(to: entry.key, among: names).map { _ = misspeltProperties.insert($0) }
                error(
                    .unknownProperty, entry.keyNode, "there is no property '\(entry.key)'",
                    hint: nearest(to: entry.key, among: names)
                        ?? "properties of the instrument's own go under extensions:")
            }
        }
    }

    /// How many rules may stand one upon the other; each takes some stack when a header is translated.
    static let longestChain = 64

    /// How many alternatives a rule may have; each that is tried takes some stack too.
    static let mostAlternatives = 64

    /// Reports rules that refer to each other in a circle, or in too long a chain.
    private func checkCircles(_ used: [[Int]]) {
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: used.count)
        /// How many rules the longest chain from a slot has.
        var lengths = [Int](repeating: 1, count: used.count)
        var path: [Int] = []
        var isTooLong = false
        func visit(_ slot: Int) {
            if marks[slot] == .done || isTooLong { return }
            if marks[slot] == .open {
                let circle = path[(path.firstIndex(of: slot) ?? 0)...] + [slot]
                error(
                    .circularRules, node(ofSlot: slot) ?? layers[0].root,
                    "these refer to each other in a circle: \(circle.map(name(ofSlot:)).joined(separator: " -> "))",
                    hint: "let one of them use cards instead")
                return
            }
            marks[slot] = .open
            path.append(slot)
            for next in used[slot] where next < used.count {
                if path.count <= Self.longestChain { visit(next) }
                lengths[slot] = max(lengths[slot], (path.count > Self.longestChain ? 1 : lengths[next]) + 1)
            }
            if lengths[slot] > Self.longestChain && !isTooLong {
                isTooLong = true
                error(
                    .circularRules, node(ofSlot: slot) ?? layers[0].root,
                    "'\(name(ofSlot: slot))' begins a chain of more than \(Self.longestChain) rules that refer to each other",
                    hint: "let some of them use cards instead")
            }
            path.removeLast()
            marks[slot] = .done
        }
        for slot in used.indices { visit(slot) }
    }

    /// The entry of a slot.
    func entry(ofSlot slot: Int) -> RuleName {
        if slot < extensionBase { return RuleName(.properties, ObservationProperty.allCases[slot].name) }
        if slot < valueBase { return RuleName(.extensions, extensionNames[slot - extensionBase]) }
        if slot < timeScaleSlot { return RuleName(.values, valueNames[slot - valueBase]) }
        return slot == timeScaleSlot
            ? RuleName(.root, RuleLayer.timeScaleKey) : RuleName(.predicates, predicateNames[slot - predicateBase])
    }

    private func name(ofSlot slot: Int) -> String { entry(ofSlot: slot).name }

    private func node(ofSlot slot: Int) -> Node? {
        let entry = entry(ofSlot: slot)
        return find(entry.section, entry.name, from: 0)?.node
    }

    /// Reports bases, values, predicates and tables that nothing uses.
    private func checkUse() {
        for index in layers.indices.dropFirst() where !usedLayers.contains(index) {
            error(
                .unusedBase, layers[index - 1].extendsNode ?? layers[index - 1].root,
                "nothing of the base is used", hint: "take extends: away")
        }
        for (section, used) in [
            (RuleLayer.Section.values, Set(referenced.filter { $0.hasPrefix("v:") }.map { String($0.dropFirst(2)) })),
            (.predicates, Set(referenced.filter { $0.hasPrefix("p:") }.map { String($0.dropFirst(2)) })),
            (.tables, allNeeds.tables),
        ] {
            // What another name was meant for is used once that is corrected.
            for entry in layers[0].entries(section)
            where !used.contains(entry.key) && !suggested.contains(entry.key) {
                problems.warning(
                    .unusedEntry, at: entry.keyNode, "nothing uses '\(entry.key)' of \(section.rawValue):",
                    hint: "take it away")
            }
        }
    }

    /// Notes a card that the entry which is being compiled reads.
    func read(card name: String, at node: Node) {
        keywords.insert(Keyword(name))
        cards?.add(name, at: node)
    }

    func markValue(_ name: String) { referenced.insert("v:" + name) }
    func markPredicate(_ name: String) { referenced.insert("p:" + name) }

    func error(_ code: Diagnostic.Code, _ node: Node, _ message: String, hint: String? = nil) {
        problems.error(code, at: node, message, hint: hint)
    }

    /// The hint that names what was probably meant; none for the hundredth problem, which takes more time than it is worth.
    func nearest(to name: String, among names: some Sequence<String>) -> String? {
        guard problems.count < 100, let near = DidYouMean.nearest(to: name, among: names) else { return nil }
        suggested.insert(near)
        return DidYouMean.hint(for: name, among: [near])
    }

    /// Whether a mapping has an unknown key that is nearly one of some keys; `finish` of the reader says so.
    func hasMisspelt(_ reader: MappingReader, among keys: [String]) -> Bool {
        reader.node.entries.contains { key, _ in
            guard let key = key.text, !keys.contains(key) else { return false }
            return DidYouMean.nearest(to: key, among: keys) != nil
        }
    }

    /// One of a few words.
    func choice<T>(_ node: Node, of choices: [String: T], _ what: String) -> T? {
        guard let word = node.string(problems) else { return nil }
        if let found = choices[word] { return found }
        error(
            .unknownWord, node, "\(what) cannot be '\(word)'",
            hint: "it is one of \(choices.keys.sorted().joined(separator: ", "))")
        return nil
    }
}

/// What a rule is for.
struct RuleContext {
    /// The type that the value must have; nil for an intermediate result.
    var target: ValueTarget?
    /// What the number measures, so that a unit is needed.
    var dimension: PropertyUnit.Dimension?
    var name: String
    /// Whether a blank text is refused, as one that says nothing.
    var refusesBlank = false
    /// What a constant can be here; nil where anything can stand.
    var range: ConstantRange?

    /// The field of a builder: any value, no unit.
    static func field(_ name: String, _ range: ConstantRange? = nil) -> RuleContext {
        RuleContext(target: nil, dimension: nil, name: name, range: range)
    }
}
