internal import ObsDocuments
internal import ObsText

/// Where the files of a package are: in a folder, or in the program.
enum PackageFiles: Sendable {
    case folder(String, log: ReadLog? = nil)
    case embedded(EmbeddedFiles, name: String)

    /// The place for people: a path, or that it is the program's own copy.
    var description: String {
        switch self {
        case .folder(let path, _): path
        case .embedded(_, let name): "embedded:\(name)"
        }
    }

    /// The name that diagnostics give a file.
    func displayName(_ path: String) -> String {
        switch self {
        case .folder(let folder, _): folder + "/" + path
        case .embedded(_, let name): "embedded:\(name)/\(path)"
        }
    }

    /// Whether a place is in a file of the package.
    func owns(_ place: SourcePosition?) -> Bool { place?.file.hasPrefix(description + "/") ?? false }

    func exists(_ path: String) -> Bool {
        switch self {
        case .folder(let folder, _): FileSystem.isFile(folder + "/" + path)
        case .embedded(let files, _): files.contains(path)
        }
    }

    /// The names of the files in a folder of the package, sorted; none when there is no such folder.
    func names(in folder: String) -> [String] {
        switch self {
        case .folder(let root, _):
            let prefix = folder.isEmpty ? "" : folder + "/"
            return (FileSystem.names(in: root + "/" + folder) ?? []).filter { exists(prefix + $0) }
        case .embedded(let files, _):
            let prefix = folder.isEmpty ? "" : folder + "/"
            return files.paths.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
                .filter { !$0.contains("/") }.sorted()
        }
    }

    /// The bytes of a file of the package.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be read
    func bytes(_ path: String) throws -> [UInt8] {
        switch self {
        case .folder(let folder, let log):
            log?.note(path)
            return try FileBytes.read(try Self.inside(folder, path))
        case .embedded(let files, _):
            guard let bytes = files.withBytes(of: path, { $0.array }) else { throw notEmbedded(path) }
            return bytes
        }
    }

    /// A YAML file of the package.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be read or is no YAML
    func document(_ path: String) throws -> Document {
        switch self {
        case .folder(let folder, let log):
            log?.note(path)
            return try Document.read(path: try Self.inside(folder, path))
        case .embedded(let files, _):
            let document = try files.withBytes(of: path) { try Document.yaml($0, file: displayName(path)) }
            guard let document else { throw notEmbedded(path) }
            return document
        }
    }

    private func notEmbedded(_ path: String) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(.error, .unreadable, at: nil, "\(displayName(path)) is not among the embedded files")
        ])
    }
}

extension PackageFiles {
    /// The place of a file in a folder, which no link may lead out of: what is elsewhere is neither read nor shown.
    ///
    /// - Throws: `DiagnosticsError` (`leaves-package`) when a link leads out
    private static func inside(_ folder: String, _ path: String) throws -> String {
        let full = folder + "/" + path
        // What is not there is for whoever reads it to say.
        guard FileSystem.exists(full), !FileSystem.isInside(full, folder) else { return full }
        guard FileSystem.resolved(full) != nil else { return full }
        throw DiagnosticsError([
            Diagnostic(
                .error, .leavesPackage, at: nil, "\(full) leads out of the package by a link, so it is not read",
                hint: "put the file itself into the package")
        ])
    }
}

/// A path inside a package, without `.` and `..`.
package enum PackagePath {
    /// The path that `reference` means in the file `path`; nil when it leaves the package.
    package static func resolve(_ reference: String, in path: String) -> String? {
        guard !reference.hasPrefix("/"), !reference.utf8.contains(0) else { return nil }
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in reference.split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                guard !parts.isEmpty else { return nil }
                parts.removeLast()
            default: parts.append(String(part))
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}
