public import ObsFITS
public import ObsGeometry
public import ObsText
public import ObsTime
public import ObsTranslation

/// What the headers of a raw file say otherwise than the camera of their date.
public struct HeaderCheck: Sendable {
    /// The index of the HDU that holds the observation.
    public let hdu: Int
    /// The instrument.
    public let instrument: String
    /// The observation and everything that was decided.
    package let report: TranslationReport
    /// The observation.
    public var observation: ObservationInfo { report.info }
    /// The header of the observation: with what it takes over from others, and corrected.
    public var header: Header { report.header }
    /// The camera that was compared; nil when the header gives no date or no detector.
    public let camera: Camera?
    /// What was compared; nothing where the header, or the camera, says nothing of it.
    public let compared: Set<Compared>
    /// What is different: serial number, sections, sizes, HDUs; each names both sides.
    ///
    /// What the observations of a file contradict in each other is with the first.
    public internal(set) var diagnostics: [Diagnostic]
}

extension HeaderCheck {
    /// Something of a raw file that is compared with the camera.
    public enum Compared: String, Hashable, Sendable, CaseIterable {
        /// The serial number of the chip.
        case serial
        /// The sections of amplifiers.
        case sections
        /// The sizes of images.
        case sizes
        /// The HDU that holds the detector, by its name or its number.
        case hdu
    }
}

extension OpenedFile {
    /// Compares all headers of the file with the camera of its date.
    ///
    /// - Parameters:
    ///   - instant: the date of the camera; the observation's when nil
    ///   - edition: what the description of the camera said at which date
    /// - Returns: one check for each observation in the file; what is wrong with the file as a whole is in `diagnostics`
    /// - Throws: `DiagnosticsError` when no instrument or several recognize it, or when the instrument has no camera; what reading
    ///   throws, where not all headers were read before
    public func checkCamera(at instant: Instant? = nil, edition: Edition = .newest) throws -> [HeaderCheck] {
        if extent != .everything {
            return try catalog.open(source, as: instrumentName, reading: .everything)
                .checkCamera(at: instant, edition: edition)
        }
        guard let instrument else { throw DiagnosticsError([catalog.refusal(of: identification, header)]) }
        let history = try instrument.cameraHistory()
        let observed = hasStandIn ? [] : observations
        var checks = observed.map { found in
            let report = instrument.report(found.header, hdus: instrument.named(headers), properties: nil)
            let check = HeaderComparison(
                instrument: instrument, history: history, report: report, found: found, hdus: headers, isWhole: true)
            let (camera, diagnostics, compared) = check.result(at: instant, edition: edition)
            return HeaderCheck(
                hdu: found.hdu, instrument: instrument.name, report: report, camera: camera, compared: compared,
                diagnostics: diagnostics)
        }
        guard !checks.isEmpty else { return [] }
        let contradictions = FileContradictions(
            zip(checks, observed).map {
                FileContradictions.Part(hdu: $0.hdu, name: $1.hduName, info: $0.observation)
            }, instrument: instrument, hdus: headers, isWhole: chain.isWhole)
        for (index, problem) in contradictions.ofObservations { checks[index].diagnostics.append(problem) }
        let told = contradictions.ofObservations.map(\.problem)
        checks[0].diagnostics += contradictions.ofFile.filter { !told.contains($0) }
        return checks
    }
}

extension Instrument {
    /// The headers of a file by the names of their HDUs, if rules ask for them.
    func named(_ headers: [FileHeader]) -> [(name: String, header: Header)] {
        translator.rules.namesHDUs ? headers.map { ($0.hdu == 0 ? "primary" : $0.name ?? "", $0.header) } : []
    }

    /// What a header says of its chip otherwise than the camera of its date; nothing when there is no camera.
    ///
    /// `OpenedFile.checkCamera` compares sections and sizes, which would double the time of a translation.
    func cameraProblems(
        _ report: TranslationReport, found: ObservationHeader, hdus: [FileHeader]
    ) -> [Diagnostic] {
        guard let cameraDirectory, report.info.detectorNum != nil, report.info.datetimeBegin != nil else { return [] }
        do {
            let history = try cameraDirectory.history()
            if try hasChip(report, found, of: history) { return [] }
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

extension Instrument {
    /// Whether a header has the chip of its date: the ordinary case, found out without making anything.
    private func hasChip(
        _ report: TranslationReport, _ found: ObservationHeader, of history: CameraHistory
    ) throws -> Bool {
        guard let date = report.info.datetimeBegin, let id = report.info.detectorNum else { return false }
        let camera = try history.camera(at: date)
        guard let detector = camera.detector(id) else { return false }
        for name in [report.info.detectorUniqueName, found.nameOfImage] {
            if let name, camera.detectorNamed(name, otherThan: detector) != nil { return false }
        }
        guard translator.checks.comparesSerial, let serial = report.info.detectorSerial else { return true }
        guard let device = detector.device else { return false }
        if let own = device.serial { return own == serial }
        // A chip that is described without its serial number is a note, and notes are left out here; a number that another
        // chip has is a mistake.
        return camera.detector(serial: serial) == nil
    }
}

extension Diagnostic.Code {
    /// A detector is in another HDU of a file than the camera says.
    package static let hduMismatch = Self(rawValue: "hdu-mismatch")
    /// Header and camera say nothing of the same thing.
    package static let nothingCompared = Self(rawValue: "nothing-compared")
    /// A file lacks an HDU in which the camera has an amplifier.
    package static let missingHDU = Self(rawValue: "missing-hdu")
}
