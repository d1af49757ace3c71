internal import ArgumentParser
internal import Glibc
internal import ObsKit

/// The files that a command works on: named ones, those in folders, those of a list.
struct InputFiles: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files, or folders that are searched for FITS files; - is a header on standard input.", valueName: "file"))
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read the names of files from this file, one on each line; - is standard input.", valueName: "list"))
    var filesFrom: String?

    func validate() throws {
        if paths.isEmpty && filesFrom == nil {
            throw ValidationError(
                "Name a file or a folder, or use - for a header on standard input, or --files-from - for names.")
        }
        if paths.contains("-") && filesFrom == "-" {
            throw ValidationError(
                "Standard input is either a header (-) or a list of files (--files-from -), not both.")
        }
    }

    /// The name under which standard input stands among the files.
    static let standardInput = "-"

    /// All files in order; folders searched, and what cannot be read said.
    ///
    /// - Returns: the files, and whether something could not be read
    func files() -> (paths: [String], hasProblems: Bool) {
        var found: [String] = []
        var hasProblems = false
        var names = paths
        if let filesFrom {
            do {
                let bytes = filesFrom == "-" ? try StandardInput.read() : try StandardInput.read(path: filesFrom)
                names += bytes.split(separator: UInt8(ascii: "\n"))
                    .map { String(decoding: $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, as: UTF8.self) }
                    .filter { !$0.isEmpty }
            } catch {
                Output.diagnostic("obskit: error: \(error)")
                hasProblems = true
            }
        }
        for name in names {
            guard name != Self.standardInput, FileSystem.isFolder(name) else {
                found.append(name)
                continue
            }
            let inside = Self.files(in: name)
            if inside.isEmpty {
                Output.diagnostic("\(name): warning: there is no FITS file in this folder; name files of other kinds")
                hasProblems = true
            }
            found += inside
        }
        return (found, hasProblems)
    }

    /// The folders that hold FITS files among a folder and those in it, each with its files, in the order of their names.
    static func filesByFolder(in folder: String) -> [(folder: String, files: [String])] {
        var found: [(folder: String, files: [String])] = []
        for path in files(in: folder) {
            let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            if found.last?.folder == parent {
                found[found.count - 1].files.append(path)
            } else if let index = found.firstIndex(where: { $0.folder == parent }) {
                found[index].files.append(path)
            } else {
                found.append((parent, [path]))
            }
        }
        return found
    }

    private static let endings = [".fits", ".fit", ".fts", ".fits.gz", ".fit.gz", ".fits.fz", ".fz"]

    /// FITS files of a folder and its folders, in the order of their names.
    private static func files(in folder: String, depth: Int = 0) -> [String] {
        guard depth < 64, let names = FileSystem.names(in: folder) else {
            Output.diagnostic("\(folder): warning: this folder cannot be read")
            return []
        }
        return names.flatMap { name -> [String] in
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            if FileSystem.isFolder(path) { return FileSystem.isLink(path) ? [] : files(in: path, depth: depth + 1) }
            let lower = name.lowercased()
            return endings.contains { lower.hasSuffix($0) } ? [path] : []
        }
    }
}

/// Bytes of standard input, or of a file that is read whole.
enum StandardInput {
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// The most that is read.
    static let limit = 256 << 20

    static func read() throws -> [UInt8] { try read(descriptor: STDIN_FILENO, "standard input") }

    static func read(path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Failure(description: "\(path): cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        return try read(descriptor: descriptor, path)
    }

    private static func read(descriptor: Int32, _ name: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw Failure(description: "\(name): cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw Failure(description: "\(name): more than \(limit >> 20) MB; name files instead")
            }
        }
    }
}
