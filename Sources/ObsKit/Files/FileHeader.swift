public import ObsFITS
internal import ObsTranslation
internal import ObsYAML

/// The header of one HDU of a file, or a header that was dumped as JSON or YAML.
public struct FileHeader: Sendable {
    /// The index of the HDU; 0 is the primary.
    public let hdu: Int
    /// The name of the HDU, if it has one.
    public let name: String?
    /// The header, without what it inherits.
    public let header: Header

    /// Where the bytes of a file are.
    enum Source {
        case file(String)
        case bytes([UInt8])
        case ranges(any RangeReader)
    }

    /// Reads a file's headers, as many as its instrument needs.
    ///
    /// What the file is, is decided by its content: FITS in any compression, or else, if the name says so or the bytes
    /// begin with `{`, a dump.
    ///
    /// - Parameters:
    ///   - source: where the bytes are
    ///   - name: the name of the file, for messages
    ///   - needed: from the headers read so far, how many are needed in all; nil for all of the file
    /// - Returns: the headers, the primary first
    /// - Throws: `FITSError` or `DiagnosticsError`
    static func read(
        _ source: Source, named name: String, needing needed: ([FileHeader]) throws -> Int?
    ) throws -> [FileHeader] {
        var headers: [FileHeader] = []
        do {
            let reader =
                switch source {
                case .file(let path): try HeaderReader(path: path)
                case .bytes(let bytes): try HeaderReader(bytes: bytes, name: name)
                case .ranges(let ranges): try HeaderReader(source: ranges, name: name)
                }
            while let hdu = try reader.next() {
                headers.append(FileHeader(hdu: hdu.index, name: hdu.extensionName, header: hdu.header))
                if let count = try needed(headers), headers.count >= count { break }
            }
        } catch let error as FITSError where error.code == .notFITS && headers.isEmpty {
            guard let document = try dump(source, name) else { throw error }
            headers = [FileHeader(hdu: 0, name: nil, header: try HeaderDump.header(document.root))]
            _ = try needed(headers)
        }
        return headers
    }

    /// The document of a file that is no FITS; nil when it does not look like a dump either.
    private static func dump(_ source: Source, _ name: String) throws -> Document? {
        switch source {
        case .file(let path):
            let lower = path.lowercased()
            if [".json", ".yaml", ".yml"].contains(where: { lower.hasSuffix($0) }) {
                return try Document.read(path: path, allowNonFinite: true)
            }
            guard let bytes = FileSystem.contents(of: path, beginning: UInt8(ascii: "{")) else { return nil }
            return try Document.json(bytes, file: path, allowNonFinite: true)
        case .bytes(let bytes):
            guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
            return try Document.json(bytes, file: name, allowNonFinite: true)
        case .ranges:
            return nil
        }
    }
}
