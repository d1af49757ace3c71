public import ObsDocuments
internal import ObsFITS
package import ObsText
internal import ObsTime

extension Corrections {
    /// The schema that a corrections.yaml begins with.
    public static let schema = CorrectionKeys.file.schema

    /// Corrections from files, those laid over others first.
    ///
    /// - Parameters:
    ///   - layers: the root nodes of site-local files, of corrections.yaml, and of the files that these extend
    ///   - ruleLayers: the root nodes of translation.yaml and its bases, whose names conditions and values may use
    ///   - table: reads the text of a table that the file at this index of `layers` names: its bytes, and its name for
    ///     messages; nil when it cannot be read
    /// - Returns: the corrections
    /// - Throws: `DiagnosticsError` with everything that is wrong
    public static func read(
        layers: [Node], ruleLayers: [Node],
        table: (_ layer: Int, _ name: Node) -> (bytes: [UInt8], file: String)? = { _, _ in nil }
    ) throws -> Corrections {
        let problems = Problems()
        let corrections = read(layers: layers, ruleLayers: ruleLayers, table: table, problems: problems)
        try problems.throwIfErrors()
        return corrections
    }

    /// Corrections from files, those laid over others first.
    ///
    /// An entry replaces an entry of the same name beneath it; an entry with `remove: true` takes it away.
    ///
    /// - Parameters:
    ///   - layers: the root nodes of site-local files, of corrections.yaml, and of the files that these extend
    ///   - ruleLayers: the root nodes of translation.yaml and its bases, whose names conditions and values may use
    ///   - table: reads the text of a table that the file at this index of `layers` names: its bytes, and its name for
    ///     messages; nil when it cannot be read, with the reason among the problems
    ///   - problems: takes everything that is wrong
    /// - Returns: the corrections that could be read
    package static func read(
        layers: [Node], ruleLayers: [Node],
        table: (_ layer: Int, _ name: Node) -> (bytes: [UInt8], file: String)? = { _, _ in nil }, problems: Problems
    ) -> Corrections {
        let compiler = RuleCompiler(layers: ruleLayers, problems: problems, areLayersChecked: true)
        let budget = ObservationIDRange.Budget()
        var corrections: [Correction] = []
        var tables: [CorrectionTable] = []
        var names: Set<String> = []
        /// What takes a correction away that was not found yet.
        var removed: [String: Node] = [:]
        for (index, layer) in layers.enumerated() {
            guard let file = FormatReader(layer, CorrectionKeys.file.root, problems) else { continue }
            file.requireSchema(CorrectionKeys.file)
            _ = file.given(CorrectionKeys.extends)
            // Names the instrument where a file is laid over the corrections of a package.
            _ = file.given(CorrectionKeys.instrument)
            let exception = file.given(CorrectionKeys.unless).map { compiler.condition($0) }
            let reader = CorrectionReader(compiler: compiler, exception: exception, budget: budget, problems: problems)
            var own: Set<String> = []
            for node in reader.list(file.given(CorrectionKeys.tables)) {
                guard let one = reader.table(node, { table(index, $0) }) else { continue }
                if !own.insert(one.name).inserted {
                    problems.error(
                        .duplicateName, at: node, "there are two corrections '\(one.name)'", hint: "rename one")
                }
                removed[one.name] = nil
                if names.insert(one.name).inserted { tables.append(one) }
            }
            for node in reader.list(file.given(CorrectionKeys.corrections)) {
                guard let (name, correction) = reader.correction(node) else { continue }
                if !own.insert(name).inserted {
                    problems.error(.duplicateName, at: node, "there are two corrections '\(name)'", hint: "rename one")
                }
                if correction != nil { removed[name] = nil }
                if names.insert(name).inserted {
                    if let correction { corrections.append(correction) } else { removed[name] = node }
                }
            }
            file.finish()
        }
        for (name, node) in removed {
            problems.warning(
                .unknownName, at: node, "there is no correction '\(name)' to take away",
                hint: DidYouMean.hint(for: name, among: corrections.map(\.name)))
        }
        return Corrections(corrections, tables: tables)
    }
}

extension Diagnostic.Code {
    static let duplicateName = Self(rawValue: "duplicate-name")
    static let badCorrection = Self(rawValue: "bad-correction")
}

/// Reads one correction.
private struct CorrectionReader {
    let compiler: RuleCompiler
    /// What takes a header out of the whole file.
    let exception: Condition?
    let budget: ObservationIDRange.Budget
    let problems: Problems

    /// A table beside the file.
    func table(_ node: Node, _ read: (Node) -> (bytes: [UInt8], file: String)?) -> CorrectionTable? {
        guard let reader = FormatReader(node, CorrectionKeys.table, problems) else { return nil }
        defer { reader.finish() }
        let name = reader[CorrectionKeys.tableName]
        let reason = reader[CorrectionKeys.reason] ?? ""
        let reference = reader[CorrectionKeys.reference]
        let stage = reader[CorrectionKeys.stage] ?? 1
        guard let file = reader.given(CorrectionKeys.tableFile), let name, let text = read(file) else { return nil }
        return CorrectionTable(
            text.bytes, file: text.file, name: name, reason: reason, reference: reference, stage: stage,
            condition: exception.map { .not($0) }, problems: problems)
    }

    /// The name and the correction; nil in its place when the entry takes one away.
    func correction(_ node: Node) -> (name: String, correction: Correction?)? {
        guard let reader = FormatReader(node, CorrectionKeys.correction, problems) else { return nil }
        defer { reader.finish() }
        let name = reader[CorrectionKeys.name]
        if reader[CorrectionKeys.remove] == true {
            _ = reader[CorrectionKeys.reason]
            _ = reader[CorrectionKeys.reference]
            return name.map { ($0, nil) }
        }
        let selector = selector(reader)
        let changes = changes(reader)
        let reason = reader[needed: CorrectionKeys.reason] ?? ""
        let reference = reader[CorrectionKeys.reference]
        let stage = reader[CorrectionKeys.stage] ?? 1
        guard let name else { return nil }
        let correction = Correction(
            name: name, reason: reason, reference: reference, place: node.position, stage: stage, selector: selector,
            changes: changes)
        return (name, correction)
    }

    func list(_ node: Node?) -> [Node] {
        guard let node else { return [] }
        if node.kind != .sequence { node.wrongType("a list of corrections", problems, hint: "write - name: … lines") }
        return Array(node.elements)
    }

    private func selector(_ reader: FormatReader) -> Correction.Selector {
        var selector = Correction.Selector()
        let conditions = [reader.given(CorrectionKeys.when).map { compiler.condition($0) }, exception.map { .not($0) }]
            .compactMap { $0 }
        selector.condition = conditions.count > 1 ? .all(conditions) : conditions.first
        if let node = reader.given(CorrectionKeys.observationID) {
            selector.observationIDs = observationIDs(node)
        }
        selector.exposures = reader.given(CorrectionKeys.exposures).map { exposures($0) }
        selector.days = reader.given(CorrectionKeys.day).flatMap { range($0, Self.dayRange, isDay: true) }
        selector.sequence = reader.given(CorrectionKeys.sequence).flatMap {
            range($0, Self.sequenceRange, isDay: false)
        }
        if let node = reader.given(CorrectionKeys.date), let dates = FormatReader(node, CorrectionKeys.dates, problems)
        {
            selector.after = dates.given(CorrectionKeys.after).flatMap { compiler.date($0) }
            selector.before = dates.given(CorrectionKeys.before).flatMap { compiler.date($0) }
            dates.finish()
            if let after = selector.after, let before = selector.before, after >= before {
                problems.error(.badCorrection, at: node, "after: is not before before:", hint: "exchange them")
            }
        }
        if let node = reader.given(CorrectionKeys.detector) {
            selector.detectors = Set(
                node.kind == .sequence ? node.integers(problems) ?? [] : [node.integer(problems) ?? -1])
        }
        return selector
    }

    private func observationIDs(_ node: Node) -> Set<String> {
        var result: Set<String> = []
        for one in node.kind == .sequence ? Array(node.elements) : [node] {
            guard let text = one.string(problems) else { continue }
            guard let ids = ObservationIDRange.ids(text) else {
                problems.error(
                    .badCorrection, at: one, "'\(text)' is no range of observation ids",
                    hint: "write the last digits of the last one after two dots")
                continue
            }
            guard budget.take(ids.count) else {
                problems.error(
                    .limitExceeded, at: one,
                    "the corrections are for more than \(ObservationIDRange.tableLimit) observations",
                    hint: "select them by day: and sequence:")
                break
            }
            result.formUnion(ids)
        }
        return result
    }

    private func exposures(_ node: Node) -> [Correction.Selector.Exposures] {
        guard node.kind == .sequence, !node.elements.isEmpty else {
            node.wrongType("a list of {day: YYYYMMDD, sequence: [FIRST, LAST]}", problems)
            return []
        }
        return node.elements.compactMap { one in
            guard let reader = FormatReader(one, CorrectionKeys.exposure, problems) else { return nil }
            defer { reader.finish() }
            let day = reader.given(CorrectionKeys.exposureDay).flatMap { range($0, Self.dayRange, isDay: true) }
            let sequence = reader.given(CorrectionKeys.sequence).flatMap { range($0, Self.sequenceRange, isDay: false) }
            guard let day else { return nil }
            return Correction.Selector.Exposures(days: day, sequence: sequence)
        }
    }

    private static let dayRange = "a day or [first, last], as YYYYMMDD"
    private static let sequenceRange = "a number or [first, last]"

    private func range(_ node: Node, _ expected: String, isDay: Bool) -> ClosedRange<Int>? {
        let ends = node.kind == .sequence ? node.integers(problems) : node.integer(problems).map { [$0, $0] }
        guard let ends else { return nil }
        guard ends.count == 2, ends[0] <= ends[1], !isDay || ends.allSatisfy({ CalendarDay(yyyymmdd: $0) != nil })
        else {
            node.wrongType(expected, problems)
            return nil
        }
        return ends[0]...ends[1]
    }

    private func changes(_ reader: FormatReader) -> [HeaderChange] {
        guard let node = reader.needed(CorrectionKeys.change) else { return [] }
        guard node.kind == .sequence, !node.elements.isEmpty else {
            node.wrongType("a list of changes", problems, hint: "write change: [{set: CARD, to: VALUE}]")
            return []
        }
        var seen: Set<Keyword> = []
        return node.elements.compactMap { element in
            guard let change = change(element) else { return nil }
            if !seen.insert(change.keyword).inserted {
                problems.error(
                    .badCorrection, at: element, "this correction changes \(change.keyword.name) twice",
                    hint: "write one change, or two corrections, the second with a later stage:")
            }
            return change
        }
    }

    private func change(_ node: Node) -> HeaderChange? {
        guard let reader = FormatReader(node, CorrectionKeys.changeFormat, problems) else { return nil }
        defer { reader.finish() }
        let found = CorrectionKeys.verbs.compactMap { verb in reader.given(verb).map { (verb, $0) } }
        guard let (verb, cardNode) = found.first, found.count == 1 else {
            problems.error(
                .badCorrection, at: node,
                "a change has one of \(CorrectionKeys.verbs.map(\.name).joined(separator: ", "))",
                hint: "write {set: CARD, to: VALUE}")
            return nil
        }
        let guardValue = reader.given(CorrectionKeys.was).flatMap { compiler.literal($0) }
        let operation = operation(verb, reader)
        guard let card = cardNode.string(problems), let operation else { return nil }
        return HeaderChange(keyword: Keyword(card), operation: operation, guardValue: guardValue)
    }

    private func operation(_ verb: FileKey<Node>, _ reader: FormatReader) -> HeaderChange.Operation? {
        switch verb.name {
        case CorrectionKeys.set.name:
            guard let to = reader.needed(CorrectionKeys.to) else { return nil }
            if to.kind != .scalar { return .rule(compiler.finishedRule(to, .field("the new value"))) }
            return compiler.literal(to).flatMap { HeaderValue($0) }.map { .literal($0) }
        case CorrectionKeys.copy.name: return reader[needed: CorrectionKeys.from].map { .copy(Keyword($0)) }
        case CorrectionKeys.add.name: return reader[needed: CorrectionKeys.amount].map { .add($0) }
        case CorrectionKeys.scale.name: return reader[needed: CorrectionKeys.factor].map { .scale($0) }
        case CorrectionKeys.wrap.name:
            return reader.needed(CorrectionKeys.interval).flatMap { compiler.interval($0) }
                .map { .wrap(low: $0.lowerBound, high: $0.upperBound) }
        case CorrectionKeys.replace.name:
            let (oldNode, newNode) = (reader.needed(CorrectionKeys.old), reader.needed(CorrectionKeys.new))
            guard let oldNode, let old = oldNode.string(problems), let new = newNode?.string(problems) else {
                return nil
            }
            if old.isEmpty { problems.error(.badCorrection, at: oldNode, "an empty text cannot be replaced") }
            return .replace(old: old, new: new)
        case CorrectionKeys.shift.name:
            return reader[needed: CorrectionKeys.seconds].map { .shift(seconds: $0) }
        default: return .delete
        }
    }
}
