internal import ObsDocuments
internal import ObsText
internal import ObsTime

extension RuleCompiler {
    /// The property that an input is where neither `with:` nor `values:` says it.
    static let usual: [String: ObservationProperty] = [
        "exposure": .exposureID, "detector": .detectorNum, "name": .exposureGroup, "at": .datetimeBegin,
        "day": .observingDay, "sequence": .observationCounter,
    ]

    /// How an identifier of instrument.yaml is made.
    func identifier(_ node: Node, _ given: [String]) -> IdentifierSource.Told? {
        guard let name = node.string(problems) else { return nil }
        guard let identifiers, identifiers.composable.contains(name) else {
            if identifiers?.isBroken != true { reportUndescribed(name, node) }
            return nil
        }
        // Where the day always changes at the same time, no time is needed to say when.
        if name == IdentifierScheme.offsetName, let offset = identifiers.days?.onlyOffset {
            return IdentifierSource.Told(composer: IdentifierComposer(name, always: offset), parts: [])
        }
        do throws(IdentifierError) {
            let lists = try identifiers.inputLists(of: name)
            let known = Set(lists.joined().map(\.name))
            if let unknown = given.first(where: { !known.contains($0) }) {
                throw IdentifierError(
                    .unknownPart,
                    "\(name) is not made of '\(unknown)', but of \(known.sorted().joined(separator: ", "))"
                )
            }
            // What with: says comes first; then a whole exposure rather than its parts.
            let fitting = lists.filter { list in
                given.allSatisfy { name in list.contains { $0.name == name } }
                    && list.allSatisfy { $0.hasFallback || isSaid($0.name) }
            }
            let whole = fitting.first { list in list.contains { $0.name == IdentifierInput.exposure } }
            guard let inputs = whole ?? fitting.first else {
                let missing = lists.map { $0.map(\.name).filter { !isSaid($0) } }.min { $0.count < $1.count } ?? []
                let known = Array(localNames.keys) + valueNames + Self.usual.keys
                let meant = missing.lazy.compactMap { part in
                    DidYouMean.nearest(to: part, among: known.sorted()).map { " (did you mean '\($0)' there?)" }
                }.first
                throw IdentifierError(
                    .missingPart,
                    "by identifiers: of instrument.yaml \(name) is made of \(missing.joined(separator: ", ")) too"
                        + "\(meant ?? ""), and nothing says what it is")
            }
            let used = inputs.filter { isSaid($0.name) }
            let composer = try identifiers.composer(of: name, from: used.map(\.name))
            return IdentifierSource.Told(
                composer: composer,
                parts: used.compactMap { input in rule(ofInput: input.name, node).map { (input: input, rule: $0) } })
        } catch {
            if !identifiers.isBroken {
                self.error(.badSource, node, error.message, hint: "name it in with:, or under values:")
            }
            return nil
        }
    }

    /// Says that the instrument does not describe an identifier; of a rule of a base, where the base is named.
    private func reportUndescribed(_ name: String, _ node: Node) {
        guard let top = layers.first, !node.isOfTheSameFile(as: top.root), let base = top.extendsNode else {
            return error(
                .unknownName, node, "identifiers: of instrument.yaml does not describe '\(name)'",
                hint: nearest(to: name, among: identifiers?.composable ?? []) ?? "describe it there")
        }
        error(
            .unknownName, base,
            "the base puts '\(name)' together as identifiers: of instrument.yaml says, and that does not describe it",
            hint: "describe it there, let instrument.yaml extend the base's, or write a rule of your own")
    }

    private func isSaid(_ name: String) -> Bool {
        localNames[name] != nil || valueIndices[name] != nil || Self.usual[name] != nil
    }

    private func rule(ofInput name: String, _ node: Node) -> Rule? {
        let isNamed = localNames[name] != nil || valueIndices[name] != nil
        return namedRule(isNamed ? name : Self.usual[name]?.name ?? name, node)?.rule
    }
}

extension ObservingDays {
    /// The offset in seconds, if it is the same at all times.
    var onlyOffset: Int? {
        if eras.count == 1, case .seconds(let seconds) = eras[0].offset { seconds } else { nil }
    }
}

extension IdentifierScheme {
    /// What an identifier is put together from, a list for each way to do it.
    func inputLists(of name: String) throws(IdentifierError) -> [[IdentifierInput]] {
        switch name {
        case Self.groupName, Self.dayName, Self.offsetName: [try inputs(of: name)]
        default: try recipes(of: name).map(\.inputs)
        }
    }
}
