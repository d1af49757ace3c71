package import ObsDocuments
package import ObsText

/// An entry of translation.yaml as it is after all `extends`.
package struct WrittenRule: Sendable {
    /// The entry.
    package let name: RuleName
    /// Where its key stands.
    package let place: SourcePosition
    /// What it says, each `super` replaced by what it stands for.
    package let text: RuleText
    /// The entries that it uses by name.
    package internal(set) var uses: [RuleName] = []
    /// What else it takes.
    package internal(set) var needs = RuleNeeds()

    init(name: RuleName, place: SourcePosition, text: RuleText) {
        self.name = name
        self.place = place
        self.text = text
    }
}

/// The rules of an instrument as they are after all `extends`: what runs, to be read and compared.
///
/// Law: what `write(_:to:)` writes, in a translation.yaml over a base whose properties are all null, gives a property the value
/// that the package gives it.
package struct RuleListing: Sendable {
    /// All entries, in the order of a file.
    package let rules: [WrittenRule]
    /// What the topmost file says that has a word for it: `translator`, `required`; and `observation_kinds` of all.
    private let settings: [(key: String, text: RuleText)]
    private let index: [RuleName: Int]

    /// A listing of files, an extending one before its base; nil when the rules cannot be used.
    ///
    /// - Parameters:
    ///   - layers: the root nodes of translation.yaml, of the file that it extends, and so on
    ///   - identifiers: the identifiers of the instrument
    package init?(layers: [Node], identifiers: IdentifierScheme?) {
        let problems = Problems()
        let compiler = RuleCompiler(layers: layers, identifiers: identifiers, problems: problems)
        guard let compiled = compiler.compile(), !problems.hasErrors else { return nil }
        let spelling = RuleSpelling(problems)
        var rules: [WrittenRule] = []
        for slot in compiled.slotsUsedBySlot.indices {
            guard var rule = compiler.writtenEntry(compiler.entry(ofSlot: slot), spelling) else { continue }
            rule.needs = compiler.needsOfSlot[slot]
            rule.uses =
                (compiled.slotsUsedBySlot[slot].map { compiler.entry(ofSlot: $0) }
                + rule.needs.tables.map { RuleName(.tables, $0) }).sorted()
            rules.append(rule)
        }
        let tables = Set(compiler.layers.flatMap { $0.entries(.tables).map(\.key) })
        rules += tables.compactMap { compiler.writtenEntry(RuleName(.tables, $0), spelling) }
        self.rules = rules.sorted { $0.name < $1.name }
        index = Dictionary(uniqueKeysWithValues: self.rules.enumerated().map { ($1.name, $0) })
        settings = compiler.writtenSettings
    }

    /// An entry.
    package subscript(name: RuleName) -> WrittenRule? { index[name].map { rules[$0] } }

    /// The entries that a word means: a property, `ext_NAME`, `time_scale`, a value, a predicate, a table; several where they
    /// share the name.
    package func entries(named word: String) -> [WrittenRule] { rules.filter { $0.name.word == word } }

    /// The words that mean an entry.
    package var words: [String] { rules.map(\.name.word) }

    /// Entries with all that they use, also through others, in the order of a file.
    package func closure(of names: [RuleName]) -> [WrittenRule] {
        var seen: Set<RuleName> = []
        var waiting = names
        while let name = waiting.popLast() {
            if seen.insert(name).inserted { waiting += self[name]?.uses ?? [] }
        }
        return seen.sorted().compactMap { self[$0] }
    }

    /// What entries take besides cards, also through others.
    package func needs(of names: [RuleName]) -> RuleNeeds {
        closure(of: names).reduce(into: RuleNeeds()) { $0.formUnion($1.needs) }
    }

    /// The words of the file beside its entries, with what they say on one line and where.
    package var settingLines: [(key: String, line: String, place: SourcePosition)] {
        settings.map { ($0.key, $0.text.line, $0.text.place) }
    }
}

extension RuleListing {
    /// Writes entries as a translation.yaml, each part with its place.
    ///
    /// - Parameters:
    ///   - rules: entries of this listing, in the order of a file
    ///   - heading: what the file is, in lines
    /// - Returns: the file
    package func yaml(_ rules: [WrittenRule], heading: String) -> [UInt8] {
        var writer = YAMLWriter()
        writer.comment(heading)
        writer.beginMapping()
        writer.member("schema", RuleLayer.schema)
        for (key, text) in settings where key == "required" || rules.count == self.rules.count {
            writer.comment("\(text.place.file):\(text.place.line)")
            writer.key(key)
            text.writeShown(to: &writer, level: 1, owner: text.place)
        }
        for section in RuleSection.allCases {
            let own = rules.filter { $0.name.section == section }
            if own.isEmpty { continue }
            if section != .root {
                writer.key(section.rawValue)
                writer.beginMapping()
            }
            for rule in own {
                writer.comment("\(rule.place.file):\(rule.place.line)")
                writer.key(rule.name.name)
                rule.text.writeShown(to: &writer, level: 2, owner: rule.place)
            }
            if section != .root { writer.endMapping() }
        }
        writer.endMapping()
        return writer.bytes
    }
}

extension RuleCompiler {
    /// What the files say beside their entries, as it is after all `extends`.
    fileprivate var writtenSettings: [(key: String, text: RuleText)] {
        func topmost(_ key: String) -> RuleText? {
            layers.lazy.compactMap { $0.root[key] }.first.map { RuleText(verbatim: $0) }
        }
        var settings: [(key: String, text: RuleText)] = []
        for key in ["translator", "required"] {
            if let text = topmost(key) { settings.append((key, text)) }
        }
        var kinds: [(key: String, value: RuleText)] = []
        for (word, node) in layers.compactMap({ $0.root["observation_kinds"] }).flatMap({ Array($0.entries) }) {
            guard let word = word.text, !kinds.contains(where: { $0.key == word }) else { continue }
            kinds.append((word, RuleText(verbatim: node)))
        }
        if let place = layers.lazy.compactMap({ $0.root["observation_kinds"] }).first, !kinds.isEmpty {
            settings.append(("observation_kinds", RuleText(.mapping(kinds), at: place, broughtInBy: [])))
        }
        return settings
    }
}
