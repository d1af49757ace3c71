package import ObsDocuments
package import ObsText
internal import ObsTime

extension IdentifierScheme {
    /// Reads `identifiers:` of an instrument.yaml and of those that it extends, the topmost first.
    ///
    /// An entry of a file stands for the whole entry of the files beneath.
    /// Where a base could not be read, `isComplete` is false: what is missing may be there.
    package init(instrument: String, layers: [Node], isComplete: Bool = true, problems: Problems) {
        let before = problems.count
        let readers = layers.compactMap { FormatReader($0, IdentifierKeys.scheme, problems) }
        /// The entry of the topmost file that has it; nil when that one takes it away.
        func entry(_ key: FileKey<Node>) -> Node? {
            let found = readers.map { $0.given(key) }
            return (found.first { $0 != nil } ?? nil).flatMap { $0.isNull ? nil : $0 }
        }
        let merged = entry(IdentifierKeys.merged)
        let mergers = merged.map { IdentifierLayout.Merger.list($0, problems) } ?? []
        func layout(_ key: FileKey<Node>) -> IdentifierLayout? {
            entry(key).flatMap { IdentifierLayout($0, mergers: mergers, problems: problems) }
        }
        self.instrument = instrument
        exposure = layout(IdentifierKeys.exposureID)
        exposureVisit = layout(IdentifierKeys.exposureVisitID)
        detectorExposure = layout(IdentifierKeys.detectorExposureID)
        var packers: [String: IdentifierLayout] = [:]
        if let node = entry(IdentifierKeys.packers) {
            if node.kind == .mapping {
                for (key, value) in node.entries {
                    guard let name = key.string(problems) else { continue }
                    if Self.reserved.contains(name) {
                        problems.error(
                            .duplicateKey, at: key, "a packer cannot be called '\(name)', which is another identifier",
                            hint: "give it another name")
                        continue
                    }
                    packers[name] = IdentifierLayout(value, mergers: mergers, problems: problems)
                }
            } else {
                node.wrongType("packers by name", problems, hint: "write packers: {observation: [...]}")
            }
        }
        self.packers = packers
        groups = entry(IdentifierKeys.groupID).flatMap { GroupIdentifiers($0, problems: problems) }
        days = entry(IdentifierKeys.observingDay).flatMap { ObservingDays($0, problems: problems) }
        let chosen = entry(IdentifierKeys.defaultPacker)
        defaultPacker = chosen?.string(problems)
        if let chosen, let name = defaultPacker, packers[name] == nil, problems.count == before, isComplete {
            problems.error(
                .unknownWord, at: chosen, "there is no packer '\(name)'",
                hint: DidYouMean.hint(for: name, among: packers.keys.sorted()) ?? "it is one of packers:")
        }
        for reader in readers { reader.finish() }
        isBroken = problems.count > before || !isComplete
        // What is missing may be what could not be read.
        if isBroken { return }
        checkParts(at: layers.first, problems)
        // A base may merge words that an instrument of its own has no part for; a file knows its own parts.
        if let own = readers.first, own.contains(IdentifierKeys.merged), let merged {
            checkMergers(mergers, at: merged, problems)
        }
    }

    /// What is no name of a packer.
    private static let reserved = [
        "exposure_id", "exposure_visit_id", "detector_exposure_id", "group_id", "observing_day", "observing_day_offset",
    ]

    /// A merged word is a word of some identifier.
    private func checkMergers(_ mergers: [IdentifierLayout.Merger], at node: Node, _ problems: Problems) {
        let parts = layouts.flatMap(\.layout.forms).flatMap(\.parts)
        for (merger, element) in zip(mergers, node.elements) {
            let words = parts.filter { $0.name == merger.part }.compactMap { part in
                if case .words(let numbers, _) = part.encoding { numbers } else { nil }
            }
            if words.isEmpty {
                problems.error(
                    .unknownName, at: element, "no identifier has a part '\(merger.part)' of words",
                    hint: "write the name of a part with words:")
            } else if words.allSatisfy({ $0[merger.word] == nil }) {
                problems.error(
                    .unknownWord, at: element, "'\(merger.word)' is not among the words of \(merger.part)",
                    hint: "write one of \(Set(words.flatMap(\.keys)).sorted().joined(separator: ", "))")
            }
        }
    }

    /// What packs exposures has the exposure or its parts, and a packer has a detector.
    private func checkParts(at node: Node?, _ problems: Problems) {
        guard let node else { return }
        for (name, layout) in layouts where name != "exposure_id" {
            let needed = exposure?.partNames ?? []
            for form in layout.forms {
                let names = form.parts.map(\.name)
                if packers[name] != nil, !names.contains("detector") {
                    problems.error(
                        .missingKey, at: node, "the packer \(name) has no part 'detector'",
                        hint: "it holds a detector and an exposure")
                }
                if names.contains("exposure") || needed.contains(where: names.contains) { continue }
                problems.error(
                    .missingKey, at: node, "\(name) has neither a part 'exposure' nor parts of exposure_id",
                    hint: "it holds an exposure")
            }
        }
    }
}

extension IdentifierLayout.Merger {
    /// Reads the words that were merged into others; empty when one of them is wrong.
    static func list(_ node: Node, _ problems: Problems) -> [Self] {
        let nodes = node.items("mergers", problems)
        let mergers = nodes.compactMap { Self($0, problems) }
        guard mergers.count == nodes.count else { return [] }
        for (index, merger) in mergers.enumerated() {
            if mergers[..<index].contains(where: { $0.part == merger.part && $0.word == merger.word }) {
                problems.error(
                    .duplicateKey, at: nodes[index], "'\(merger.word)' of \(merger.part) is merged twice",
                    hint: "keep one of both")
                return []
            }
            var last = merger.successor
            for _ in mergers {
                guard let next = mergers.first(where: { $0.part == merger.part && $0.word == last }) else { break }
                last = next.successor
                guard last != merger.word, merger.successor != merger.word else { break }
            }
            if last == merger.word {
                problems.error(
                    .ambiguousIdentifier, at: nodes[index], "'\(merger.word)' is merged into itself",
                    hint: "let one word go on")
                return []
            }
        }
        return mergers
    }

    private init?(_ node: Node, _ problems: Problems) {
        guard let reader = FormatReader(node, IdentifierKeys.merger, problems) else { return nil }
        defer { reader.finish() }
        let part = reader[IdentifierKeys.mergedPart]
        let word = reader[IdentifierKeys.word]
        let successor = reader[IdentifierKeys.successor]
        guard let dayNode = reader.given(IdentifierKeys.lastDay), let day = dayNode.integer(problems), let part,
            let word,
            let successor
        else { return nil }
        guard CalendarDay(yyyymmdd: day) != nil else {
            problems.error(.outOfRange, at: dayNode, "\(day) is no day of the calendar", hint: "write it as 20231004")
            return nil
        }
        self.init(part: part, word: word, successor: successor, lastDay: day)
    }
}
