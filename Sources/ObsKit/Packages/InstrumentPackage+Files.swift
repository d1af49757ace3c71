package import ObsDocuments
package import ObsText

extension InstrumentPackage {
    /// The folder of a package's golden headers.
    package static let goldenHeadersFolder = "conformance/headers"

    /// The folder; nil of the copy that is compiled into a program.
    public var folder: String? {
        if case .folder(let path, _) = files { path } else { nil }
    }

    /// The path, inside the package, of a file that belongs to an instrument.
    ///
    /// - Parameters:
    ///   - file: a path that counts from instrument.yaml, such as `filters.yaml`
    ///   - instrument: the instrument's name
    /// - Returns: the path; nil when the package describes no such instrument
    package func path(of file: String, instrument: String) -> String? {
        descriptions.first { $0.description.name == instrument }?.entry.path(file)
    }

    /// The path, inside the package, of the folder that describes an instrument's focal plane; nil when there is none.
    ///
    /// - Parameter instrument: the instrument's name
    /// - Returns: the folder
    package func cameraFolder(of instrument: String) -> String? {
        descriptions.first { $0.description.name == instrument }.flatMap { entry, description in
            description.cameraFolder.flatMap { PackagePath.resolve(entry.path($0), in: "package.yaml") }
        }
    }

    /// Whether a place is in a file of the package.
    ///
    /// - Parameter place: a place
    /// - Returns: whether it is; false where there is no place
    package func owns(_ place: SourcePosition?) -> Bool { files.owns(place) }

    /// Whether the package has a file.
    ///
    /// - Parameter path: a path inside the package
    /// - Returns: whether it is there
    package func hasFile(_ path: String) -> Bool { files.exists(path) }

    /// The name that diagnostics give a file of the package.
    ///
    /// - Parameter path: a path inside the package
    /// - Returns: the name
    package func displayName(_ path: String) -> String { files.displayName(path) }

    /// The names in a folder of the package, sorted; none of a copy that is compiled in, or when there is no such folder.
    ///
    /// - Parameter folder: a path inside the package
    /// - Returns: the names of files and folders
    package func names(in folder: String) -> [String] {
        guard let root = self.folder else { return [] }
        return FileSystem.names(in: root + "/" + folder) ?? []
    }

    /// The folder of the package that a file lies in, and the file's path inside it; nil when the file is in no package.
    ///
    /// - Parameter path: the path of a file
    /// - Returns: the folder, which begins as `path` does where that says enough, and the path inside
    package static func enclosingFolder(of path: String) -> (folder: String, path: String)? {
        if let found = folderAbove(path) { return found }
        // A path from inside of the package does not name the package's folder.
        guard let full = FileSystem.resolved(path), full != path else { return nil }
        return folderAbove(full)
    }

    private static func folderAbove(_ path: String) -> (folder: String, path: String)? {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard var inside = parts.popLast() else { return nil }
        while true {
            let folder = parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
            if FileSystem.isFile(folder + "/package.yaml") { return (folder, inside) }
            guard let last = parts.popLast(), !["", ".", ".."].contains(last) else { return nil }
            inside = last + "/" + inside
        }
    }

    /// A YAML file of the package.
    ///
    /// - Parameter path: a path inside the package
    /// - Returns: the document
    /// - Throws: `DiagnosticsError` when it cannot be read or is no YAML
    package func document(_ path: String) throws -> Document { try files.document(path) }

    /// The bytes of a file of the package.
    ///
    /// - Parameter path: a path inside the package
    /// - Returns: the bytes
    /// - Throws: `DiagnosticsError` when it cannot be read
    package func bytes(_ path: String) throws -> [UInt8] { try files.bytes(path) }
}

extension InstrumentCatalog {
    /// A file of a package and those that it extends, the topmost first; none when there is no such file.
    ///
    /// - Parameters:
    ///   - path: a path inside the package
    ///   - package: a package of this catalog
    /// - Returns: the documents
    /// - Throws: `DiagnosticsError` when one of them cannot be read
    package func documents(_ path: String, of package: InstrumentPackage) throws -> [Document] {
        guard package.files.exists(path) else { return [] }
        return try Layers.read(path, in: package.files, locate: locate, problems: Problems()).documents
    }
}
