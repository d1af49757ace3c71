internal import ObsDocuments
internal import ObsText

/// What an instrument says about the parameters of a task, in all layers.
///
/// `values` asks it for a detector and a filter.
public struct Parameters: Sendable {
    /// What the task has.
    public let schema: TaskSchema
    /// The instrument's name.
    public let instrument: String

    /// What is said, from the bottom of the layers to the top, files before those that extend them.
    let blocks: [ParameterFile.Block]
    let filters: FilterCatalog
    /// The detectors of the camera; nil when it cannot be read, or when there is none.
    let detectors: [ParameterTarget.Slot]?

    init(
        schema: TaskSchema, instrument: String, blocks: [ParameterFile.Block], filters: FilterCatalog,
        detectors: [ParameterTarget.Slot]?
    ) {
        self.schema = schema
        self.instrument = instrument
        self.blocks = blocks
        self.filters = filters
        self.detectors = detectors
    }

    /// The values for a detector and a filter.
    ///
    /// Where neither is given, entries for some detectors or filters are left out.
    ///
    /// - Parameters:
    ///   - detector: the name of a detector, or its number; nil for what holds for all
    ///   - filter: a physical filter's name or alias, or a band that only one filter has; nil for what holds for all
    ///   - lines: settings of whoever runs the task, each `NAME=VALUE` with the value as in YAML
    /// - Returns: a value for each parameter of the schema, and where it comes from
    /// - Throws: `DiagnosticsError` when there is no such detector, filter or parameter, a value is of another type, entries
    ///   contradict each other, or a parameter without a default has no value
    package func values(
        detector: String? = nil, filter: String? = nil, setting lines: [String] = []
    ) throws -> ParameterValues {
        let problems = Problems()
        var target = ParameterTarget()
        if let detector { target.detector = slot(detector, problems) }
        if let filter { target.filter = self.filter(filter, problems) }
        let user = lines.flatMap {
            ParameterReader(schema: schema, problems: problems).read($0, place: "--set \($0)")
        }
        let found = resolve(target, user, problems)
        try problems.throwIfErrors()
        return found
    }

    /// Checks the keys of maps and the words of entries, and every detector and filter for contradictions.
    func validate(_ problems: Problems) {
        for block in blocks {
            for setting in block.settings { checkKey(setting, problems) }
            block.selector.map { check($0, problems) }
        }
        let targets =
            [ParameterTarget()] + (detectors ?? []).map { ParameterTarget(detector: $0) }
            + filters.filters.map { ParameterTarget(filter: $0) }
        for target in targets { _ = resolve(target, [], problems) }
    }

    private func resolve(
        _ target: ParameterTarget, _ user: [ParameterSetting], _ problems: Problems
    ) -> ParameterValues {
        var byPath: [String: [(setting: ParameterSetting, block: Int)]] = [:]
        var ofParameter: [String: Set<String>] = [:]
        let general = [(-1, user)]
        let own = blocks.enumerated().compactMap { index, block -> (Int, [ParameterSetting])? in
            (block.selector?.selects(target, filters: filters) ?? true) ? (index, block.settings) : nil
        }
        for (index, settings) in own + general {
            for setting in settings {
                byPath[setting.path, default: []].append((setting, index))
                ofParameter[setting.name, default: []].insert(setting.path)
            }
        }
        var entries: [ParameterValues.Entry] = []
        for parameter in schema.parameters {
            let standard = defaults(of: parameter)
            let paths = (ofParameter[parameter.name] ?? []).union(standard.map(\.path))
            for path in paths.sorted() {
                // Sorting by layer keeps the order of the files within one.
                let said = standard.filter { $0.path == path }.map { ($0, -1) } + (byPath[path] ?? [])
                let ordered = said.enumerated().sorted {
                    ($0.element.0.layer, $0.offset) < ($1.element.0.layer, $1.offset)
                }.map(\.element)
                guard let top = ordered.last else { continue }
                reportContradiction(top, ordered, problems)
                entries.append(
                    ParameterValues.Entry(setting: top.0, overridden: ordered.dropLast().reversed().map(\.0)))
            }
            if paths.isEmpty, parameter.defaultValue == nil {
                problems.error(
                    .missingParameter, at: nil,
                    "\(instrument) gives no value to '\(parameter.name)' of \(schema.task), which has no default",
                    hint: "write it into parameters/\(schema.task).yaml")
            }
        }
        return ParameterValues(schema: schema, instrument: instrument, entries: entries)
    }

    /// The default as settings, one for each entry of a map.
    private func defaults(of parameter: Parameter) -> [ParameterSetting] {
        guard let value = parameter.defaultValue else { return [] }
        if case .map(let values) = value {
            return values.sorted { $0.key < $1.key }.map {
                ParameterSetting(name: parameter.name, entry: $0.key, value: $0.value, layer: .standard, place: nil)
            }
        }
        return [ParameterSetting(name: parameter.name, entry: nil, value: value, layer: .standard, place: nil)]
    }

    /// Two entries of one file for this detector, or this filter, must agree.
    private func reportContradiction(
        _ top: (setting: ParameterSetting, block: Int), _ ordered: [(setting: ParameterSetting, block: Int)],
        _ problems: Problems
    ) {
        guard top.setting.layer == .detector || top.setting.layer == .filter else { return }
        let others = ordered.filter {
            $0.setting.layer == top.setting.layer && $0.setting.place?.file == top.setting.place?.file
                && $0.setting.value != top.setting.value
        }
        guard let other = others.last, let place = other.setting.place else { return }
        problems.error(
            .ambiguousParameter, at: top.setting.place,
            "'\(top.setting.path)' is \(top.setting.value) here and \(other.setting.value) at line \(place.line), for one \(top.setting.layer.rawValue)",
            hint: "let one entry say it")
    }

    private func slot(_ name: String, _ problems: Problems) -> ParameterTarget.Slot? {
        let known = detectors ?? []
        if let slot = known.first(where: { $0.name == name }) ?? known.first(where: { String($0.id) == name }) {
            return slot
        }
        let names = known.map(\.name)
        problems.error(
            .unknownDetector, at: nil, "\(instrument) has no detector '\(name)'",
            hint: detectors == nil
                ? "its package describes no focal plane"
                : DidYouMean.hint(for: name, among: names) ?? "obskit camera \(instrument) lists them")
        return nil
    }

    private func filter(_ name: String, _ problems: Problems) -> FilterCatalog.Filter? {
        if let filter = filters[name] { return filter }
        let ofBand = filters.filters.filter { $0.band == name }
        if ofBand.count == 1 { return ofBand[0] }
        let names = filters.filters.flatMap { [$0.name] + $0.aliases }
        problems.error(
            .unknownFilter, at: nil,
            ofBand.isEmpty
                ? "\(instrument) has no filter '\(name)'" : "'\(name)' is the band of \(ofBand.count) filters",
            hint: ofBand.isEmpty
                ? DidYouMean.hint(for: name, among: names) : "name one: \(ofBand.map(\.name).joined(separator: ", "))")
        return nil
    }

    /// A word of a selector must mean something.
    private func check(_ selector: ParameterSelector, _ problems: Problems) {
        let slots = detectors ?? []
        func check(_ words: [ParameterSelector.Word], _ known: Set<String>, _ code: Diagnostic.Code, _ what: String) {
            for word in words where !known.contains(word.text) {
                problems.error(
                    code, at: word.node, "\(instrument) has no \(what) '\(word.text)'",
                    hint: DidYouMean.hint(for: word.text, among: known) ?? Self.list(known))
            }
        }
        switch selector.subject {
        case .detectors:
            check(selector.names, Set(slots.map(\.name)), .unknownDetector, "detector")
            check(selector.groups, Set(slots.compactMap(\.group)), .unknownDetector, "group of detectors")
            check(selector.types, Set(slots.map(\.type)), .unknownDetector, "detector of type")
        case .filters:
            let unknown = selector.names.filter { filters[$0.text] == nil }
            check(unknown, Set(filters.filters.flatMap { [$0.name] + $0.aliases }), .unknownFilter, "filter")
            check(selector.bands, bands, .unknownFilter, "filter of band")
        }
    }

    /// What there is, where that can be said in a line.
    private static func list(_ known: Set<String>) -> String? {
        known.isEmpty || known.count > 12 ? nil : "there is \(known.sorted().joined(separator: ", "))"
    }

    private var bands: Set<String> {
        Set(filters.filters.map(\.band)).union(filters.combinations.lazy.map(\.band))
    }

    /// The key of a map must be what its schema says.
    private func checkKey(_ setting: ParameterSetting, _ problems: Problems) {
        guard let key = setting.entry, case .map(_, let keys)? = schema[setting.name]?.type else { return }
        let known: Set<String>
        switch keys {
        case .texts: return
        case .detectors: known = Set((detectors ?? []).map(\.name))
        case .bands: known = bands
        case .filters:
            if filters[key] != nil { return }
            known = bands.union(filters.filters.flatMap { [$0.name] + $0.aliases })
        }
        guard !known.contains(key) else { return }
        problems.error(
            keys == .detectors ? .unknownDetector : .unknownFilter, at: setting.place,
            "'\(setting.path)': \(instrument) has no '\(key)' among its \(keys.rawValue)",
            hint: DidYouMean.hint(for: key, among: known))
    }
}
