internal import ObsFITS
internal import ObsGeometry
internal import ObsText
internal import ObsTime
internal import ObsTranslation

/// The headers of one observation beside the camera.
struct HeaderComparison {
    let instrument: Instrument
    let history: CameraHistory
    let report: TranslationReport
    let found: ObservationHeader
    let hdus: [FileHeader]
    /// Whether `hdus` are all of the file, so that sections and sizes are compared too and not the chip alone.
    let isWhole: Bool

    typealias Result = (camera: Camera?, diagnostics: [Diagnostic], compared: Set<HeaderCheck.Compared>)

    func result(at instant: Instant?, edition: Edition) -> Result {
        guard let date = instant ?? report.info.datetimeBegin, let id = report.info.detectorNum else {
            let missing = report.info.detectorNum == nil ? "detector (detector_num)" : "date (datetime_begin)"
            return (
                nil,
                [
                    Diagnostic(
                        .error, .noCamera, at: nil, "the header gives no \(missing), so it is compared with no camera",
                        hint: "obskit translate says why")
                ], []
            )
        }
        do {
            let camera = try history.camera(at: date, edition: edition)
            guard let detector = camera.detector(id) else {
                return (camera, camera.problems(with: RawStatement(detector: id, serial: nil, serialCard: "")), [])
            }
            var raw = RawStatement(detector: id, serial: nil, serialCard: "")
            if instrument.translator.checks.comparesSerial, let serial = report.info.detectorSerial,
                serial != detector.serial
            {
                raw.serial = serial
                raw.serialCard = cards(of: .detectorSerial)
            }
            addNames(detector, camera, &raw)
            var diagnostics: [Diagnostic] = []
            var compared: Set<HeaderCheck.Compared> = []
            if isWhole {
                compared = compareImages(of: detector, &raw, &diagnostics)
                if comparesSerial(with: detector) { compared.insert(.serial) }
                if compareHDU(of: detector, camera, &diagnostics) { compared.insert(.hdu) }
            }
            let problems = camera.problems(with: raw).map { explained($0, raw, camera, detector, edition) }
            if isWhole && compared.isEmpty && !(problems + diagnostics).contains(where: { $0.severity != .note }) {
                diagnostics.append(
                    Diagnostic(
                        .warning, .nothingCompared, at: nil,
                        "the header gives no size of an image, no section and no serial number that camera \(camera.name) "
                            + "has too, so nothing of detector \(detector.name) was compared",
                        hint: "name a raw file with its pixels; raw_sections: says which cards have sections"))
            }
            return (camera, problems + diagnostics, compared)
        } catch {
            return (nil, [Diagnostic(.error, .noCamera, at: nil, (error as? GeometryError)?.message ?? "\(error)")], [])
        }
    }

    /// The names that belong to another slot, each once however many cards say it.
    private func addNames(_ detector: Detector, _ camera: Camera, _ raw: inout RawStatement) {
        var names: [RawStatement.Name] = []
        if let name = report.info.detectorUniqueName, camera.detectorNamed(name, otherThan: detector) != nil {
            names.append(.init(card: cards(of: .detectorUniqueName), text: name))
        }
        if let name = found.nameOfImage, name != names.first?.text,
            camera.detectorNamed(name, otherThan: detector) != nil
        {
            names.append(.init(card: "EXTNAME", text: name))
        }
        guard !names.isEmpty else { return }
        raw.names = names
        raw.detectorCard = cards(of: .detectorNum)
    }

    /// The cards of a property's value, or the property where it is made of none.
    private func cards(of property: ObservationProperty) -> String {
        var seen: Set<String> = []
        let cards = report.explanation(of: property).cards.map(\.keyword.name).filter { seen.insert($0).inserted }
        return cards.isEmpty ? property.name : cards.joined(separator: ", ")
    }

    /// A serial number is a contradiction only where nothing explains it.
    ///
    /// A chip that the slot had at another date, or that the description does not know at any date, is one that was
    /// exchanged: a warning.
    private func explained(
        _ problem: Diagnostic, _ raw: RawStatement, _ camera: Camera, _ detector: Detector, _ edition: Edition
    ) -> Diagnostic {
        guard !isWhole, problem.code == .serialMismatch, let serial = raw.serial,
            let versions = try? history.versions(edition: edition)
        else { return problem }
        if let version = versions.first(where: { $0.camera.detector(detector.id)?.serial == serial }) {
            return Diagnostic(
                .warning, problem.code, at: problem.place, problem.message,
                hint: "the chip was in that slot \(version.validity): check the date of the header and of the exchange")
        }
        let isKnown = versions.contains { $0.camera.detector(serial: serial) != nil }
        return isKnown
            ? problem : Diagnostic(.warning, problem.code, at: problem.place, problem.message, hint: problem.hint)
    }

    /// Takes what the file says of images, sections and sizes.
    ///
    /// - Returns: what there is to compare
    private func compareImages(
        of detector: Detector, _ raw: inout RawStatement, _ diagnostics: inout [Diagnostic]
    ) -> Set<HeaderCheck.Compared> {
        var comparable: Set<HeaderCheck.Compared> = []
        let groups = Dictionary(grouping: detector.amplifiers, by: \.rawImage)
        var compared: Set<RawImagePlace> = []
        for place in detector.amplifiers.map(\.rawImage) where compared.insert(place).inserted {
            let amplifiers = groups[place] ?? []
            let isOwn = place == .detector || place == .hdu(found.hdu)
            let isAlone = amplifiers.count == 1
            let other = isOwn ? nil : hdus.first { $0.holds(place) }
            guard let header = isOwn ? found.header : other?.header else {
                if hdus.count > 1 {
                    let names = amplifiers.map(\.name).joined(separator: ", ")
                    diagnostics.append(
                        Diagnostic(
                            .error, .missingHDU, at: nil,
                            "the file has no \(place), which holds amplifier \(names) of detector \(detector.name)",
                            hint: "the file is cut short, or the camera had another form when the file was taken"))
                }
                continue
            }
            let sections = amplifiers.flatMap {
                instrument.sectionCards.sections(of: $0, in: header, isAlone: isAlone)
            }
            if !sections.isEmpty { comparable.insert(.sections) }
            raw.sections += sections.map { section in
                var section = section
                if !isOwn { section.card += " of \(place)" }
                return section
            }
            let amplifier = isAlone && place != .detector ? amplifiers.first?.name : nil
            guard let size = imageSize(header, amplifier: amplifier) else { continue }
            comparable.insert(.sizes)
            // A header that says nothing of amplifiers may belong to a processed image: the detector without overscans.
            let isProcessed =
                place == .detector && sections.isEmpty
                && (size.width, size.height) == (detector.box.width, detector.box.height)
            if !isProcessed { raw.sizes.append(size) }
        }
        return comparable
    }

    /// Compares the HDU that holds the image of the detector, by its name where it has one, else by its number.
    ///
    /// - Returns: whether the file and the camera both say something of it
    private func compareHDU(of detector: Detector, _ camera: Camera, _ diagnostics: inout [Diagnostic]) -> Bool {
        guard detector.amplifiers.contains(where: { $0.rawImage == .detector }) else { return false }
        let slot = detector.slot
        let name = found.nameOfImage
        if let name, let own = slot.extensionName {
            // A name that is another slot's is a contradiction that is told as that.
            if name.uppercased() == own.uppercased() || camera.detectorNamed(name, otherThan: detector) != nil {
                return true
            }
        } else {
            guard found.hdu > 0, let own = slot.hdu else { return false }
            if own == found.hdu { return true }
        }
        func words(_ number: Int?, _ name: String?) -> String {
            [number.map { "HDU \($0)" }, name.map { "extension '\($0)'" }].compactMap(\.self).joined(separator: ", ")
        }
        diagnostics.append(
            Diagnostic(
                .warning, .hduMismatch, at: nil,
                "detector \(detector.name) is in \(words(found.hdu, name)) of the file, and camera \(camera.name) says "
                    + words(slot.hdu, slot.extensionName),
                hint: "the header is believed; correct hdu: and extension: of the slot, or look into the file"))
        return true
    }

    /// Whether header and camera both have a serial number.
    private func comparesSerial(with detector: Detector) -> Bool {
        instrument.translator.checks.comparesSerial && report.info.detectorSerial != nil && detector.serial != nil
    }

    /// The size of the image of an HDU, compressed or not.
    private func imageSize(_ header: Header, amplifier: String?) -> RawStatement.ImageSize? {
        let names: (Keyword, Keyword) = header.contains("ZNAXIS1") ? ("ZNAXIS1", "ZNAXIS2") : ("NAXIS1", "NAXIS2")
        // The axes of a table are no image's.
        if names.0 == "NAXIS1", let kind = header["XTENSION"]?.stringValue, kind != "IMAGE" { return nil }
        guard let width = header[names.0]?.integerValue, let height = header[names.1]?.integerValue else { return nil }
        return RawStatement.ImageSize(amplifier: amplifier, width: width, height: height)
    }
}

extension FileHeader {
    /// Whether the camera has amplifiers in this HDU.
    fileprivate func holds(_ place: RawImagePlace) -> Bool {
        switch place {
        case .detector: false
        case .hdu(let number): hdu == number
        case .named(let name, _): self.name?.uppercased() == name
        }
    }
}
