internal import ObsDocuments
internal import ObsText

/// What a file of `parameters/` says.
struct ParameterFile: Sendable {
    /// The first line of such a file.
    static let schemaLine = ParametersKeys.file.schema

    /// Values, and for which detectors or filters.
    struct Block: Sendable {
        let selector: ParameterSelector?
        let settings: [ParameterSetting]
        var place: SourcePosition?
        var reason: String?
    }

    let blocks: [Block]

    /// Reads a file; what is wrong goes to the problems.
    ///
    /// - Parameters:
    ///   - root: the root of the file
    ///   - layer: what the values that are for all detectors and filters are
    ///   - schema: what the task has
    ///   - problems: takes what is wrong
    init?(_ root: Node, layer: ParameterLayer, schema: TaskSchema, problems: Problems) {
        guard let reader = FormatReader(root, ParametersKeys.file.root, problems) else { return nil }
        reader.requireSchema(ParametersKeys.file)
        _ = reader.given(ParametersKeys.extends)
        _ = reader.given(ParametersKeys.taskSchema)
        if let node = reader.given(ParametersKeys.task), let name = node.string(problems), name != schema.task {
            problems.error(
                .wrongName, at: node, "these are parameters of '\(name)', and the schema describes '\(schema.task)'",
                hint: "name the file after the task, and extend files of the same task")
        }
        let values = ParameterReader(schema: schema, problems: problems)
        values.refuseDates(reader)
        var blocks: [Block] = []
        if let node = reader.given(ParametersKeys.values) {
            blocks.append(Block(selector: nil, settings: values.read(node, layer: layer)))
        }
        let lists = [
            (ParameterSelector.Subject.detectors, ParameterLayer.detector, ParametersKeys.detectors),
            (.filters, .filter, ParametersKeys.filters),
        ]
        for (subject, layer, key) in lists {
            let format = subject == .detectors ? ParametersKeys.detectorEntry : ParametersKeys.filterEntry
            for node in reader.given(key)?.items(key.name, problems) ?? [] {
                guard let entry = FormatReader(node, format, problems) else { continue }
                values.refuseDates(entry)
                let selector = Self.selector(subject, entry, problems)
                let reason = entry[ParametersKeys.reason]
                let settings = entry.given(ParametersKeys.entryValues).map { values.read($0, layer: layer) } ?? []
                entry.finish()
                blocks.append(Block(selector: selector, settings: settings, place: node.position, reason: reason))
            }
        }
        reader.finish()
        self.blocks = blocks
    }

    private static func selector(
        _ subject: ParameterSelector.Subject, _ reader: FormatReader, _ problems: Problems
    ) -> ParameterSelector {
        func words(_ key: FileKey<Node>) -> [ParameterSelector.Word] {
            guard let node = reader.given(key) else { return [] }
            return
                (node.list("texts", problems) { node in
                    node.string(problems).map { ParameterSelector.Word(text: $0, node: node) }
                }) ?? []
        }
        var selector = ParameterSelector(subject: subject)
        switch subject {
        case .detectors:
            selector.names = words(ParametersKeys.detectorNames)
            (selector.groups, selector.types) = (words(ParametersKeys.groups), words(ParametersKeys.types))
        case .filters:
            selector.names = words(ParametersKeys.filterNames)
            selector.bands = words(ParametersKeys.bands)
        }
        if selector.names.isEmpty, selector.groups.isEmpty, selector.types.isEmpty, selector.bands.isEmpty {
            problems.error(
                .missingKey, at: reader.node, "an entry of \(subject.rawValue) says for which of them it is",
                hint: subject == .filters ? "add names: or bands:" : "add names:, groups: or types:")
        }
        return selector
    }
}

/// Reads values of parameters against the schema of a task.
struct ParameterReader {
    let schema: TaskSchema
    let problems: Problems

    /// The settings of a mapping of values.
    func read(_ node: Node, layer: ParameterLayer, prefix: String = "") -> [ParameterSetting] {
        guard let entries = entries(node, prefix) else { return [] }
        return entries.flatMap { key, keyNode, value -> [ParameterSetting] in
            let path = prefix + key
            if let parameter = schema[path] { return settings(parameter, value, layer) }
            if schema.parameters.contains(where: { $0.name.hasPrefix(path + ".") }) {
                return read(value, layer: layer, prefix: path + ".")
            }
            refuse(path, at: keyNode)
            return []
        }
    }

    /// The setting of a line `name=value`, as of a command line; none with the reasons among the problems.
    func read(_ line: String, place: String) -> [ParameterSetting] {
        guard let sign = line.firstIndex(of: "="), sign > line.startIndex else {
            problems.error(
                .wrongType, at: nil, "\(place): '\(line)' is no setting", hint: "write NAME=VALUE, the value as in YAML"
            )
            return []
        }
        let path = String(line[..<sign])
        let value = String(line[line.index(after: sign)...])
        guard let node = problems.catching({ try Document.yaml(text: value, file: place).root }) else { return [] }
        if let parameter = schema[path] { return settings(parameter, node, .user) }
        let ofMap = schema.parameters.first { parameter in
            if case .map = parameter.type { return path.hasPrefix(parameter.name + ".") }
            return false
        }
        if let ofMap {
            return setting(ofMap, String(path.dropFirst(ofMap.name.count + 1)), node, .user)
        }
        refuse(path, at: node)
        return []
    }

    /// Says that parameters have no dates, where an entry has one.
    func refuseDates(_ reader: FormatReader) {
        for key in Self.dates {
            guard let node = reader.refused(key) else { continue }
            problems.error(
                .datedParameter, at: node, "parameters have no dates, and this is '\(key)'",
                hint: Self.certify("the kind of what changes"))
        }
    }

    /// Names by which descriptions say since when something holds.
    private static let dates = [
        "begin", "end", "from", "until", "since", "date", "dates", "valid_from", "valid_until", "validity",
    ]

    private static func certify(_ kind: String) -> String {
        "what changes with time is a calibration: certify one with obskit calib certify (\(kind))"
    }

    private func entries(_ node: Node, _ prefix: String) -> [(key: String, keyNode: Node, value: Node)]? {
        guard node.kind == .mapping else {
            node.wrongType(
                prefix.isEmpty ? "a mapping of parameters" : "a mapping, the parameters of \(prefix.dropLast())",
                problems)
            return nil
        }
        node.reportDuplicateKeys(problems)
        return node.entries.compactMap { entry in
            guard let key = entry.key.text else {
                problems.error(.wrongType, at: entry.key, "a key is a text, and this is \(entry.key.found)")
                return nil
            }
            return (key, entry.key, entry.value)
        }
    }

    private func settings(_ parameter: Parameter, _ node: Node, _ layer: ParameterLayer) -> [ParameterSetting] {
        guard case .map = parameter.type else {
            guard let value = value(parameter, parameter.type, node) else { return [] }
            return [
                ParameterSetting(
                    name: parameter.name, entry: nil, value: value, layer: layer, place: node.position)
            ]
        }
        guard node.kind == .mapping else {
            node.wrongType(
                "\(parameter.type)", problems, hint: "write {key: value}; null as a value takes an entry out")
            return []
        }
        return (entries(node, parameter.name + ".") ?? []).flatMap { setting(parameter, $0.key, $0.value, layer) }
    }

    private func setting(
        _ parameter: Parameter, _ key: String, _ node: Node, _ layer: ParameterLayer
    ) -> [ParameterSetting] {
        guard case .map(let type, _) = parameter.type else { return [] }
        let value = node.isNull ? .null : type.value(node, problems)
        guard let value else { return [] }
        return [
            ParameterSetting(name: parameter.name, entry: key, value: value, layer: layer, place: node.position)
        ]
    }

    private func value(_ parameter: Parameter, _ type: ParameterType, _ node: Node) -> ParameterValue? {
        if node.isNull {
            if parameter.isOptional { return .null }
            problems.error(
                .wrongType, at: node, "'\(parameter.name)' is not optional, and this is null",
                hint: "give \(parameter.type), or take the line away")
            return nil
        }
        return type.value(node, problems)
    }

    /// Says why a name is no parameter.
    private func refuse(_ path: String, at node: Node) {
        if let one = schema.calibrated.first(where: {
            $0.name == path || $0.name.hasPrefix(path + ".") || path.hasPrefix($0.name + ".")
        }) {
            problems.error(
                .belongsInCalibration, at: node, "'\(path)' of \(schema.task) is no parameter",
                hint: Self.certify("kind \(one.kind)"))
        } else if let last = path.split(separator: ".").last, Self.dates.contains(String(last)) {
            problems.error(
                .datedParameter, at: node, "parameters have no dates, and this is '\(path)'",
                hint: Self.certify("the kind of what changes"))
        } else {
            let names = schema.parameters.map(\.name)
            problems.error(
                .unknownParameter, at: node, "the task \(schema.task) has no parameter '\(path)'",
                hint: DidYouMean.hint(for: path, among: names) ?? "obskit parameters NAME \(schema.task) lists them")
        }
    }
}

extension Diagnostic.Code {
    /// A task has no parameter of that name.
    package static let unknownParameter = Self(rawValue: "unknown-parameter")
    /// Neither the package nor the program knows the task.
    package static let unknownTask = Self(rawValue: "unknown-task")
    /// A value is given as a parameter, and is a calibration.
    package static let belongsInCalibration = Self(rawValue: "belongs-in-calibration")
    /// A parameter is given for some dates.
    package static let datedParameter = Self(rawValue: "dated-parameter")
    /// Two entries of one layer give a parameter two values.
    package static let ambiguousParameter = Self(rawValue: "ambiguous-parameter")
    /// A parameter without a default has no value.
    package static let missingParameter = Self(rawValue: "missing-parameter")
    /// The camera has no such detector.
    package static let unknownDetector = Self(rawValue: "unknown-detector")
}
