import Glibc

/// Passes over an input, as another program asks for them.
///
/// The names of passes come as arguments or, without any, as lines of standard input, so that a driver can take turns
/// between this program and a peer. Each pass answers with a line `<seconds> <seconds of the processor> <count>`.
public enum Passes {
    /// Runs the passes that are asked for.
    ///
    /// - Parameters:
    ///   - names: the passes that the arguments name; empty to read them from standard input
    ///   - body: does the pass of a name, and returns how many results it had
    /// - Throws: what a pass throws
    public static func run(_ names: [String], _ body: (String) throws -> Int) throws {
        if !names.isEmpty {
            for name in names { try measure(name, body) }
            return
        }
        while let name = readLine() { try measure(name, body) }
    }

    private static func measure(_ name: String, _ body: (String) throws -> Int) throws {
        let (start, processorStart) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
        let count = try body(name)
        let (end, processorEnd) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
        answer("\(end - start) \(processorEnd - processorStart) \(count)\n")
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Writes a line at once: the other program waits for it.
    private static func answer(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = write(STDOUT_FILENO, rest.baseAddress, rest.count)
                if count <= 0 { exit(1) }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}
