internal import Glibc
internal import ObsText
internal import Synchronization

/// Results to standard output, diagnostics to standard error.
///
/// Results wait in a buffer until `flush`, which whoever streams calls when an input is done: a reader at the other end of a
/// pipe gets its answer then, and what is done is not lost when the process is ended.
enum Output {
    /// What waits to be written: the process has one standard output, so this is its one buffer.
    private static let waiting = Mutex<[UInt8]>([])
    private static let bufferSize = 1 << 16

    /// Lines for people: nothing in them is obeyed by a terminal.
    static func result(_ text: String) { document(Array(DisplayText.visibleLines(text).utf8)) }

    /// One line for people; a line end in it is shown, so that no text from outside makes a line of its own.
    static func line(_ text: String) { document(Array((DisplayText.visible(text) + "\n").utf8)) }

    /// JSON for machines, faithful; what a terminal might obey is written as JSON's escapes.
    static func json(_ bytes: [UInt8]) { document(JSONOutput.escaped(bytes)) }

    /// A document of another form, as it is: its writer has made it harmless.
    static func document(_ bytes: [UInt8]) {
        let full = waiting.withLock { buffer in
            buffer += bytes
            return buffer.count >= bufferSize
        }
        if full { flush() }
    }

    /// Writes what waits; ends the command when nothing more can be written, since the disk is full, say.
    static func flush() {
        let bytes = waiting.withLock { buffer in
            defer { buffer.removeAll(keepingCapacity: true) }
            return buffer
        }
        guard write(bytes, STDOUT_FILENO) else {
            Report.error(.unwritable, unsafe "standard output: \(String(cString: strerror(errno)))")
            exit(ExitStatus.problems.rawValue)
        }
    }

    /// Writes lines for people to standard error, behind all results so far; only `Report` calls it.
    static func diagnostic(_ text: String) { diagnostic(bytes: Array(DisplayText.visibleLines(text).utf8)) }

    /// Writes JSON to standard error, behind all results so far; only `Report` calls it.
    static func diagnostic(json: [UInt8]) { diagnostic(bytes: JSONOutput.escaped(json)) }

    private static func diagnostic(bytes: [UInt8]) {
        flush()
        Progress.erase()
        _ = write(bytes, STDERR_FILENO)
    }

    static func progress(_ text: String) { _ = write(Array(text.utf8), STDERR_FILENO) }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        unsafe bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                if count < 0 && errno == EINTR { continue }
                if count < 0 { return false }
                done += count
            }
            return true
        }
    }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// A line on a terminal that says how far the work is.
struct Progress {
    private let total: Int?
    private let isShown: Bool
    private var done = 0

    /// - Parameter total: how many files there are; nil when they are found on the way
    init(total: Int?) {
        self.total = total
        isShown = total != 1 && Output.isTerminal
    }

    mutating func advance(by count: Int = 1) {
        let before = done
        done += count
        guard isShown else { return }
        let step = total.map { max(1, $0 / 200) } ?? 50
        if done == total {
            Self.erase()
        } else if done / step > before / step {
            Output.progress("\r\(done)\(total.map { " of \($0)" } ?? "") files\u{1B}[K")
        }
    }

    /// Takes the line away before something else is written.
    static func erase() {
        if Output.isTerminal { Output.progress("\r\u{1B}[K") }
    }
}
