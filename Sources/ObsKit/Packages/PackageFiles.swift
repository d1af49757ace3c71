internal import Glibc
internal import ObsYAML

/// Where the files of a package are: in a folder, or in the program.
enum PackageFiles: Sendable {
    case folder(String)
    case embedded(EmbeddedFiles, name: String)

    /// The place for people: a path, or that it is the program's own copy.
    var description: String {
        switch self {
        case .folder(let path): path
        case .embedded(_, let name): "embedded:\(name)"
        }
    }

    /// The name that diagnostics give a file.
    func displayName(_ path: String) -> String {
        switch self {
        case .folder(let folder): folder + "/" + path
        case .embedded(_, let name): "embedded:\(name)/\(path)"
        }
    }

    func exists(_ path: String) -> Bool {
        switch self {
        case .folder(let folder): FileSystem.isFile(folder + "/" + path)
        case .embedded(let files, _): files.bytes(of: path) != nil
        }
    }

    /// The names of the files in a folder of the package, sorted; none when there is no such folder.
    func names(in folder: String) -> [String] {
        switch self {
        case .folder(let root):
            return (FileSystem.names(in: root + "/" + folder) ?? []).filter { exists(folder + "/" + $0) }
        case .embedded(let files, _):
            let prefix = folder + "/"
            return files.paths.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
                .filter { !$0.contains("/") }.sorted()
        }
    }

    /// The bytes of a file of the package.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be read
    func bytes(_ path: String) throws -> [UInt8] {
        switch self {
        case .folder(let folder): return try FileBytes.read(folder + "/" + path)
        case .embedded(let files, _):
            guard let bytes = files.bytes(of: path) else {
                throw DiagnosticsError([
                    Diagnostic(.error, .unreadable, at: nil, "\(displayName(path)) is not among the embedded files")
                ])
            }
            return [UInt8](bytes)
        }
    }

    /// A YAML file of the package.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be read or is no YAML
    func document(_ path: String) throws -> Document {
        switch self {
        case .folder(let folder): return try Document.read(path: folder + "/" + path)
        case .embedded(let files, _):
            guard let bytes = files.bytes(of: path) else {
                throw DiagnosticsError([
                    Diagnostic(.error, .unreadable, at: nil, "\(displayName(path)) is not among the embedded files")
                ])
            }
            return try Document.yaml(bytes, file: displayName(path))
        }
    }
}

/// A path inside a package, without `.` and `..`.
enum PackagePath {
    /// The path that `reference` means in the file `path`; nil when it leaves the package.
    static func resolve(_ reference: String, in path: String) -> String? {
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

/// What is needed of the file system.
package enum FileSystem {
    /// Whether a path is a regular file, or leads to one.
    package static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }

    /// Whether a path is a folder, or leads to one.
    package static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

    /// Whether a path itself is a symbolic link.
    package static func isLink(_ path: String) -> Bool {
        var status = stat()
        return !path.utf8.contains(0) && lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Writes a file, whole or not at all, and the folders that lead to it; into a device or a pipe, which keep their name.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be written
    package static func write(_ bytes: [UInt8], to path: String) throws {
        func refuse() -> DiagnosticsError {
            DiagnosticsError([
                Diagnostic(
                    .error, .unwritable, at: nil, "\(path) cannot be written: \(String(cString: strerror(errno)))")
            ])
        }
        for index in path.indices.dropFirst() where path[index] == "/" {
            if mkdir(String(path[..<index]), 0o777) != 0 && errno != EEXIST { throw refuse() }
        }
        // What is no file would be gone if a file took its name, and so would /dev/stdout, which leads to one.
        let isPlace = kind(path) != nil && (!isFile(path) || leadsToOpenFile(path))
        let temporary = isPlace ? path : path + ".\(getpid()).tmp"
        guard let file = fopen(temporary, isPlace ? "wb" : "wbx") else { throw refuse() }
        let isWritten = bytes.withUnsafeBufferPointer { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
        let isClosed = fclose(file) == 0
        guard isWritten, isClosed, isPlace || rename(temporary, path) == 0 else {
            let error = refuse()
            if !isPlace { unlink(temporary) }
            throw error
        }
    }

    /// Whether a path is a link to what a process has open, as /dev/stdout is.
    private static func leadsToOpenFile(_ path: String) -> Bool {
        var start = [CChar](repeating: 0, count: 6)
        return readlink(path, &start, start.count) == start.count
            && start.elementsEqual("/proc/".utf8.map { CChar(bitPattern: $0) })
    }

    private static func kind(_ path: String) -> mode_t? {
        var status = stat()
        guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }

    /// The names in a folder, sorted; nil when it cannot be read.
    package static func names(in folder: String) -> [String]? {
        guard !folder.utf8.contains(0), let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The bytes of a regular file of which the first that is no blank is `first`; nil for any other.
    ///
    /// No more is read than one byte beyond what a document may have.
    package static func contents(of path: String, beginning first: UInt8) -> [UInt8]? {
        guard isFile(path), let file = fopen(path, "rbe") else { return nil }
        defer { fclose(file) }
        let limit = Limits.default.bytes
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            if bytes.isEmpty && buffer[..<count].first(where: { $0 > 0x20 }) != first { return nil }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// The first bytes of a regular file; none when it cannot be read.
    package static func beginning(of path: String, count: Int) -> [UInt8] {
        guard isFile(path), let file = fopen(path, "rbe") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: count)
        return Array(bytes[..<fread(&bytes, 1, count, file)])
    }

    /// The value of an environment variable; nil when it is not set or empty.
    package static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// The folder of the running program; nil when the system does not say.
    package static var programFolder: String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return nil }
        let path = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
