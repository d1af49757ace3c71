/// A row that a statement stands at, each column read as what it must hold: anything else is damage that is said.
///
/// SQLite would make a number of a text and a text of bytes, and in a damaged file any column may hold anything. The row is
/// gone when the statement goes on, so it cannot be copied or kept.
struct Row: ~Copyable {
    private let statement: Statement
    /// The table, for messages.
    private let table: String

    init(_ statement: Statement, _ table: String) {
        self.statement = statement
        self.table = table
    }

    func integer(_ column: Int) throws -> Int64 {
        guard let value = statement.integer(column) else { throw damage(column, "an integer") }
        return value
    }

    func optionalInteger(_ column: Int) throws -> Int64? {
        if let value = statement.integer(column) { return value }
        guard case .null = value(column) else { throw damage(column, "an integer") }
        return nil
    }

    func truth(_ column: Int) throws -> Bool {
        switch try integer(column) {
        case 0: return false
        case 1: return true
        default: throw damage(column, "0 or 1")
        }
    }

    func optionalReal(_ column: Int) throws -> Double? {
        switch value(column) {
        case .real(let value): return value
        case .integer(let value): return Double(value)
        case .null: return nil
        default: throw damage(column, "a number")
        }
    }

    func text(_ column: Int) throws -> String {
        guard let value = statement.text(column) else { throw damage(column, "a text") }
        return value
    }

    func optionalText(_ column: Int) throws -> String? {
        if let value = statement.text(column) { return value }
        guard case .null = value(column) else { throw damage(column, "a text") }
        return nil
    }

    func bytes(_ column: Int) throws -> [UInt8] {
        guard case .bytes(let bytes) = value(column) else { throw damage(column, "bytes") }
        return bytes
    }

    /// Whatever is stored.
    func value(_ column: Int) -> SQLiteValue { statement.value(column) }

    private func damage(_ column: Int, _ expected: String) -> RegistryError {
        let found =
            switch value(column) {
            case .null: "nothing"
            case .integer(let value): "the integer \(value)"
            case .real(let value): "the number \(value)"
            case .text(let text): "the text '\(text.prefix(60))'"
            case .bytes(let bytes): "\(bytes.count) bytes that are no text"
            case .spoiltText(let bytes): "a text of \(bytes.count) bytes that are no UTF-8"
            }
        return RegistryError(
            .damaged,
            "column \(statement.name(column)) of a row of \(table) holds \(found) where \(expected) must be; "
                + "take the file from a copy")
    }
}
