public import ObsFITS
internal import ObsText

/// A header that was written down elsewhere than in a FITS file: a map of JSON or YAML, or one of the other forms that
/// `HeaderSources` knows.
public struct DumpSource: HeaderSource, Sendable {
    /// The path, or what the bytes are called.
    public let name: String
    private let bytes: [UInt8]?

    /// The file of exactly this name.
    public init(path: String) {
        name = path
        bytes = nil
    }

    /// A dump that is in memory.
    public init(bytes: [UInt8], name: String) {
        self.name = name
        self.bytes = bytes
    }

    /// Gives the header, as that of HDU 0.
    ///
    /// - Throws: `DiagnosticsError` when it is no dump, or one of several headers
    public func open() throws -> HeaderStream {
        guard let found = try HeaderSources.inside(path: name, bytes: bytes) else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .noHeader, at: nil, "\(name) holds no header",
                    hint: "write a map of card names to values as JSON or YAML")
            ])
        }
        return try found.single(name).open()
    }
}

/// A file of which the content decides what it is: FITS, or else one of the forms that `HeaderSources` knows.
public struct FileSource: HeaderSource, Sendable {
    /// The path, or what the bytes are called.
    public let name: String
    private let bytes: [UInt8]?

    /// The file of exactly this name.
    public init(path: String) {
        name = path
        bytes = nil
    }

    /// A file that is in memory.
    public init(bytes: [UInt8], name: String) {
        self.name = name
        self.bytes = bytes
    }

    /// Begins to read.
    ///
    /// - Throws: `FITSError`, `DiagnosticsError` when it is of no form that is known
    public func open() throws -> HeaderStream {
        do {
            return try (bytes.map { FITSSource(bytes: $0, name: name) } ?? FITSSource(path: name)).open()
        } catch let error as FITSError where error.code == .notFITS {
            guard let found = try HeaderSources.inside(path: name, bytes: bytes) else { throw error }
            return try found.single(name).open()
        }
    }
}
