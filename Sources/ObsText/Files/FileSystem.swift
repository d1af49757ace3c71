internal import Glibc

/// What is needed of the file system.
package enum FileSystem {
    /// Whether a path is a regular file, or leads to one.
    package static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }

    /// Whether a path is a folder, or leads to one.
    package static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

    /// Whether a path itself is a symbolic link.
    package static func isLink(_ path: String) -> Bool {
        var status = stat()
        return unsafe !path.utf8.contains(0) && path.withFileName { unsafe lstat($0, &status) } == 0
            && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Whether something has this name: a file, a folder, also a link that leads nowhere.
    package static func exists(_ path: String) -> Bool {
        var status = stat()
        return unsafe !path.utf8.contains(0) && path.withFileName { unsafe lstat($0, &status) } == 0
    }

    /// Whether a path leads to a file without a byte, or nowhere.
    package static func isEmpty(_ path: String) -> Bool { status(path).map { $0.st_size == 0 } ?? true }

    /// Whether two paths lead to one regular file, by its device and inode.
    package static func isSameFile(_ left: String, _ right: String) -> Bool {
        guard let left = status(left), let right = status(right) else { return false }
        return left.st_mode & S_IFMT == S_IFREG && left.st_dev == right.st_dev && left.st_ino == right.st_ino
    }

    /// Whether what is written to a path goes into what has the name, since that keeps it: a device, a pipe, an open file.
    package static func isPlace(_ path: String) -> Bool {
        // What is no file would be gone if a file took its name, and so would /dev/stdout, which leads to one.
        kind(path) != nil && (!isFile(path) || leadsToOpenFile(path))
    }

    /// Whether what a path leads to is in a folder, when all links are followed.
    package static func isInside(_ path: String, _ folder: String) -> Bool {
        guard let file = resolved(path), let root = resolved(folder) else { return false }
        return file.hasPrefix(root.hasSuffix("/") ? root : root + "/")
    }

    /// Writes a file, whole or not at all, and the folders that lead to it; into a device or a pipe, which keep their name.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be written
    package static func write(_ bytes: [UInt8], to path: String) throws { try write(to: path) { try $0(bytes) } }

    /// Writes a file a part at a time, whole or not at all, and the folders that lead to it.
    ///
    /// - Parameters:
    ///   - path: the file
    ///   - body: hands over the parts
    /// - Throws: `DiagnosticsError` when it cannot be written; what `body` throws
    package static func write(to path: String, _ body: (([UInt8]) throws -> Void) throws -> Void) throws {
        for index in path.indices.dropFirst() where path[index] == "/" {
            let folder = String(path[..<index])
            if unsafe folder.withFileName({ unsafe mkdir($0, 0o777) }) != 0 && errno != EEXIST {
                throw unwritable(path)
            }
        }
        guard isPlace(path) else {
            let file = try ReplacementFile(path)
            try body { try file.write($0) }
            return try file.finish(isDurable: false)
        }
        guard let file = unsafe path.withFileName({ unsafe fopen($0, "wb") }) else { throw unwritable(path) }
        var isWritten = true
        do {
            try body { bytes in
                let count = unsafe bytes.withUnsafeBufferPointer { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
                isWritten = isWritten && count == bytes.count
            }
        } catch {
            unsafe fclose(file)
            throw error
        }
        guard unsafe fclose(file) == 0, isWritten else { throw unwritable(path) }
    }

    private static func unwritable(_ path: String) -> DiagnosticsError {
        DiagnosticsError([
            Diagnostic(
                .error, .unwritable, at: nil, unsafe "\(path) cannot be written: \(String(cString: strerror(errno)))")
        ])
    }

    /// Whether a path is a link to what a process has open, as /dev/stdout is.
    private static func leadsToOpenFile(_ path: String) -> Bool {
        var start = [CChar](repeating: 0, count: 6)
        return unsafe path.withFileName { unsafe readlink($0, &start, start.count) } == start.count
            && start.elementsEqual("/proc/".utf8.map { CChar(bitPattern: $0) })
    }

    private static func kind(_ path: String) -> mode_t? { status(path).map { $0.st_mode & S_IFMT } }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        guard !path.utf8.contains(0), unsafe path.withFileName({ unsafe stat($0, &status) }) == 0 else { return nil }
        return status
    }

    /// The permissions of a file; nil when there is none.
    package static func mode(of path: String) -> UInt32? { status(path).map { $0.st_mode & 0o7777 } }

    /// Gives a file permissions, if the system lets it.
    package static func setMode(_ mode: UInt32, of path: String) {
        _ = unsafe path.withFileName { unsafe chmod($0, mode) }
    }

    /// Takes a file away, if it is there.
    package static func remove(_ path: String) { _ = unsafe path.withFileName { unsafe unlink($0) } }

    /// The path without links, `.` and `..`; nil when there is no such file.
    package static func resolved(_ path: String) -> String? {
        guard !path.utf8.contains(0), let found = unsafe path.withFileName({ unsafe realpath($0, nil) }) else {
            return nil
        }
        defer { unsafe free(found) }
        return unsafe FileName.text(found)
    }

    /// The names in a folder, sorted; nil when it cannot be read.
    package static func names(in folder: String) -> [String]? {
        guard !folder.utf8.contains(0), let stream = unsafe folder.withFileName({ unsafe opendir($0) }) else {
            return nil
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe FileName.text(bytes.prefix { $0 != 0 })
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The first bytes of a regular file; none when it cannot be read.
    package static func beginning(of path: String, count: Int) -> [UInt8] {
        guard isFile(path), let file = unsafe path.withFileName({ unsafe fopen($0, "rbe") }) else { return [] }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: count)
        return unsafe Array(bytes[..<fread(&bytes, 1, count, file)])
    }

    /// The value of an environment variable; nil when it is not set or empty.
    package static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name), unsafe value.pointee != 0 else { return nil }
        return unsafe FileName.text(value)
    }

    /// The folder of the running program; nil when the system does not say.
    package static var programFolder: String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return nil }
        let path = FileName.text(buffer.prefix(count).map { UInt8(bitPattern: $0) })
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
