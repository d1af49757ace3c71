internal import ObsDocuments
internal import ObsText

extension TaskSchema {
    /// The first line of a file that holds a schema.
    static let schemaLine = TaskKeys.file.schema

    /// Reads a file of the schema `obskit/task/1`.
    ///
    /// - Parameter path: the file
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(path: String) throws {
        let problems = Problems()
        let document = try Document.read(path: path)
        problems.report(document.duplicateKeys)
        let schema = TaskSchema(document.root, problems: problems)
        guard let schema, !problems.hasErrors else { throw DiagnosticsError(problems.sorted) }
        self = schema
    }

    /// Reads a schema; nil with the reasons among the problems.
    init?(_ root: Node, problems: Problems) {
        guard let reader = FormatReader(root, TaskKeys.file.root, problems) else { return nil }
        let before = problems.count
        reader.requireSchema(TaskKeys.file)
        let nameNode = reader.given(TaskKeys.task)
        let name = nameNode?.string(problems)
        if let nameNode, let name, !Self.isName(name) {
            problems.error(
                .wrongName, at: nameNode, "'\(name)' is no name of a task",
                hint: "use letters, digits, - and _, as in the name of a file")
        }
        let about = reader[TaskKeys.about]
        let nodes = reader.given(TaskKeys.parameters)?.items("parameters", problems) ?? []
        let parameters = nodes.compactMap { Self.parameter($0, problems) }
        let calibrated = (reader.given(TaskKeys.calibrations)?.items("calibrations", problems) ?? []).compactMap {
            Self.calibrated($0, problems)
        }
        reader.finish()
        if let clash = Self.clash(parameters.map(\.name) + calibrated.map(\.name)) {
            let node = nodes.last { $0["name"]?.text == clash } ?? root
            problems.error(
                .duplicateKey, at: node, "the parameter '\(clash)' stands twice, or is the group of another",
                hint: "give each a name of its own")
        }
        guard let name, let about, problems.count == before else { return nil }
        self.init(name, about: about, parameters: parameters, calibrated: calibrated)
    }

    private static func calibrated(_ node: Node, _ problems: Problems) -> Calibrated? {
        guard let reader = FormatReader(node, TaskKeys.calibration, problems) else { return nil }
        defer { reader.finish() }
        let name = reader[TaskKeys.calibrationName]
        let kind = reader[TaskKeys.kind]
        guard let name, let kind else { return nil }
        return Calibrated(name, kind: kind)
    }

    private static func parameter(_ node: Node, _ problems: Problems) -> Parameter? {
        guard let reader = FormatReader(node, TaskKeys.parameter, problems) else { return nil }
        defer { reader.finish() }
        let name = reader[TaskKeys.name]
        let about = reader[TaskKeys.parameterAbout]
        let isOptional = reader[TaskKeys.optional] ?? false
        let given = reader.given(TaskKeys.defaultValue)
        guard let type = type(reader, problems) else { return nil }
        var value: ParameterValue?
        if let given {
            if isOptional, given.isNull {
                value = .null
            } else {
                guard let read = type.value(given, problems) else { return nil }
                value = read
            }
        }
        guard let name, let about else { return nil }
        return Parameter(name, type, optional: isOptional, default: value, about: about)
    }

    private static func type(_ reader: FormatReader, _ problems: Problems) -> ParameterType? {
        let node = reader.given(TaskKeys.type)
        let word = node?.string(problems)
        let range = reader.given(TaskKeys.range)
        let words = reader.given(TaskKeys.oneOf)
        let element = reader.given(TaskKeys.of)
        let count = reader.given(TaskKeys.count)
        let keys = reader.given(TaskKeys.keys)
        guard let node, let word else { return nil }
        /// Reports keys that this type does not have.
        func refuse(_ nodes: (name: String, node: Node?)...) {
            for (name, node) in nodes {
                guard let node else { continue }
                problems.error(.unknownKey, at: node, "a \(word) has no '\(name)'", hint: "take it away")
            }
        }
        switch word {
        case "boolean":
            refuse(("range", range), ("one_of", words), ("of", element), ("count", count), ("keys", keys))
            return .boolean
        case "integer":
            refuse(("one_of", words), ("of", element), ("count", count), ("keys", keys))
            guard let range else { return .integer() }
            return ends(range, problems, { $0.integer(problems) }, .min, .max).map { .integer($0) }
        case "number":
            refuse(("one_of", words), ("of", element), ("count", count), ("keys", keys))
            guard let range else { return .number() }
            return ends(range, problems, { $0.double(problems) }, -.infinity, .infinity).map { .number($0) }
        case "text":
            refuse(("range", range), ("of", element), ("count", count), ("keys", keys))
            guard let words else { return .text() }
            return words.strings(problems).map { .text(oneOf: $0) }
        case "list":
            refuse(("range", range), ("one_of", words), ("keys", keys))
            guard let type = elementType(element, reader, problems) else { return nil }
            guard let count else { return .list(of: type) }
            return count.integer(problems, in: 1...1_000_000).map { .list(of: type, count: $0) }
        case "map":
            refuse(("range", range), ("one_of", words), ("count", count))
            guard let type = elementType(element, reader, problems) else { return nil }
            guard let keys else { return .map(of: type) }
            guard let word = keys.string(problems) else { return nil }
            if let known = ParameterKeys(rawValue: word) { return .map(of: type, keys: known) }
            problems.error(
                .unknownWord, at: keys, "the keys of a map cannot be '\(word)'",
                hint: "they are \(ParameterKeys.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        default:
            problems.error(
                .unknownWord, at: node, "there is no type '\(word)'",
                hint: "a type is boolean, integer, number, text, list or map")
            return nil
        }
    }

    private static func elementType(_ node: Node?, _ reader: FormatReader, _ problems: Problems) -> ParameterType? {
        guard let node else {
            problems.error(
                .missingKey, at: reader.node, "a list or map says what is in it", hint: "add of: {type: number}")
            return nil
        }
        guard let reader = FormatReader(node, TaskKeys.element, problems) else { return nil }
        defer { reader.finish() }
        return type(reader, problems)
    }

    /// The two ends of a range, null for an open one.
    private static func ends<Number: Comparable>(
        _ node: Node, _ problems: Problems, _ read: (Node) -> Number?, _ least: Number, _ greatest: Number
    ) -> ClosedRange<Number>? {
        let nodes = node.items("numbers", problems)
        guard nodes.count == 2 else {
            problems.error(
                .outOfRange, at: node, "a range has a lower and an upper end", hint: "write [0, 10] or [0, null]")
            return nil
        }
        guard let low = nodes[0].isNull ? least : read(nodes[0]),
            let high = nodes[1].isNull ? greatest : read(nodes[1])
        else { return nil }
        guard low <= high else {
            problems.error(.outOfRange, at: node, "the lower end is above the upper one", hint: "swap them")
            return nil
        }
        return low...high
    }
}
