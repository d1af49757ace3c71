/// A result code of SQLite, most often an extended one: https://www.sqlite.org/rescode.html.
struct SQLiteCode: RawRepresentable, Hashable, Sendable {
    let rawValue: Int32

    /// The code without what an extended one says besides.
    var primary: SQLiteCode { SQLiteCode(rawValue: rawValue & 0xFF) }

    static let ok = Self(rawValue: 0)
    static let error = Self(rawValue: 1)
    static let permission = Self(rawValue: 3)
    static let busy = Self(rawValue: 5)
    static let locked = Self(rawValue: 6)
    static let readOnly = Self(rawValue: 8)
    static let interrupted = Self(rawValue: 9)
    static let inputOutput = Self(rawValue: 10)
    static let corrupt = Self(rawValue: 11)
    static let full = Self(rawValue: 13)
    static let cannotOpen = Self(rawValue: 14)
    static let constraint = Self(rawValue: 19)
    static let authorization = Self(rawValue: 23)
    static let notADatabase = Self(rawValue: 26)
    static let row = Self(rawValue: 100)
    static let done = Self(rawValue: 101)

    /// Another process wrote since a transaction began to read: waiting does not help, beginning anew does.
    static let busySnapshot = Self(rawValue: 5 | 2 << 8)
    static let shortRead = Self(rawValue: 10 | 2 << 8)
    static let writeFailed = Self(rawValue: 10 | 3 << 8)
    static let truncateFailed = Self(rawValue: 10 | 6 << 8)
    static let sharedMemorySize = Self(rawValue: 10 | 19 << 8)
}

/// What SQLite says when it does not do something.
struct SQLiteError: Error, Hashable {
    /// The extended code.
    let code: SQLiteCode
    /// The words of SQLite.
    let message: String

    /// The name under which a trigger of the tables refused a change: `conflict`.
    var refusal: String? {
        guard code.primary == .constraint, message.hasPrefix("obskit: ") else { return nil }
        return String(message.dropFirst("obskit: ".count))
    }
}

/// What a column holds.
enum SQLiteValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
    /// A text that is no UTF-8, which only a damaged file or another program stores.
    case spoiltText([UInt8])
}
