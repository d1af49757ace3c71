internal import ObsDocuments
internal import ObsText

/// A section of translation.yaml that has entries by name.
package enum RuleSection: String, CaseIterable, Sendable {
    /// The file itself, with `time_scale`.
    case root
    case properties, extensions, values, predicates, tables
}

/// One translation.yaml: its sections by name.
struct RuleLayer {
    typealias Section = RuleSection

    struct Entry {
        let key: String
        let keyNode: Node
        let node: Node
    }

    static let timeScaleKey = "time_scale"
    static let schema = "obskit/translation/2"
    /// The schema of the first version, for which the law of the second holds.
    static let firstSchema = "obskit/translation/1"

    let root: Node
    let schemaNode: Node?
    let isOfVersion1: Bool
    let extendsNode: Node?
    let translatorName: String?
    let observationKinds: [String: ObservationKind]
    /// The properties without which an observation has failed; nil when the file does not say.
    let requiredProperties: Set<ObservationProperty>?
    private var sections: [Section: [Entry]] = [:]
    private var byName: [Section: [String: Entry]] = [:]

    init?(_ root: Node, problems: Problems) {
        guard let reader = MappingReader(root, "translation.yaml", problems) else { return nil }
        self.root = root
        schemaNode = reader.optional("schema")
        isOfVersion1 = schemaNode?.text == Self.firstSchema
        if !isOfVersion1 { reader.requireSchema(Self.schema) }
        extendsNode = reader.optional("extends")
        translatorName = reader.optional("translator")?.string(problems)
        var kinds: [String: ObservationKind] = [:]
        if let node = reader.optional("observation_kinds") {
            for entry in node.entries(problems, "observation_kinds") {
                guard let word = entry.value.string(problems) else { continue }
                if let kind = ObservationKind(rawValue: word) {
                    kinds[entry.key.text ?? ""] = kind
                } else {
                    let words = ObservationKind.allCases.map(\.rawValue)
                    problems.error(
                        .unknownWord, at: entry.value, "there is no kind of observation '\(word)'",
                        hint: DidYouMean.hint(for: word, among: words)
                            ?? "it is one of \(words.joined(separator: ", "))")
                }
            }
        }
        observationKinds = kinds
        requiredProperties = reader.optional("required").map { Self.properties($0, problems) }
        for section in Section.allCases where section != .root {
            guard let node = reader.optional(section.rawValue) else { continue }
            sections[section] = node.entries(problems, section.rawValue).map {
                Entry(key: $0.key.text ?? "", keyNode: $0.key, node: $0.value)
            }
        }
        if let node = reader.optional(Self.timeScaleKey) {
            sections[.root] = [Entry(key: Self.timeScaleKey, keyNode: node, node: node)]
        }
        reader.finish()
        for (section, entries) in sections {
            byName[section] = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
        }
    }

    /// The properties of a list of names.
    private static func properties(_ node: Node, _ problems: Problems) -> Set<ObservationProperty> {
        let found = node.list("names of properties", problems) { element -> ObservationProperty? in
            guard let name = element.string(problems) else { return nil }
            if let property = ObservationProperty(name: name) { return property }
            let hint = DidYouMean.hint(for: name, among: ObservationProperty.allCases.map(\.name))
            problems.error(
                .unknownProperty, at: element, "there is no property \(DisplayText.quoted(name))",
                hint: hint ?? "name properties of an observation, such as exposure_id")
            return nil
        }
        return Set(found ?? [])
    }

    func entries(_ section: Section) -> [Entry] { sections[section] ?? [] }

    func entry(_ section: Section, _ name: String) -> Entry? { byName[section]?[name] }
}

extension Node {
    /// The entries of a mapping whose keys are free names; a problem when it is no mapping.
    func entries(_ problems: Problems, _ what: String) -> [(key: Node, value: Node)] {
        guard kind == .mapping else {
            wrongType("a mapping of names", problems, hint: "write NAME: lines under \(what):")
            return []
        }
        var seen: Set<String> = []
        // A key that comes twice was reported when the file was read; the first one counts here.
        return entries.filter { entry in entry.key.text.map { seen.insert($0).inserted } ?? false }
    }
}
