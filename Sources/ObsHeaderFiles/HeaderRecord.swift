public import ObsDocuments
public import ObsFITS
public import ObsText
public import ObsTranslation

/// What was written down about the headers of one file: every detector, and the state of the file.
///
/// It is one line of the record that stands beside an index, or the file `NAME.obskit.json` beside a sidecar. Files of
/// astro_metadata_translator have no place for size, time and checksum, nor for a second detector in a sidecar.
/// A record of cards is a `HeaderSource` that gives the headers of the file again.
public struct HeaderRecord: Sendable {
    /// The schema that a record names.
    public static let schema = "obskit/header-record/1"

    /// What became of the file.
    public enum Status: String, Sendable, CaseIterable {
        /// Every observation is sound, or cards were kept.
        case ok
        /// An observation is flawed, and none has failed.
        case flawed
        /// An observation has failed, or a part of the file is missing.
        case failed
        /// The file is no observation: a master calibration, say.
        case product
        /// No instrument recognizes the file, or several do.
        case unknown
        /// The file cannot be read.
        case error
    }

    /// One observation of the file.
    public struct Entry: Sendable {
        /// The index of the HDU; 0 is the primary.
        public let hdu: Int
        /// The name of the HDU, if it has one.
        public let hduName: String?
        /// The observation; nil in a record of cards.
        public let info: ObservationInfo?
        /// How sound the observation is; nil in a record of cards.
        public let status: ObservationStatus?
        /// The properties that have no value though they should, each with the reason.
        public let failures: [(property: String, reason: String)]
        /// What is wrong or doubtful with the observation: also the failures, those of one reason together.
        public let diagnostics: [Diagnostic]

        package init(
            hdu: Int, hduName: String?, info: ObservationInfo?, status: ObservationStatus?,
            failures: [(property: String, reason: String)], diagnostics: [Diagnostic]
        ) {
            (self.hdu, self.hduName) = (hdu, hduName)
            (self.info, self.status) = (info, status)
            (self.failures, self.diagnostics) = (failures, diagnostics)
        }
    }

    /// The name of the file, counted from the folder of the record.
    public let file: String
    /// The state of the file when it was read; nil when it could not be.
    public let state: RecordedState?
    /// What is kept of each header.
    public let content: HeaderContent
    /// What became of the file.
    public let status: Status
    /// The instrument, if it is known.
    public let instrument: String?
    /// Name and version of the package that described it.
    public let package: String?
    /// The observations, in the order of the HDUs.
    public let entries: [Entry]
    /// The headers as they were read; none in a record of observations.
    public let headers: [FileHeader]
    /// What is wrong or doubtful with the file as a whole.
    public let diagnostics: [Diagnostic]

    package init(
        file: String, state: RecordedState?, content: HeaderContent, status: Status, instrument: String?,
        package: String?, entries: [Entry], headers: [FileHeader], diagnostics: [Diagnostic]
    ) {
        (self.file, self.state) = (file, state)
        (self.content, self.status) = (content, status)
        (self.instrument, self.package) = (instrument, package)
        (self.entries, self.headers, self.diagnostics) = (entries, headers, diagnostics)
    }
}

extension HeaderRecord: HeaderSource {
    /// The name of the file, counted from the folder of the record.
    public var name: String { file }

    /// Gives the headers that were kept.
    ///
    /// - Throws: `DiagnosticsError` when observations were kept instead
    public func open() throws -> HeaderStream {
        guard content == .metadata, status != .error else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .noCards, at: nil,
                    "\(file): the record holds no cards, so that nothing can be translated again",
                    hint: "write it with --content metadata")
            ])
        }
        return HeaderStream(headers)
    }
}

extension HeaderRecord {
    /// Writes the record as one object.
    ///
    /// - Parameter writer: takes the object
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("schema", Self.schema)
        writer.member("file", file)
        writer.member("content", content.rawValue)
        writer.member("status", status.rawValue)
        state?.write(to: &writer)
        writer.member("instrument", instrument)
        writer.member("package", package)
        writer.key("observations")
        writer.beginArray()
        for entry in entries { Self.write(entry, to: &writer) }
        writer.endArray()
        if content == .metadata {
            writer.key("hdus")
            writer.beginArray()
            for header in headers {
                writer.beginObject()
                writer.member("hdu", header.hdu)
                writer.member("name", header.name)
                writer.key("cards")
                CardCoding.write(header.header, to: &writer)
                writer.endObject()
            }
            writer.endArray()
        }
        if !diagnostics.isEmpty { diagnostics.writeMember(to: &writer) }
        writer.endObject()
    }

    private static func write(_ entry: Entry, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("hdu", entry.hdu)
        writer.member("hdu_name", entry.hduName)
        if let status = entry.status { writer.member("status", status.rawValue) }
        if let info = entry.info {
            writer.key("info")
            info.writeWireForm(to: &writer)
        }
        if !entry.failures.isEmpty {
            writer.key("failures")
            writer.beginObject()
            for failure in entry.failures { writer.member(failure.property, failure.reason) }
            writer.endObject()
        }
        if !entry.diagnostics.isEmpty { entry.diagnostics.writeMember(to: &writer) }
        writer.endObject()
    }

    /// How the line of every record of this file begins.
    package var beginning: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("schema", Self.schema)
        writer.member("file", file)
        return writer.bytes
    }

    /// The record as a line of JSON.
    public var line: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        writer.newLine()
        return writer.bytes
    }

    /// Reads a record.
    ///
    /// - Parameter node: the root of a JSON document
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(_ node: Node) throws {
        let problems = Problems()
        guard let reader = MappingReader(node, "a header record", problems) else {
            throw DiagnosticsError(problems.sorted)
        }
        reader.requireSchema(Self.schema)
        file = reader.required("file")?.string(problems) ?? ""
        content = Self.word(reader.required("content"), problems) ?? .translated
        status = Self.word(reader.required("status"), problems) ?? .error
        state = reader.contains("size") ? RecordedState(reader, problems) : nil
        instrument = reader.required("instrument").flatMap { $0.isNull ? nil : $0.string(problems) }
        package = reader.required("package").flatMap { $0.isNull ? nil : $0.string(problems) }
        entries = (reader.required("observations")?.items("observations", problems) ?? []).compactMap {
            Self.entry($0, problems)
        }
        headers = (reader.optional("hdus")?.items("HDUs", problems) ?? []).compactMap { Self.header($0, problems) }
        diagnostics = (reader.optional("diagnostics")?.items("diagnostics", problems) ?? []).compactMap {
            Self.diagnostic($0, problems)
        }
        reader.finish()
        try problems.throwIfErrors()
    }

    private static func word<Word: RawRepresentable & CaseIterable>(
        _ node: Node?, _ problems: Problems
    ) -> Word? where Word.RawValue == String {
        guard let node, let text = node.string(problems) else { return nil }
        if let word = Word(rawValue: text) { return word }
        problems.error(
            .unknownWord, at: node, "it cannot be '\(text)'",
            hint: "it is \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    private static func entry(_ node: Node, _ problems: Problems) -> Entry? {
        guard let reader = MappingReader(node, "an entry of a header record", problems) else { return nil }
        defer { reader.finish() }
        var info: ObservationInfo?
        if let node = reader.optional("info") {
            info = problems.catching(else: .wrongType, at: node.position) { try ObservationInfo(wireForm: node) }
        }
        var failures: [(property: String, reason: String)] = []
        if let node = reader.optional("failures") {
            for (key, value) in node.entries { failures.append((key.text ?? "", value.text ?? "")) }
        }
        let status: ObservationStatus? = reader.optional("status").flatMap { word($0, problems) }
        let diagnostics = (reader.optional("diagnostics")?.items("diagnostics", problems) ?? []).compactMap {
            diagnostic($0, problems)
        }
        let hdu = reader.required("hdu")?.integer(problems)
        let name = reader.required("hdu_name").flatMap { $0.isNull ? nil : $0.string(problems) }
        return hdu.map {
            Entry(hdu: $0, hduName: name, info: info, status: status, failures: failures, diagnostics: diagnostics)
        }
    }

    private static func diagnostic(_ node: Node, _ problems: Problems) -> Diagnostic? {
        guard let reader = MappingReader(node, "a diagnostic of a header record", problems) else { return nil }
        defer { reader.finish() }
        let severity: Diagnostic.Severity? = word(reader.required("severity"), problems)
        let code = reader.required("code")?.string(problems)
        let message = reader.required("message")?.string(problems)
        let hint = reader.optional("hint")?.string(problems)
        var place: SourcePosition?
        if let file = reader.optional("file")?.string(problems),
            let line = reader.optional("line")?.integer(problems),
            let column = reader.optional("column")?.integer(problems)
        {
            place = SourcePosition(file: file, line: line, column: column)
        }
        guard let severity, let code, let message else { return nil }
        return Diagnostic(severity, .init(rawValue: code), at: place, message, hint: hint)
    }

    private static func header(_ node: Node, _ problems: Problems) -> FileHeader? {
        guard let reader = MappingReader(node, "an HDU of a header record", problems) else { return nil }
        defer { reader.finish() }
        let name = reader.required("name").flatMap { $0.isNull ? nil : $0.string(problems) }
        guard let hdu = reader.required("hdu")?.integer(problems), let cards = reader.required("cards") else {
            return nil
        }
        return FileHeader(hdu: hdu, name: name, header: CardCoding.header(cards, problems))
    }
}

extension Diagnostic.Code {
    package static let noCards = Self(rawValue: "no-cards")
}
