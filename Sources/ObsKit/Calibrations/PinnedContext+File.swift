internal import ObsCalibrations
internal import ObsDocuments
internal import ObsGeometry
internal import ObsText
internal import ObsTime

extension PinnedContext {
    /// The schema that a file of a context begins with.
    package static let schema = "obskit/context/1"

    /// The context as a file: JSON with its hash, packages, editions, and all of the calibrations on which answers depend.
    ///
    /// Equal contexts give the same bytes.
    ///
    /// - Throws: `CalibrationError` never of a context that could be made
    public func file() throws -> [UInt8] {
        var head = JSONWriter(pretty: true)
        head.beginObject()
        head.member("schema", Self.schema)
        head.member("hash", hash.description)
        head.key("packages")
        head.beginArray()
        for package in packages {
            head.beginObject()
            head.member("name", package.name)
            head.member("version", package.version)
            head.member("content", package.content.description)
            head.endObject()
        }
        head.endArray()
        head.key("editions")
        head.beginObject()
        for (instrument, date) in editions.sorted(by: { $0.key < $1.key }) {
            head.member(instrument, date.isoText(scale: .tai, fractionDigits: 9) + " TAI")
        }
        head.endObject()
        head.member("search", search)
        head.endObject()
        // The export has a line for each certification, so that two contexts can be compared as texts.
        var bytes = head.bytes
        while bytes.last != UInt8(ascii: "]") { bytes.removeLast() }
        bytes += Array(",\n  \"calibrations\": ".utf8)
        bytes += try calibrations.part(searching: search).export.dropLast()
        return bytes + Array("\n}\n".utf8)
    }

    /// Writes the context into a file, which is replaced when all of it is on the disk.
    ///
    /// - Parameter path: the file
    /// - Throws: `DiagnosticsError` when it cannot be written
    public func write(to path: String) throws {
        let file = try ReplacementFile(path)
        try file.write(try self.file())
        try file.finish()
    }

    /// Reads a context from a file: JSON when its name ends in `.json`, else YAML.
    ///
    /// Neither the registry nor the packages that it was made of are needed.
    ///
    /// - Parameter path: the file
    /// - Throws: `DiagnosticsError` with everything that is wrong with it, also when its content has another hash
    ///   than it says
    public convenience init(path: String) throws {
        try self.init(document: try Document.read(path: path, limits: .calibrations))
    }

    convenience init(document: Document, problems: Problems = Problems()) throws {
        problems.report(document.duplicateKeys)
        guard let reader = MappingReader(document.root, "a context", problems) else {
            throw DiagnosticsError(problems.sorted)
        }
        reader.requireSchema(Self.schema)
        let hashNode = reader.required("hash")
        let hash = hashNode?.contentHash(problems)
        let packages = reader.required("packages")?.list("packages", problems) { Package($0, problems) } ?? []
        let editions = reader.required("editions").map { Self.editions($0, problems) } ?? [:]
        let search = reader.required("search")?.strings(problems) ?? []
        let calibrations = reader.required("calibrations").flatMap { CalibrationSet(export: $0, problems: problems) }
        reader.finish()
        try problems.throwIfErrors()
        guard let hashNode, let hash, let calibrations else { throw DiagnosticsError(problems.sorted) }
        do {
            try self.init(packages: packages, editions: editions, calibrations: calibrations, searching: search)
        } catch {
            problems.report(error, at: document.root.position)
            throw DiagnosticsError(problems.sorted)
        }
        guard self.hash == hash else {
            problems.error(
                .contextChanged, at: hashNode, "what the context holds has the hash \(self.hash), and not \(hash)",
                hint: "the file was changed since it was written: take it from a copy, or save the context again")
            throw DiagnosticsError(problems.sorted)
        }
    }

    private static func editions(_ node: Node, _ problems: Problems) -> [String: Instant] {
        guard node.kind == .mapping else {
            node.wrongType("a mapping of instruments to dates", problems)
            return [:]
        }
        var editions: [String: Instant] = [:]
        for (key, value) in node.entries {
            guard let name = key.string(problems), let date = value.instant(problems) else { continue }
            editions[name] = date
        }
        return editions
    }
}

extension PinnedContext.Package {
    fileprivate init?(_ node: Node, _ problems: Problems) {
        guard let reader = MappingReader(node, "a package of a context", problems) else { return nil }
        defer { reader.finish() }
        let name = reader.required("name")?.string(problems)
        let version = reader.required("version")?.string(problems)
        let content = reader.required("content")?.contentHash(problems)
        guard let name, let version, let content else { return nil }
        self.init(name: name, version: version, content: content)
    }
}

extension Diagnostic.Code {
    /// A saved context does not have the hash that it says.
    package static let contextChanged = Self(rawValue: "context-changed")
}
