public import ObsDocuments
public import ObsFITS
internal import ObsHeaderFiles
internal import ObsKit
package import ObsText
public import ObsTranslation

/// A golden header of a package: the cards that matter of a real file, and the observations that must come of them.
public struct GoldenHeader: Sendable {
    /// The schema that the file begins with.
    public static let schema = GoldenHeaderKeys.file.schema

    /// Where the cards come from.
    public let about: String
    /// The headers, the primary first.
    public let hdus: [Header]
    /// What the headers must give, in the order of the HDUs that hold an observation.
    public let observations: [ObservationInfo]
    /// The instrument that must be recognized.
    public let instrument: String
    /// Why nobody has compared the observations with anything yet; nil when somebody has.
    public let unconfirmed: String?

    /// Where the file's statements are, for findings.
    public let document: Document

    /// Reads a golden header.
    ///
    /// - Parameter path: a file of a package's conformance/headers
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(path: String) throws { try self.init(document: try Document.read(path: path)) }

    /// Reads a golden header out of its document.
    ///
    /// - Parameter document: a file of a package's conformance/headers
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(document: Document) throws {
        let problems = Problems()
        problems.report(document.duplicateKeys)
        self.init(document, problems)
        try problems.throwIfErrors()
    }

    /// Reads a golden header, as far as it can be read; what is wrong is among the problems.
    package init(_ document: Document, _ problems: Problems) {
        self.document = document
        let root = document.root
        guard let reader = FormatReader(root, GoldenHeaderKeys.file.root, problems) else {
            (about, instrument, unconfirmed, hdus, observations) = ("", "", nil, [], [])
            return
        }
        reader.requireSchema(GoldenHeaderKeys.file)
        about = reader[GoldenHeaderKeys.about] ?? ""
        instrument = reader[GoldenHeaderKeys.instrument] ?? ""
        unconfirmed = reader[GoldenHeaderKeys.unconfirmed]
        hdus = Self.list(reader.given(GoldenHeaderKeys.hdus), "headers", problems) { try HeaderDump.header($0) }
        observations = Self.list(reader.given(GoldenHeaderKeys.observations), "observations", problems) {
            try ObservationInfo(wireForm: $0)
        }
        reader.finish()
        if hdus.isEmpty && !problems.hasErrors {
            problems.error(.missingKey, at: root, "a golden header has at least one HDU")
        }
    }

    /// What the elements of a list are read as; those that cannot be are among the problems.
    private static func list<Value>(
        _ node: Node?, _ what: String, _ problems: Problems, _ read: (Node) throws -> Value
    ) -> [Value] {
        (node?.items(what, problems) ?? []).compactMap { element in
            problems.catching(else: .wrongType, at: element.position) { try read(element) }
        }
    }

    /// The headers as a FITS file without pixels.
    public var fits: [UInt8] { Self.fits(of: hdus) }

    /// Headers as a FITS file without pixels.
    package static func fits(of hdus: [Header]) -> [UInt8] {
        hdus.enumerated().flatMap { index, header in fits(of: header, isPrimary: index == 0) }
    }

    /// A header as that of an HDU, with an image of 16-bit pixels without a sign where a size is given.
    static func fits(of header: Header, isPrimary: Bool, width: Int = 0, height: Int = 0) -> [UInt8] {
        var structure: [Card] =
            isPrimary ? [Card("SIMPLE", .logical(true))] : [Card("XTENSION", .string("IMAGE"))]
        if width > 0 {
            structure += [
                Card("BITPIX", .integer(16)), Card("NAXIS", .integer(2)), Card("NAXIS1", .integer(width)),
                Card("NAXIS2", .integer(height)),
            ]
        } else {
            structure += [Card("BITPIX", .integer(isPrimary ? 8 : 16)), Card("NAXIS", .integer(0))]
        }
        structure +=
            isPrimary
            ? [Card("EXTEND", .logical(true))] : [Card("PCOUNT", .integer(0)), Card("GCOUNT", .integer(1))]
        if width > 0 { structure += [Card("BSCALE", .integer(1)), Card("BZERO", .integer(32768))] }
        let own = header.filter { card in !structure.contains { $0.keyword == card.keyword } }
        return Header(cards: structure + own).cardImages
    }
}
