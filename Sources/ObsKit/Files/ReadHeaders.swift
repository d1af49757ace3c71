public import ObsFITS
internal import ObsText

/// The headers of a file, as many as its instrument needs, and which of them hold an observation.
struct ReadHeaders {
    /// The instrument, none, or several.
    var identification: Identification
    /// The header by which the instrument was recognised.
    var header: Header
    /// What was read, the primary first.
    var headers: [FileHeader]
    /// The instrument, if there is one.
    var instrument: PackagedInstrument?
    /// The headers that hold an observation; of an unknown instrument the one that was looked at.
    var observed: [HeaderLayout.Found]
    /// What the file is, where it is no observation.
    var product: FileProduct?
    /// What was noticed about the file as a whole.
    var diagnostics: [Diagnostic]
    /// How the chain of its HDUs ended.
    var chain: HeaderChain
}

extension InstrumentCatalog {
    /// Reads the headers of a source, as many as its instrument needs.
    ///
    /// - Throws: what the source throws; `DiagnosticsError` when the instrument's package is broken
    func headers(of source: any HeaderSource, as instrumentName: String? = nil) throws -> ReadHeaders {
        var found = FileIdentification(
            identification: Identification(names: [], score: 0), header: Header(cards: []), product: nil)
        var instrument: PackagedInstrument?
        var headers: [FileHeader] = []
        func needed() throws -> Int? {
            if let instrument { return instrument.headersNeeded }
            found = self.identification(of: headers)
            if let instrumentName {
                instrument = try self.instrument(named: instrumentName)
                found.identification = Identification(names: [instrument?.name ?? instrumentName], score: 0)
            } else if let name = found.identification.instrument {
                instrument = try self.instrument(named: name)
            }
            if let instrument { return instrument.headersNeeded }
            return found.identification.isAmbiguous ? 1 : 2
        }
        let chain = try source.readChain { header in
            headers.append(header)
            return try needed().map { headers.count < $0 } ?? true
        }
        var observed: [HeaderLayout.Found] = []
        var diagnostics = chain.diagnostics(headers)
        let product = instrument?.product(found.header)
        if let instrument, let primary = headers.first {
            observed = instrument.headerLayout.observations(in: headers)
            if observed.isEmpty && product == nil {
                // The HDUs that could hold one are lost; headers alone have lost nothing.
                if let loss = chain.loss { throw loss }
                diagnostics.append(
                    Diagnostic(
                        .warning, .noDetectorHDU, at: nil,
                        "no HDU holds an observation as \(instrument.name) writes them",
                        hint: "the primary header alone was translated"))
                observed = [HeaderLayout.Found(hdu: 0, hduName: primary.name, header: primary.header)]
            }
        } else if let primary = headers.first {
            observed = [HeaderLayout.Found(hdu: 0, hduName: primary.name, header: found.header)]
        }
        return ReadHeaders(
            identification: found.identification, header: found.header, headers: headers, instrument: instrument,
            observed: observed, product: product, diagnostics: diagnostics, chain: chain)
    }
}

extension PackagedInstrument {
    /// What a file of this instrument is, where it is no observation.
    ///
    /// - Parameter header: the header by which the instrument was recognised
    /// - Returns: the product; nil for an observation
    public func product(_ header: Header) -> FileProduct? { products.lazy.compactMap { $0.product(header) }.first }
}
