public import ObsFITS
public import ObsTranslation
public import ObsYAML

/// What became of one header of a file.
public struct HeaderObservation: Sendable {
    /// The index of the HDU; 0 is the primary.
    public let hdu: Int
    /// The name of the HDU, if it has one.
    public let hduName: String?
    /// The instrument.
    public let instrument: String
    /// The observation and everything that was decided.
    public let report: TranslationReport
}

/// What became of one file.
public struct FileTranslation: Sendable {
    /// The name of the file, as it was given.
    public let path: String
    /// Which instrument it was taken to be of.
    public let identification: Identification
    /// The observations, in the order of the HDUs; empty when the instrument is not known.
    public let observations: [HeaderObservation]
    /// What was noticed about the file as a whole.
    public let diagnostics: [Diagnostic]
    /// The primary header.
    public let primary: Header
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
        var identification = Identification(names: [], score: 0)
        var instrument: PackagedInstrument?
        let hdus = try HeaderFile.read(path) { hdus in
            guard instrument == nil else { return instrument?.headersNeeded }
            let primary = hdus[0].header
            // What the primary does not tell, the first extension may.
            let header = hdus.count == 1 ? primary : hdus[hdus.count - 1].header.inheriting(primary)
            if let instrumentName {
                identification = Identification(names: [try self.instrument(named: instrumentName).name], score: 0)
            } else {
                identification = self.identify(header)
            }
            if let name = identification.instrument { instrument = try self.instrument(named: name) }
            if instrument != nil { return instrument?.headersNeeded }
            return identification.isAmbiguous || hdus.count == 2 ? hdus.count : 2
        }
        guard let primary = hdus.first?.header, let instrument else {
            return FileTranslation(
                path: path, identification: identification, observations: [], diagnostics: [],
                primary: hdus.first?.header ?? Header(cards: []))
        }
        var found = instrument.headerLayout.observations(in: hdus)
        var diagnostics: [Diagnostic] = []
        if found.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .warning, .noDetectorHDU, at: nil,
                    "\(path): no HDU holds an observation as \(instrument.name) writes them",
                    hint: "the primary header alone was translated"))
            found = [HeaderLayout.Found(hdu: 0, hduName: hdus[0].extensionName, header: primary)]
        }
        let named = instrument.translator.rules.namesHDUs ? hdus.map { ($0.index == 0 ? "primary" : $0.extensionName ?? "", $0.header) } : []
        let observations = found.map { one in
            HeaderObservation(
                hdu: one.hdu, hduName: one.hduName, instrument: instrument.name,
                report: instrument.report(one.header, hdus: named, properties: properties))
        }
        return FileTranslation(
            path: path, identification: identification, observations: observations, diagnostics: diagnostics,
            primary: primary)
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
        let identification = identify(header)
        guard let name = identification.instrument else { return (identification, nil) }
        return (identification, try instrument(named: name).report(header, hdus: [], properties: properties))
    }
}

extension PackagedInstrument {
    /// How many HDUs of a file are needed; nil for all.
    var headersNeeded: Int? { translator.rules.namesHDUs ? nil : headerLayout.limit }

    /// Translates a header, and looks the filter up.
    func report(
        _ header: Header, hdus: [(name: String, header: Header)], properties: Set<ObservationProperty>?
    ) -> TranslationReport {
        var report = translator.translate(header, hdus: hdus, properties: properties)
        if let filter = report.info.physicalFilter, filters[filter] == nil {
            report.add(
                Diagnostic(
                    .warning, .unknownFilter, at: nil, "\(name) has no filter '\(filter)'",
                    hint: DidYouMean.hint(for: filter, among: filters.filters.map(\.name)) ?? "add it to filters.yaml"))
        }
        return report
    }
}
