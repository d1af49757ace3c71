public import ObsDocuments
internal import ObsGeometry
internal import ObsKit
public import ObsText
public import ObsTime

/// Golden look-ups of a package: which curated calibration must go with which exposure.
public struct GoldenLookups: Sendable {
    /// The schema that the file begins with.
    public static let schema = GoldenLookupsKeys.file.schema

    /// An exposure and what must go with it.
    public struct Lookup: Sendable {
        /// The kind of calibration.
        public let kind: String
        /// The name or id of the detector; nil when none is given.
        public let detector: String?
        /// The physical filter; nil when none is given.
        public let filter: String?
        /// When the exposure was taken.
        public let interval: Validity
        /// The path of the answer from the folder calibrations/; nil when there must be none.
        public let file: String?
        /// Where it is written.
        public let place: SourcePosition
    }

    /// How the answers are known.
    public let about: String
    /// The instrument.
    public let instrument: String
    /// The look-ups.
    public let lookups: [Lookup]
    /// Where the name of the instrument stands.
    public let instrumentPlace: SourcePosition

    /// Reads golden look-ups.
    ///
    /// - Parameter document: a file of a package's conformance/lookups
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(document: Document) throws { try self.init(document: document, Problems()) }

    package init(document: Document, _ problems: Problems) throws {
        problems.report(document.duplicateKeys)
        guard let reader = FormatReader(document.root, GoldenLookupsKeys.file.root, problems) else {
            throw DiagnosticsError(problems.sorted)
        }
        reader.requireSchema(GoldenLookupsKeys.file)
        about = reader[GoldenLookupsKeys.about] ?? ""
        let node = reader.given(GoldenLookupsKeys.instrument)
        instrument = node?.string(problems) ?? ""
        instrumentPlace = (node ?? document.root).position
        lookups = (reader.given(GoldenLookupsKeys.lookups)?.items("look-ups", problems) ?? []).compactMap {
            Self.lookup($0, problems)
        }
        reader.finish()
        try problems.throwIfErrors()
    }

    private static func lookup(_ node: Node, _ problems: Problems) -> Lookup? {
        guard let reader = FormatReader(node, GoldenLookupsKeys.lookup, problems) else { return nil }
        defer { reader.finish() }
        let kind = reader[GoldenLookupsKeys.kind]
        let detector = reader[GoldenLookupsKeys.detector]
        let filter = reader[GoldenLookupsKeys.filter]
        let begin = reader[GoldenLookupsKeys.begin]
        let end = reader[GoldenLookupsKeys.end]
        let file = reader.given(GoldenLookupsKeys.answer).flatMap { $0.isNull ? nil : $0.string(problems) }
        guard let kind, let begin else { return nil }
        do {
            let interval =
                try end.map { try Validity(begin: begin, end: $0) }
                ?? Validity(begin: begin, end: Instant(nanosecondsTAI: begin.nanoseconds + 1))
            return Lookup(
                kind: kind, detector: detector, filter: filter, interval: interval, file: file, place: node.position)
        } catch {
            problems.error(.outOfRange, at: node, "\(error)", hint: "let the end follow the begin")
            return nil
        }
    }
}
