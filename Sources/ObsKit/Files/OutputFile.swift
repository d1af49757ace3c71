internal import ObsDocuments
internal import ObsHeaderFiles
internal import ObsText

/// What a file that a command writes is, so that an earlier one can be told from somebody's own file.
package struct OutputKind: Sendable {
    /// What it is, for messages: "a drawing".
    package let words: String
    /// What stands near the beginning of each such file; any of these.
    let marks: [String]
    /// Whether it stands anywhere in the file.
    let isAnywhere: Bool

    private init(_ words: String, marks: [String], isAnywhere: Bool = false) {
        self.words = words
        self.marks = marks
        self.isAnywhere = isAnywhere
    }

    /// A FITS file.
    package static let fits = OutputKind("a FITS file", marks: ["SIMPLE  ="])
    /// A drawing.
    package static let svg = OutputKind("an SVG drawing", marks: ["<svg"])
    /// What `obskit embed` makes.
    package static let embedded = OutputKind("C made by 'obskit embed'", marks: [EmbeddedSource.mark])
    /// A sidecar.
    static let sidecar = OutputKind("a sidecar", marks: ["\"\(PeerForm.content)\""], isAnywhere: true)
    /// An index of headers, of whatever program.
    package static let index = OutputKind("an index of headers", marks: ["\"\(PeerForm.common)\""])
    /// A record of headers, or several.
    package static let record = OutputKind("a record of headers", marks: ["\"schema\":\"\(HeaderRecord.schema)\""])

    /// A document that says its schema.
    package static func document(_ words: String, schema: String) -> OutputKind {
        OutputKind(words, marks: ["schema: \(schema)", "\"schema\": \"\(schema)\"", "\"schema\":\"\(schema)\""])
    }

    /// Whether a file is of this kind; one that is empty holds nothing that could be lost.
    func isKind(of path: String) -> Bool {
        if FileSystem.isEmpty(path) { return true }
        let bytes = isAnywhere ? try? FileBytes.read(path) : FileSystem.beginning(of: path, count: 1 << 12)
        let text = String(decoding: bytes ?? [], as: UTF8.self)
        return marks.contains { text.contains($0) }
    }
}

/// What may be written over, the same for everything that writes.
///
/// An input is never an output, under whatever name. What exists is refused; who asks for it replaces an earlier output of the
/// same kind, and never a file of another. A device, a pipe and an open file take what is written and keep their names.
package enum OutputFile {
    /// Refuses a path that may not be written.
    ///
    /// - Parameters:
    ///   - path: the path
    ///   - kind: what would be written
    ///   - replacing: whether an earlier output is replaced
    ///   - inputs: the files that are read; asked for where something has the name
    /// - Throws: `DiagnosticsError` (`output-is-input`, `file-exists`, `other-kind`)
    package static func check(
        _ path: String, _ kind: OutputKind, replacing: Bool, inputs: @autoclosure () -> [String]
    ) throws {
        guard FileSystem.exists(path) else { return }
        if let input = inputs().first(where: { FileSystem.isSameFile(path, $0) }) {
            let name = input == path ? "\(path) is an input" : "\(path) is \(input), which is an input"
            throw refusal(.outputIsInput, "\(name), and an input is never written over", "name another file")
        }
        if FileSystem.isPlace(path) { return }
        guard kind.isKind(of: path) else {
            throw refusal(
                .otherKind, "\(path) exists and is not \(kind.words), so it is not replaced",
                "name another file, or take it away")
        }
        guard replacing else {
            throw refusal(
                .fileExists, "\(path) exists", "name another file, or replace \(kind.words) with --replace")
        }
    }

    private static func refusal(_ code: Diagnostic.Code, _ message: String, _ hint: String) -> DiagnosticsError {
        DiagnosticsError([Diagnostic(.error, code, at: nil, message, hint: hint)])
    }
}

extension Diagnostic.Code {
    /// An output would be written over an input.
    package static let outputIsInput = Self(rawValue: "output-is-input")
    /// An output exists, and nobody said that it is to be replaced.
    package static let fileExists = Self(rawValue: "file-exists")
    /// A file of another kind has the name of an output.
    package static let otherKind = Self(rawValue: "other-kind")
}
