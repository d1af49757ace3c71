public import ObsDocuments
internal import ObsGeometry
internal import ObsKit
public import ObsText

/// What a released version of a package promised to keep: names, ids, and what past editions of its cameras say.
///
/// It stands in conformance/released.yaml, which `obskit conformance FOLDER --record-release` writes.
public struct ReleasedNames: Sendable {
    /// The schema that the file begins with.
    public static let schema = ReleasedKeys.file.schema

    /// What was promised of an instrument.
    public struct Instrument: Sendable, Equatable {
        /// The name.
        public let name: String
        /// Other names.
        public let aliases: [String]
        /// Physical filters and their bands.
        public let filters: [String: String]
        /// Detectors of all versions: ids and their names.
        public let detectors: [Int: String]
        /// Editions of the camera's description and the hash of all versions as of it; `first` of what holds from the start.
        public let editions: [String: String]
    }

    /// The version of the package.
    public let version: String
    /// Its instruments.
    public let instruments: [Instrument]
    /// Where the file's statements are, for findings.
    public let document: Document?

    /// What a package promises now.
    ///
    /// - Parameter subject: the package
    public init(of subject: ConformanceSubject) {
        version = subject.package.version
        document = nil
        instruments = subject.instruments.map { checked in
            var detectors: [Int: String] = [:]
            for version in checked.versions {
                for slot in version.camera.parts.slots { detectors[slot.id] = slot.name }
            }
            let filters = checked.instrument.filters.filters.map { ($0.name, $0.band) }
            return Instrument(
                name: checked.name, aliases: checked.instrument.aliases,
                filters: Dictionary(filters, uniquingKeysWith: { first, _ in first }), detectors: detectors,
                editions: Self.editions(checked.history))
        }
    }

    private static func editions(_ history: CameraHistory?) -> [String: String] {
        guard let history else { return [:] }
        var editions: [String: String] = [:]
        for date in [nil] + history.editions.map({ $0 }) {
            let first = history.editions.isEmpty ? Edition.newest : .asOf(Instant(nanosecondsTAI: .min))
            // Before the date of the focal plane there is no edition.
            guard let versions = try? history.versions(edition: date.map { .asOf($0) } ?? first) else { continue }
            let text = versions.map { version in
                let begin = version.validity.begin?.isoText(scale: .tai, fractionDigits: 9) ?? ""
                return "\(begin) \(version.camera.contentHash)\n"
            }.joined()
            let name = date.map { $0.isoText(scale: .tai, fractionDigits: 0) + "TAI" } ?? "first"
            editions[name] = String(ContentHash(of: Array(text.utf8)).description.prefix(16))
        }
        return editions
    }

    /// Reads a file.
    ///
    /// - Parameter document: a conformance/released.yaml
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(document: Document) throws { try self.init(document: document, Problems()) }

    init(document: Document, _ problems: Problems) throws {
        problems.report(document.duplicateKeys)
        guard let reader = FormatReader(document.root, ReleasedKeys.file.root, problems) else {
            throw DiagnosticsError(problems.sorted)
        }
        reader.requireSchema(ReleasedKeys.file)
        self.document = document
        version = reader[ReleasedKeys.version] ?? ""
        instruments =
            (reader.given(ReleasedKeys.instruments).map { $0.list("instruments", problems) { $0 } ?? [] } ?? [])
            .compactMap { Self.instrument($0, problems) }
        reader.finish()
        try problems.throwIfErrors()
    }

    private static func instrument(_ node: Node, _ problems: Problems) -> Instrument? {
        guard let reader = FormatReader(node, ReleasedKeys.instrument, problems) else { return nil }
        defer { reader.finish() }
        func texts(_ key: FileKey<Node>) -> [(key: Node, value: String)] {
            guard let map = reader.given(key) else { return [] }
            guard map.kind == .mapping else {
                map.wrongType("a mapping", problems)
                return []
            }
            return map.entries.compactMap { entry in entry.value.string(problems).map { (entry.key, $0) } }
        }
        let filters = texts(ReleasedKeys.filters).compactMap { entry in
            entry.key.string(problems).map { ($0, entry.value) }
        }
        let detectors = texts(ReleasedKeys.detectors).compactMap { entry -> (Int, String)? in
            if let id = entry.key.text.flatMap({ Int($0) }) { return (id, entry.value) }
            problems.error(.wrongType, at: entry.key, "the id of a detector is an integer", hint: "write ID: NAME")
            return nil
        }
        let editions = texts(ReleasedKeys.editions).compactMap { entry in
            entry.key.string(problems).map { ($0, entry.value) }
        }
        return Instrument(
            name: reader[ReleasedKeys.name] ?? "",
            aliases: reader[ReleasedKeys.aliases] ?? [],
            filters: Dictionary(filters, uniquingKeysWith: { first, _ in first }),
            detectors: Dictionary(detectors, uniquingKeysWith: { first, _ in first }),
            editions: Dictionary(editions, uniquingKeysWith: { first, _ in first }))
    }

    /// Where a promise stands.
    ///
    /// - Parameter path: the keys that lead there from the list of instruments
    /// - Returns: the place; nil of what a package promises now
    public func place(_ path: String...) -> SourcePosition? {
        document?.root.follow(["instruments"] + path).node.position
    }

    /// The text of the file.
    public var yaml: String {
        var writer = YAMLWriter()
        writer.beginMapping()
        writer.member("schema", Self.schema)
        writer.member("version", version)
        writer.key("instruments")
        writer.beginSequence()
        for instrument in instruments {
            writer.beginMapping()
            writer.member("name", instrument.name)
            if !instrument.aliases.isEmpty {
                writer.key("aliases")
                writer.beginSequence(flow: true)
                for alias in instrument.aliases { writer.value(alias) }
                writer.endSequence()
            }
            Self.write("filters", instrument.filters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, &writer)
            Self.write(
                "detectors", instrument.detectors.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) }, &writer
            )
            Self.write("editions", instrument.editions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, &writer)
            writer.endMapping()
        }
        writer.endSequence()
        writer.endMapping()
        return "# Made by 'obskit conformance --record-release'; do not edit.\n" + writer.text
    }

    private static func write(_ name: String, _ entries: [(String, String)], _ writer: inout YAMLWriter) {
        guard !entries.isEmpty else { return }
        writer.key(name)
        writer.beginMapping()
        for (key, value) in entries { writer.member(key, value) }
        writer.endMapping()
    }
}
