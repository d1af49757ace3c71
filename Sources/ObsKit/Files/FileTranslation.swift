public import ObsFITS
internal import ObsHeaderFiles
public import ObsText
public import ObsTranslation

/// What became of one header of a file.
public struct HeaderObservation: Sendable {
    /// The index of the HDU; 0 is the primary.
    public let hdu: Int
    /// The name of the HDU, if it has one.
    public let hduName: String?
    /// The instrument.
    public let instrument: String
    /// The observation and everything that was decided.
    public internal(set) var report: TranslationReport
}

/// What became of one file.
public struct FileTranslation: Sendable {
    /// The name of the file, as it was given.
    public let path: String
    /// Which instrument it was taken to be of.
    public let identification: Identification
    /// What the file is, where it is no observation and nothing was translated.
    public let product: FileProduct?
    /// The observations, in the order of the HDUs; empty when the instrument is not known or the file is a product.
    public let observations: [HeaderObservation]
    /// What was noticed about the file as a whole.
    public let diagnostics: [Diagnostic]
    /// The header by which the instrument was recognised.
    public let header: Header
}

/// Which instrument a file is of.
public struct FileIdentification: Sendable {
    /// The instrument, none, or several.
    public internal(set) var identification: Identification
    /// The header that was looked at.
    public let header: Header
    /// What the file is, where it is no observation.
    public internal(set) var product: FileProduct?
    /// What was noticed about the file as far as it was read, which is no further than needed.
    public internal(set) var diagnostics: [Diagnostic] = []
}

extension InstrumentCatalog {
    /// Reads the headers of a file, recognises its instrument and translates every observation in it.
    ///
    /// - Parameters:
    ///   - path: the literal name of a FITS file (plain, gzip or fpack) or of a header dumped as JSON or YAML
    ///   - instrumentName: the instrument, if it is not to be recognised
    ///   - properties: the properties to compute; nil for all
    /// - Returns: the observations; none when the instrument is not known
    /// - Throws: `FITSError` or `DiagnosticsError` when the file cannot be read, or when the instrument's package is
    ///   broken
    public func translate(
        file path: String, as instrumentName: String? = nil, properties: Set<ObservationProperty>? = nil
    ) throws -> FileTranslation {
        try translate(FileSource(path: path), as: instrumentName, properties: properties)
    }

    /// The same of a file that is in memory.
    ///
    /// - Parameters:
    ///   - bytes: a FITS file, whole or as far as its headers go, or a header dumped as JSON
    ///   - name: what to call it
    ///   - instrumentName: the instrument, if it is not to be recognised
    ///   - properties: the properties to compute; nil for all
    /// - Returns: the observations; none when the instrument is not known
    /// - Throws: `FITSError` or `DiagnosticsError`, as for a file
    public func translate(
        bytes: [UInt8], named name: String, as instrumentName: String? = nil,
        properties: Set<ObservationProperty>? = nil
    ) throws -> FileTranslation {
        try translate(FileSource(bytes: bytes, name: name), as: instrumentName, properties: properties)
    }

    /// The same of a file in any store that gives ranges of bytes.
    ///
    /// - Parameters:
    ///   - source: what gives the bytes
    ///   - name: what to call it
    ///   - instrumentName: the instrument, if it is not to be recognised
    ///   - properties: the properties to compute; nil for all
    /// - Returns: the observations; none when the instrument is not known
    /// - Throws: `FITSError` or `DiagnosticsError`, as for a file
    public func translate(
        source: any RangeReader, named name: String, as instrumentName: String? = nil,
        properties: Set<ObservationProperty>? = nil
    ) throws -> FileTranslation {
        try translate(RangeSource(ranges: source, name: name), as: instrumentName, properties: properties)
    }

    /// Which instrument a file is of: by its primary header, or else with the first extension's cards over it.
    ///
    /// - Parameter path: the literal name of the file
    /// - Returns: the instrument, and the header that was looked at
    /// - Throws: `FITSError` or `DiagnosticsError` when the file cannot be read
    public func identify(file path: String) throws -> FileIdentification { try identify(FileSource(path: path)) }

    /// The same of a file that is in memory.
    ///
    /// - Parameters:
    ///   - bytes: a FITS file, whole or as far as its headers go, or a header dumped as JSON
    ///   - name: what to call it
    /// - Returns: the instrument, and the header that was looked at
    /// - Throws: `FITSError` or `DiagnosticsError` when it cannot be read
    public func identify(bytes: [UInt8], named name: String) throws -> FileIdentification {
        try identify(FileSource(bytes: bytes, name: name))
    }

    /// Which instrument the headers of any source are of.
    ///
    /// - Parameter source: what gives the headers
    /// - Returns: the instrument, and the header that was looked at
    /// - Throws: what the source throws
    public func identify(_ source: any HeaderSource) throws -> FileIdentification {
        var found = FileIdentification(
            identification: Identification(names: [], score: 0), header: Header(cards: []), product: nil)
        var headers: [FileHeader] = []
        let chain = try source.readChain { header in
            headers.append(header)
            found = self.identification(of: headers)
            return headers.count < (found.identification.names.isEmpty ? 2 : 1)
        }
        if let name = found.identification.instrument {
            found.product = try instrument(named: name).product(found.header)
        }
        found.diagnostics = chain.diagnostics(headers)
        return found
    }

    func identification(of headers: [FileHeader]) -> FileIdentification {
        let primary = headers[0].header
        let header = headers.count == 1 ? primary : headers[headers.count - 1].header.inheriting(primary)
        return FileIdentification(identification: identify(header), header: header, product: nil)
    }

    /// Reads headers from any source, recognises their instrument and translates every observation among them.
    ///
    /// - Parameters:
    ///   - source: what gives the headers
    ///   - instrumentName: the instrument, if it is not to be recognised
    ///   - properties: the properties to compute; nil for all
    /// - Returns: the observations; none when the instrument is not known
    /// - Throws: what the source throws; `DiagnosticsError` when the instrument's package is broken
    public func translate(
        _ source: any HeaderSource, as instrumentName: String? = nil, properties: Set<ObservationProperty>? = nil
    ) throws -> FileTranslation {
        let read = try headers(of: source, as: instrumentName)
        guard let instrument = read.instrument else {
            return FileTranslation(
                path: source.name, identification: read.identification, product: nil, observations: [],
                diagnostics: read.diagnostics, header: read.header)
        }
        if let product = read.product {
            return FileTranslation(
                path: source.name, identification: read.identification, product: product, observations: [],
                diagnostics: [product.diagnostic] + read.diagnostics, header: read.header)
        }
        let headers = read.headers
        var diagnostics = read.diagnostics
        let hdus = instrument.named(headers)
        var observations = read.observed.map { one in
            var report = instrument.report(one.header, hdus: hdus, properties: properties)
            for problem in instrument.cameraProblems(report, found: one, hdus: headers) { report.add(problem) }
            if let cut = read.chain.cut(ofHDU: one.hdu) { report.add(cut) }
            return HeaderObservation(
                hdu: one.hdu, hduName: one.hduName, instrument: instrument.name, report: report)
        }
        let contradictions = FileContradictions(
            observations.map { FileContradictions.Part(hdu: $0.hdu, name: $0.hduName, info: $0.report.info) },
            instrument: instrument, hdus: headers, isWhole: read.chain.isWhole)
        for (index, problem) in contradictions.ofObservations { observations[index].report.add(problem) }
        diagnostics += contradictions.ofFile
        return FileTranslation(
            path: source.name, identification: read.identification, product: nil, observations: observations,
            diagnostics: diagnostics,
            header: read.header)
    }

    /// Recognises the instrument of a header in memory and translates it.
    ///
    /// - Parameters:
    ///   - header: a header, complete by itself, uncorrected
    ///   - properties: the properties to compute; nil for all
    /// - Returns: the report, or nil with the identification when the instrument is not known
    /// - Throws: `DiagnosticsError` when the instrument's package is broken
    public func translate(
        header: Header, properties: Set<ObservationProperty>? = nil
    ) throws -> (identification: Identification, report: TranslationReport?) {
        let (identification, instrument) = try recognise(header)
        return (identification, instrument?.report(header, hdus: [], properties: properties))
    }
}

extension PackagedInstrument {
    /// How many HDUs of a file are needed; nil for all.
    var headersNeeded: Int? { translator.rules.namesHDUs ? nil : headerLayout.limit }

    /// Translates a header, and looks the filter up.
    func report(
        _ header: Header, hdus: [(name: String, header: Header)], properties: Set<ObservationProperty>?
    ) -> TranslationReport {
        let report = translator.translate(header, hdus: hdus, properties: properties)
        // A report that nothing is added to is not copied.
        var problems: [Diagnostic] = []
        if let filter = report.info.physicalFilter, !filters.contains(filter) {
            problems.append(
                Diagnostic(
                    .warning, .unknownFilter, at: nil, "\(name) has no filter '\(filter)'",
                    hint: DidYouMean.hint(for: filter, among: filters.filters.map(\.name)) ?? "add it to filters.yaml"))
        }
        if let id = report.info.exposureID, let day = report.info.observingDay,
            let inside = identifiers.exposure?.observingDay(in: id), inside != day
        {
            problems.append(
                Diagnostic(
                    .warning, .identifierDayDisagrees, at: nil,
                    "exposure_id \(id) is of the observing day \(inside), and observing_day is \(day)",
                    hint: "obskit translate --explain says which cards they come from"))
        }
        return problems.isEmpty ? report : report.adding(problems)
    }
}
