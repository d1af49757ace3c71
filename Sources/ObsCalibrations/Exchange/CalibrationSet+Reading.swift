package import ObsDocuments
package import ObsText
internal import ObsTime

extension CalibrationSet {
    /// Reads an export from a file: JSON, or the same as YAML.
    ///
    /// - Throws: `DiagnosticsError` with everything because of which it is none, each with its place
    public init(exportAt path: String) throws {
        let document = try Document.read(path: path, limits: .calibrations)
        let problems = Problems()
        let set = CalibrationSet(export: document.root, problems: problems)
        try problems.throwIfErrors()
        guard let set else { throw DiagnosticsError(problems.sorted) }
        self = set
    }

    /// Reads an export; nil when there is nothing to use.
    ///
    /// - Parameters:
    ///   - node: The root of the document.
    ///   - problems: Takes everything that is wrong, certifications that conflict among it.
    package init?(export node: Node, problems: Problems) {
        guard let reader = MappingReader(node, "an export of calibrations", problems) else { return nil }
        reader.requireSchema(Self.exportSchema)
        let kinds = reader.required("kinds").map { CalibrationKinds(layers: [$0], problems: problems) } ?? .none
        self.init(kinds: kinds, instrument: reader.optional("instrument")?.string(problems))
        _ = reader.required("collections")?.list("collections", problems) { node -> Void? in
            guard let collection = CalibrationCollection(node, problems) else { return nil }
            return node.reporting(problems) { try self.add(collection) }
        }
        _ = reader.required("datasets")?.list("datasets", problems) { node -> Void? in
            guard let dataset = CalibrationDataset(node, problems) else { return nil }
            return node.reporting(problems) { try self.add(dataset) }
        }
        var rows: [(row: Certification, node: Node)] = []
        var shared: [(row: Certification, node: Node)] = []
        _ = reader.required("certifications")?.list("certifications", problems) { node -> Void? in
            guard let (row, isShared) = Certification.read(node, problems) else { return nil }
            if isShared { shared.append((row, node)) } else { rows.append((row, node)) }
            return ()
        }
        reader.finish()
        certify(rows, sharing: false, problems)
        certify(shared, sharing: true, problems)
    }

    /// Certifies what was read; what is refused is reported where it stands.
    private mutating func certify(
        _ rows: [(row: Certification, node: Node)], sharing: Bool, _ problems: Problems
    ) {
        guard (try? certify(rows.map(\.row), sharing: sharing)) == nil else { return }
        // Something is refused: one after the other shows what, and where it stands.
        for (row, node) in rows where !problems.isFull {
            node.reporting(problems) { try certify([row], sharing: sharing) }
        }
    }
}

extension Node {
    /// Runs something that a value read here is for; what it throws is a problem of this place.
    @discardableResult
    fileprivate func reporting<Result>(_ problems: Problems, _ body: () throws -> Result) -> Void? {
        do {
            _ = try body()
            return ()
        } catch {
            problems.report(error, else: .wrongType, at: position)
        }
        return nil
    }

    /// The id of a dataset, or nil and a reported problem.
    fileprivate func datasetID(_ problems: Problems) -> DatasetID? {
        guard let text = string(problems) else { return nil }
        if let id = DatasetID(text) { return id }
        problems.error(
            .badID, at: self, "'\(text)' is no id of a dataset",
            hint: "write 36 characters: 01234567-89ab-cdef-0123-456789abcdef")
        return nil
    }
}

extension CalibrationCollection {
    fileprivate init?(_ node: Node, _ problems: Problems) {
        guard let reader = MappingReader(node, "a collection", problems) else { return nil }
        defer { reader.finish() }
        let about = reader.optional("about")?.string(problems) ?? ""
        let members = reader.optional("members")
        let forms = ["validity-ranged", "always-valid", "chain"]
        let name = reader.required("name")?.string(problems)
        let formName = reader.required("form")?.choice(among: forms, problems)
        guard let name, let formName else { return nil }
        if let members, formName != "chain" {
            problems.error(.unknownKey, at: members, "only a chain has members", hint: "take them away")
        }
        switch formName {
        case "validity-ranged": self.init(name, .validityRanged, about: about)
        case "always-valid": self.init(name, .alwaysValid, about: about)
        default:
            guard let members else {
                problems.error(.missingKey, at: node, "a chain needs members", hint: "write members: [NAME]")
                return nil
            }
            self.init(name, .chain(members.strings(problems) ?? []), about: about)
        }
    }
}

extension CalibrationDataset {
    /// Reads a dataset of an export; nil and reported problems when something is wrong with it.
    init?(_ node: Node, _ problems: Problems) {
        guard let reader = MappingReader(node, "a dataset", problems) else { return nil }
        defer { reader.finish() }
        let id = reader.required("id")?.datasetID(problems)
        let kind = reader.required("kind")?.string(problems)
        let keys = reader.required("keys").flatMap { CalibrationKeys($0, problems) }
        let uri = reader.required("uri")?.string(problems)
        let checksum = reader.optional("sha256")?.contentHash(problems)
        let size = reader.optional("size")?.integer(problems, in: 0...Int.max)
        let creation = reader.optional("creation")?.instant(problems)
        let producer = reader.optional("producer")?.string(problems)
        let inputs = reader.optional("inputs")?.list("inputs", problems) { $0.datasetID(problems) } ?? []
        guard let id, let kind, let keys, let uri else { return nil }
        self.init(
            id: id, kind: kind, keys: keys, uri: uri, checksum: checksum, size: size, creation: creation,
            producer: producer, inputs: inputs)
    }
}

extension Certification {
    /// Reads a certification, and whether its keys are meant to be others than those of its dataset.
    static func read(_ node: Node, _ problems: Problems) -> (row: Certification, isShared: Bool)? {
        guard let reader = MappingReader(node, "a certification", problems) else { return nil }
        defer { reader.finish() }
        let collection = reader.required("collection")?.string(problems)
        let dataset = reader.required("dataset")?.datasetID(problems)
        let kind = reader.required("kind")?.string(problems)
        let keys = reader.required("keys").flatMap { CalibrationKeys($0, problems) }
        let validity = reader.validity(begin: .nullable, end: .nullable)
        let isShared = reader.optional("shared")?.boolean(problems) ?? false
        guard let collection, let dataset, let kind, let keys, let validity else { return nil }
        return (
            Certification(collection: collection, dataset: dataset, kind: kind, keys: keys, validity: validity),
            isShared
        )
    }
}
