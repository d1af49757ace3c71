public import CObsEmbedded

/// Files of a package in the memory of the program, never copied.
public struct EmbeddedFiles: Sendable {
    private let entries: [Entry]

    // Read-only data of the program's image, which lives as long as the program.
    @safe
    private struct Entry: @unchecked Sendable {
        let path: String
        let bytes: UnsafeBufferPointer<UInt8>
    }

    /// The files of a table that `obskit embed` wrote.
    ///
    /// - Parameters:
    ///   - table: the table, which must live as long as the program
    ///   - count: the number of files
    @safe
    public init(table: UnsafePointer<obs_embedded_file>, count: Int) {
        entries = unsafe UnsafeBufferPointer(start: table, count: count).map { file in
            unsafe Entry(
                path: String(cString: file.path), bytes: UnsafeBufferPointer(start: file.bytes, count: file.size))
        }
    }

    /// The paths of the files, in the order of the table.
    public var paths: [String] { entries.map(\.path) }

    /// Whether there is a file of this path.
    public func contains(_ path: String) -> Bool { entries.contains { $0.path == path } }

    /// Lends the bytes of a file.
    ///
    /// - Parameters:
    ///   - path: a path inside the package
    ///   - body: takes the bytes
    /// - Returns: what `body` returns; nil when there is no file of this path
    public func withBytes<Result>(of path: String, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result? {
        guard let entry = entries.first(where: { $0.path == path }) else { return nil }
        return try unsafe body(entry.bytes.span)
    }
}
