internal import Glibc
internal import ObsText

/// What the first bytes of a registry's file say, read without SQLite: opening a file must not change one that is somebody else's.
enum RegistryFile {
    /// Checks that there is a registry at a path, of a version that this library knows.
    ///
    /// Layout of the header: https://www.sqlite.org/fileformat.html, section 1.3.
    ///
    /// - Throws: `RegistryError` (`noSuchRegistry`, `unreadable`, `notADatabase`, `notARegistry`, `newerSchema`)
    static func check(_ path: String, _ migrations: Migrations) throws {
        guard !path.utf8.contains(0) else {
            throw RegistryError(.noSuchRegistry, "a path holds no NUL character; name a file")
        }
        var status = stat()
        guard unsafe path.withFileName({ unsafe stat($0, &status) }) == 0 else {
            if errno == ENOENT || errno == ENOTDIR {
                throw RegistryError(
                    .noSuchRegistry, "\(path): there is no such file; name another, or create the registry")
            }
            throw RegistryError(.unreadable, unsafe "\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw RegistryError(.notADatabase, "\(path) is no regular file; name the file of a registry")
        }
        let header = try header(path)
        guard isDatabase(header) else {
            throw RegistryError(
                .notADatabase,
                "\(path) is no SQLite database"
                    + (header.isEmpty ? ", it is empty" : "") + "; name the file of a registry, or create one")
        }
        try check(path, applicationID: integer(header, 68), version: integer(header, 60), migrations)
    }

    /// Whether the first bytes of a file are those of a database.
    static func isDatabase(_ header: [UInt8]) -> Bool {
        header.count == 100 && header.starts(with: Array("SQLite format 3\0".utf8))
    }

    /// Checks what a file says that it is.
    ///
    /// - Throws: `RegistryError` (`notARegistry`, `newerSchema`)
    static func check(
        _ path: String, applicationID: Int32, version: Int32, _ migrations: Migrations
    ) throws {
        guard applicationID == Migrations.applicationID, version > 0 else {
            throw RegistryError(
                .notARegistry, "\(path) is an SQLite database of another program; name the file of a registry")
        }
        guard version <= migrations.newest else {
            throw RegistryError(
                .newerSchema,
                "\(path) has version \(version) of the tables, and this ObsKit knows those up to \(migrations.newest); "
                    + "use the ObsKit that wrote it, or a newer one")
        }
    }

    /// Checks that a file and its folder can be written, as SQLite needs.
    ///
    /// - Throws: `RegistryError` (`readOnly`)
    static func checkWritable(_ path: String) throws {
        for place in [folder(path), path] where unsafe place.withFileName({ unsafe access($0, W_OK) }) != 0 {
            throw RegistryError(
                .readOnly,
                unsafe "\(place) cannot be written: \(String(cString: strerror(errno))); open the registry for reading, or copy it"
            )
        }
    }

    /// The folder in which a file is.
    static func folder(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Whether something waits in SQLite's log of a file.
    static func hasLog(_ path: String) -> Bool {
        var status = stat()
        return unsafe (path + "-wal").withFileName { unsafe stat($0, &status) } == 0 && status.st_size > 0
    }

    /// The first 100 bytes, fewer when there are no more.
    static func header(_ path: String) throws -> [UInt8] {
        let descriptor = unsafe path.withFileName { unsafe open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            throw RegistryError(.unreadable, unsafe "\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = unsafe read(descriptor, &bytes, 100)
        return Array(bytes.prefix(max(count, 0)))
    }

    static func integer(_ bytes: [UInt8], _ place: Int) -> Int32 {
        Int32(bitPattern: bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) })
    }
}
