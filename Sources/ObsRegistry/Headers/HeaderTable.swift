public import ObsFITS
internal import ObsText

/// Headers in SQLite: every card of every HDU of many files, to be searched and to be translated again.
///
/// ```swift
/// let table = try HeaderTable(path: "headers.sqlite")
/// try table.put(FITSSource(path: "x.fits"), state: FileState(path: "x.fits"), checksum: nil)
/// let long = try table.names(where: "EXPTIME", from: 30, to: 60)
/// let file = try catalog.translate(table.entry(named: "x.fits"))
/// ```
///
/// A file is put wholly or not at all, and stands in place of what was known of it. Several processes may use one table:
/// readers see it as it was, writers wait for each other. It is safe to use from many threads. The tables `file`, `keyword`
/// (chosen cards) and `observation` (what the headers say after translation) are for anybody to query; all cards are packed in
/// `header`. `Documentation/decisions/header-table.md` says what is in them.
public final class HeaderTable: Sendable {
    /// The path of the file, as it was given.
    public let path: String
    /// The cards that have a column of their own in the table `keyword`, in files that are put from now on.
    public let keywords: [Keyword]
    let pool: ConnectionPool

    /// Marks a file as a table of headers: "ObsH".
    static let applicationID: Int32 = 0x4F62_7348
    /// The version of the tables.
    static let version: Int32 = 2

    /// Opens a table; one for writing is made if there is no file, and brought to the newest version of its tables.
    ///
    /// - Parameters:
    ///   - path: the file
    ///   - keywords: the cards that get a column of their own, once each
    ///   - readOnly: whether it shall be read only; nothing in its folder is then changed, but for the two files by which
    ///     SQLite coordinates processes
    ///   - patience: how long to wait for another process that writes, in seconds
    /// - Throws: `RegistryError`: `notADatabase`, `notAHeaderTable`, `olderSchema`, `newerSchema`, `readOnly`, `unreadable`,
    ///   `diskFull`
    public init(
        path: String, keywords: [Keyword] = HeaderTable.usualKeywords, readOnly: Bool = false, patience: Double = 10
    ) throws {
        guard !path.utf8.contains(0) else {
            throw RegistryError(.unreadable, "a path holds no NUL character; name a file")
        }
        self.path = path
        // A table has each column once, and two that say which header it is.
        var columns: Set<String> = ["FILE", "HDU"]
        self.keywords = keywords.filter { columns.insert($0.canonicalName).inserted }
        // Opening a database for writing changes how it is logged, and this one may be somebody else's.
        if let header = try? RegistryFile.header(path), RegistryFile.isDatabase(header), !Self.isTable(path: path),
            RegistryFile.integer(header, 68) != 0 || RegistryFile.integer(header, 60) != 0
        {
            throw Self.otherDatabase(path)
        }
        pool = try RegistryError.translating(path) {
            if readOnly {
                let pool = try ConnectionPool.reading(path, patience: patience)
                try pool.read { try Self.check($0, path) }
                return pool
            }
            let pool = try ConnectionPool(FileName.sqliteName(path), .create, patience: patience)
            try pool.write { try Self.prepare($0, path) }
            return pool
        }
    }

    /// The cards that get a column when nothing else is said.
    public static let usualKeywords: [Keyword] = [
        "INSTRUME", "TELESCOP", "DATE-OBS", "MJD-OBS", "EXPTIME", "OBJECT", "FILTER", "OBSTYPE", "IMAGETYP", "RA",
        "DEC",
        "AIRMASS", "PROPID", "OBSID", "EXPNUM", "CCDNUM", "DETECTOR", "EXTNAME",
    ]

    private static func prepare(_ database: Connection, _ path: String) throws {
        let application = try database.integer("PRAGMA application_id")
        let found = try database.integer("PRAGMA user_version")
        let tables = try database.integer("SELECT count(*) FROM sqlite_schema")
        if application == 0 && found == 0 && tables == 0 {
            try database.run(script: HeaderTableSchema.sql)
            try database.run(script: "PRAGMA user_version = \(version); PRAGMA application_id = \(applicationID)")
            return
        }
        if application == applicationID && found == 1 { return try migrate(database) }
        try check(database, path)
    }

    /// Checks that a database is a table of headers of the newest version.
    private static func check(_ database: Connection, _ path: String) throws {
        guard try database.integer("PRAGMA application_id") == applicationID else { throw otherDatabase(path) }
        let found = try database.integer("PRAGMA user_version")
        if found < version {
            throw RegistryError(
                .olderSchema,
                "\(path) has version \(found) of the tables, and \(version) is needed; run obskit index --output \(path) "
                    + "on its folders again, which brings it up to date")
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

    /// Changes the table, wholly or not at all.
    ///
    /// - Throws: `RegistryError` (`readOnly`)
    func writing<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        guard pool.canWrite else {
            throw RegistryError(.readOnly, "\(path) was opened for reading; open it for writing")
        }
        return try RegistryError.translating(path) { try pool.write(body) }
    }

    /// Closes the file; calls after that are errors.
    ///
    /// - Throws: `RegistryError` (`busy`) while another thread uses it
    public func close() throws {
        try RegistryError.translating(path) { try pool.close() }
    }
}

extension HeaderTable {
    /// Takes a file out of the table.
    ///
    /// - Returns: whether it was there
    /// - Throws: `RegistryError`
    @discardableResult
    public func remove(named name: String) throws -> Bool {
        try writing { database in
            try database.run("DELETE FROM file WHERE name = ?", name)
            return database.changes > 0
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
        try names(where: keyword) { $0.isSame(as: value) }
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
        try names(where: keyword) { value in
            switch value {
            case .integer(let number): Double(number) >= low && Double(number) <= high
            case .real(let number): number >= low && number <= high
            default: false
            }
        }
    }

    /// The names of files with a card for which something holds.
    ///
    /// Only headers that have the keyword are unpacked.
    private func names(where keyword: Keyword, _ holds: (HeaderValue) -> Bool) throws -> [String] {
        try RegistryError.translating(path) {
            try pool.read { database in
                var found: Set<String> = []
                for (id, keywords) in try layouts(database, with: keyword) {
                    try database.statement(
                        """
                        SELECT file.name, header.cards FROM header JOIN file ON file.id = header.file
                        WHERE header.layout = ?
                        """
                    ).forEach(of: "header", id) { row in
                        let header = try unpack(keywords, try row.bytes(1), try row.text(0))
                        if header.contains(where: { $0.keyword == keyword && holds($0.value) }) {
                            found.insert(try row.text(0))
                        }
                    }
                }
                return found.sorted()
            }
        }
    }

    /// The layouts with a keyword, and those that are damaged, which have no keywords.
    private func layouts(_ database: Connection, with keyword: Keyword) throws -> [(id: Int64, keywords: [Keyword]?)] {
        try database.statement("SELECT id, keywords FROM layout").map(of: "layout") {
            (id: try $0.integer(0), keywords: PackedHeader.keywords(try $0.bytes(1)))
        }.filter { $0.keywords?.contains(keyword) ?? true }
    }

    /// The header of a layout's keywords and a blob.
    ///
    /// - Throws: `RegistryError` (`damaged`)
    func unpack(_ keywords: [Keyword]?, _ cards: [UInt8], _ name: String) throws -> Header {
        guard let keywords, let header = PackedHeader.header(keywords: keywords, cards: cards) else {
            throw RegistryError(
                .damaged, "\(path): the cards of \(name) cannot be unpacked; index the files again")
        }
        return header
    }
}

extension HeaderValue {
    /// Whether two values are of one kind and equal; integers and reals of one value are equal.
    fileprivate func isSame(as other: HeaderValue) -> Bool {
        switch (self, other) {
        case (.integer(let mine), .real(let theirs)), (.real(let theirs), .integer(let mine)): Double(mine) == theirs
        case (.undefined, .undefined): true
        default: self == other
        }
    }
}

extension RegistryError.Code {
    /// The file is an SQLite database, but no table of headers.
    public static let notAHeaderTable = Self(rawValue: "not-a-header-table")
    /// There is no file of this name in the table.
    public static let noSuchFile = Self(rawValue: "no-such-file")
}
