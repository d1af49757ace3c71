/// The files under a folder of calibrations, wherever they are: on disk, or in a program.
public struct CalibrationFiles: Sendable {
    /// The name of the folder, for diagnostics and, by its last part, for what its files say of their instrument.
    public let name: String
    /// The paths of the files from the folder, parts separated by `/`, sorted.
    public let paths: [String]
    private let read: @Sendable (String) throws -> [UInt8]

    /// Files.
    ///
    /// - Parameters:
    ///   - name: The name of the folder.
    ///   - paths: The paths of the files from the folder.
    ///   - read: Gives the bytes of a file, or throws `DiagnosticsError`.
    public init(name: String, paths: some Sequence<String>, read: @escaping @Sendable (String) throws -> [UInt8]) {
        self.name = name
        self.paths = paths.sorted()
        self.read = read
    }

    /// The bytes of a file.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be read.
    public func bytes(_ path: String) throws -> [UInt8] { try read(path) }

    /// The name of a file in diagnostics.
    public func displayName(_ path: String) -> String { name + "/" + path }

    /// The last part of the folder's name.
    var lastPart: String { name.split(separator: "/").last.map(String.init) ?? name }
}
