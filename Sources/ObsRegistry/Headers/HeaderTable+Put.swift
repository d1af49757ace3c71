public import ObsFITS
internal import ObsText

extension HeaderTable {
    /// A value of a column.
    public enum Value: Hashable, Sendable {
        /// An integer.
        case integer(Int)
        /// A number; one that is not finite becomes NULL.
        case real(Double)
        /// A text.
        case text(String)

        var stored: SQLiteValue {
            switch self {
            case .integer(let number): .integer(Int64(number))
            case .real(let number): number.isFinite ? .real(number) : .null
            case .text(let text): .text(text)
            }
        }
    }

    /// What a header says after translation, for the columns of the table `observation`.
    public struct Observation: Sendable {
        /// The HDU.
        public let hdu: Int
        /// The name of the instrument.
        public let instrument: String
        /// The values, by the names of the columns: lower-case letters, digits and `_`.
        public let values: [(column: String, value: Value)]

        /// An observation.
        public init(hdu: Int, instrument: String, values: [(column: String, value: Value)]) {
            self.hdu = hdu
            self.instrument = instrument
            self.values = values
        }
    }

    /// The headers of a file on their way into the table.
    public struct Input: Sendable {
        /// The name of the file in the table.
        public let name: String
        /// The state of the file; nil when it is not a file, or is to be read again the next time.
        public let state: FileState?
        /// The checksum of the file, if it was computed.
        public let checksum: String?
        let observations: [Observation]
        let headers: [(hdu: Int, name: String?, header: Header, packed: PackedHeader)]

        /// The headers of a file, packed.
        ///
        /// - Parameters:
        ///   - headers: the headers
        ///   - name: the name of the file in the table
        ///   - state: the state of the file, if it is one
        ///   - checksum: its checksum, if it was computed
        ///   - observations: what the headers say after translation
        public init(
            _ headers: [FileHeader], named name: String, state: FileState? = nil, checksum: String? = nil,
            observations: [Observation] = []
        ) {
            self.name = name
            self.state = state
            self.checksum = checksum
            self.observations = observations
            self.headers = headers.map { ($0.hdu, $0.name, $0.header, PackedHeader($0.header)) }
        }
    }

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
        try put([Input(source.headers(), named: name ?? source.name, state: state, checksum: checksum)])
    }

    /// Puts the headers of files into the table, in place of what was known of them, all or none.
    ///
    /// Many at a time are fastest: the disk is waited for once.
    ///
    /// - Parameter inputs: the files
    /// - Throws: `RegistryError`
    public func put(_ inputs: [Input]) throws {
        if inputs.isEmpty { return }
        try writing { database in
            var writer = try HeaderTableWriter(database, keywords)
            for input in inputs { try writer.put(input) }
        }
    }
}

/// Writes into the tables, in a transaction.
struct HeaderTableWriter {
    private let database: Connection
    private let keywords: [Keyword]
    private var layouts: [[UInt8]: Int64] = [:]
    private var columns: Set<String> = []
    private let insertKeywords: Statement?

    init(_ database: Connection, _ keywords: [Keyword]) throws {
        self.database = database
        let known = try Set(Self.columns(of: "keyword", database))
        for keyword in keywords where !known.contains(keyword.canonicalName) {
            try database.run(script: "ALTER TABLE keyword ADD COLUMN \(Self.quoted(keyword.canonicalName)) ANY")
        }
        self.keywords = keywords
        columns = Set(try Self.columns(of: "observation", database))
        let names = keywords.map { Self.quoted($0.canonicalName) }
        insertKeywords =
            names.isEmpty
            ? nil
            : try database.statement(
                "INSERT INTO keyword (file, hdu, \(names.joined(separator: ", "))) "
                    + "VALUES (\(Self.questionMarks(names.count + 2)))")
    }

    /// The names of the columns of a table.
    static func columns(of table: String, _ database: Connection) throws -> [String] {
        try database.statement("SELECT name FROM pragma_table_info('\(table)')").map(of: table) { try $0.text(0) }
    }

    private static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    private static func questionMarks(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }

    mutating func put(_ input: HeaderTable.Input) throws {
        try database.run("DELETE FROM file WHERE name = ?", input.name)
        try database.run(
            "INSERT INTO file (name, size, modified_ns, crc32) VALUES (?, ?, ?, ?)", input.name, input.state?.size,
            input.state?.modified, input.checksum)
        let file = database.lastInsertedRow
        for one in input.headers {
            try put(one.packed, hdu: one.hdu, name: one.name, file: file)
            guard let insertKeywords else { continue }
            let values = keywords.map { keyword in one.header[keyword].map(StoredValue.column) ?? .null }
            if values.allSatisfy({ $0 == .null }) { continue }
            try insertKeywords.run(values: [.integer(file), .integer(Int64(one.hdu))] + values)
        }
        for one in input.observations { try put(one, file) }
    }

    mutating func put(_ packed: PackedHeader, hdu: Int, name: String?, file: Int64) throws {
        try database.run(
            "INSERT INTO header (file, hdu, name, layout, cards) VALUES (?, ?, ?, ?, ?)", file, hdu, name,
            try layout(packed.layout), packed.cards)
    }

    private mutating func put(_ observation: HeaderTable.Observation, _ file: Int64) throws {
        let values = observation.values
        for (column, _) in values where !columns.contains(column) {
            precondition(
                column.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F },
                "'\(column)' is no name of a column")
            try database.run(script: "ALTER TABLE observation ADD COLUMN \(Self.quoted(column)) ANY")
            columns.insert(column)
        }
        let names = values.map { Self.quoted($0.column) }
        try database.statement(
            "INSERT INTO observation (\((["file", "hdu", "instrument"] + names).joined(separator: ", "))) "
                + "VALUES (\(Self.questionMarks(names.count + 3)))"
        ).run(
            values: [.integer(file), .integer(Int64(observation.hdu)), .text(observation.instrument)]
                + values.map(\.value.stored))
    }

    private mutating func layout(_ bytes: [UInt8]) throws -> Int64 {
        if let known = layouts[bytes] { return known }
        try database.run("INSERT OR IGNORE INTO layout (keywords) VALUES (?)", bytes)
        let id =
            try database.statement("SELECT id FROM layout WHERE keywords = ?").first(of: "layout", bytes) {
                try $0.integer(0)
            } ?? 0
        layouts[bytes] = id
        return id
    }
}
