internal import GRDB

/// The columns of a row, each read by what is stored there: a value of another kind is damage that is said.
///
/// GRDB's own decoding ends the process when a column holds something else than was asked for, and in a damaged file any column
/// may.
struct Columns {
    private let row: Row
    /// The table, for messages.
    private let table: String

    init(_ row: Row, of table: String) {
        self.row = row
        self.table = table
    }

    /// The columns of the only row that is asked for; nil when there is none.
    static func one(
        _ statement: Statement, _ arguments: StatementArguments = [], of table: String
    ) throws -> Columns? {
        try Row.fetchOne(statement, arguments: arguments).map { Columns($0, of: table) }
    }

    func integer(_ column: Int) throws -> Int64 {
        guard let value = try optionalInteger(column) else { throw damage(column, "an integer") }
        return value
    }

    func optionalInteger(_ column: Int) throws -> Int64? {
        switch storage(column) {
        case .int64(let value): return value
        case .null: return nil
        default: throw damage(column, "an integer")
        }
    }

    func truth(_ column: Int) throws -> Bool {
        switch try integer(column) {
        case 0: return false
        case 1: return true
        default: throw damage(column, "0 or 1")
        }
    }

    func optionalReal(_ column: Int) throws -> Double? {
        switch storage(column) {
        case .double(let value): return value
        case .int64(let value): return Double(value)
        case .null: return nil
        default: throw damage(column, "a number")
        }
    }

    func text(_ column: Int) throws -> String {
        guard let value = try optionalText(column) else { throw damage(column, "a text") }
        return value
    }

    func optionalText(_ column: Int) throws -> String? {
        switch storage(column) {
        case .string(let value): return value
        case .null: return nil
        default: throw damage(column, "a text")
        }
    }

    /// Whatever is stored.
    func value(_ column: Int) -> DatabaseValue { row[column] }

    private func storage(_ column: Int) -> DatabaseValue.Storage { value(column).storage }

    private func damage(_ column: Int, _ expected: String) -> RegistryError {
        let found =
            switch storage(column) {
            case .null: "nothing"
            case .int64(let value): "the integer \(value)"
            case .double(let value): "the number \(value)"
            case .string(let text): "the text '\(text.prefix(60))'"
            case .blob(let data): "\(data.count) bytes that are no text"
            }
        let name = Array(row.columnNames)[column]
        return RegistryError(
            .damaged,
            "column \(name) of a row of \(table) holds \(found) where \(expected) must be; take the file from a copy")
    }
}
