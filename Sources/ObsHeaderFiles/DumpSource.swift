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
    /// - Throws: `DiagnosticsError` when it is no dump, or one of several headers; whatever `body` throws
    public func forEachHeader(_ body: (FileHeader) throws -> Bool) throws {
        guard let found = try HeaderSources.inside(path: name, bytes: bytes) else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .noHeader, at: nil, "\(name) holds no header",
                    hint: "write a map of card names to values as JSON or YAML")
            ])
        }
        try found.single(name).forEachHeader(body)
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

    /// Gives the headers one after the other.
    ///
    /// - Throws: `FITSError`, `DiagnosticsError`, and whatever `body` throws
    public func forEachHeader(_ body: (FileHeader) throws -> Bool) throws {
        var hasBegun = false
        let fits = bytes.map { FITSSource(bytes: $0, name: name) } ?? FITSSource(path: name)
        do {
            try fits.forEachHeader {
                hasBegun = true
                return try body($0)
            }
        } catch let error as FITSError where error.code == .notFITS && !hasBegun {
            try other(error).forEachHeader(body)
        }
    }

    /// Gives the headers that can be read, and says how the chain of a FITS file ended.
    ///
    /// - Throws: `FITSError` of the first header, `DiagnosticsError`, and whatever `body` throws
    public func readChain(_ body: (FileHeader) throws -> Bool) throws -> HeaderChain {
        var hasBegun = false
        let fits = bytes.map { FITSSource(bytes: $0, name: name) } ?? FITSSource(path: name)
        do {
            return try fits.readChain {
                hasBegun = true
                return try body($0)
            }
        } catch let error as FITSError where error.code == .notFITS && !hasBegun {
            return try other(error).readChain(body)
        }
    }

    /// The source that a file is which is no FITS file.
    private func other(_ error: FITSError) throws -> any HeaderSource {
        guard let found = try HeaderSources.inside(path: name, bytes: bytes) else { throw error }
        return try found.single(name)
    }
}
