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
    package static let embedded = OutputKind("source made by 'obskit embed'", marks: [EmbeddedSource.mark])
    /// A table of corrections.
    package static let corrections = OutputKind("a table of corrections", marks: ["OBSID\t"])
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
