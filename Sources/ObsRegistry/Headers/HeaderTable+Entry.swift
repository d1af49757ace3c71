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
                    // The HDUs of a file have few layouts.
                    var layouts: [[UInt8]: [Keyword]] = [:]
                    func keywords(_ layout: [UInt8]) -> [Keyword]? {
                        if let known = layouts[layout] { return known }
                        layouts[layout] = PackedHeader.keywords(layout)
                        return layouts[layout]
                    }
                    let headers = try database.statement(
                        """
                        SELECT header.hdu, header.name, layout.keywords, header.cards
                        FROM header JOIN layout ON layout.id = header.layout WHERE header.file = ? ORDER BY header.hdu
                        """
                    ).map(of: "header", file) { row in
                        FileHeader(
                            hdu: Int(try row.integer(0)), name: try row.optionalText(1),
                            header: try table.unpack(keywords(try row.bytes(2)), try row.bytes(3), name))
                    }
                    return HeaderStream(headers)
                }
            }
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

    /// The states of all files when their headers were put into the table, by their names; none of those that are not known.
    ///
    /// - Throws: `RegistryError`
    public func states() throws -> [String: State] {
        try RegistryError.translating(path) {
            try pool.read { database in
                var states: [String: State] = [:]
                try database.statement("SELECT name, size, modified_ns, crc32 FROM file").forEach(of: "file") { row in
                    guard let size = try row.optionalInteger(1), let modified = try row.optionalInteger(2) else {
                        return
                    }
                    states[try row.text(0)] = State(size: size, modified: modified, checksum: try row.optionalText(3))
                }
                return states
            }
        }
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
