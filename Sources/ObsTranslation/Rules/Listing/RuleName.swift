internal import ObsText

/// The name of an entry of translation.yaml, and the section where it stands.
package struct RuleName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The section.
    package let section: RuleSection
    /// The key.
    package let name: String

    package init(_ section: RuleSection, _ name: String) {
        self.section = section
        self.name = name
    }

    /// The name as rules and people ask for it: an extension's begins with `ext_`.
    package var word: String { section == .extensions ? "ext_" + name : name }

    /// What the entry is, in a word.
    package var kind: String {
        switch section {
        case .root, .properties: "rule"
        case .extensions: "extension"
        case .values: "value"
        case .predicates: "predicate"
        case .tables: "table"
        }
    }

    /// The entry for people: `predicate onSky`.
    package var description: String { "\(kind) \(word)" }

    /// Orders by section, as a file has them, then by name.
    package static func < (left: RuleName, right: RuleName) -> Bool {
        let sections = RuleSection.allCases
        let (first, second) = (sections.firstIndex(of: left.section) ?? 0, sections.firstIndex(of: right.section) ?? 0)
        return (first, left.name) < (second, right.name)
    }
}

/// What a rule takes besides cards and other rules.
package struct RuleNeeds: Hashable, Sendable {
    /// The tables of `tables:`.
    package internal(set) var tables: Set<String> = []
    /// The Swift functions of the package.
    package internal(set) var hooks: Set<String> = []
    /// The corrections that it asks for.
    package internal(set) var corrections: Set<String> = []
    /// Whether it asks the camera for a detector.
    package internal(set) var detectors = false
    /// Whether it makes, or is checked by, an identifier of instrument.yaml.
    package internal(set) var identifiers = false

    mutating func formUnion(_ other: RuleNeeds) {
        tables.formUnion(other.tables)
        hooks.formUnion(other.hooks)
        corrections.formUnion(other.corrections)
        detectors = detectors || other.detectors
        identifiers = identifiers || other.identifiers
    }
}
