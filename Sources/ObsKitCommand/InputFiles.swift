internal import ArgumentParser
internal import Glibc
internal import ObsKit
internal import ObsText

/// The files that a command works on: named ones, those in folders, those of a list.
struct InputFiles: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files, or folders that are searched for FITS files; - is a header on standard input.", valueName: "file"))
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read the names of files from this file, one on each line, or with a NUL behind each; - is standard input.",
            valueName: "list"))
    var filesFrom: String?

    @Flag(
        name: [.customShort("0"), .customLong("null")],
        help: "Names of the list end in NUL alone; without it this is so from the first NUL on.")
    var isNullList = false

    /// Whether no file and no list was named.
    var isEmpty: Bool { paths.isEmpty && filesFrom == nil }

    /// Refuses a call without a file; commands that need one ask.
    ///
    /// - Throws: `ValidationError`
    func requireSome() throws {
        if isEmpty {
            throw ValidationError(
                "Name a file or a folder, or use - for a header on standard input, or --files-from - for names.")
        }
    }

    func validate() throws {
        if isNullList && filesFrom == nil {
            throw ValidationError("--null says how the list of --files-from is written.")
        }
        if paths.contains("-") && filesFrom == "-" {
            throw ValidationError(
                "Standard input is either a header (-) or a list of files (--files-from -), not both.")
        }
    }

    /// The name under which standard input stands among the files.
    static let standardInput = "-"

    /// All files in order, folders searched, found while they are asked for.
    func files() -> FoundFiles { FoundFiles(names: paths, list: filesFrom, isNullList: isNullList) }

    /// The folders that hold FITS files among a folder and those in it, each with its files, in the order of their names.
    ///
    /// What is wrong with the folders is printed; `hasProblems` says whether there was something, or no file at all.
    static func filesByFolder(
        in folder: String, _ hasProblems: inout Bool
    ) -> [(folder: String, files: [String])] {
        var found: [(folder: String, files: [String])] = []
        let files = FoundFiles(names: [folder], list: nil)
        for path in files {
            let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            if found.last?.folder == parent {
                found[found.count - 1].files.append(path)
            } else if let index = found.firstIndex(where: { $0.folder == parent }) {
                found[index].files.append(path)
            } else {
                found.append((parent, [path]))
            }
        }
        if files.hasProblems { hasProblems = true }
        return found
    }
}

/// Bytes of standard input, or of a file that is read once.
enum StandardInput {
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// The most that is read.
    static let limit = 256 << 20

    /// Standard input or a file, whole.
    ///
    /// - Throws: `Failure` when it cannot be read or is longer than `limit`
    static func read(path: String = InputFiles.standardInput) throws -> [UInt8] {
        let (name, descriptor) = try open(path)
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        while true {
            let before = bytes.count
            try read(descriptor, name, atMost: 1 << 16, to: &bytes)
            if bytes.count == before { return bytes }
            guard bytes.count <= limit else {
                throw Failure(description: "\(name): more than \(limit >> 20) MB; name files instead")
            }
        }
    }

    /// A file to read from and what to call it; - is standard input.
    ///
    /// - Throws: `Failure` when it cannot be opened
    static func open(_ path: String) throws -> (name: String, descriptor: Int32) {
        if path == InputFiles.standardInput { return ("standard input", STDIN_FILENO) }
        let descriptor = unsafe path.withFileName { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw failure(path) }
        return (path, descriptor)
    }

    /// Appends what is there, at most `count` bytes; nothing at the end.
    ///
    /// - Throws: `Failure` when it cannot be read
    static func read(_ descriptor: Int32, _ name: String, atMost count: Int, to bytes: inout [UInt8]) throws {
        let before = bytes.count
        bytes += repeatElement(0, count: count)
        let read = unsafe bytes.withUnsafeMutableBytes { buffer in
            while true {
                let read = unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: before), count)
                if read >= 0 || errno != EINTR { return read }
            }
        }
        guard read >= 0 else { throw failure(name) }
        bytes.removeLast(count - read)
    }

    private static func failure(_ name: String) -> Failure {
        Failure(description: unsafe "\(name): cannot be read: \(String(cString: strerror(errno)))")
    }
}
