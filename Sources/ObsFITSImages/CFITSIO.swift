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
    private final class Gate: @unchecked Sendable {
        private let lock: UnsafeMutablePointer<pthread_rwlock_t>

        init() {
            lock = .allocate(capacity: 1)
            pthread_rwlock_init(lock, nil)
        }

        func shared<Result>(_ body: () throws -> Result) rethrows -> Result {
            pthread_rwlock_rdlock(lock)
            defer { pthread_rwlock_unlock(lock) }
            return try body()
        }

        func alone<Result>(_ body: () throws -> Result) rethrows -> Result {
            pthread_rwlock_wrlock(lock)
            defer { pthread_rwlock_unlock(lock) }
            return try body()
        }
    }

    private static let gate = Gate()

    /// Does something that can be done again.
    ///
    /// - Throws: `Failure` when the status is not 0 in the end
    static func call(_ body: (inout Int32) -> Void) throws {
        var status: Int32 = 0
        gate.shared { body(&status) }
        if status == 0 { return }
        try gate.alone {
            ffcmsg()
            status = 0
            body(&status)
            let stack = messages()
            if status != 0 { throw Failure(status: status, stack: [text(of: status)] + stack) }
        }
    }

    private static func messages() -> [String] {
        var messages: [String] = []
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(FLEN_ERRMSG)) { buffer in
            guard let start = buffer.baseAddress else { return }
            while messages.count < 100, ffgmsg(start) != 0 { messages.append(String(cString: start)) }
        }
        return messages
    }

    private static func text(of status: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(FLEN_STATUS)) { buffer in
            guard let start = buffer.baseAddress else { return "status \(status)" }
            ffgerr(status, start)
            return "status \(status): " + String(cString: start)
        }
    }
}
