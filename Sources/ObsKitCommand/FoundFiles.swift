internal import Glibc
internal import ObsFITS
internal import ObsKit
internal import ObsText

/// Files in the order in which they are named, in folders and in a list, found while they are asked for.
///
/// A list is read as it is worked on, so that memory stays flat however long it is and a pipe's first file need not wait for
/// its last. What cannot be read is said when its turn comes.
final class FoundFiles: Sequence, IteratorProtocol {
    /// Whether something that was asked for could not be read, or is a folder without files.
    private(set) var hasProblems = false
    private var names: ArraySlice<String>
    private var list: String?
    private let isNullList: Bool
    private var lines: LineReader?
    private var search: FileSearch?

    /// - Parameters:
    ///   - names: files and folders
    ///   - list: a file with more of them, one on each line or with a NUL behind each; - is standard input
    ///   - isNullList: whether names of the list end in NUL alone
    init(names: [String], list: String?, isNullList: Bool = false) {
        self.names = names[...]
        self.list = list
        self.isNullList = isNullList
    }

    func next() -> String? {
        while true {
            switch search?.next() {
            case .file(let path): return path
            case .problem(let folder, let problem):
                Report.print(problem, about: folder)
                hasProblems = true
            case nil:
                search = nil
                guard let name = nextName() else { return nil }
                guard name != InputFiles.standardInput, FileSystem.isFolder(name) else { return name }
                search = FileSearch([name])
            }
        }
    }

    /// Whether the next file can be had, or its absence be known, without waiting for whoever writes the list.
    var isReady: Bool {
        if search != nil || !names.isEmpty { return true }
        openList()
        return lines?.isReady ?? true
    }

    private func nextName() -> String? {
        if let name = names.popFirst() { return name }
        openList()
        do {
            while let line = try lines?.next() {
                if !line.isEmpty { return line }
            }
        } catch {
            fail(error)
        }
        lines = nil
        return nil
    }

    /// Opens the list when its turn comes.
    private func openList() {
        guard let list else { return }
        self.list = nil
        do {
            lines = try LineReader(path: list, isNullList: isNullList)
        } catch {
            fail(error)
        }
    }

    private func fail(_ error: any Error) {
        Report.print(error)
        hasProblems = true
    }
}

/// The lines of a file, or of standard input, without their ends; with a NUL in it, what stands between NULs.
private final class LineReader {
    /// More than any path has.
    private static let longest = 1 << 16

    private let name: String
    private let descriptor: Int32
    private var bytes: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    /// What ends a name: a line end, until a NUL comes.
    private var end = UInt8(ascii: "\n")

    /// - Throws: `StandardInput.Failure` when the file cannot be opened
    init(path: String, isNullList: Bool) throws {
        if isNullList { end = 0 }
        (name, descriptor) = try StandardInput.open(path)
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// - Throws: `StandardInput.Failure` when the file cannot be read, or a line is longer than the name of a file can be
    func next() throws -> String? {
        while true {
            if end != 0, bytes[start...].contains(0) { end = 0 }
            if let place = bytes[start...].firstIndex(of: end) {
                defer { start = place + 1 }
                return line(to: place)
            }
            if isAtEnd {
                defer { start = bytes.count }
                return start < bytes.count ? line(to: bytes.count) : nil
            }
            bytes.removeSubrange(..<start)
            start = 0
            guard bytes.count <= Self.longest else {
                throw StandardInput.Failure(
                    description: "\(name): a line of more than \(Self.longest >> 10) kB; "
                        + "a list has the name of a file on each line"
                )
            }
            let before = bytes.count
            try StandardInput.read(descriptor, name, atMost: Self.longest, to: &bytes)
            isAtEnd = bytes.count == before
        }
    }

    /// Whether a line, or the end, can be had without waiting for more bytes.
    var isReady: Bool {
        if isAtEnd || bytes[start...].contains(where: { $0 == end || $0 == 0 }) { return true }
        var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&asked, 1, 0) != 0
    }

    private func line(to place: Int) -> String {
        let line = bytes[start..<place]
        return FileName.text(end != 0 && line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
}
