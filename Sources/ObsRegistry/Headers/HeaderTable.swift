public import ObsFITS
internal import ObsText

/// A table of headers in SQLite: every card of every HDU of many files, to be searched and to be translated again.
///
/// ```swift
/// let table = try HeaderTable(path: "headers.sqlite")
/// try table.put(FITSSource(path: "x.fits"), state: FileState(path: "x.fits"), checksum: nil)
/// let long = try table.names(where: "EXPTIME", from: 30, to: 60)
/// let file = try catalog.translate(table.entry(named: "x.fits"))
/// ```
///
/// A file is put wholly or not at all, and stands in place of what was known of it. Several processes may use one table:
/// readers see it as it was, writers wait for each other. It is safe to use from many threads. The tables `file`, `hdu`
/// and `card` are for anybody to query; `Documentation/decisions/header-table.md` says what is in them.
public final class HeaderTable: Sendable {
    /// The path of the file, as it was given.
    public let path: String
    let pool: ConnectionPool

    /// Marks a file as a table of headers: "ObsH".
    static let applicationID: Int32 = 0x4F62_7348
    /// The version of the tables.
    static let version: Int32 = 1

    /// Opens a table, made if there is no file.
    ///
    /// - Parameters:
    ///   - path: the file
    ///   - patience: how long to wait for another process that writes, in seconds
    /// - Throws: `RegistryError`: `notADatabase`, `notAHeaderTable`, `newerSchema`, `readOnly`, `unreadable`, `diskFull`
    public init(path: String, patience: Double = 10) throws {
        guard !path.utf8.contains(0) else {
            throw RegistryError(.unreadable, "a path holds no NUL character; name a file")
        }
        self.path = path
        // Opening a database for writing changes how it is logged, and this one may be somebody else's.
        if let header = try? RegistryFile.header(path), RegistryFile.isDatabase(header), !Self.isTable(path: path),
            RegistryFile.integer(header, 68) != 0 || RegistryFile.integer(header, 60) != 0
        {
            throw Self.otherDatabase(path)
        }
        pool = try RegistryError.translating(path) {
            let pool = try ConnectionPool(FileName.sqliteName(path), .create, patience: patience)
            try pool.write { try Self.prepare($0, path) }
            return pool
        }
    }

    private static func prepare(_ database: Connection, _ path: String) throws {
        let application = try database.integer("PRAGMA application_id")
        let found = try database.integer("PRAGMA user_version")
        let tables = try database.integer("SELECT count(*) FROM sqlite_schema")
        if application == 0 && found == 0 && tables == 0 {
            try database.run(script: HeaderTableSchema.sql)
            try database.run(script: "PRAGMA user_version = \(version); PRAGMA application_id = \(applicationID)")
            return
        }
        guard application == applicationID else {
            throw otherDatabase(path)
        }
        guard found == version else {
            throw RegistryError(
                .newerSchema,
                "\(path) has version \(found) of the tables, and this ObsKit knows \(version); use the ObsKit that wrote it"
            )
        }
    }

    private static func otherDatabase(_ path: String) -> RegistryError {
        RegistryError(
            .notAHeaderTable, "\(path) is an SQLite database of another kind; name a table of headers, or a new file")
    }

    /// Whether a file is a table of headers; nothing of it is changed.
    public static func isTable(path: String) -> Bool {
        guard let header = try? RegistryFile.header(path), RegistryFile.isDatabase(header) else { return false }
        if RegistryFile.integer(header, 68) == applicationID { return true }
        // What was written last may still stand in SQLite's log.
        let identifier = try? Connection(FileName.sqliteName(path), .read, patience: 0)
            .integer("PRAGMA application_id")
        return identifier == Int64(applicationID)
    }

    /// Closes the file; calls after that are errors.
    ///
    /// - Throws: `RegistryError` (`busy`) while another thread uses it
    public func close() throws {
        try RegistryError.translating(path) { try pool.close() }
    }
}

extension HeaderTable {
    /// Puts the headers of a file into the table, in place of what was known of it.
    ///
    /// - Parameters:
    ///   - source: what gives the headers; its name is that of the file in the table
    ///   - name: another name for the file in the table
    ///   - state: the state of the file, if it is one
    ///   - checksum: its checksum, if it was computed
    /// - Throws: what the source throws; `RegistryError`
    public func put(
        _ source: any HeaderSource, named name: String? = nil, state: FileState? = nil, checksum: String? = nil
    ) throws {
        let headers = try source.headers()
        try RegistryError.translating(path) {
            try pool.write { database in
                let name = name ?? source.name
                try database.run("DELETE FROM file WHERE name = ?", name)
                try database.run(
                    "INSERT INTO file (name, size, modified_ns, crc32) VALUES (?, ?, ?, ?)", name, state?.size,
                    state?.modified, checksum)
                let file = database.lastInsertedRow
                let hdus = try database.statement("INSERT INTO hdu (file, hdu, name) VALUES (?, ?, ?)")
                let cards = try database.statement(
                    "INSERT INTO card (file, hdu, place, keyword, kind, value) VALUES (?, ?, ?, ?, ?, ?)")
                for header in headers {
                    try hdus.run(file, header.hdu, header.name)
                    for (place, card) in header.header.enumerated() {
                        let stored = StoredValue(card.value)
                        try cards.run(
                            file, header.hdu, place, card.keyword.name, stored.kind.rawValue, stored.value)
                    }
                }
            }
        }
    }

    /// Takes a file out of the table.
    ///
    /// - Returns: whether it was there
    /// - Throws: `RegistryError`
    @discardableResult
    public func remove(named name: String) throws -> Bool {
        try RegistryError.translating(path) {
            try pool.write { database in
                try database.run("DELETE FROM file WHERE name = ?", name)
                return database.changes > 0
            }
        }
    }

    /// The names of all files, in alphabetical order.
    ///
    /// - Throws: `RegistryError`
    public func names() throws -> [String] {
        try RegistryError.translating(path) {
            try pool.read { try Self.names($0, "SELECT name FROM file ORDER BY name") }
        }
    }

    /// The texts of a statement's only column.
    private static func names<each Argument: Bindable>(
        _ database: Connection, _ sql: String, _ arguments: repeat each Argument
    ) throws -> [String] {
        try database.statement(sql).map(of: "file", repeat each arguments) { try $0.text(0) }
    }

    /// The names of files with a card of this value in some HDU, in alphabetical order.
    ///
    /// - Parameters:
    ///   - keyword: the card
    ///   - value: its value; integers and reals of one value are equal
    /// - Returns: the names
    /// - Throws: `RegistryError`
    public func names(where keyword: Keyword, equals value: HeaderValue) throws -> [String] {
        let stored = StoredValue(value)
        let kinds = stored.kind.isNumber ? "kind IN ('integer', 'real')" : "kind = '\(stored.kind.rawValue)'"
        return try RegistryError.translating(path) {
            try pool.read {
                try Self.names(
                    $0,
                    """
                    SELECT DISTINCT file.name FROM card JOIN file ON file.id = card.file
                    WHERE keyword = ? AND \(kinds) AND value IS ? ORDER BY file.name
                    """, keyword.canonicalName, stored.value)
            }
        }
    }

    /// The names of files with a card of a number in a range, in alphabetical order.
    ///
    /// - Parameters:
    ///   - keyword: the card
    ///   - low: the smallest number
    ///   - high: the largest number
    /// - Returns: the names
    /// - Throws: `RegistryError`
    public func names(where keyword: Keyword, from low: Double, to high: Double) throws -> [String] {
        try RegistryError.translating(path) {
            try pool.read {
                try Self.names(
                    $0,
                    """
                    SELECT DISTINCT file.name FROM card JOIN file ON file.id = card.file
                    WHERE keyword = ? AND kind IN ('integer', 'real') AND value BETWEEN ? AND ? ORDER BY file.name
                    """, keyword.canonicalName, low, high)
            }
        }
    }
}

extension RegistryError.Code {
    /// The file is an SQLite database, but no table of headers.
    public static let notAHeaderTable = Self(rawValue: "not-a-header-table")
    /// There is no file of this name in the table.
    public static let noSuchFile = Self(rawValue: "no-such-file")
}
