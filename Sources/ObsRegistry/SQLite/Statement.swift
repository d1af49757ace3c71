/// What can be bound to a parameter of a statement.
protocol Bindable {
    /// Binds it to the parameter at a place, counted from 1.
    func bind(to statement: borrowing StatementHandle, _ place: Int32) -> SQLiteCode
}

extension Int64: Bindable {
    func bind(to statement: borrowing StatementHandle, _ place: Int32) -> SQLiteCode { statement.bind(self, place) }
}

extension Int: Bindable {
    func bind(to statement: borrowing StatementHandle, _ place: Int32) -> SQLiteCode {
        statement.bind(Int64(self), place)
    }
}

extension Bool: Bindable {
    func bind(to statement: borrowing StatementHandle, _ place: Int32) -> SQLiteCode {
        statement.bind(self ? 1 : Int64(0), place)
    }
}

extension Double: Bindable {
    func bind(to statement: borrowing StatementHandle, _ place: Int32) -> SQLiteCode { statement.bind(self, place) }
}

extension String: Bindable {
    func bind(to statement: borrowing StatementHandle, _ place: Int32) -> SQLiteCode { statement.bind(self, place) }
}

extension Array: Bindable where Element == UInt8 {
    func bind(to statement: borrowing StatementHandle, _ place: Int32) -> SQLiteCode { statement.bind(self, place) }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to statement: borrowing StatementHandle, _ place: Int32) -> SQLiteCode {
        switch self {
        case .some(let value): value.bind(to: statement, place)
        case .none: statement.bindNull(place)
        }
    }
}

extension SQLiteValue: Bindable {
    func bind(to statement: borrowing StatementHandle, _ place: Int32) -> SQLiteCode {
        switch self {
        case .null: statement.bindNull(place)
        case .integer(let value): statement.bind(value, place)
        case .real(let value): statement.bind(value, place)
        case .text(let value): statement.bind(value, place)
        case .bytes(let value), .spoiltText(let value): statement.bind(value, place)
        }
    }
}

/// A statement of a connection, to be run as often as one likes; after each run it is reset and holds no value.
///
/// It lives no longer than the transaction in which it was asked for.
final class Statement {
    let sql: String
    private let handle: StatementHandle
    private unowned let connection: Connection
    /// Whether it gives rows just now.
    private(set) var isInUse = false

    init(_ handle: consuming StatementHandle, _ sql: String, of connection: Connection) {
        self.handle = handle
        self.sql = sql
        self.connection = connection
    }

    /// Runs it to its end.
    func run<each Argument: Bindable>(_ arguments: repeat each Argument) throws {
        try begin(repeat each arguments)
        defer { end() }
        while try step() {}
    }

    /// Runs it to its end with as many values as it takes.
    func run(values: [SQLiteValue]) throws {
        try begin(values: values)
        defer { end() }
        while try step() {}
    }

    /// Hands over the rows, as long as `body` says to go on.
    ///
    /// - Parameters:
    ///   - table: What the rows are of, for messages.
    ///   - arguments: The values of the parameters.
    ///   - body: Reads a row, and says whether it wants the next one.
    /// - Throws: What `body` throws; `SQLiteError`
    func rows<each Argument: Bindable>(
        of table: String, _ arguments: repeat each Argument, while body: (borrowing Row) throws -> Bool
    ) throws {
        try begin(repeat each arguments)
        defer { end() }
        while try step() {
            if try !body(Row(self, table)) { return }
        }
    }

    /// Hands over all rows.
    func forEach<each Argument: Bindable>(
        of table: String, _ arguments: repeat each Argument, body: (borrowing Row) throws -> Void
    ) throws {
        try begin(repeat each arguments)
        defer { end() }
        while try step() { try body(Row(self, table)) }
    }

    /// What `read` makes of each row.
    func map<each Argument: Bindable, Result>(
        of table: String, _ arguments: repeat each Argument, read: (borrowing Row) throws -> Result
    ) throws -> [Result] {
        var all: [Result] = []
        try forEach(of: table, repeat each arguments) { all.append(try read($0)) }
        return all
    }

    /// What `read` makes of the first row; nil when there is none.
    func first<each Argument: Bindable, Result>(
        of table: String, _ arguments: repeat each Argument, read: (borrowing Row) throws -> Result
    ) throws -> Result? {
        try begin(repeat each arguments)
        defer { end() }
        return try step() ? try read(Row(self, table)) : nil
    }

    private func begin<each Argument: Bindable>(_ arguments: repeat each Argument) throws {
        precondition(!isInUse, "a statement is run while it gives rows: \(sql)")
        isInUse = true
        do {
            var place: Int32 = 0
            for argument in repeat each arguments {
                place += 1
                let code = argument.bind(to: handle, place)
                if code != .ok { throw connection.lastError() }
            }
            precondition(Int(place) == handle.parameterCount, "\(place) values for the parameters of \(sql)")
        } catch {
            end()
            throw error
        }
    }

    private func begin(values: [SQLiteValue]) throws {
        precondition(!isInUse && values.count == handle.parameterCount, "values for the parameters of \(sql)")
        isInUse = true
        for (place, value) in values.enumerated() where value.bind(to: handle, Int32(place + 1)) != .ok {
            end()
            throw connection.lastError()
        }
    }

    private func step() throws -> Bool {
        switch handle.step() {
        case .row: return true
        case .done: return false
        default: throw connection.lastError()
        }
    }

    private func end() {
        handle.reset()
        isInUse = false
    }

    // MARK: Columns of the row that it stands at

    func name(_ column: Int) -> String { handle.name(column) }
    func integer(_ column: Int) -> Int64? { handle.integer(column) }
    func text(_ column: Int) -> String? { handle.text(column) }
    func value(_ column: Int) -> SQLiteValue { handle.value(column) }
}
