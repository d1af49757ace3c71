public import ObsFITS
internal import ObsText

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
