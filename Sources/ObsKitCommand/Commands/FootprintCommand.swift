internal import ArgumentParser
internal import ObsDocuments
internal import ObsGeometry
internal import ObsKit
internal import ObsText
internal import ObsTime
internal import ObsTranslation

struct FootprintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "footprint", abstract: "Where the detectors of exposures look in the sky, as polygons.",
        discussion: """
            Each polygon is convex, in ICRS degrees, by the pointing of the header and the camera of its date, good to the pointing. \
            Printed are the detectors of the files and the focal plane as a whole. Without files, --pointing says where the camera of \
            --instrument looks: obskit footprint --instrument HSC --pointing 150,2.2,90

            text is for people, json has every corner and the areas, s_region is ObsCore's (a line for each polygon, behind its file and \
            detector), ds9 is a region file.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, ds9
        case sRegion = "s_region"
    }

    @OptionGroup var input: InputFiles
    @OptionGroup var cameras: CatalogOptions

    @Option(help: "text for people, json, s_region (ObsCore) or ds9 (a region file).")
    var format: Format?

    @Option(help: ArgumentHelp("Draw all polygons into this file.", valueName: "file.svg"))
    var svg: String?

    @Flag(help: "Print all detectors of the camera, not only what the file holds.")
    var allDetectors = false

    @Flag(
        help:
            "Make regions as the Butler of the LSST pipelines has them: hulls of corners 250 pixels outside of the detectors."
    )
    var padded = false

    @Option(
        name: .customLong("points"),
        help: ArgumentHelp("Take this many points on each edge of a detector.", valueName: "n"))
    var pointsPerEdge: Int?

    @Option(
        name: .customLong("pointing"),
        help: ArgumentHelp(
            "Look here instead of where files say: right ascension, declination and the position angle of +y, degrees. May be repeated.",
            valueName: "ra,dec,angle"), transform: PointingArgument.read)
    var pointings: [PointingArgument] = []

    @Option(
        help: ArgumentHelp("Take the camera as it was at this date, not at the observation's.", valueName: "date"),
        transform: DateArgument.read)
    var at: DateArgument?

    @Option(help: ArgumentHelp("Take the files to be of this instrument instead of recognizing it.", valueName: "name"))
    var instrument: String?

    @OptionGroup var writing: OutputOptions
    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if pointings.isEmpty {
            try input.requireSome()
        } else if !input.isEmpty {
            throw ValidationError("Files say where the camera looks; give files or --pointing, not both.")
        } else if instrument == nil {
            throw ValidationError("--pointing needs the camera of an instrument: name it with --instrument.")
        }
        if padded && pointsPerEdge != nil {
            throw ValidationError("--padded takes the four corners of a detector, so --points says nothing.")
        }
        if let pointsPerEdge, !(2...10_000).contains(pointsPerEdge) {
            throw ValidationError("--points is a number from 2 to 10000, not \(pointsPerEdge).")
        }
    }

    private var outline: FootprintOutline {
        padded ? .butler : pointsPerEdge.map { FootprintOutline(pointsPerEdge: $0) } ?? .edges
    }

    func run() throws {
        if let svg { try writing.check([svg], .svg, inputs: input.paths + cameras.inputs) }
        let catalog = try cameras.catalog()
        let named = try instrument.map { try catalog.instrumentOrExit(named: $0) }
        let files = input.files()
        var tally = InputTally(fail.failOn, catalog)
        var printer = FootprintPrinter(format: format ?? (svg == nil ? .text : nil), drawing: svg)
        if let named, !pointings.isEmpty {
            let history = try Report.orExit(.nothingDone) { try named.cameraHistory() }
            let camera = try Report.orExit { try history.camera(at: at?.instant ?? history.newestInstant) }
            for pointing in pointings {
                let footprint = try Report.orExit(.problems) {
                    try camera.footprint(pointing.pointing, outline: outline)
                }
                printer.print(
                    FootprintRecord(source: nil, instrument: named.name, footprint: footprint, detectors: nil))
            }
        } else {
            let inputs = HeaderInputs(files, isList: true)
            // The first part of each exposure: files of one may be many.
            var exposures: [ExposureKey: ExposureUnity.Member] = [:]
            for outcome in inputs.lazy.flatMap({ $0.results { try self.records($0, catalog) } }) {
                let path = outcome.name
                Report.print(outcome.diagnostics, about: path)
                do {
                    let (records, diagnostics, remarks, count) = try outcome.result.get()
                    Report.print(diagnostics, about: path)
                    for record in remarks.records(path, of: count) { Report.print(record) }
                    if records.isEmpty { tally.addUnused() }
                    for record in records {
                        tally.add((diagnostics.map(\.severity) + [remarks.worst].compactMap { $0 }).min())
                        printer.print(record)
                        guard let key = record.key, key.id != nil else { continue }
                        let member = ExposureUnity.Member(instrument: key.instrument, day: record.day, place: path)
                        let unity = ExposureUnity([exposures[key] ?? member, member])
                        exposures[key] = exposures[key] ?? member
                        Report.print(unity.diagnostics, about: path)
                        tally.note(unity.diagnostics.map(\.severity).min())
                    }
                } catch {
                    let diagnostics = Report.diagnostics(error)
                    if diagnostics.contains(where: catalog.isOfPackage) {
                        tally.packageFailed()
                    } else {
                        tally.addUnused()
                    }
                    Report.print(diagnostics, about: path)
                }
                Output.flush()
            }
            tally.note(inputs.worst)
            if files.hasProblems { tally.addUnused() }
        }
        try printer.finish()
        try tally.finish()
    }

    private typealias Found = (
        records: [FootprintRecord], diagnostics: [Diagnostic], remarks: Remarks, headerCount: Int
    )

    /// The footprints of a file: one for each pointing and camera, with the detectors that look so.
    private func records(_ source: any HeaderSource, _ catalog: InstrumentCatalog) throws -> Found {
        let file = try catalog.open(source, as: instrument).translate(ObservationProperty.ofFootprints)
        if let unrecognised = file.unrecognised { throw DiagnosticsError([unrecognised] + file.diagnostics) }
        var remarks = Remarks()
        var found: [FootprintRecord] = []
        for observation in file.observations {
            let info = observation.report.info
            for diagnostic in observation.report.failureDiagnostics + observation.report.diagnostics {
                remarks.add(diagnostic, hdu: observation.hdu)
            }
            do {
                let pointing = try Pointing(info)
                let camera = try catalog.instrument(named: observation.instrument).camera(of: info, at: at?.instant)
                let key = ExposureKey(observation, file: 0)
                let index = found.firstIndex { $0.footprint.pointing == pointing && $0.key == key }
                let id = try camera.detector(of: info).id
                if let index {
                    found[index].detectors?.insert(id)
                } else {
                    var record = FootprintRecord(
                        source: file.path, instrument: observation.instrument,
                        footprint: try camera.footprint(pointing, outline: outline), detectors: [id])
                    record.key = key
                    (record.day, record.exposure, record.observation) = (
                        info.observingDay, info.exposureID, info.observationID
                    )
                    found.append(record)
                }
            } catch {
                for diagnostic in Report.diagnostics(error) { remarks.add(diagnostic, hdu: observation.hdu) }
            }
        }
        if allDetectors { for index in found.indices { found[index].detectors = nil } }
        return (found, file.diagnostics, remarks, file.observations.count)
    }
}

extension ObservationProperty {
    /// What must be known of an observation to say where its detectors look.
    static let ofFootprints: Set<ObservationProperty> = [
        .trackingRADec, .boresightRotationAngle, .boresightRotationCoord, .detectorNum, .datetimeBegin, .exposureID,
        .observationID, .observingDay,
    ]
}

/// A pointing on the command line: `150.1,2.2,90`.
struct PointingArgument: Sendable {
    let pointing: Pointing

    /// Reads a pointing.
    ///
    /// - Throws: `ValidationError` with what is wrong
    static func read(_ text: String) throws -> Self {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            DecimalNumber.finiteReal(String(part.drop { $0 == " " }))
        }
        guard numbers.count == 3, let ra = numbers[0], let dec = numbers[1], let angle = numbers[2] else {
            throw ValidationError("'\(text)' is no pointing; write three numbers, degrees, as 150.1,-2.2,90.")
        }
        guard (0...360).contains(ra), abs(dec) <= 90, abs(angle) <= 360 else {
            throw ValidationError(
                "'\(text)' is no pointing; right ascension is 0 to 360, declination -90 to 90, the angle -360 to 360.")
        }
        return Self(
            pointing: Pointing(boresight: SkyPosition(rightAscension: ra, declination: dec), rotation: angle))
    }
}
