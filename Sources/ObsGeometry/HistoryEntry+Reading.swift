package import ObsDocuments
package import ObsText
package import ObsTime

extension HistoryEntry {
    /// Reads an entry of history.yaml, or reports what is wrong with it.
    init?(_ node: Node, _ problems: Problems) {
        guard let reader = FormatReader(node, HistoryKeys.entry, problems) else { return nil }
        let begin = reader[HistoryKeys.begin] ?? nil
        let end = reader[HistoryKeys.end] ?? nil
        let edition = reader[HistoryKeys.edition] ?? nil
        let withdrawn = reader[HistoryKeys.withdrawn] ?? nil
        let reason = reader[HistoryKeys.reason]
        let source = reader[HistoryKeys.source]
        let confidence = reader[HistoryKeys.confidence]
        let fieldAngle = reader.given(HistoryKeys.fieldAngle).flatMap { FieldAnglePatch($0, isChange: true, problems) }
        let frames = HistoryEntry.read(reader, HistoryKeys.frames) { ExtraFrame(name: $0, $1, problems) }
        let layouts = HistoryEntry.read(reader, HistoryKeys.sensors) { name, node in
            LayoutPatch(node, isChange: true, problems).map { Named(name: name, patch: $0) }
        }
        let groups = HistoryEntry.read(reader, HistoryKeys.groups) { name, node in
            GroupPatch(node, isChange: true, problems).map { Named(name: name, patch: $0) }
        }
        let devices = HistoryEntry.read(reader, HistoryKeys.devices) { name, node in
            DevicePatch(node, isChange: true, problems).map { Named(name: name, patch: $0) }
        }
        let added = HistoryEntry.read(reader, HistoryKeys.addedSlots) { name, node in
            SlotPatch(node, isChange: false, problems).map { Named(name: name, patch: $0) }
        }
        let removed = reader[HistoryKeys.removedSlots] ?? []
        let slots = HistoryEntry.read(reader, HistoryKeys.slots) { name, node in
            SlotPatch(node, isChange: true, problems).map { Named(name: name, patch: $0) }
        }
        reader.finish()
        var validity: Validity?
        do {
            validity = try Validity(begin: begin, end: end)
        } catch {
            problems.error(
                .badValidity, at: node[HistoryKeys.end.name] ?? node, "\(error)",
                hint: "the end is the first instant after the time")
        }
        if let edition, let withdrawn, withdrawn <= edition {
            problems.error(
                .badValidity, at: node[HistoryKeys.withdrawn.name] ?? node,
                "the edition \(withdrawn.shortText), which no longer says so, is not after \(edition.shortText), which did",
                hint: "leave withdrawn out of what still holds")
        }
        guard let validity, let reason, let source, let confidence else { return nil }
        self.init(
            validity: validity, edition: edition, withdrawn: withdrawn, reason: reason, source: source,
            confidence: confidence,
            fieldAngle: fieldAngle, frames: frames, layouts: layouts, groups: groups, devices: devices,
            addedSlots: added, removedSlots: removed, slots: slots, node: node)
        if targets(layouts: [:]).isEmpty, layouts.isEmpty, !problems.hasErrors {
            problems.error(
                .missingKey, at: node, "the entry changes nothing",
                hint: "name slots, devices, sensors or the field angle")
        }
    }

    private static func read<Value>(
        _ reader: FormatReader, _ key: FileKey<Node>, _ make: (String, Node) -> Value?
    ) -> [Value] {
        guard let node = reader.given(key) else { return [] }
        return node.named(key.name.replacingUnderscores, reader.problems).compactMap { make($0.name, $0.node) }
    }
}

extension String {
    fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? " " : $0 }) }
}

extension Node {
    /// A date or a date and time, UTC unless it ends in TAI, or nil and a reported problem.
    package func instant(_ problems: Problems) -> Instant? {
        guard let text = string(problems) else { return nil }
        do {
            return try Instant(describing: text)
        } catch {
            problems.error(
                .badDate, at: self, "\(error)", hint: "write 2013-11-30 or 2013-11-30T20:19:00, UTC; or …TAI")
            return nil
        }
    }
}

extension Instant {
    /// The instant that a text such as `2013-11-30`, `2013-11-30T20:19:00Z` or `2013-11-30T20:19:37 TAI` names.
    init(describing text: String) throws {
        var utf8 = Array(text.utf8)
        let isTAI = utf8.suffix(3) == Array("TAI".utf8)
        if isTAI {
            utf8.removeLast(3)
            while utf8.last == UInt8(ascii: " ") { utf8.removeLast() }
        }
        try self.init(iso: String(decoding: utf8, as: UTF8.self), scale: isTAI ? .tai : .utc)
    }

    /// The shortest text that `init(describing:)` reads as this instant.
    var shortText: String {
        let text = description
        let midnight = "T00:00:00Z"
        return text.hasSuffix(midnight) ? String(text.dropLast(midnight.count)) : text
    }
}
