internal import ObsFITS
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
        let headers = try FileHeader.read(.file(path), named: path) { _ in nil }
        let name = try instrumentName ?? recognised(path, headers)
        let instrument = try self.instrument(named: name)
        let history = try instrument.cameraHistory()
        return instrument.headerLayout.observations(in: headers).map { found in
            let report = instrument.report(found.header, hdus: instrument.named(headers), properties: nil)
            let check = HeaderComparison(
                instrument: instrument, history: history, report: report, found: found, hdus: headers, isWhole: true)
            let (camera, diagnostics) = check.result(at: instant, edition: edition)
            return HeaderCheck(
                hdu: found.hdu, instrument: name, observation: report.info, camera: camera, diagnostics: diagnostics)
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
            let check = HeaderComparison(
                instrument: self, history: try cameraDirectory.history(), report: report, found: found, hdus: hdus,
                isWhole: false)
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

/// The headers of one observation beside the camera.
private struct HeaderComparison {
    let instrument: PackagedInstrument
    let history: CameraHistory
    let report: TranslationReport
    let found: HeaderLayout.Found
    let hdus: [FileHeader]
    /// Whether `hdus` are all of the file, so that sections and sizes are compared too and not the chip alone.
    let isWhole: Bool

    func result(at instant: Instant?, edition: Edition) -> (camera: Camera?, diagnostics: [Diagnostic]) {
        guard let date = instant ?? report.info.datetimeBegin, let id = report.info.detectorNum else {
            let missing = report.info.detectorNum == nil ? "detector (detector_num)" : "date (datetime_begin)"
            return (
                nil,
                [
                    Diagnostic(
                        .error, .noCamera, at: nil, "the header gives no \(missing), so it is compared with no camera",
                        hint: "obskit translate says why")
                ]
            )
        }
        do {
            let camera = try history.camera(at: date, edition: edition)
            guard let detector = camera.detector(id) else {
                return (camera, camera.problems(with: RawStatement(detector: id, serial: nil, serialCard: "")))
            }
            var raw = RawStatement(detector: id, serial: nil, serialCard: "")
            if let serial = report.info.detectorSerial, serial != detector.serial {
                let cards = report.explanation(of: .detectorSerial).cards.map(\.keyword.name)
                raw.serial = serial
                raw.serialCard = cards.isEmpty ? "detector_serial" : cards.joined(separator: ", ")
            }
            var diagnostics: [Diagnostic] = []
            if isWhole { compareImages(of: detector, &raw, &diagnostics) }
            return (camera, camera.problems(with: raw) + diagnostics)
        } catch {
            return (nil, [Diagnostic(.error, .noCamera, at: nil, "\(error)")])
        }
    }

    /// The image that holds an amplifier.
    private struct Place: Hashable {
        let hdu: Int?
        let name: String?

        init(_ amplifier: Amplifier) {
            name = amplifier.extensionName?.uppercased()
            hdu = name == nil ? amplifier.hdu : nil
        }

        /// Nothing is said: the HDU of the detector.
        var isDetector: Bool { hdu == nil && name == nil }

        func holds(_ header: FileHeader) -> Bool { name.map { header.name?.uppercased() == $0 } ?? (header.hdu == hdu) }

        var words: String { name.map { "HDU \($0)" } ?? "HDU \(hdu ?? 0)" }
    }

    private func compareImages(of detector: Detector, _ raw: inout RawStatement, _ diagnostics: inout [Diagnostic]) {
        let groups = Dictionary(grouping: detector.amplifiers, by: Place.init)
        var compared: Set<Place> = []
        for place in detector.amplifiers.map(Place.init) where compared.insert(place).inserted {
            let amplifiers = groups[place] ?? []
            let isOwn = place.isDetector || place.hdu == found.hdu
            let isAlone = amplifiers.count == 1 && !place.isDetector
            let other = isOwn ? nil : hdus.first(where: place.holds)
            guard let header = isOwn ? found.header : other?.header else {
                if hdus.count > 1 {
                    let names = amplifiers.map(\.name).joined(separator: ", ")
                    diagnostics.append(
                        Diagnostic(
                            .error, .missingHDU, at: nil,
                            "the file has no \(place.words), which holds amplifier \(names) of detector \(detector.name)",
                            hint: "the file is cut short, or the camera is not that of the date of the file"))
                }
                continue
            }
            let sections = amplifiers.flatMap {
                instrument.sectionCards.sections(of: $0, in: header, isAlone: isAlone)
            }
            raw.sections += sections.map { section in
                var section = section
                if !isOwn { section.card += " of \(place.words)" }
                return section
            }
            // A header that says nothing of amplifiers is of a processed image, of any size.
            if !isAlone && sections.isEmpty { continue }
            if let size = imageSize(header, amplifier: isAlone ? amplifiers.first?.name : nil) {
                raw.sizes.append(size)
            }
        }
    }

    /// The size of the image of an HDU, compressed or not.
    private func imageSize(_ header: Header, amplifier: String?) -> RawStatement.ImageSize? {
        let names: (Keyword, Keyword) = header.contains("ZNAXIS1") ? ("ZNAXIS1", "ZNAXIS2") : ("NAXIS1", "NAXIS2")
        guard let width = header[names.0]?.integerValue, let height = header[names.1]?.integerValue else { return nil }
        return RawStatement.ImageSize(amplifier: amplifier, width: width, height: height)
    }
}

extension Diagnostic.Code {
    /// A file lacks an HDU in which the camera has an amplifier.
    public static let missingHDU = Self(rawValue: "missing-hdu")
}
