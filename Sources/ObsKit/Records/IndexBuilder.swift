internal import Glibc
internal import ObsDocuments
internal import ObsHeaderFiles
internal import ObsText

/// Writes an index of headers and the record beside it, and goes on where an interrupted one ended.
///
/// While it works it adds a line for each file to `NAME.obskit.part`, which one process has at a time; a second one waits,
/// and then finds everything done. At the end the index and the record are written under temporary names and put in their
/// places. Files that did not change since the last time are not read again. Memory grows by a few dozen bytes for each
/// file. It belongs to one task; many may call `record(of:)`.
package final class IndexBuilder {
    /// A file of the index.
    package struct File: Hashable, Sendable {
        /// Its name in the index: the path counted from the index.
        package let name: String
        /// Where it is.
        package let path: String

        /// A file of the index.
        ///
        /// - Parameters:
        ///   - name: its name in the index: the path counted from the index
        ///   - path: where it is
        package init(name: String, path: String) {
            self.name = name
            self.path = path
        }
    }

    /// The path of the index.
    package let path: String
    /// What the index holds.
    package let content: HeaderContent
    /// The files that must be read, in order.
    package private(set) var pending: [File] = []

    private let catalog: InstrumentCatalog
    private let files: [File]
    private let part: RecordLines
    private let known: RecordLines?
    private var places: [String: Place] = [:]
    private var partEnd = 0

    private struct Place {
        let isInPart: Bool
        let range: Range<Int>
    }

    /// The path of the index of a folder.
    package static func path(inFolder folder: String) -> String {
        (folder.hasSuffix("/") ? folder : folder + "/") + "_index.json"
    }

    /// The path of the record beside an index.
    package static func recordPath(for index: String) -> String {
        (index.hasSuffix(".json") ? String(index.dropLast(5)) : index) + ".obskit.ndjson"
    }

    /// Begins an index, or goes on with one.
    ///
    /// - Parameters:
    ///   - path: the path of the index, which ends in `.json`
    ///   - files: the files
    ///   - content: what to keep of each header
    ///   - catalog: the instruments
    ///   - startsAgain: whether files are read again that did not change
    ///   - replacing: whether an index without a record, which another program wrote, is replaced
    ///   - whileWaiting: called once when another process is at work on the same index
    /// - Throws: `DiagnosticsError` when the folder cannot be written, or something else has the name (`file-exists`,
    ///   `other-kind`, `output-is-input`)
    package init(
        path: String, files: [File], content: HeaderContent, catalog: InstrumentCatalog, startsAgain: Bool = false,
        replacing: Bool = false, whileWaiting: () -> Void = {}
    ) throws {
        self.path = path
        self.content = content
        self.catalog = catalog
        self.files = files
        let record = Self.recordPath(for: path)
        let partPath = String(record.dropLast(7)) + ".part"
        // An index or a record is not one of the files, which are FITS.
        let isOwn = FileSystem.isFile(record) || FileSystem.isFile(partPath)
        for (output, kind, replaces) in [
            (path, OutputKind.index, isOwn || replacing), (record, .record, true), (partPath, .record, true),
        ] { try Overwriting.check(output, kind, replacing: replaces, inputs: []) }
        part = try RecordLines(addingTo: partPath, whileWaiting: whileWaiting)
        known = startsAgain ? nil : RecordLines(reading: record)
        let paths = Dictionary(files.map { ($0.name, $0.path) }) { first, _ in first }
        if startsAgain { try part.cut(at: 0) }
        for (lines, isInPart) in [(known, false), (part, true)] {
            let end = try lines?.forEachLine { range, line in
                guard let name = self.currentFile(line, paths) else { return }
                self.places[name] = Place(isInPart: isInPart, range: range)
            }
            if isInPart, let end {
                try part.cut(at: end)
                partEnd = end
            }
        }
        pending = files.filter { places[$0.name] == nil }
    }

    /// The file of a line that is still true; nil for one that must be read again.
    private func currentFile(_ line: [UInt8], _ paths: [String: String]) -> String? {
        guard let document = try? Document.json(line, file: "record", limits: .headerFiles),
            let name = document.root["file"]?.text, let path = paths[name],
            let record = try? HeaderRecord(document.root), record.content == content, let state = record.state,
            state.isCurrent(path)
        else { return nil }
        // Another catalog might recognize it, and another version of the package translate it otherwise.
        if record.status == .unknown { return nil }
        if let instrument = record.instrument, (try? catalog.instrument(named: instrument))?.package != record.package {
            return nil
        }
        return name
    }

    /// Reads a file; may be called for several files at once.
    ///
    /// - Parameters:
    ///   - file: a file of `pending`
    ///   - content: what to keep
    ///   - catalog: the instruments
    /// - Returns: what became of it
    package static func record(of file: File, content: HeaderContent, catalog: InstrumentCatalog) -> HeaderRecord {
        HeaderRecord(reading: file.path, named: file.name, content: content, catalog: catalog)
    }

    /// Keeps what became of a file; from now on it is not lost when the process ends.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be written
    package func add(_ record: HeaderRecord) throws {
        let line = record.line
        try part.add(line)
        places[record.file] = Place(isInPart: true, range: partEnd..<partEnd + line.count)
        partEnd += line.count
    }

    /// What became of all files.
    package struct Summary: Hashable, Sendable {
        /// The number of files in the index.
        package var files = 0
        /// The number of headers in the index.
        package var entries = 0
        /// The number of files with something wrong.
        package var withProblems = 0
    }

    /// Writes the index and the record.
    ///
    /// - Parameter body: takes every record, in the order of the files
    /// - Returns: what became of the files
    /// - Throws: `DiagnosticsError` when something cannot be written
    package func finish(_ body: (HeaderRecord) throws -> Void = { _ in }) throws -> Summary {
        var summary = Summary()
        var common = CommonMembers()
        let record = try ReplacementFile(Self.recordPath(for: path))
        try forEachRecord { line, one in
            try record.write(line)
            try body(one)
            if one.status != .ok && one.status != .product { summary.withProblems += 1 }
            let entries = try PeerForm.entries(of: one, catalog)
            if !entries.isEmpty { summary.files += 1 }
            for entry in entries { common.add(entry) }
            summary.entries += entries.count
        }
        let index = try ReplacementFile(path)
        var writer = JSONWriter()
        writer.value(content.rawValue)
        try index.write(
            Array("{\"\(PeerForm.content)\":".utf8) + writer.bytes + Array(",\n\"\(PeerForm.common)\":".utf8))
        try index.write(Self.object(common.members))
        try forEachRecord { _, one in
            for entry in try PeerForm.entries(of: one, catalog) {
                var writer = JSONWriter()
                writer.value(entry.name)
                try index.write(Array(",\n".utf8) + writer.bytes + Array(":".utf8))
                try index.write(Self.object(entry.members.filter { !common.has($0.name) }))
            }
        }
        try index.write(Array("}\n".utf8))
        // The record after the index: one without the other is noticed.
        try index.finish()
        try record.finish()
        FileSystem.remove(part.path)
        return summary
    }

    private func forEachRecord(_ body: ([UInt8], HeaderRecord) throws -> Void) throws {
        for file in files {
            guard let place = places[file.name] else { continue }
            guard let line = try (place.isInPart ? part : known)?.bytes(place.range) else { continue }
            try body(line, try HeaderRecord(try Document.json(line, file: "record", limits: .headerFiles).root))
        }
    }

    private static func object(_ members: [(name: String, json: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            var writer = JSONWriter()
            writer.value(member.name)
            bytes += writer.bytes
            bytes.append(UInt8(ascii: ":"))
            bytes += member.json
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}

/// The members that all entries have, with the same value.
private struct CommonMembers {
    private var values: [String: [UInt8]] = [:]
    private var order: [String] = []
    private var isEmpty = true

    mutating func add(_ entry: PeerForm.Entry) {
        if isEmpty {
            isEmpty = false
            order = entry.members.map(\.name)
            values = Dictionary(entry.members.map { ($0.name, $0.json) }) { first, _ in first }
            return
        }
        if values.isEmpty { return }
        let own = Dictionary(entry.members.map { ($0.name, $0.json) }) { first, _ in first }
        values = values.filter { own[$0.key] == $0.value }
    }

    func has(_ name: String) -> Bool { values[name] != nil }

    var members: [(name: String, json: [UInt8])] {
        order.compactMap { name in values[name].map { (name, $0) } }
    }
}
