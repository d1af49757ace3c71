internal import CObsSQLite
internal import Glibc
internal import Synchronization

// The functions of SQLite with the types of Swift. Whatever pointer SQLite takes or gives stays in this file; the documentation
// of each ends with the function that it stands for. A handle is of one thread at a time.

/// An open database.
@safe struct DatabaseHandle: ~Copyable {
    /// How a database is opened.
    enum Mode {
        case read, readAndWrite, create

        fileprivate var flags: Int32 {
            switch self {
            case .read: SQLITE_OPEN_READONLY
            case .readAndWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        }
    }

    /// Something that is on or off in a connection.
    enum Switch {
        case foreignKeys, trustsSchema, isDefensive, doubleQuotedTexts

        fileprivate var codes: [Int32] {
            switch self {
            case .foreignKeys: [SQLITE_DBCONFIG_ENABLE_FKEY]
            case .trustsSchema: [SQLITE_DBCONFIG_TRUSTED_SCHEMA]
            case .isDefensive: [SQLITE_DBCONFIG_DEFENSIVE]
            case .doubleQuotedTexts: [SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL]
            }
        }
    }

    private let pointer: OpaquePointer
    private let library: SQLiteLibrary
    /// The process that opened it: what another one does with it, a child say, would break the file.
    private let process = getpid()
    /// Ends what the connection does, from another thread.
    let interrupter: Interrupter

    /// Opens a file, or a URI.
    ///
    /// The C function is `sqlite3_open_v2`.
    init(_ name: String, _ mode: Mode) throws {
        let library = try SQLiteLibrary.loaded.get()
        var opened: OpaquePointer?
        let flags = mode.flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = unsafe library.open(name, &opened, flags, nil)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            let message = unsafe Self.words(opened.flatMap { unsafe library.message($0) } ?? library.describe(code))
            _ = unsafe library.close(opened)
            throw SQLiteError(code: SQLiteCode(rawValue: code), message: message)
        }
        self.library = library
        unsafe pointer = opened
        unsafe interrupter = Interrupter(opened, library)
        _ = unsafe library.useExtendedCodes(pointer, 1)
    }

    /// Closes it, unless it is the parent's.
    ///
    /// The C function is `sqlite3_close_v2`.
    deinit {
        interrupter.forget()
        if getpid() == process { _ = unsafe library.close(pointer) }
    }

    /// What went wrong last.
    ///
    /// The C functions are `sqlite3_extended_errcode` and `sqlite3_errmsg`.
    func lastError() -> SQLiteError {
        unsafe SQLiteError(
            code: SQLiteCode(rawValue: library.extendedCode(pointer)), message: Self.words(library.message(pointer)))
    }

    private static func words(_ text: UnsafePointer<CChar>?) -> String {
        unsafe text.map { unsafe String(cString: $0) } ?? "no reason given"
    }

    /// Switches something on or off.
    ///
    /// The C function is `sqlite3_db_config`.
    func set(_ what: Switch, _ isOn: Bool) {
        for code in what.codes { _ = unsafe obskit_sqlite3_switch(library.configure, pointer, code, isOn ? 1 : 0) }
    }

    /// Asks the patience of a connection while another one holds the file, and every some thousand steps of a statement.
    ///
    /// The patience must live as long as the handle. The C functions are `sqlite3_busy_handler` and `sqlite3_progress_handler`.
    func ask(_ patience: Patience) {
        let context = unsafe Unmanaged.passUnretained(patience).toOpaque()
        _ = unsafe library.setBusyHandler(
            pointer,
            { context, count in
                guard let context = unsafe context else { return 0 }
                return unsafe Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue().waits(Int(count)) ? 1 : 0
            }, context)
        unsafe library.setProgressHandler(
            pointer, 10_000,
            { context in
                guard let context = unsafe context else { return 0 }
                return unsafe Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue().goesOn ? 0 : 1
            }, context)
    }

    /// Whether a transaction is open.
    ///
    /// The C function is `sqlite3_get_autocommit`.
    var isInTransaction: Bool { unsafe library.isOutsideTransaction(pointer) == 0 }

    /// How many rows the last statement changed.
    ///
    /// The C function is `sqlite3_changes`.
    var changes: Int { Int(unsafe library.changes(pointer)) }

    /// The row that was inserted last.
    ///
    /// The C function is `sqlite3_last_insert_rowid`.
    var lastInsertedRow: Int64 { unsafe library.lastInsertedRow(pointer) }

    /// Prepares the first statement of a text from a place on.
    ///
    /// The C function is `sqlite3_prepare_v3`.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - place: Where to begin; afterwards, where the next statement begins.
    ///   - isKept: Whether the statement will be used often.
    /// - Returns: The statement; nil when there is only space or comment.
    /// - Throws: `SQLiteError`
    func prepare(_ text: [UInt8], from place: inout Int, isKept: Bool) throws -> StatementHandle? {
        var statement: OpaquePointer?
        var length = 0
        let code = unsafe text.withUnsafeBytes { bytes in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[place...]).assumingMemoryBound(to: CChar.self)
            guard let start = rest.baseAddress else { return SQLITE_OK }
            var tail: UnsafePointer<CChar>?
            let code = unsafe library.prepare(
                pointer, start, Int32(rest.count), isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0, &statement, &tail)
            length = unsafe tail.map { unsafe $0 - start } ?? rest.count
            return code
        }
        guard code == SQLITE_OK else { throw lastError() }
        place += length
        return unsafe statement.map { unsafe StatementHandle($0, library) }
    }
}

/// Ends what a connection does, from any thread, as long as the connection is open.
@safe final class Interrupter: Sendable {
    /// The address of the connection; 0 when it is closed.
    private let address: Mutex<UInt>
    private let library: SQLiteLibrary
    /// Ends a call that is between two statements.
    let interruption = Interruption()

    fileprivate init(_ pointer: OpaquePointer, _ library: SQLiteLibrary) {
        address = Mutex(UInt(bitPattern: pointer))
        self.library = library
    }

    /// Ends the statement that runs, which fails as interrupted, and the call that it is of.
    ///
    /// The C function is `sqlite3_interrupt`.
    func interrupt() {
        interruption.isWanted = true
        address.withLock { address in
            if address != 0 { unsafe library.interrupt(OpaquePointer(bitPattern: address)) }
        }
    }

    fileprivate func forget() { address.withLock { $0 = 0 } }
}

/// A statement that is prepared.
@safe struct StatementHandle: ~Copyable {
    private let pointer: OpaquePointer
    private let library: SQLiteLibrary

    fileprivate init(_ pointer: OpaquePointer, _ library: SQLiteLibrary) {
        unsafe self.pointer = pointer
        self.library = library
    }

    /// Gives the statement up.
    ///
    /// The C function is `sqlite3_finalize`.
    deinit { _ = unsafe library.finalize(pointer) }

    /// How many values it takes.
    ///
    /// The C function is `sqlite3_bind_parameter_count`.
    var parameterCount: Int { Int(unsafe library.parameterCount(pointer)) }

    /// Goes on to the next row or to the end.
    ///
    /// The C function is `sqlite3_step`.
    func step() -> SQLiteCode { SQLiteCode(rawValue: unsafe library.step(pointer)) }

    /// Makes it ready to be used again, with no value bound.
    ///
    /// The C functions are `sqlite3_reset` and `sqlite3_clear_bindings`.
    func reset() {
        _ = unsafe library.reset(pointer)
        _ = unsafe library.clearBindings(pointer)
    }

    /// Binds nothing to a parameter, counted from 1.
    ///
    /// The C function is `sqlite3_bind_null`.
    func bindNull(_ place: Int32) -> SQLiteCode { SQLiteCode(rawValue: unsafe library.bindNull(pointer, place)) }

    /// Binds an integer.
    ///
    /// The C function is `sqlite3_bind_int64`.
    func bind(_ value: Int64, _ place: Int32) -> SQLiteCode {
        SQLiteCode(rawValue: unsafe library.bindInteger(pointer, place, value))
    }

    /// Binds a number; NaN becomes nothing.
    ///
    /// The C function is `sqlite3_bind_double`.
    func bind(_ value: Double, _ place: Int32) -> SQLiteCode {
        SQLiteCode(rawValue: unsafe library.bindReal(pointer, place, value))
    }

    /// Binds a text by its length, so that NUL is a character as any other; SQLite makes a copy.
    ///
    /// The C function is `sqlite3_bind_text64`.
    func bind(_ value: String, _ place: Int32) -> SQLiteCode {
        var value = value
        return value.withUTF8 { bytes in
            let start = unsafe UnsafeRawPointer(bytes.baseAddress ?? Self.somewhere)
            return unsafe SQLiteCode(
                rawValue: library.bindText(
                    pointer, place, start.assumingMemoryBound(to: CChar.self), UInt64(bytes.count), Self.copies,
                    UInt8(SQLITE_UTF8)))
        }
    }

    /// Binds bytes; SQLite makes a copy.
    ///
    /// The C function is `sqlite3_bind_blob64`.
    func bind(_ value: [UInt8], _ place: Int32) -> SQLiteCode {
        unsafe value.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress ?? UnsafeRawPointer(Self.somewhere)
            return unsafe SQLiteCode(
                rawValue: library.bindBytes(pointer, place, start, UInt64(bytes.count), Self.copies))
        }
    }

    /// SQLITE_TRANSIENT, a macro that Swift does not see.
    private static let copies = unsafe unsafeBitCast(-1, to: SQLiteLibrary.Destructor?.self)
    /// The address of a text without bytes; nil would be no text at all.
    nonisolated(unsafe) private static let somewhere = unsafe UnsafePointer(
        UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

    /// The name of a column.
    ///
    /// The C function is `sqlite3_column_name`.
    func name(_ column: Int) -> String {
        unsafe library.columnName(pointer, Int32(column)).map { unsafe String(cString: $0) } ?? "\(column)"
    }

    /// The integer of a column; nil when it holds something else.
    ///
    /// The C functions are `sqlite3_column_type` and `sqlite3_column_int64`.
    func integer(_ column: Int) -> Int64? {
        guard unsafe library.columnType(pointer, Int32(column)) == SQLITE_INTEGER else { return nil }
        return unsafe library.columnInteger(pointer, Int32(column))
    }

    /// The text of a column by its length; nil when it holds something else, or a text that is no UTF-8.
    ///
    /// The C functions are `sqlite3_column_type`, `sqlite3_column_text` and `sqlite3_column_bytes`.
    func text(_ column: Int) -> String? {
        guard unsafe library.columnType(pointer, Int32(column)) == SQLITE_TEXT else { return nil }
        return unsafe String(validating: bytes(ofText: Int32(column)), as: UTF8.self)
    }

    /// What a column holds.
    ///
    /// The C functions are `sqlite3_column_type`, `sqlite3_column_double` and `sqlite3_column_blob` besides those above.
    func value(_ column: Int) -> SQLiteValue {
        let place = Int32(column)
        switch unsafe library.columnType(pointer, place) {
        case SQLITE_INTEGER: return .integer(unsafe library.columnInteger(pointer, place))
        case SQLITE_FLOAT: return .real(unsafe library.columnReal(pointer, place))
        case SQLITE_TEXT:
            let bytes = unsafe bytes(ofText: place)
            if let text = unsafe String(validating: bytes, as: UTF8.self) { return .text(text) }
            return unsafe .spoiltText(Array(bytes))
        case SQLITE_BLOB:
            let start = unsafe library.columnBytes(pointer, place)
            return unsafe .bytes(
                Array(UnsafeRawBufferPointer(start: start, count: Int(library.columnSize(pointer, place)))))
        default: return .null
        }
    }

    private func bytes(ofText column: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = unsafe library.columnText(pointer, column)
        return unsafe UnsafeBufferPointer(start: start, count: Int(library.columnSize(pointer, column)))
    }
}
