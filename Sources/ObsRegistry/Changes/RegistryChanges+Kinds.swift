public import ObsCalibrations

extension RegistryChanges {
    /// Adds kinds of the instrument, or brings those of the same name up to date; an instrument that is new comes with them.
    ///
    /// Nothing of another instrument changes.
    ///
    /// Keys of a kind that has datasets stay as they are: what was certified under them would mean something else.
    ///
    /// - Returns: What changed of kinds that were there, in words.
    /// - Throws: `RegistryError` (`kindInUse`) when the keys of such a kind differ; `CalibrationError` (`unknownKind`) when a
    ///   name or alias would mean two kinds
    @discardableResult
    public func add(_ kinds: [CalibrationKind]) throws -> [String] {
        try wholly {
            // A registry that exists has no instrument until there are kinds of it.
            if kinds.isEmpty && instrument == nil { return [] }
            let scope = try tables.instrumentToAddTo(instrument)
            let existing = try tables.kinds(of: scope)
            let added = kinds.filter { kind in !existing.contains { $0.kind.name == kind.name } }
            // Throws when a name means two kinds, before anything is stored.
            _ = try CalibrationKinds(
                existing.map { record in kinds.last { $0.name == record.kind.name } ?? record.kind } + added)
            var changes: [String] = []
            defer { tables.kindsChange() }
            for kind in kinds {
                guard let record = existing.first(where: { $0.kind.name == kind.name }) else {
                    try KindRecord.insert(kind, of: scope, database)
                    continue
                }
                if record.kind == kind { continue }
                func explain(_ refusal: String) -> RegistryError? {
                    guard refusal == "kind-in-use" else { return nil }
                    return RegistryError(
                        .kindInUse,
                        "the keys of the kind '\(kind.name)' cannot change, since datasets are stored under them; "
                            + "give the new keys to a kind of another name, or, where they are those of another instrument, name "
                            + "it with --instrument: each instrument has kinds of its own")
                }
                try explaining(explain) { try record.replace(with: kind, database) }
                changes += kind.differences(from: record.kind)
            }
            return changes
        }
    }
}

extension CalibrationKind {
    /// What changed since an earlier form of the kind, in words.
    fileprivate func differences(from old: CalibrationKind) -> [String] {
        func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
        let parts: [(what: String, before: String, after: String)] = [
            ("required", "\(old.isRequired)", "\(isRequired)"), ("policy", old.policy.rawValue, policy.rawValue),
            ("format", old.format.rawValue, format.rawValue), ("aliases", list(old.aliases), list(aliases)),
            ("keys", list(old.keys.map(\.words)), list(keys.map(\.words))), ("about", "'\(old.about)'", "'\(about)'"),
        ]
        return parts.filter { $0.before != $0.after }.map {
            "the kind '\(name)' changed: \($0.what) was \($0.before), is \($0.after)"
        }
    }
}

extension KeyRule {
    /// The rule in words.
    fileprivate var words: String {
        var words = "\(name) \(match.name)"
        if case .tolerance(let number) = match { words += " \(number)" }
        if let type { words += " \(type.rawValue)" }
        if !isRequired && match != .notApplicable { words += " optional" }
        if let card { words += " of \(card)" }
        return words
    }
}
