package import ObsText
internal import ObsTranslation

/// A part of a package that differs between two versions of it: a rule, a table, a correction, the camera.
package struct PartDifference: Hashable, Sendable, Comparable {
    /// What it is: `rule exposure_time`, `correction clock-of-1970`, `identifiers of instrument.yaml`.
    package let part: String
    /// Where it stands in the old version; nil when it is not there.
    package let before: SourcePosition?
    /// Where it stands in the new version; nil when it is not there.
    package let after: SourcePosition?

    /// Orders by the words, then by the places.
    package static func < (left: Self, right: Self) -> Bool {
        if left.part != right.part { return left.part < right.part }
        return ("\(left.before as Any)", "\(left.after as Any)") < ("\(right.before as Any)", "\(right.after as Any)")
    }
}

/// What differs between two versions of what gives an instrument's answers.
struct PartDifferences: Sendable {
    /// The entries of translation.yaml by name.
    private let rules: [RuleName: PartDifference]
    /// The words of translation.yaml beside its entries.
    let settings: [String: PartDifference]
    let filters: [String: PartDifference]
    let description: [String: PartDifference]
    let camera: [PartDifference]
    private let before: PackageParts
    private let after: PackageParts

    init(from before: PackageParts, to after: PackageParts) {
        self.before = before
        self.after = after
        var rules: [RuleName: PartDifference] = [:]
        for name in Set(before.rules.rules.map(\.name) + after.rules.rules.map(\.name)) {
            if let found = Self.difference("\(name)", before.rules[name], after.rules[name]) { rules[name] = found }
        }
        self.rules = rules
        func settings(_ listing: RuleListing) -> [String: PackageParts.Part] {
            Dictionary(
                uniqueKeysWithValues: listing.settingLines.map {
                    ($0.key, PackageParts.Part(text: $0.line, place: $0.place))
                })
        }
        self.settings = Self.differences(settings(before.rules), settings(after.rules)) { "\($0) of translation.yaml" }
        filters = Self.differences(before.filters, after.filters) { "filter \($0)" }
        description = Self.differences(before.description, after.description) { "\($0) of instrument.yaml" }
        camera = Self.differences(before.camera, after.camera) { "camera's \($0)" }.values.sorted()
    }

    private static func difference(_ part: String, _ before: WrittenRule?, _ after: WrittenRule?) -> PartDifference? {
        guard let before, let after else {
            return before == nil && after == nil
                ? nil : PartDifference(part: part, before: before?.place, after: after?.place)
        }
        if before.text.line == after.text.line { return nil }
        // The first alternative that differs is what somebody changed, if there are several.
        let (old, new) = (before.text.alternatives, after.text.alternatives)
        let first = (0..<max(old.count, new.count)).first {
            !old.indices.contains($0) || !new.indices.contains($0) || old[$0].line != new[$0].line
        }
        func place(_ rule: WrittenRule, _ alternatives: [RuleText]) -> SourcePosition {
            guard let first, alternatives.count > 1, alternatives.indices.contains(first) else { return rule.place }
            return alternatives[first].place
        }
        return PartDifference(part: part, before: place(before, old), after: place(after, new))
    }

    private static func differences(
        _ before: [String: PackageParts.Part], _ after: [String: PackageParts.Part], words: (String) -> String
    ) -> [String: PartDifference] {
        var found: [String: PartDifference] = [:]
        for name in Set(before.keys).union(after.keys) where before[name]?.text != after[name]?.text {
            found[name] = PartDifference(part: words(name), before: before[name]?.place, after: after[name]?.place)
        }
        return found
    }

    /// What of the rules, and of what they ask, may change the answer of an entry.
    func behind(_ name: RuleName) -> Set<PartDifference> {
        let names = Set((before.rules.closure(of: [name]) + after.rules.closure(of: [name])).map(\.name)).union([name])
        var found = Set(names.compactMap { rules[$0] })
        let (old, new) = (before.rules.needs(of: [name]), after.rules.needs(of: [name]))
        if old.detectors || new.detectors {
            found.formUnion(camera)
            if let other = description["camera"] { found.insert(other) }
        }
        if old.identifiers || new.identifiers, let other = description["identifiers"] { found.insert(other) }
        let hooks = (before.hooks, after.hooks)
        if !old.hooks.isEmpty || !new.hooks.isEmpty, hooks.0?.text != hooks.1?.text {
            found.insert(PartDifference(part: "hooks of package.yaml", before: hooks.0?.place, after: hooks.1?.place))
        }
        // Of a required property a blank text is refused.
        if found.isEmpty, let required = settings["required"] { found.insert(required) }
        return found
    }

    /// What may be behind a correction that one version makes and the other does not, or makes otherwise: itself, or where it
    /// is the same in both, what it asks to know whether it is meant.
    func behind(correction name: String, before old: SourcePosition?, after new: SourcePosition?) -> Set<PartDifference>
    {
        let (was, now) = (before.corrections[name], after.corrections[name])
        if let was, let now, was.text == now.text {
            let asked = was.uses.reduce(into: Set<PartDifference>()) { $0.formUnion(behind($1)) }
            if !asked.isEmpty { return asked }
        }
        return [
            PartDifference(part: "correction \(name)", before: old ?? was?.place, after: new ?? now?.place)
        ]
    }
}
