internal import CObsSQLite
internal import ObsText

/// The functions of SQLite that are called, loaded when the first of them is needed.
///
/// A process must not have two copies of SQLite on one file: a lock of POSIX belongs to the process, and the copy that closes
/// the file first gives up the locks of both. So the copy that the process has is taken, if it has one: linked, or loaded
/// under whatever file name. Only `SQLiteHandles.swift` calls what is here.
@safe final class SQLiteLibrary: Sendable {
    typealias Text = UnsafePointer<CChar>
    typealias Destructor = @convention(c) (UnsafeMutableRawPointer?) -> Void
    /// Keeps SQLite waiting while it returns anything but 0; it has the context, and how often it was asked.
    typealias BusyHandler = @convention(c) (UnsafeMutableRawPointer?, Int32) -> Int32
    /// Ends a statement when it returns anything but 0.
    typealias ProgressHandler = @convention(c) (UnsafeMutableRawPointer?) -> Int32

    /// The number of the version: 3,040,001 for 3.40.1.
    let version: Int32

    let open: @convention(c) (Text?, UnsafeMutablePointer<OpaquePointer?>?, Int32, Text?) -> Int32
    let close: @convention(c) (OpaquePointer?) -> Int32
    let message: @convention(c) (OpaquePointer?) -> Text?
    let extendedCode: @convention(c) (OpaquePointer?) -> Int32
    let useExtendedCodes: @convention(c) (OpaquePointer?, Int32) -> Int32
    let describe: @convention(c) (Int32) -> Text?
    /// It takes more, of a number that is not fixed: `obskit_sqlite3_switch` calls it.
    let configure: @convention(c) (OpaquePointer?, Int32) -> Int32
    let setBusyHandler: @convention(c) (OpaquePointer?, BusyHandler?, UnsafeMutableRawPointer?) -> Int32
    let setProgressHandler: @convention(c) (OpaquePointer?, Int32, ProgressHandler?, UnsafeMutableRawPointer?) -> Void
    let interrupt: @convention(c) (OpaquePointer?) -> Void
    let isOutsideTransaction: @convention(c) (OpaquePointer?) -> Int32
    let changes: @convention(c) (OpaquePointer?) -> Int32
    let lastInsertedRow: @convention(c) (OpaquePointer?) -> Int64
    let prepare:
        @convention(c) (
            OpaquePointer?, Text?, Int32, UInt32, UnsafeMutablePointer<OpaquePointer?>?, UnsafeMutablePointer<Text?>?
        ) -> Int32
    let step: @convention(c) (OpaquePointer?) -> Int32
    let reset: @convention(c) (OpaquePointer?) -> Int32
    let clearBindings: @convention(c) (OpaquePointer?) -> Int32
    let finalize: @convention(c) (OpaquePointer?) -> Int32
    let parameterCount: @convention(c) (OpaquePointer?) -> Int32
    let bindNull: @convention(c) (OpaquePointer?, Int32) -> Int32
    let bindInteger: @convention(c) (OpaquePointer?, Int32, Int64) -> Int32
    let bindReal: @convention(c) (OpaquePointer?, Int32, Double) -> Int32
    let bindText: @convention(c) (OpaquePointer?, Int32, Text?, UInt64, Destructor?, UInt8) -> Int32
    let bindBytes: @convention(c) (OpaquePointer?, Int32, UnsafeRawPointer?, UInt64, Destructor?) -> Int32
    let columnName: @convention(c) (OpaquePointer?, Int32) -> Text?
    let columnType: @convention(c) (OpaquePointer?, Int32) -> Int32
    let columnInteger: @convention(c) (OpaquePointer?, Int32) -> Int64
    let columnReal: @convention(c) (OpaquePointer?, Int32) -> Double
    let columnText: @convention(c) (OpaquePointer?, Int32) -> UnsafePointer<UInt8>?
    let columnBytes: @convention(c) (OpaquePointer?, Int32) -> UnsafeRawPointer?
    let columnSize: @convention(c) (OpaquePointer?, Int32) -> Int32

    /// The library, or why there is none; asked for once in a process.
    static let loaded = Result { try SQLiteLibrary() }

    /// The oldest version that will do: the first with `STRICT` tables.
    static let oldest: Int32 = 3_037_000

    private init() throws {
        do {
            let library = try DynamicLibrary(
                ofProcessWith: "sqlite3_open_v2", fileNamed: "libsqlite3",
                orNamed: ["libsqlite3.so.0", "libsqlite3.so"])
            let versionNumber: @convention(c) () -> Int32 = try library.function("sqlite3_libversion_number")
            let threadSafe: @convention(c) () -> Int32 = try library.function("sqlite3_threadsafe")
            version = versionNumber()
            guard version >= Self.oldest, threadSafe() != 0 else {
                let number = "\(version / 1_000_000).\(version / 1000 % 1000).\(version % 1000)"
                throw RegistryError(
                    .noSQLite,
                    "the SQLite of this process, \(number)\(threadSafe() == 0 ? " without threads" : ""), cannot hold a "
                        + "registry; SQLite 3.37 or newer, built for threads, is needed")
            }
            unsafe open = try library.function("sqlite3_open_v2")
            unsafe close = try library.function("sqlite3_close_v2")
            unsafe message = try library.function("sqlite3_errmsg")
            unsafe extendedCode = try library.function("sqlite3_extended_errcode")
            unsafe useExtendedCodes = try library.function("sqlite3_extended_result_codes")
            unsafe describe = try library.function("sqlite3_errstr")
            unsafe configure = try library.function("sqlite3_db_config")
            unsafe setBusyHandler = try library.function("sqlite3_busy_handler")
            unsafe setProgressHandler = try library.function("sqlite3_progress_handler")
            unsafe interrupt = try library.function("sqlite3_interrupt")
            unsafe isOutsideTransaction = try library.function("sqlite3_get_autocommit")
            unsafe changes = try library.function("sqlite3_changes")
            unsafe lastInsertedRow = try library.function("sqlite3_last_insert_rowid")
            unsafe prepare = try library.function("sqlite3_prepare_v3")
            unsafe step = try library.function("sqlite3_step")
            unsafe reset = try library.function("sqlite3_reset")
            unsafe clearBindings = try library.function("sqlite3_clear_bindings")
            unsafe finalize = try library.function("sqlite3_finalize")
            unsafe parameterCount = try library.function("sqlite3_bind_parameter_count")
            unsafe bindNull = try library.function("sqlite3_bind_null")
            unsafe bindInteger = try library.function("sqlite3_bind_int64")
            unsafe bindReal = try library.function("sqlite3_bind_double")
            unsafe bindText = try library.function("sqlite3_bind_text64")
            unsafe bindBytes = try library.function("sqlite3_bind_blob64")
            unsafe columnName = try library.function("sqlite3_column_name")
            unsafe columnType = try library.function("sqlite3_column_type")
            unsafe columnInteger = try library.function("sqlite3_column_int64")
            unsafe columnReal = try library.function("sqlite3_column_double")
            unsafe columnText = try library.function("sqlite3_column_text")
            unsafe columnBytes = try library.function("sqlite3_column_blob")
            unsafe columnSize = try library.function("sqlite3_column_bytes")
        } catch let error as DynamicLibrary.Missing {
            throw RegistryError(
                .noSQLite, "a registry needs SQLite: \(error.message); install libsqlite3-0, or what stands for it here"
            )
        }
    }
}
