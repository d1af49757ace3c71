public import ObsFITS
internal import ObsHeaderFiles
public import ObsText
internal import ObsTranslation

/// A header that holds an observation, and the HDU where it is.
public struct ObservationHeader: Sendable {
    /// The index of the HDU; 0 is the primary.
    public let hdu: Int
    /// The name of the HDU, if it has one.
    public let hduName: String?
    /// The header, with what it takes over from others.
    public let header: Header

    /// The name that the HDU, or the header where HDUs are not named, gives to its image.
    var nameOfImage: String? { hduName ?? header["EXTNAME"]?.stringValue }
}

/// A file that was opened: its headers as far as they are needed, which instrument it is of, and what it holds.
///
/// Everything that is asked of a file begins here: it is translated, compared with a camera, recorded and assembled from what was
/// read once. `InstrumentCatalog.open` makes it. It belongs to one task, since its source does; what it gives is `Sendable`.
public struct OpenedFile {
    /// How much of a file is read.
    public enum Extent: Sendable {
        /// As many headers as tell the instrument.
        case instrument
        /// As many headers as the instrument needs for its observations.
        case observations
        /// All headers.
        case everything
    }

    /// The name of the file, as it was given.
    public let name: String
    /// Which instrument it is taken to be of: one, none, or several.
    public let identification: Identification
    /// The header by which the instrument was recognized.
    public let header: Header
    /// The headers that were read, the primary first.
    public let headers: [FileHeader]
    /// What the file is, where it is no observation.
    public let product: FileProduct?
    /// The headers that hold an observation; none where only the instrument was asked for.
    ///
    /// Where no HDU holds one as the instrument writes them, the primary header stands in, and translating warns of it; of a file
    /// whose instrument is not known, the header that was looked at.
    public let observations: [ObservationHeader]
    /// What was noticed about the file as a whole, as far as it was read.
    public let diagnostics: [Diagnostic]

    /// The instrument, if there is one.
    let instrument: Instrument?
    /// Whether a header stands in for observations that were not found.
    let hasStandIn: Bool
    /// How the chain of the file's HDUs ended.
    let chain: HeaderChain
    let catalog: InstrumentCatalog
    let source: any HeaderSource
    let extent: Extent
    let instrumentName: String?

    /// Why the instrument is not known, with what to do; nil where it is.
    public var unrecognised: Diagnostic? {
        instrument == nil ? catalog.refusal(of: identification, header) : nil
    }

    /// What was noticed about the file, and that a header stands in for observations that are not there.
    var remarks: [Diagnostic] {
        guard hasStandIn, let instrument else { return diagnostics }
        return diagnostics + [
            Diagnostic(
                .warning, .noDetectorHDU, at: nil, "no HDU holds an observation as \(instrument.name) writes them",
                hint: "the primary header alone was translated")
        ]
    }
}

extension OpenedFile {
    /// Reads headers until there are enough.
    init(
        _ source: any HeaderSource, as instrumentName: String?, _ extent: Extent, in catalog: InstrumentCatalog
    ) throws {
        let stream = try source.open()
        var headers: [FileHeader] = []
        var found = (identification: Identification(names: [], score: 0), header: Header(cards: []))
        var instrument: Instrument?
        var isDecided = false
        while let header = try stream.next() {
            headers.append(header)
            if !isDecided {
                found = catalog.identification(of: headers)
                if let instrumentName {
                    instrument = try catalog.instrument(named: instrumentName)
                    found.identification = Identification(names: [instrument?.name ?? instrumentName], score: 0)
                } else if let name = found.identification.instrument {
                    instrument = try catalog.instrument(named: name)
                }
            }
            // Where two instruments are as likely, the next header does not decide.
            isDecided = instrument != nil || found.identification.isAmbiguous || headers.count >= 2
            let limit: Int? =
                switch extent {
                case .instrument: isDecided ? headers.count : nil
                case .observations: instrument.map(\.headersNeeded) ?? (isDecided ? headers.count : nil)
                case .everything: nil
                }
            if let limit, headers.count >= limit { break }
        }
        self.source = source
        self.extent = extent
        self.instrumentName = instrumentName
        self.catalog = catalog
        self.instrument = instrument
        self.headers = headers
        name = source.name
        chain = stream.chain
        (identification, header) = found
        product = instrument?.product(found.header)
        diagnostics = chain.diagnostics(headers)
        var observations: [ObservationHeader] = []
        var hasStandIn = false
        if extent != .instrument, let primary = headers.first {
            observations = instrument?.headerLayout.observations(in: headers) ?? []
            if observations.isEmpty, product == nil {
                // The HDUs that could hold one are lost; headers alone have lost nothing.
                if instrument != nil, let loss = chain.loss { throw loss }
                hasStandIn = true
                let header = instrument == nil ? found.header : primary.header
                observations = [ObservationHeader(hdu: 0, hduName: primary.name, header: header)]
            }
        }
        self.observations = observations
        self.hasStandIn = hasStandIn
    }
}

extension InstrumentCatalog {
    /// Opens a file and recognizes its instrument.
    ///
    /// - Parameters:
    ///   - path: the literal name of a FITS file (plain, compressed or fpack) or of a file in which headers are kept
    ///   - instrumentName: the instrument, if it is not to be recognized
    ///   - extent: how much is read
    /// - Returns: the file; of an unknown instrument, which `unrecognised` says
    /// - Throws: `FITSError` or `DiagnosticsError` when the file cannot be read, or when the instrument's package is broken
    public func open(
        file path: String, as instrumentName: String? = nil, reading extent: OpenedFile.Extent = .observations
    ) throws -> OpenedFile {
        try open(FileSource(path: path), as: instrumentName, reading: extent)
    }

    /// Opens a file that is in memory and recognizes its instrument.
    ///
    /// - Parameters:
    ///   - bytes: a FITS file, whole or as far as its headers go, or a file in which headers are kept
    ///   - name: what to call it
    ///   - instrumentName: the instrument, if it is not to be recognized
    ///   - extent: how much is read
    /// - Returns: the file; of an unknown instrument, which `unrecognised` says
    /// - Throws: as for a file
    public func open(
        bytes: [UInt8], named name: String, as instrumentName: String? = nil,
        reading extent: OpenedFile.Extent = .observations
    ) throws -> OpenedFile {
        try open(FileSource(bytes: bytes, name: name), as: instrumentName, reading: extent)
    }

    /// Opens any source of headers and recognizes their instrument.
    ///
    /// - Parameters:
    ///   - source: what gives the headers; `RangeSource` for a store that gives ranges of bytes
    ///   - instrumentName: the instrument, if it is not to be recognized
    ///   - extent: how much is read
    /// - Returns: the file; of an unknown instrument, which `unrecognised` says
    /// - Throws: what the source throws; `DiagnosticsError` when the instrument's package is broken
    public func open(
        _ source: any HeaderSource, as instrumentName: String? = nil,
        reading extent: OpenedFile.Extent = .observations
    ) throws -> OpenedFile {
        try OpenedFile(source, as: instrumentName, extent, in: self)
    }

    /// Which instrument a file is of: by its primary header, or else with the first extension's cards over it.
    func identification(of headers: [FileHeader]) -> (identification: Identification, header: Header) {
        let primary = headers[0].header
        let header = headers.count == 1 ? primary : headers[headers.count - 1].header.inheriting(primary)
        return (identify(header), header)
    }

    /// Why the instrument of a header is not known, with what to do.
    package func refusal(of identification: Identification, _ header: Header) -> Diagnostic {
        if identification.isAmbiguous {
            return Diagnostic(
                .error, .ambiguousInstrument, at: nil,
                "the header is as likely of \(identification.names.joined(separator: " as of "))",
                hint: "say which with --instrument")
        }
        let name = header["INSTRUME"].map { "INSTRUME is \($0.words)" } ?? "there is no INSTRUME card"
        return Diagnostic(
            .error, .unknownInstrument, at: nil,
            "none of \(instrumentNames.count) instruments recognizes the header (\(name))",
            hint: "'obskit identify --explain' says why for each; "
                + "name one with --instrument, or add a package with --package")
    }
}

extension Instrument {
    /// What a file of this instrument is, where it is no observation.
    ///
    /// - Parameter header: the header by which the instrument was recognized
    /// - Returns: the product; nil for an observation
    package func product(_ header: Header) -> FileProduct? { products.lazy.compactMap { $0.product(header) }.first }
}

extension Diagnostic.Code {
    package static let ambiguousInstrument = Self(rawValue: "ambiguous-instrument")
}
