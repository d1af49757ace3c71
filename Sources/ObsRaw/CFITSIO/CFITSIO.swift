internal import CObsCFITSIO
internal import Glibc

/// Calls of cfitsio, with everything it says when one fails.
///
/// cfitsio keeps one stack of messages for the whole process. Calls run side by side; one that fails is repeated while no other
/// runs, so that the stack holds its messages and no others.
enum CFITSIO {
    /// A status and what was on the stack.
    struct Failure: Error {
        let status: Int32
        let stack: [String]
    }

    /// Held shared by calls, and alone by the repetition of one that failed.
    @safe
    private final class Gate: @unchecked Sendable {
        private let lock: UnsafeMutablePointer<pthread_rwlock_t>

        init() {
            unsafe lock = .allocate(capacity: 1)
            unsafe pthread_rwlock_init(lock, nil)
        }

        func shared<Result>(_ body: () throws -> Result) rethrows -> Result {
            unsafe pthread_rwlock_rdlock(lock)
            defer { unsafe pthread_rwlock_unlock(lock) }
            return try body()
        }

        func alone<Result>(_ body: () throws -> Result) rethrows -> Result {
            unsafe pthread_rwlock_wrlock(lock)
            defer { unsafe pthread_rwlock_unlock(lock) }
            return try body()
        }
    }

    private static let gate = Gate()

    /// Does something that can be done again.
    ///
    /// - Throws: `Failure` when the status is not 0 in the end; `CFITSIOLibrary.Missing`
    static func call(_ body: (CFITSIOLibrary, inout Int32) -> Void) throws {
        let library = try CFITSIOLibrary.loaded.get()
        var status: Int32 = 0
        gate.shared { body(library, &status) }
        if status == 0 { return }
        try gate.alone {
            library.forgetMessages()
            status = 0
            body(library, &status)
            let stack = messages(library)
            if status != 0 { throw Failure(status: status, stack: [text(of: status, library)] + stack) }
        }
    }

    private static func messages(_ library: CFITSIOLibrary) -> [String] {
        var messages: [String] = []
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(FLEN_ERRMSG)) { buffer in
            guard let start = buffer.baseAddress else { return }
            while messages.count < 100, unsafe library.nextMessage(start) != 0 {
                unsafe messages.append(String(cString: start))
            }
        }
        return messages
    }

    private static func text(of status: Int32, _ library: CFITSIOLibrary) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(FLEN_STATUS)) { buffer in
            guard let start = buffer.baseAddress else { return "status \(status)" }
            unsafe library.describe(status, start)
            return unsafe "status \(status): " + String(cString: start)
        }
    }
}
