internal import ObsDocuments
internal import ObsFITS
package import ObsText
internal import ObsTranslation

/// What a document of JSON or YAML holds of headers.
enum HeaderDocument {
    /// The sources of a document of YAML.
    ///
    /// - Throws: `DiagnosticsError` when it is none, or something else than headers
    static func yaml(_ bytes: [UInt8], name: String) throws -> HeaderSources {
        try sources(of: try Document.yaml(bytes, file: name), name: name)
    }

    /// The sources of a text of JSON: one document, or one on each line.
    ///
    /// A line that is wrong costs that line: its source says why.
    ///
    /// - Throws: `DiagnosticsError` when it is no JSON, or something else than headers
    static func json(_ bytes: [UInt8], name: String) throws -> HeaderSources {
        guard hasLines(bytes) else {
            let document = try Document.json(bytes, file: name, allowNonFinite: true, limits: .headerFiles)
            return try sources(of: document, name: name)
        }
        var all: [any HeaderSource & Sendable] = []
        var diagnostics: [Diagnostic] = []
        let lines = Document.jsonLines(bytes, file: name, allowNonFinite: true, limits: .headerFiles)
        for (index, line) in lines.enumerated() {
            let own = Self.line(line, name: "\(name):\(index + 1)")
            all += own.sources
            diagnostics += own.diagnostics
        }
        return HeaderSources(sources: all, diagnostics: diagnostics)
    }

    /// The sources of one line of several.
    static func line(_ line: Result<Document, DiagnosticsError>, name: String) -> HeaderSources {
        do {
            return try sources(of: line.get(), name: name)
        } catch {
            return HeaderSources(sources: [FailedSource(name: name, error: error)])
        }
    }

    /// Whether the first line is a map by itself, and another follows.
    private static func hasLines(_ bytes: [UInt8]) -> Bool {
        let text = bytes.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        guard text.first == UInt8(ascii: "{"), let end = text.firstIndex(of: 0x0A) else { return false }
        let last = text[..<end].last { $0 > 0x20 }
        return last == UInt8(ascii: "}") && text[end...].first { $0 > 0x20 } == UInt8(ascii: "{")
    }

    private static func sources(of document: Document, name: String) throws -> HeaderSources {
        let root = document.root
        if let tag = root.tag, !tag.hasPrefix("tag:yaml.org,2002:") {
            guard PropertyListHeader.isTag(tag) else { throw refused(root, "a document of the type \(tag)") }
            return single(try PropertyListHeader.header(root), name)
        }
        switch root.kind {
        case .scalar: break
        case .sequence: throw refused(root, list(root))
        case .mapping:
            if root[PeerForm.common] != nil {
                let index = try HeaderIndex(document)
                guard index.content == .metadata else { throw DiagnosticsError([.alreadyTranslated(name)]) }
                return HeaderSources(sources: index.entries, diagnostics: index.diagnostics)
            }
            if let schema = root["schema"]?.text, schema.hasPrefix("obskit/") {
                if schema == HeaderRecord.schema { return HeaderSources(sources: [try HeaderRecord(root)]) }
                throw refused(root, "a document '\(schema)' of ObsKit")
            }
            if root["_translator"] != nil { throw DiagnosticsError([.alreadyTranslated(name)]) }
            if root[PeerForm.content] != nil || root["observation_id"] != nil {
                let sidecar = try Sidecar(document, path: name)
                guard sidecar.header != nil else { throw DiagnosticsError([.alreadyTranslated(name)]) }
                return HeaderSources(sources: [sidecar], diagnostics: sidecar.diagnostics)
            }
            if HeaderServiceFile.isOne(root) { return try service(root, name) }
            let values = root.entries.map(\.value)
            if values.count > 1, values.allSatisfy({ $0.kind == .mapping }) {
                let first = root.entries.map(\.key).first?.text ?? ""
                throw refused(root, "a map of \(values.count) maps, the first of them '\(first)'")
            }
        }
        return single(try HeaderDump.header(root), name)
    }

    private static func single(_ header: Header, _ name: String) -> HeaderSources {
        HeaderSources(sources: [
            MemorySource(headers: [FileHeader(hdu: 0, name: nil, header: header)], name: name)
        ])
    }

    private static func service(_ root: Node, _ name: String) throws -> HeaderSources {
        let file = try HeaderServiceFile(root)
        let isOne = file.detectors.count == 1
        return HeaderSources(
            sources: file.detectors.map {
                MemorySource(headers: [$0.header], name: isOne ? name : "\(name):\($0.name ?? "")")
            }, diagnostics: file.diagnostics)
    }

    /// What a list is.
    private static func list(_ root: Node) -> String {
        guard let first = root.elements.first else { return "an empty list" }
        if first["_translator"] != nil || first["observation_id"] != nil {
            return "a list of translated observations"
        }
        if first.kind == .sequence, first.elements.count == 4 {
            return "a list as of a PropertyList, without the tag !<lsst.daf.base.PropertyList>"
        }
        return "a list"
    }

    private static func refused(_ root: Node, _ what: String) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(
                .error, .noHeader, at: root.position, "this is \(what), and no header",
                hint:
                    "a header is a FITS file, a map of card names to values, a PropertyList, a file of the header service, "
                    + "or cards as lines of text")
        ])
    }
}

/// One of several inputs that cannot be read; the others can.
struct FailedSource: HeaderSource, Sendable {
    let name: String
    let error: any Error

    func open() throws -> HeaderStream { throw error }
}

extension Diagnostic.Code {
    /// A document is something else than a header.
    package static let noHeader = Self(rawValue: "no-header")
    /// A file holds the headers of several observations where one is wanted.
    package static let severalHeaders = Self(rawValue: "several-headers")
}
