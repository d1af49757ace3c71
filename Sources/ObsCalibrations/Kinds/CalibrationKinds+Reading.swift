package import ObsDocuments
package import ObsText

extension CalibrationKinds {
    /// The schema that a calibrations/kinds.yaml begins with.
    package static let schema = CalibrationKindsKeys.file.schema

    /// Reads calibrations/kinds.yaml and the files that it extends.
    ///
    /// - Parameters:
    ///   - layers: The roots of the files, an extending one before its base; an entry replaces the one of its name.
    ///   - problems: Takes everything that is wrong: unknown keys, choices that there are not, names that mean two kinds.
    package init(layers: [Node], problems: Problems) {
        var found: [(kind: CalibrationKind, node: Node)] = []
        var seen: Set<String> = []
        for layer in layers {
            guard let reader = FormatReader(layer, CalibrationKindsKeys.file.root, problems) else { continue }
            reader.requireSchema(CalibrationKindsKeys.file)
            _ = reader.given(CalibrationKindsKeys.extends)
            var own: Set<String> = []
            let entries = reader.given(CalibrationKindsKeys.kinds).flatMap { $0.list("kinds", problems) { $0 } } ?? []
            for node in entries {
                guard let (kind, isRemoved) = CalibrationKind.read(node, problems) else { continue }
                if !own.insert(kind.name).inserted {
                    problems.error(
                        .ambiguousKind, at: node, "there are two kinds named '\(kind.name)'", hint: "rename one of them"
                    )
                    continue
                }
                if seen.contains(kind.name) || isRemoved { continue }
                found.append((kind, node))
            }
            seen.formUnion(own)
            reader.finish()
        }
        var owners: [String: String] = [:]
        for (kind, node) in found {
            for name in [kind.name] + kind.aliases {
                guard let other = owners.updateValue(kind.name, forKey: name) else { continue }
                problems.error(
                    .ambiguousKind, at: node, "'\(name)' means both '\(other)' and '\(kind.name)'",
                    hint: "give each name and alias to one kind")
            }
        }
        self.init(unchecked: found.map(\.kind))
    }
}

extension CalibrationKind {
    /// Reads an entry of `kinds:`; a removed one has only a name.
    fileprivate static func read(_ node: Node, _ problems: Problems) -> (kind: CalibrationKind, isRemoved: Bool)? {
        guard let reader = FormatReader(node, CalibrationKindsKeys.kind, problems) else { return nil }
        defer { reader.finish() }
        let name = reader[CalibrationKindsKeys.name]
        let isRemoved = reader[CalibrationKindsKeys.remove] ?? false
        let kind = CalibrationKind(
            name: name ?? "", about: reader[CalibrationKindsKeys.about] ?? "",
            keys: isRemoved ? [] : reader.needed(CalibrationKindsKeys.keys).map { KeyRule.read($0, problems) } ?? [],
            policy: isRemoved ? .begin : reader[needed: CalibrationKindsKeys.policy] ?? .begin,
            format: isRemoved ? .other : reader[needed: CalibrationKindsKeys.format] ?? .other,
            isRequired: reader[CalibrationKindsKeys.required] ?? false,
            aliases: reader[CalibrationKindsKeys.aliases] ?? [])
        return name.map { _ in (kind, isRemoved) }
    }
}

extension KeyRule {
    /// Reads `keys:`, a mapping of names to `exact`, `set`, `range`, `not-applicable` or a mapping with more.
    fileprivate static func read(_ node: Node, _ problems: Problems) -> [KeyRule] {
        guard node.kind == .mapping else {
            node.wrongType("a mapping of keys", problems)
            return []
        }
        node.reportDuplicateKeys(problems)
        return node.entries.compactMap { key, value -> KeyRule? in
            guard let name = key.string(problems) else { return nil }
            let rule = value.kind == .mapping ? long(name, value, problems) : short(name, value, problems)
            guard let rule else { return nil }
            let isOfExposure = name == detector || name == filter
            if isOfExposure && rule.match != .exact && rule.match != .notApplicable {
                problems.error(
                    .badKeyRule, at: value, "the \(name) cannot be compared by \(rule.match.name)",
                    hint: "write exact or not-applicable")
            }
            if isOfExposure && rule.card != nil {
                problems.error(
                    .badKeyRule, at: value, "the \(name) comes from the observation, not from a card",
                    hint: "take card: away")
            }
            return rule
        }
    }

    private static func short(_ name: String, _ node: Node, _ problems: Problems) -> KeyRule? {
        match(node, tolerance: nil, problems).map { KeyRule(name, $0) }
    }

    private static func long(_ name: String, _ node: Node, _ problems: Problems) -> KeyRule? {
        guard let reader = FormatReader(node, CalibrationKindsKeys.key, problems) else { return nil }
        let tolerance = reader.given(CalibrationKindsKeys.tolerance)
        let match = reader.given(CalibrationKindsKeys.match).flatMap { Self.match($0, tolerance: tolerance, problems) }
        let isRequired = reader[CalibrationKindsKeys.isRequired] ?? true
        let card = reader[CalibrationKindsKeys.card]
        let unit = reader[CalibrationKindsKeys.unit]
        let typeNode = reader.given(CalibrationKindsKeys.type)
        let type = typeNode.flatMap { CalibrationKindsKeys.type.value(of: $0, problems) }
        reader.finish()
        if let typeNode, let match, let type { check(type, of: name, match, typeNode, problems) }
        return match.map { KeyRule(name, $0, isRequired: isRequired, card: card, unit: unit, type: type) }
    }

    private static func check(
        _ type: ValueType, of name: String, _ match: Match, _ node: Node, _ problems: Problems
    ) {
        if name == detector || name == filter {
            problems.error(
                .badKeyRule, at: node, "the \(name) has its type already", hint: "take type: away")
            return
        }
        switch match {
        case .exact, .set: return
        case .range, .tolerance:
            if type == .number { return }
            problems.error(
                .badKeyRule, at: node, "values that are compared by \(match.name) are numbers",
                hint: "write type: number, or match: exact or set")
        case .notApplicable:
            problems.error(
                .badKeyRule, at: node, "a key that has no bearing on the kind has no type", hint: "take type: away")
        }
    }

    private static func match(_ node: Node, tolerance: Node?, _ problems: Problems) -> Match? {
        guard let name = CalibrationKindsKeys.match.value(of: node, problems) else { return nil }
        if let tolerance, name != "tolerance" {
            problems.error(
                .badKeyRule, at: tolerance, "a tolerance has no meaning where values are compared by \(name)",
                hint: "write match: tolerance, or take it away")
        }
        switch name {
        case "exact": return .exact
        case "set": return .set
        case "range": return .range
        case "not-applicable": return .notApplicable
        default:
            guard let tolerance else {
                problems.error(
                    .badKeyRule, at: node, "match: tolerance needs the tolerance",
                    hint: "write {match: tolerance, tolerance: NUMBER}")
                return nil
            }
            guard let number = tolerance.double(problems) else { return nil }
            if number >= 0 { return .tolerance(number) }
            problems.error(
                .badKeyRule, at: tolerance, "the tolerance \(number) is negative", hint: "write a number from 0 on")
            return nil
        }
    }
}
