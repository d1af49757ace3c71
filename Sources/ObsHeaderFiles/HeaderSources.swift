internal import ObsDocuments
public import ObsFITS
public import ObsText

/// The sources that a file is: one, or the many of an index, a record, a zip of raws, lines of JSON or text of several files.
///
/// What a file is, its content decides; a name that ends in `.json` or `.yaml` decides between these two.
public struct HeaderSources: Sendable {
    /// The sources, in the order of the file.
    public let sources: [any HeaderSource & Sendable]
    /// What is doubtful about the file as a whole.
    public let diagnostics: [Diagnostic]

    init(sources: [any HeaderSource & Sendable], diagnostics: [Diagnostic] = []) {
        self.sources = sources
        self.diagnostics = diagnostics
    }

    /// Finds out what a file is.
    ///
    /// - Parameter path: the literal name of a file, or `x.zip#zip-path=y.fits` for a member of a zip archive
    /// - Throws: `DiagnosticsError` when a document is damaged, or holds observations or something else instead of headers;
    ///   `FITSError` when a zip archive is damaged
    public init(path: String) throws {
        self = try Self.inside(path: path) ?? HeaderSources(sources: [FileSource(path: path)])
    }

    /// Finds out what a file in memory is.
    ///
    /// - Parameters:
    ///   - bytes: the file
    ///   - name: what to call it
    /// - Throws: as `init(path:)`
    public init(bytes: [UInt8], name: String) throws {
        self =
            try Self.inside(path: name, bytes: bytes)
            ?? HeaderSources(sources: [FileSource(bytes: bytes, name: name)])
    }

    /// The sources of a path, without what is doubtful about them.
    ///
    /// - Throws: as `init(path:)`
    package static func at(path: String) throws -> [any HeaderSource & Sendable] {
        try HeaderSources(path: path).sources
    }

    /// What is in a file that is no FITS file; nil for a FITS file and for what cannot be recognized.
    package static func inside(path: String, bytes: [UInt8]? = nil) throws -> HeaderSources? {
        var start =
            bytes.map { Array($0.prefix(HeaderForm.length)) }
            ?? FileSystem.beginning(of: path, count: HeaderForm.length)
        guard !start.isEmpty else { return nil }
        // What cannot be decompressed is said where the file is read.
        let inflated = try? DecompressedBytes.read(path: path, bytes: bytes, limit: HeaderForm.length, isPart: true)
        if let inflated { start = inflated }
        guard let form = HeaderForm(start, name: path) else { return nil }
        if case .zip = form {
            if inflated != nil { return nil }
            return try RawZip.sources(
                of: try bytes.map { try ZipArchive(bytes: $0, name: path) } ?? ZipArchive(path: path))
        }
        let limits = if case .json = form { Limits.headerFiles } else { Limits.default }
        let whole =
            inflated == nil
            ? try bytes ?? FileBytes.read(path, limits: limits)
            : try DecompressedBytes.read(path: path, bytes: bytes, limit: limits.bytes) ?? []
        switch form {
        case .json: return try HeaderDocument.json(whole, name: path)
        case .yaml: return try HeaderDocument.yaml(whole, name: path)
        case .text, .zip: return try text(whole, name: path)
        }
    }

    private static func text(_ bytes: [UInt8], name: String) throws -> HeaderSources {
        let text = try TextHeaders(bytes, file: name)
        let isOne = text.files.count == 1
        return HeaderSources(
            sources: try text.files.enumerated().map { number, file in
                let own = file.name.flatMap { $0.isEmpty ? nil : $0 } ?? "\(number + 1)"
                return MemorySource(headers: try text.headers(of: file), name: isOne ? name : "\(name):\(own)")
            })
    }

    /// The files that a name stands for: the raws in a zip archive, else the file itself.
    ///
    /// - Parameter path: the literal name of a file
    /// - Returns: the names, of which each can be read by itself
    package static func files(at path: String) -> [String] {
        guard FileSystem.beginning(of: path, count: 2).elementsEqual("PK".utf8),
            let found = try? HeaderSources(path: path)
        else { return [path] }
        return found.sources.map(\.name)
    }

    /// The sources of one line of several on standard input.
    ///
    /// - Parameters:
    ///   - bytes: the line
    ///   - number: its number, from 1
    ///   - input: what standard input is called
    /// - Returns: its sources; one that says why where the line is wrong
    package static func line(_ bytes: [UInt8], number: Int, of input: String) -> HeaderSources {
        // The first may be the only one, which then is a file as any other.
        let name = number == 1 ? input : "\(input):\(number)"
        var lines = Document.jsonLines(
            [UInt8](repeating: 0x0A, count: number - 1) + bytes, file: input, allowNonFinite: true
        ).makeIterator()
        return lines.next().map { HeaderDocument.line($0, name: name) } ?? HeaderSources(sources: [])
    }

    /// The one source that there is.
    ///
    /// - Throws: `DiagnosticsError` of code `severalHeaders` when there are more
    package func single(_ name: String) throws -> any HeaderSource & Sendable {
        guard sources.count != 1 else { return sources[0] }
        throw DiagnosticsError([
            Diagnostic(
                .error, .severalHeaders, at: nil,
                "\(name) holds the headers of \(sources.count) files or detectors, and one is wanted here",
                hint: "HeaderSources(path:) gives each of them, and obskit translate reads them all")
        ])
    }
}
