internal import ObsDocuments
public import ObsFITS
public import ObsText
public import ObsTranslation

/// An index of headers in the form of astro_metadata_translator: `_index.json` in a folder.
///
/// What all entries have in common stands once, under `__COMMON__`. The entries are called after their files, counted
/// from the folder of the index; where a file has several observations the HDU follows in brackets: `x.fits[3]`. Size,
/// time and checksum of the files stand in the record beside it, `_index.obskit.ndjson`, one line for each file.
public struct HeaderIndex: Sendable {
    /// One header of the index; an entry of cards is a `HeaderSource`.
    public struct Entry: HeaderSource, Sendable {
        /// The name in the index.
        public let name: String
        /// What the index holds.
        public let content: HeaderContent
        private let own: Node
        private let common: Node

        init(name: String, content: HeaderContent, own: Node, common: Node) {
            self.name = name
            self.content = content
            self.own = own
            self.common = common
        }

        /// The file, counted from the folder of the index: the name without the HDU.
        public var file: String { Self.parts(name).file }

        /// The HDU, where a file has several observations.
        public var hdu: Int? { Self.parts(name).hdu }

        private static func parts(_ name: String) -> (file: String, hdu: Int?) {
            guard name.last == "]", let bracket = name.lastIndex(of: "["),
                let hdu = Int(name[name.index(after: bracket)...].dropLast()), hdu >= 0
            else { return (name, nil) }
            return (String(name[..<bracket]), hdu)
        }

        private var members: [(key: Node, value: Node)] {
            // What is common stands over what is the entry's own, as the peer reads it.
            let shared = common.entries.map { ($0.key, $0.value) }
            return shared + own.entries.filter { common[$0.key.text ?? ""] == nil }.map { ($0.key, $0.value) }
        }

        /// The cards.
        ///
        /// - Throws: `DiagnosticsError` when the index holds observations, or with what is wrong with the cards
        public func header() throws -> Header {
            guard content == .metadata else { throw DiagnosticsError([.alreadyTranslated(name)]) }
            let problems = Problems()
            let header = HeaderDump.header(members, problems)
            try problems.throwIfErrors()
            return header
        }

        /// The observation.
        ///
        /// - Throws: `DiagnosticsError` when the index holds cards, or with what is wrong with the observation
        public func info() throws -> ObservationInfo {
            guard content == .translated else {
                throw DiagnosticsError([
                    Diagnostic(
                        .error, .notTranslated, at: own.position, "\(name): the index holds cards, not observations",
                        hint: "translate them: obskit translate")
                ])
            }
            return try ObservationInfo(entries: members, file: name)
        }

        /// Gives the header, as that of HDU 0 or of its own.
        ///
        /// - Throws: as `header()`
        public func open() throws -> HeaderStream {
            HeaderStream([FileHeader(hdu: hdu ?? 0, name: nil, header: try header())])
        }
    }

    /// What the index holds.
    public let content: HeaderContent
    /// The entries, in the order of the file.
    public let entries: [Entry]
    /// What is doubtful: the index does not say what it holds.
    public let diagnostics: [Diagnostic]

    /// Reads an index.
    ///
    /// - Parameter path: a JSON file
    /// - Throws: `DiagnosticsError` with everything because of which it is no index
    public init(path: String) throws {
        let bytes = try FileBytes.read(path, limits: .headerFiles)
        try self.init(try Document.json(bytes, file: path, allowNonFinite: true, limits: .headerFiles))
    }

    init(_ document: Document) throws {
        let root = document.root
        let problems = Problems()
        guard root.kind == .mapping, let common = root[PeerForm.common] else {
            problems.error(
                .notAnIndex, at: root, "this is no index of headers: there is no \(PeerForm.common)",
                hint: "obskit index FOLDER writes one")
            throw DiagnosticsError(problems.sorted)
        }
        let said = try HeaderContent.said(root, problems)
        if said == nil {
            problems.warning(
                .missingContent, at: root, "the index does not say what it holds; it is taken for cards",
                hint: "add \"\(PeerForm.content)\": \"metadata\"")
        }
        if common.kind != .mapping { common.wrongType("a map of what all entries have in common", problems) }
        let content = said ?? .metadata
        var entries: [Entry] = []
        for (key, value) in root.entries {
            guard let name = key.text, name != PeerForm.common, name != PeerForm.content else { continue }
            guard value.kind == .mapping else {
                value.wrongType("an entry of the index, a map", problems)
                continue
            }
            entries.append(Entry(name: name, content: content, own: value, common: common))
        }
        problems.report(document.duplicateKeys)
        try problems.throwIfErrors()
        self.content = content
        self.entries = entries
        diagnostics = problems.sorted
    }
}

extension Diagnostic.Code {
    static let notAnIndex = Self(rawValue: "not-an-index")
    static let notTranslated = Self(rawValue: "not-translated")
}
