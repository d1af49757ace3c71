public import ObsFITS
public import ObsTranslation
internal import ObsYAML

/// A golden header of a package: the cards that matter of a real file, and the observations that must come of them.
public struct GoldenHeader: Sendable {
    /// The schema that the file begins with.
    public static let schema = "obskit/golden-header/1"

    /// Where the cards come from.
    public let about: String
    /// The headers, the primary first.
    public let hdus: [Header]
    /// What the headers must give, in the order of the HDUs that hold an observation.
    public let observations: [ObservationInfo]
    /// The instrument that must be recognised.
    public let instrument: String

    /// Reads a golden header.
    ///
    /// - Parameter path: a file of a package's conformance/headers
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(path: String) throws {
        let document = try Document.read(path: path)
        let problems = Problems()
        problems.report(document.duplicateKeys)
        guard let reader = MappingReader(document.root, "a golden header", problems) else {
            throw DiagnosticsError(problems.sorted)
        }
        reader.requireSchema(Self.schema)
        about = reader.required("about")?.string(problems) ?? ""
        instrument = reader.required("instrument")?.string(problems) ?? ""
        hdus = try reader.required("hdus")?.items("headers", problems).map { try HeaderDump.header($0) } ?? []
        observations =
            try reader.required("observations")?.items("observations", problems).map {
                try ObservationInfo(wireForm: $0)
            } ?? []
        reader.finish()
        if hdus.isEmpty { problems.error(.missingKey, at: document.root, "a golden header has at least one HDU") }
        try problems.throwIfErrors()
    }

    /// The headers as a FITS file without pixels.
    public var fits: [UInt8] {
        hdus.enumerated().flatMap { index, header in
            let structure: [Card] =
                index == 0
                ? [
                    Card("SIMPLE", .logical(true)), Card("BITPIX", .integer(8)), Card("NAXIS", .integer(0)),
                    Card("EXTEND", .logical(true)),
                ]
                : [
                    Card("XTENSION", .string("IMAGE")), Card("BITPIX", .integer(16)), Card("NAXIS", .integer(0)),
                    Card("PCOUNT", .integer(0)), Card("GCOUNT", .integer(1)),
                ]
            let own = header.filter { card in !structure.contains { $0.keyword == card.keyword } }
            return Header(cards: structure + own).cardImages
        }
    }
}
