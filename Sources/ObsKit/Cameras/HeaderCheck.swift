public import ObsFITS
public import ObsGeometry
public import ObsTime
public import ObsTranslation
public import ObsYAML

/// What the headers of a raw file say otherwise than the camera of their date.
public struct HeaderCheck: Sendable {
    /// The index of the HDU that holds the observation.
    public let hdu: Int
    /// The instrument.
    public let instrument: String
    /// The observation.
    public let observation: ObservationInfo
    /// The header of the observation: with what it takes over from others, and corrected.
    public let header: Header
    /// The camera that was compared; nil when the header gives no date or no detector.
    public let camera: Camera?
    /// What is different: serial number, sections, sizes, HDUs; each names both sides.
    public let diagnostics: [Diagnostic]
}

extension InstrumentCatalog {
    /// Compares all headers of a raw file with the camera of its date.
    ///
    /// - Parameters:
    ///   - path: the literal name of a FITS file
    ///   - instrumentName: the instrument, if it is not to be recognised
    ///   - instant: the date of the camera; that of the observation when nil
    ///   - edition: what the description of the camera said at which date
    /// - Returns: one check for each observation in the file
    /// - Throws: `FITSError` or `DiagnosticsError` when the file cannot be read, when no instrument or several recognise it, or
    ///   when the instrument has no camera
    public func checkCamera(
        file path: String, as instrumentName: String? = nil, at instant: Instant? = nil, edition: Edition = .newest
    ) throws -> [HeaderCheck] {
        try checkCamera(
            headers: try FileSource(path: path).headers(), of: path, as: instrumentName, at: instant, edition: edition)
    }

    /// The same of a file whose headers were read, all of them.
    ///
    /// - Parameters:
    ///   - headers: the headers of the file, the primary first
    ///   - path: the name of the file, for messages
    ///   - instrumentName: the instrument, if it is not to be recognised
    ///   - instant: the date of the camera; that of the observation when nil
    ///   - edition: what the description of the camera said at which date
    /// - Returns: one check for each observation in the file
    /// - Throws: `DiagnosticsError`, as for a file
    package func checkCamera(
        headers: [FileHeader], of path: String, as instrumentName: String?, at instant: Instant?, edition: Edition
    ) throws -> [HeaderCheck] {
        let name = try instrumentName ?? recognised(path, headers)
        let instrument = try self.instrument(named: name)
        let history = try instrument.cameraHistory()
        return instrument.headerLayout.observations(in: headers).map { found in
            let report = instrument.report(found.header, hdus: instrument.named(headers), properties: nil)
            let check = HeaderComparison(
                instrument: instrument, history: history, report: report, found: found, hdus: headers, isWhole: true)
            let (camera, diagnostics) = check.result(at: instant, edition: edition)
            return HeaderCheck(
                hdu: found.hdu, instrument: name, observation: report.info, header: report.header, camera: camera,
                diagnostics: diagnostics)
        }
    }

    private func recognised(_ path: String, _ headers: [FileHeader]) throws -> String {
        let found = identification(of: Array(headers.prefix(1))).identification
        let all = found.names.isEmpty ? identification(of: Array(headers.prefix(2))).identification : found
        if let name = all.instrument { return name }
        let message =
            all.isAmbiguous
            ? "the header is as likely of \(all.names.joined(separator: " as of "))"
            : "no instrument recognises the header"
        throw DiagnosticsError([
            Diagnostic(.error, .unknownInstrument, at: nil, "\(path): \(message)", hint: "say which")
        ])
    }
}

extension PackagedInstrument {
    /// The headers of a file by the names of their HDUs, if rules ask for them.
    func named(_ headers: [FileHeader]) -> [(name: String, header: Header)] {
        translator.rules.namesHDUs ? headers.map { ($0.hdu == 0 ? "primary" : $0.name ?? "", $0.header) } : []
    }

    /// What a header says of its chip otherwise than the camera of its date; nothing when there is no camera.
    ///
    /// Sections and sizes, which would double the time of a translation, are compared by `checkCamera(file:)`.
    func cameraProblems(
        _ report: TranslationReport, found: HeaderLayout.Found, hdus: [FileHeader]
    ) -> [Diagnostic] {
        guard let cameraDirectory, report.info.detectorNum != nil, report.info.datetimeBegin != nil else { return [] }
        do {
            let history = try cameraDirectory.history()
            if try hasChip(report, of: history) { return [] }
            let check = HeaderComparison(
                instrument: self, history: history, report: report, found: found, hdus: hdus, isWhole: false)
            return check.result(at: nil, edition: .newest).diagnostics.filter { $0.severity != .note }
        } catch {
            return [
                Diagnostic(
                    .warning, .brokenPackage, at: nil,
                    "the camera of \(name) cannot be read, so no header is compared with it",
                    hint: "obskit validate says what is wrong with it")
            ]
        }
    }
}

extension PackagedInstrument {
    /// Whether a header has the chip of its date: the ordinary case, found out without making anything.
    private func hasChip(_ report: TranslationReport, of history: CameraHistory) throws -> Bool {
        guard let date = report.info.datetimeBegin, let id = report.info.detectorNum,
            let detector = try history.camera(at: date).detector(id)
        else { return false }
        guard let serial = report.info.detectorSerial else { return true }
        // A chip that is described without its serial number is a note, and notes are left out here.
        guard let device = detector.device else { return false }
        return device.serial.map { $0 == serial } ?? true
    }
}

extension Diagnostic.Code {
    /// A file lacks an HDU in which the camera has an amplifier.
    public static let missingHDU = Self(rawValue: "missing-hdu")
}
