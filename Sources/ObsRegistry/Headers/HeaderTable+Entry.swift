public import ObsFITS

extension HeaderTable {
    /// The headers of one file in a table.
    public struct Entry: HeaderSource, Sendable {
        /// The name of the file in the table.
        public let name: String
        private let table: HeaderTable

        init(name: String, table: HeaderTable) {
            self.name = name
            self.table = table
        }

        /// Reads the headers, all as the table is at the time of the call.
        ///
        /// - Throws: `RegistryError`: `noSuchFile`, `damaged`
        public func open() throws -> HeaderStream {
            try RegistryError.translating(table.path) {
                try table.pool.read { database in
                    let found = try database.statement("SELECT id FROM file WHERE name = ?")
                        .first(of: "file", name) { try $0.integer(0) }
                    guard let file = found else {
                        throw RegistryError(.noSuchFile, "\(table.path) has no headers of \(name)")
                    }
                    return HeaderStream(
                        try database.statement("SELECT hdu, name FROM hdu WHERE file = ? ORDER BY hdu").map(
                            of: "hdu", file
                        ) { row in
                            let (hdu, name) = (Int(try row.integer(0)), try row.optionalText(1))
                            return FileHeader(hdu: hdu, name: name, header: try header(database, file, hdu))
                        })
                }
            }
        }

        private func header(_ database: Connection, _ file: Int64, _ hdu: Int) throws -> Header {
            var cards: [Card] = []
            try database.statement(
                "SELECT keyword, kind, value FROM card WHERE file = ? AND hdu = ? ORDER BY place"
            ).forEach(of: "card", file, hdu) { row in
                let keyword = try row.text(0)
                guard let value = StoredValue.headerValue(try row.text(1), row.value(2)) else {
                    throw RegistryError(
                        .damaged,
                        "\(table.path): \(keyword) of \(name), HDU \(hdu), has a value of another kind than it says")
                }
                cards.append(Card(Keyword(keyword), value))
            }
            return Header(cards: cards)
        }
    }

    /// The headers of a file, which are read when they are asked for.
    public func entry(named name: String) -> Entry { Entry(name: name, table: self) }

    /// The headers of all files, in alphabetical order of their names.
    ///
    /// - Throws: `RegistryError`
    public func entries() throws -> [Entry] { try names().map { entry(named: $0) } }

    /// The state of a file when its headers were put into the table.
    public struct State: Hashable, Sendable {
        /// The number of bytes.
        public let size: Int64
        /// When it was last changed: nanoseconds of POSIX time.
        public let modified: Int64
        /// Its checksum, if it was computed.
        public let checksum: String?
    }

    /// The state of a file when its headers were put into the table; nil when it is not known.
    ///
    /// - Throws: `RegistryError`
    public func state(of name: String) throws -> State? {
        try RegistryError.translating(path) {
            try pool.read { database in
                try database.statement("SELECT size, modified_ns, crc32 FROM file WHERE name = ?").first(
                    of: "file", name
                ) { row -> State? in
                    guard let size = try row.optionalInteger(0), let modified = try row.optionalInteger(1) else {
                        return nil
                    }
                    return State(size: size, modified: modified, checksum: try row.optionalText(2))
                } ?? nil
            }
        }
    }
}
