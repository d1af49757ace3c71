public import ObsFITS
internal import ObsText

/// A file of which the content decides what it is: FITS, or else one of the forms that `HeaderSources` knows.
public struct FileSource: HeaderSource, Sendable {
    /// The path, or what the bytes are called.
    public var name: String { file.name }
    private let file: FITSSource

    /// The file of exactly this name.
    public init(path: String) { file = FITSSource(path: path) }

    /// A file that is in memory.
    public init(bytes: [UInt8], name: String) { file = FITSSource(bytes: bytes, name: name) }

    /// Begins to read.
    ///
    /// - Throws: `FITSError`, `DiagnosticsError` when it is of no form that is known
    public func open() throws -> HeaderStream {
        do {
            return try file.open()
        } catch let error as FITSError where error.code == .notFITS {
            guard let found = try HeaderSources.inside(path: name, bytes: file.bytes) else { throw error }
            return try found.single(name).open()
        }
    }
}
