internal import Glibc
internal import ObsDocuments
internal import ObsHeaderFiles
internal import ObsKit
internal import ObsText

/// The headers on standard input: a file in any form, or a map of JSON on each line, which is given when it is there.
final class StandardInputHeaders {
    private var bytes: [UInt8] = []
    /// Where the next line begins, and how far its end was looked for.
    private var (start, searched) = (0, 0)
    private var number = 0
    private var isAtEnd = false
    private var isDone = false

    private static let name = InputFiles.standardInput

    /// The next inputs, with what is doubtful about them; nil at the end.
    func next() -> (inputs: [HeaderInput], diagnostics: [Diagnostic])? {
        if isDone { return nil }
        do {
            if number == 0 {
                guard try beginsWithMap(), let line = try nextLine(), Self.isMap(line) else {
                    isDone = true
                    while !isAtEnd { try readMore() }
                    return HeaderInput.inputs(
                        of: try HeaderSources(bytes: bytes, name: Self.name), in: Self.name)
                }
                return inputs(line)
            }
            while let line = try nextLine() {
                if line.contains(where: { $0 > 0x20 }) { return inputs(line) }
            }
            isDone = true
            return nil
        } catch {
            isDone = true
            return ([.failed(Self.name, error)], [])
        }
    }

    /// Whether a line, or the end, can be had without waiting for more bytes.
    var isReady: Bool {
        if isDone || isAtEnd || bytes[start...].contains(0x0A) { return true }
        var asked = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&asked, 1, 0) != 0
    }

    private func inputs(_ line: [UInt8]) -> (inputs: [HeaderInput], diagnostics: [Diagnostic]) {
        HeaderInput.inputs(of: HeaderSources.line(line, number: number, of: Self.name), in: Self.name)
    }

    /// Whether the first character is that of a map of JSON.
    private func beginsWithMap() throws -> Bool {
        while true {
            if let first = bytes.first(where: { $0 > 0x20 }) { return first == UInt8(ascii: "{") }
            if isAtEnd { return false }
            try readMore()
        }
    }

    /// Whether a line is a whole map by itself: one that goes on in the next lines is not.
    private static func isMap(_ line: [UInt8]) -> Bool {
        guard line.last(where: { $0 > 0x20 }) == UInt8(ascii: "}") else { return false }
        let document = try? Document.json(line, file: name, allowNonFinite: true)
        return document?.root.kind == .mapping
    }

    /// The next line, also the last one without an end; nil behind it.
    private func nextLine() throws -> [UInt8]? {
        while true {
            if let end = bytes[searched...].firstIndex(of: 0x0A) {
                number += 1
                let line = Array(bytes[start..<end])
                (start, searched) = (end + 1, end + 1)
                return line
            }
            searched = bytes.count
            if isAtEnd {
                guard start < bytes.count else { return nil }
                number += 1
                defer { start = bytes.count }
                return Array(bytes[start...])
            }
            // The first line is kept: it may be the beginning of a file.
            if number > 0 {
                bytes.removeSubrange(..<start)
                searched -= start
                start = 0
            }
            try readMore()
        }
    }

    private func readMore() throws {
        guard bytes.count <= StandardInput.limit else {
            throw StandardInput.Failure(
                description: "standard input: more than \(StandardInput.limit >> 20) MB; name files instead")
        }
        let before = bytes.count
        try StandardInput.read(STDIN_FILENO, "standard input", atMost: 1 << 16, to: &bytes)
        isAtEnd = bytes.count == before
    }
}
