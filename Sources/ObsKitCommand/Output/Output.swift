internal import Glibc

/// Results to standard output, diagnostics to standard error.
enum Output {
    static func result(_ text: String) { result(Array(text.utf8)) }

    static func result(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            if fwrite(buffer.baseAddress, 1, buffer.count, stdout) < buffer.count { fail() }
        }
    }

    static func diagnostic(_ text: String) {
        Progress.erase()
        fputs(text.hasSuffix("\n") ? text : text + "\n", stderr)
    }

    /// Nothing more can be written: the disk is full, say.
    private static func fail() -> Never {
        fputs("obskit: error: standard output cannot be written: \(String(cString: strerror(errno)))\n", stderr)
        exit(1)
    }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// A line on a terminal that says how far the work is.
struct Progress {
    private let total: Int
    private let isShown: Bool
    private var done = 0

    init(total: Int) {
        self.total = total
        isShown = total > 1 && Output.isTerminal
    }

    mutating func advance() {
        done += 1
        guard isShown else { return }
        if done == total {
            Self.erase()
        } else if done % max(1, total / 200) == 0 {
            fputs("\r\(done) of \(total) files\u{1B}[K", stderr)
        }
    }

    /// Takes the line away before something else is written.
    static func erase() {
        if Output.isTerminal { fputs("\r\u{1B}[K", stderr) }
    }
}
