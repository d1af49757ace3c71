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

    /// What became of a header, wherever it was read.
    package init(hdu: Int, hduName: String?, instrument: String, report: TranslationReport) {
        self.hdu = hdu
        self.hduName = hduName
        self.instrument = instrument
        self.report = report
    }
}

/// What became of one file.
public struct FileTranslation: Sendable {
    /// The name of the file, as it was given.
    public let path: String
    /// Which instrument it was taken to be of.
    public let identification: Identification
    /// Why the instrument is not known, with what to do; nil where it is.
    public let unrecognised: Diagnostic?
    /// What the file is, where it is no observation and nothing was translated.
    public let product: FileProduct?
    /// The observations, in the order of the HDUs; empty when the instrument is not known or the file is a product.
    public let observations: [HeaderObservation]
    /// What was noticed about the file as a whole.
    public let diagnostics: [Diagnostic]
    /// The header by which the instrument was recognized; without a card where it was not kept.
    public let header: Header
    /// Whether the file was read to its end, and is no dump of headers.
    package let isWhole: Bool
}

extension FileTranslation {
    /// A file some of whose observations were kept, without its headers.
    ///
    /// - Parameters:
    ///   - path: the name of the file, as it was given
    ///   - observations: observations of one instrument
    ///   - diagnostics: what was noticed about the file as a whole
    ///   - isWhole: whether these are all that the file holds, and it was read to its end
    package init(path: String, kept observations: [HeaderObservation], diagnostics: [Diagnostic], isWhole: Bool) {
        self.init(
            path: path, identification: Identification(names: observations.prefix(1).map(\.instrument), score: 0),
            unrecognised: nil, product: nil, observations: observations, diagnostics: diagnostics,
            header: Header(cards: []), isWhole: isWhole)
    }
}

extension FileTranslation {
    /// The translation without its headers, for whoever keeps many.
    ///
    /// - Returns: what it says, as `TranslationReport.withoutHeaders`
    public func withoutHeaders() -> FileTranslation {
        FileTranslation(
            path: path, identification: identification, unrecognised: unrecognised, product: product,
            observations: observations.map { one in
                HeaderObservation(
                    hdu: one.hdu, hduName: one.hduName, instrument: one.instrument, report: one.report.withoutHeaders())
            }, diagnostics: diagnostics, header: Header(cards: []), isWhole: isWhole)
    }
}

extension OpenedFile {
    /// Translates every observation of the file.
    ///
    /// - Parameter properties: the properties to compute; nil for all
    /// - Returns: the observations; none when the instrument is not known, or the file is a product
    /// - Throws: what reading throws, where only the instrument was asked for before
    public func translate(_ properties: Set<ObservationProperty>? = nil) throws -> FileTranslation {
        if extent == .instrument { return try catalog.open(source, as: instrumentName).translate(properties) }
        guard let instrument, product == nil else {
            return FileTranslation(
                path: name, identification: identification, unrecognised: unrecognised, product: product,
                observations: [], diagnostics: (product.map { [$0.diagnostic] } ?? []) + diagnostics, header: header,
                isWhole: chain.isWhole)
        }
        let hdus = instrument.named(headers)
        var translated = observations.map { one in
            var report = instrument.report(one.header, hdus: hdus, properties: properties)
            for problem in instrument.cameraProblems(report, found: one, hdus: headers) { report.add(problem) }
            if let cut = chain.cut(ofHDU: one.hdu) { report.add(cut) }
            return HeaderObservation(
                hdu: one.hdu, hduName: one.hduName, instrument: instrument.name, report: report)
        }
        let contradictions = FileContradictions(
            translated.map { FileContradictions.Part(hdu: $0.hdu, name: $0.hduName, info: $0.report.info) },
            instrument: instrument, hdus: headers, isWhole: chain.isWhole)
        for (index, problem) in contradictions.ofObservations { translated[index].report.add(problem) }
        return FileTranslation(
            path: name, identification: identification, unrecognised: nil, product: nil, observations: translated,
            diagnostics: remarks + contradictions.ofFile, header: header, isWhole: chain.isWhole)
    }
}

extension InstrumentCatalog {
    /// Recognizes the instrument of a header in memory and translates it.
    ///
    /// - Parameters:
    ///   - header: a header, complete by itself, uncorrected
    ///   - instrumentName: the instrument, if it is not to be recognized
    ///   - properties: the properties to compute; nil for all
    /// - Returns: the report, or nil with the identification when the instrument is not known
    /// - Throws: `DiagnosticsError` when there is no instrument of the name, or when its package is broken
    public func translate(
        header: Header, as instrumentName: String? = nil, properties: Set<ObservationProperty>? = nil
    ) throws -> (identification: Identification, report: TranslationReport?) {
        if let instrumentName {
            let instrument = try instrument(named: instrumentName)
            return (
                Identification(names: [instrument.name], score: 0),
                instrument.report(header, hdus: [], properties: properties)
            )
        }
        let (identification, instrument) = try recognise(header)
        return (identification, instrument?.report(header, hdus: [], properties: properties))
    }
}

extension Instrument {
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
