internal import ObsDocuments
internal import ObsFITS
internal import ObsText
internal import ObsTime

/// The state that a file had when something was written down about it.
public struct RecordedState: Hashable, Sendable {
    /// The number of bytes.
    public let size: Int
    /// When the file was last changed, UTC: `2026-11-21T16:00:00.123456789Z`.
    public let modified: String
    /// The CRC-32 of the whole file: `crc32:1a2b3c4d`.
    public let checksum: String

    /// The state of a file now.
    ///
    /// - Throws: `FITSError` when the file cannot be read
    public init(path: String) throws {
        let state = try FileState(path: path)
        size = Int(state.size)
        modified = Self.text(state.modified)
        checksum = "crc32:" + (try FileState.checksum(path: path))
    }

    /// How a file differs from what was recorded; nil when it does not.
    ///
    /// Size and time tell; where the time alone differs, as after a copy, and where it is asked for, the checksum decides.
    ///
    /// - Parameters:
    ///   - path: the file
    ///   - comparesChecksum: whether the file is read even when size and time agree
    /// - Returns: the difference in words
    public func difference(from path: String, comparesChecksum: Bool = false) -> String? {
        let state: FileState
        do {
            state = try FileState(path: path)
        } catch {
            return "the file cannot be read: \(error)"
        }
        if Int(state.size) != size { return "the file had \(size) bytes and has \(state.size)" }
        let modified = Self.text(state.modified)
        guard comparesChecksum || modified != self.modified else { return nil }
        do {
            let checksum = "crc32:" + (try FileState.checksum(path: path))
            if checksum != self.checksum {
                return modified == self.modified
                    ? "the content changed though the time of its last change did not"
                    : "the file was changed on \(modified)"
            }
        } catch {
            return "the file cannot be read: \(error)"
        }
        return nil
    }

    /// Whether size and time of a file are those that were recorded; the file is not read.
    package func isCurrent(_ path: String) -> Bool {
        guard let state = try? FileState(path: path) else { return false }
        return Int(state.size) == size && Self.text(state.modified) == modified
    }

    private static func text(_ nanoseconds: Int64) -> String {
        let billion: Int64 = 1_000_000_000
        let perDay = 86_400 * billion
        let days = nanoseconds >= 0 ? nanoseconds / perDay : (nanoseconds - perDay + 1) / perDay
        let rest = nanoseconds - days * perDay
        let second = Int(rest / billion)
        let clock = [second / 3_600, second / 60 % 60, second % 60].map { $0.zeroPadded(2) }.joined(separator: ":")
        let day = CalendarDay(modifiedJulianDay: 40_587 + Int(days))
        return "\(day)T\(clock).\((rest % billion).zeroPadded(9))Z"
    }
}

extension RecordedState {
    func write(to writer: inout JSONWriter) {
        writer.member("size", size)
        writer.member("modified", modified)
        writer.member("checksum", checksum)
    }

    init?(_ reader: MappingReader, _ problems: Problems) {
        guard let size = reader.required("size")?.integer(problems, in: 0 ... .max),
            let modified = reader.required("modified")?.string(problems),
            let checksum = reader.required("checksum")?.string(problems)
        else { return nil }
        self.size = size
        self.modified = modified
        self.checksum = checksum
    }
}
