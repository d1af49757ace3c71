package import ObsDocuments
public import ObsFITS
public import ObsText
public import ObsTranslation

/// What stands about a file in a JSON file beside it, in the form of astro_metadata_translator.
///
/// Of `x.fits` (and of `x.fits.gz` and `x.fits.fz`) the sidecar is `x.json`: one object, the observation or the cards,
/// and `__CONTENT__`, which says which. It has one header; ObsKit writes `x.obskit.json` beside it, a `HeaderRecord` with
/// every detector and the state of the file. A sidecar of cards is a `HeaderSource`.
public struct Sidecar: HeaderSource, Sendable {
    /// The path of the sidecar.
    public let path: String
    /// What it holds.
    public let content: HeaderContent
    /// The observation; nil in a sidecar of cards.
    public let info: ObservationInfo?
    /// The cards; nil in a sidecar of an observation.
    public let header: Header?
    /// What is doubtful: it does not say what it holds.
    public let diagnostics: [Diagnostic]

    /// The path of the sidecar.
    public var name: String { path }

    /// Reads a sidecar.
    ///
    /// One that does not say what it holds is taken for an observation if it has `observation_id` and `instrument` and is
    /// one, else for cards.
    ///
    /// - Parameter path: a JSON file
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(path: String) throws {
        let bytes = try FileBytes.read(path)
        try self.init(try Document.json(bytes, file: path, allowNonFinite: true), path: path)
    }

    init(_ document: Document, path: String) throws {
        let root = document.root
        let problems = Problems()
        guard root.kind == .mapping else {
            root.wrongType("a map of properties or cards", problems)
            throw DiagnosticsError(problems.sorted)
        }
        self.path = path
        let said = try HeaderContent.said(root, problems)
        let isLikely = root["observation_id"] != nil && root["instrument"] != nil
        if said == nil {
            problems.warning(
                .missingContent, at: root,
                "the sidecar does not say what it holds; it is taken for \(isLikely ? "an observation" : "cards")",
                hint: "add \"\(PeerForm.content)\": \"\(isLikely ? "translated" : "metadata")\"")
        }
        let entries = root.entries.filter { $0.key.text != PeerForm.content }.map { ($0.key, $0.value) }
        if said == .translated || (said == nil && isLikely) {
            do {
                info = try ObservationInfo(entries: entries, file: path)
                (content, header) = (.translated, nil)
                diagnostics = problems.sorted
                return
            } catch {
                if said != nil { throw error }
            }
        }
        (content, info) = (.metadata, nil)
        header = HeaderDump.header(entries, problems)
        try problems.throwIfErrors()
        diagnostics = problems.sorted
    }

    /// Gives the header, as that of HDU 0.
    ///
    /// - Throws: `DiagnosticsError` when the sidecar holds an observation instead
    public func open() throws -> HeaderStream {
        guard let header else { throw DiagnosticsError([.alreadyTranslated(path)]) }
        return HeaderStream([FileHeader(hdu: 0, name: nil, header: header)])
    }
}

extension Sidecar {
    /// The path of the sidecar of a file: the ending replaced, that of `.fits.gz` and other compressed files as a whole.
    public static func path(for file: String) -> String { stem(file) + ".json" }

    /// The path of the record beside the sidecar of a file.
    public static func recordPath(for file: String) -> String { stem(file) + ".obskit.json" }

    private static func stem(_ file: String) -> String {
        let slash = file.lastIndex(of: "/").map { file.index(after: $0) } ?? file.startIndex
        var name = file[slash...]
        for ending in Compression.endings where name.lowercased().hasSuffix(ending) {
            name = name.dropLast(ending.count)
            break
        }
        if let dot = name.lastIndex(of: "."), dot > name.startIndex { name = name[..<dot] }
        return String(file[..<slash]) + name
    }

    /// The record beside the sidecar of a file; nil when there is none.
    ///
    /// - Throws: `DiagnosticsError` when it is damaged
    public static func record(for file: String) throws -> HeaderRecord? {
        let path = recordPath(for: file)
        guard FileSystem.isFile(path) else { return nil }
        return try HeaderRecord(try Document.json(try FileBytes.read(path), file: path).root)
    }

    /// What makes the sidecar of a file useless: it is missing, or the file is no more what it was.
    ///
    /// - Parameters:
    ///   - file: the file
    ///   - comparesChecksum: whether the file is read even when size and time agree
    /// - Returns: what is wrong, with what to do; nil when the sidecar is good
    public static func problem(of file: String, comparesChecksum: Bool = false) -> Diagnostic? {
        let path = path(for: file)
        let hint = "write it again with obskit sidecar"
        guard FileSystem.isFile(path) else {
            return Diagnostic(.error, .missingSidecar, at: nil, "\(file) has no sidecar \(path)", hint: hint)
        }
        do {
            guard let state = try record(for: file)?.state else {
                let sidecar = try FileState(path: path)
                if try FileState(path: file).modified <= sidecar.modified {
                    return Diagnostic(
                        .warning, .unrecordedSidecar, at: nil,
                        "\(path) does not say of which state of \(file) it is; it is newer than the file", hint: hint)
                }
                return Diagnostic(.error, .staleSidecar, at: nil, "\(path) is older than \(file)", hint: hint)
            }
            guard let difference = state.difference(from: file, comparesChecksum: comparesChecksum) else { return nil }
            return Diagnostic(.error, .staleSidecar, at: nil, "\(path) is stale: \(difference)", hint: hint)
        } catch {
            return Diagnostic(
                .error, .staleSidecar, at: nil, "\(path) cannot be compared with \(file): \(error)", hint: hint)
        }
    }
}

extension HeaderContent {
    /// What `__CONTENT__` says; nil when it says nothing.
    ///
    /// - Throws: `DiagnosticsError` when the word is none of the two
    static func said(_ root: Node, _ problems: Problems) throws -> HeaderContent? {
        guard let node = root[PeerForm.content] else { return nil }
        guard let word = node.string(problems) else { throw DiagnosticsError(problems.sorted) }
        if let content = HeaderContent(rawValue: word) { return content }
        problems.error(
            .unknownContent, at: node, "\(PeerForm.content) cannot be '\(word)'", hint: "it is translated or metadata")
        throw DiagnosticsError(problems.sorted)
    }
}

extension ObservationInfo {
    /// Reads the members of a wire form.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong
    package init(entries: [(key: Node, value: Node)], file: String) throws {
        var writer = JSONWriter()
        writer.beginObject()
        for entry in entries {
            writer.key(entry.key.text ?? "")
            writer.value(entry.value)
        }
        writer.endObject()
        try self.init(wireForm: try Document.json(writer.bytes, file: file).root)
    }
}

extension Diagnostic {
    static func alreadyTranslated(_ name: String) -> Diagnostic {
        Diagnostic(
            .error, .noCards, at: nil, "\(name) holds observations, not cards, so that nothing can be translated again",
            hint: "name the FITS file, or write it with --content metadata")
    }
}

extension Diagnostic.Code {
    static let missingContent = Self(rawValue: "missing-content")
    static let unknownContent = Self(rawValue: "unknown-content")
    static let missingSidecar = Self(rawValue: "missing-sidecar")
    static let staleSidecar = Self(rawValue: "stale-sidecar")
    static let unrecordedSidecar = Self(rawValue: "unrecorded-sidecar")
}
