public import ObsFITS
internal import ObsYAML

/// The sources that a file is: one, or the entries of an index.
public enum HeaderSources {
    /// The sources of a path.
    ///
    /// An index of headers has one for each entry, a record one for each file; a sidecar and any other file is one. What a
    /// file is, is decided by its beginning.
    ///
    /// - Parameter path: the literal name of a file
    /// - Returns: the sources, in order
    /// - Throws: `DiagnosticsError` when an index or a record is damaged, or holds observations instead of cards
    public static func at(path: String) throws -> [any HeaderSource & Sendable] {
        let start = FileSystem.beginning(of: path, count: 1 << 12)
        guard start.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return [FileSource(path: path)] }
        let text = String(decoding: start, as: UTF8.self)
        if text.contains("\"\(PeerForm.common)\"") {
            let index = try HeaderIndex(path: path)
            guard index.content == .metadata else { throw DiagnosticsError([.alreadyTranslated(path)]) }
            return index.entries
        }
        if text.contains("\"\(HeaderRecord.schema)\"") {
            return try Document.jsonLines(
                try FileBytes.read(path, limits: .headerFiles), file: path, limits: .headerFiles
            )
            .map { try HeaderRecord(try $0.get().root) }
        }
        if text.contains("\"\(PeerForm.content)\"") || text.contains("\"observation_id\"") {
            return [try Sidecar(path: path)]
        }
        return [FileSource(path: path)]
    }
}
