/// An instrument as the tables hold it.
struct InstrumentRecord: Sendable {
    /// The row.
    let id: Int64
    /// The name; empty when it has none.
    let name: String

    /// All instruments, in the order in which they came.
    static func all(_ database: Connection) throws -> [InstrumentRecord] {
        try database.statement("SELECT id, name FROM instruments ORDER BY id").map(of: "instruments") {
            InstrumentRecord(id: try $0.integer(0), name: try $0.text(1))
        }
    }

    /// Adds an instrument.
    static func insert(_ name: String, _ database: Connection) throws -> InstrumentRecord {
        try database.run("INSERT INTO instruments (name) VALUES (?)", name)
        return InstrumentRecord(id: database.lastInsertedRow, name: name)
    }
}
