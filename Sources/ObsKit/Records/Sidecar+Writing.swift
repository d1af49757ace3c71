internal import ObsDocuments
internal import ObsHeaderFiles
internal import ObsText

extension Sidecar {
    /// Writes the sidecar of a file and the record beside it, each whole or not at all.
    ///
    /// What was written of this file before is brought up to date. A sidecar without a record of this file comes from another program
    /// or belongs to another file, and stays unless the caller wants it replaced; what is no sidecar, and the file itself, always stay.
    ///
    /// - Parameters:
    ///   - file: the file
    ///   - content: what to keep
    ///   - catalog: the instruments
    ///   - replacing: whether a sidecar of another program, or of another file, is replaced
    /// - Returns: the record; where the file cannot be read, or should be translated and nobody recognizes it, nothing is
    ///   written and the record says why
    /// - Throws: `DiagnosticsError` when something cannot be written, or something else has the name (`file-exists`,
    ///   `other-kind`, `output-is-input`)
    @discardableResult
    package static func write(
        for file: String, content: HeaderContent, catalog: InstrumentCatalog, replacing: Bool = false
    ) throws -> HeaderRecord {
        let name = file.lastIndex(of: "/").map { String(file[file.index(after: $0)...]) } ?? file
        let record = HeaderRecord(reading: file, named: name, content: content, catalog: catalog)
        guard let first = try PeerForm.entries(of: record, catalog).first else { return record }
        try checkOutputs(of: file, record, replacing: replacing)
        var writer = JSONWriter()
        writer.beginObject()
        for member in first.members {
            writer.key(member.name)
            writer.value(json: member.json)
        }
        writer.member(PeerForm.content, content.rawValue)
        writer.endObject()
        writer.newLine()
        // The record after the sidecar: a sidecar without the record of its file is noticed.
        try FileSystem.write(writer.bytes, to: path(for: file))
        try FileSystem.write(record.line, to: recordPath(for: file))
        return record
    }

    /// Refuses to write over what is no earlier sidecar of a file.
    private static func checkOutputs(of file: String, _ record: HeaderRecord, replacing: Bool) throws {
        let recordPath = recordPath(for: file)
        let isOwn = FileSystem.beginning(of: recordPath, count: 1 << 12)
            .starts(with: record.beginning.prefix(1 << 12))
        for (output, kind) in [(path(for: file), OutputKind.sidecar), (recordPath, .record)] {
            try Overwriting.check(output, kind, replacing: isOwn || replacing, inputs: [file])
        }
    }
}
