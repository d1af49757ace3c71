internal import ArgumentParser
internal import ObsDocuments
internal import ObsFITS
internal import ObsGeometry
internal import ObsKit
internal import ObsText
internal import ObsTranslation

struct WCSCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wcs", abstract: "The sky coordinates of each detector of exposures, as FITS cards.",
        discussion: """
            A gnomonic projection with SIP polynomials, fitted to the camera of the date and the pointing of the header, for the image \
            of the trimmed, assembled detector (obskit raw assemble). It is where an astrometric fit begins: good to the pointing. A \
            COMMENT card states what the polynomials leave over. The text looks as fitsheader prints it: a line that names HDU and file, a card \
            on each line, an empty line.
            """)

    @OptionGroup var input: InputFiles
    @OptionGroup var cameras: CatalogOptions

    @Option(help: "text (cards), or json.")
    var format: ListFormat = .text

    @Option(
        name: .customLong("tolerance"),
        help: ArgumentHelp("Take polynomials that leave over at most this, pixels.", valueName: "pixels"))
    var tolerance = 1e-4

    @Option(
        help: ArgumentHelp("Take the camera as it was at this date, not at the observation's.", valueName: "date"),
        transform: DateArgument.read)
    var at: DateArgument?

    @Option(help: ArgumentHelp("Take the files to be of this instrument instead of recognizing it.", valueName: "name"))
    var instrument: String?

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    /// The schema of an element of the JSON.
    private static let schema = "obskit/detector-wcs/1"

    func validate() throws {
        try input.requireSome()
        if !(tolerance >= 0 && tolerance.isFinite) { throw ValidationError("--tolerance is a number from 0 on.") }
    }

    func run() throws {
        let catalog = try cameras.catalog()
        if let instrument { _ = try catalog.instrumentOrExit(named: instrument) }
        let files = input.files()
        var tally = InputTally(fail.failOn, catalog)
        var list = JSONListOutput()
        let inputs = HeaderInputs(files, isList: true)
        let results = inputs.lazy.flatMap { input in
            input.results { try catalog.open($0, as: instrument).translate(ObservationProperty.ofFootprints) }
        }
        for outcome in results {
            let path = outcome.name
            Report.print(outcome.diagnostics, about: path)
            do {
                let file = try outcome.result.get()
                if let unrecognised = file.unrecognised { throw DiagnosticsError([unrecognised] + file.diagnostics) }
                Report.print(file.diagnostics, about: path)
                if file.observations.isEmpty { tally.addUnused() }
                var remarks = Remarks()
                for observation in file.observations {
                    for diagnostic in observation.report.failureDiagnostics + observation.report.diagnostics {
                        remarks.add(diagnostic, hdu: observation.hdu)
                    }
                    do {
                        let info = observation.report.info
                        let pointing = try Pointing(info)
                        let camera = try catalog.instrument(named: observation.instrument)
                            .camera(of: info, at: at?.instant)
                        let sky = DetectorSky(try camera.detector(of: info), pointing: pointing)
                        let cards = try sky.fitsCards(tolerancePixels: tolerance)
                        if max(cards.residualPixels, cards.inverseResidualPixels) > tolerance {
                            remarks.add(Self.toleranceMissed(cards, sky.detector, tolerance), hdu: observation.hdu)
                        }
                        print(observation, path, sky.detector, cards, &list)
                        tally.add()
                    } catch {
                        for diagnostic in Report.diagnostics(error) { remarks.add(diagnostic, hdu: observation.hdu) }
                    }
                }
                tally.note((file.diagnostics.map(\.severity) + [remarks.worst].compactMap { $0 }).min())
                for record in remarks.records(path, of: file.observations.count) { Report.print(record) }
            } catch {
                let diagnostics = Report.diagnostics(error)
                if diagnostics.contains(where: catalog.isOfPackage) { tally.packageFailed() } else { tally.addUnused() }
                Report.print(diagnostics, about: path)
            }
            Output.flush()
        }
        if format == .json { list.finish() }
        tally.note(inputs.worst)
        if files.hasProblems { tally.addUnused() }
        try tally.finish()
    }

    private static func toleranceMissed(_ cards: SkyCards, _ detector: Detector, _ tolerance: Double) -> Diagnostic {
        Diagnostic(
            .warning, .toleranceMissed, at: nil,
            "polynomials of detector \(detector.name) leave over \(cards.residualPixels) pixels, and back from the sky "
                + "\(cards.inverseResidualPixels); \(tolerance) was asked for", hint: "give a larger --tolerance")
    }

    private func print(
        _ observation: HeaderObservation, _ path: String, _ detector: Detector, _ cards: SkyCards,
        _ list: inout JSONListOutput
    ) {
        switch format {
        case .text:
            Output.line("# HDU \(observation.hdu) in \(path):")
            let images = Header(cards: cards.cards).cardImages
            for start in stride(from: 0, to: images.count, by: 80) {
                let line = String(decoding: images[start..<(start + 80)], as: UTF8.self)
                let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
                if line[..<end] == "END" { break }
                Output.line(String(line[..<end]))
            }
            Output.result("\n")
        case .json:
            list.print { writer in
                writer.beginObject()
                writer.member("schema", Self.schema)
                writer.member("source", path)
                writer.member("hdu", observation.hdu)
                writer.member("instrument", observation.instrument)
                writer.member("exposure_id", observation.report.info.exposureID)
                writer.member("detector", detector.id)
                writer.member("detector_name", detector.name)
                writer.member("order", cards.order)
                writer.member("residual_pixels", cards.residualPixels)
                writer.member("residual_arcsec", cards.residualArcseconds)
                writer.member("inverse_residual_pixels", cards.inverseResidualPixels)
                writer.key("cards")
                writer.beginArray()
                for card in cards.cards { write(card, to: &writer) }
                writer.endArray()
                writer.endObject()
            }
        }
    }

    /// A card as keyword, value and comment.
    private func write(_ card: Card, to writer: inout JSONWriter) {
        writer.beginArray()
        writer.value(card.keyword.name)
        switch card.value {
        case .integer(let number): writer.value(number)
        case .real(let number): writer.value(number)
        case .string(let text): writer.value(text)
        default: writer.null()
        }
        writer.value(card.comment)
        writer.endArray()
    }
}

extension Diagnostic.Code {
    static let toleranceMissed = Self(rawValue: "tolerance-missed")
}
