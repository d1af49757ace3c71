public import ObsFITS
internal import ObsTranslation
internal import ObsYAML

/// A header that was dumped as a map of JSON or YAML.
public struct DumpSource: HeaderSource, Sendable {
    /// The path, or what the bytes are called.
    public let name: String
    private let bytes: [UInt8]?

    /// The file of exactly this name: JSON when it ends in `.json` or begins with `{`, else YAML.
    public init(path: String) {
        name = path
        bytes = nil
    }

    /// A dump as JSON that is in memory.
    public init(bytes: [UInt8], name: String) {
        self.name = name
        self.bytes = bytes
    }

    /// Gives the header, as that of HDU 0.
    ///
    /// - Throws: `DiagnosticsError` when it is no dump; whatever `body` throws
    public func forEachHeader(_ body: (FileHeader) throws -> Bool) throws {
        _ = try body(FileHeader(hdu: 0, name: nil, header: try HeaderDump.header(try document().root)))
    }

    private func document() throws -> Document {
        if let bytes { return try Document.json(bytes, file: name, allowNonFinite: true) }
        if Self.isNamedDump(name) { return try Document.read(path: name, allowNonFinite: true) }
        guard let bytes = FileSystem.contents(of: name, beginning: UInt8(ascii: "{")) else {
            return try Document.read(path: name, allowNonFinite: true)
        }
        return try Document.json(bytes, file: name, allowNonFinite: true)
    }

    /// Whether a name says that the file is a dump.
    static func isNamedDump(_ path: String) -> Bool {
        let lower = path.lowercased()
        return [".json", ".yaml", ".yml"].contains { lower.hasSuffix($0) }
    }

    /// Whether a file looks like a dump, by its name or its first character.
    static func isDump(path: String) -> Bool {
        isNamedDump(path) || FileSystem.contents(of: path, beginning: UInt8(ascii: "{")) != nil
    }
}

/// A file of which the content decides what it is: FITS, or else a dump.
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
            guard let dump else { throw error }
            try dump.forEachHeader(body)
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
            guard let dump else { throw error }
            return try dump.readChain(body)
        }
    }

    private var dump: DumpSource? {
        if let bytes {
            let isDump = bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
            return isDump ? DumpSource(bytes: bytes, name: name) : nil
        }
        return DumpSource.isDump(path: name) ? DumpSource(path: name) : nil
    }
}
