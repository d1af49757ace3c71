internal import ArgumentParser
internal import ObsDocuments
internal import ObsKit
internal import ObsText
internal import ObsTime
internal import ObsTranslation

struct VisitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visits", abstract: "Which exposures a pipeline takes together, as visits.",
        discussion: """
            By the visit systems of the instrument, with the names and numbers of the LSST pipelines: one-to-one (0), \
            by-group-metadata (1), by-seq-start-end (2). An exposure is in a visit only if its header says where in the sky the camera \
            looks and how it is turned, and does not say that the dome is closed. Files may be of any number of instruments and \
            nights, in any order.
            """)

    @OptionGroup var input: InputFiles
    @OptionGroup var cameras: CatalogOptions

    @Option(
        name: .customLong("system"),
        help: ArgumentHelp(
            "Use this system instead of the instrument's own; may be repeated.", valueName: "name"),
        transform: VisitsCommand.system)
    var systems: [VisitSystem] = []

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @Flag(help: "List the exposures that are in no visit, each with the reason.")
    var unvisited = false

    @Option(help: ArgumentHelp("Take the files to be of this instrument instead of recognizing it.", valueName: "name"))
    var instrument: String?

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    /// A system by its name.
    ///
    /// - Throws: `ValidationError` that names those that there are
    @Sendable private static func system(_ name: String) throws -> VisitSystem {
        guard let system = VisitSystem(rawValue: name) else {
            let names = VisitSystem.allCases.map(\.rawValue)
            throw ValidationError(
                "There is no visit system '\(name)'; "
                    + (DidYouMean.hint(for: name, among: names) ?? "there are \(names.joined(separator: ", "))."))
        }
        return system
    }

    func validate() throws { try input.requireSome() }

    func run() throws {
        let catalog = try cameras.catalog()
        if let instrument { _ = try catalog.instrumentOrExit(named: instrument) }
        let files = input.files()
        var tally = InputTally(fail.failOn, catalog)
        let inputs = HeaderInputs(files, isList: true)
        var observations: [String: [ObservationInfo]] = [:]
        let results = inputs.lazy.flatMap { input in
            input.results { try catalog.open($0, as: instrument).translate(ObservationProperty.ofVisits) }
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
                    let report = observation.report
                    for diagnostic in report.failureDiagnostics + report.diagnostics {
                        remarks.add(diagnostic, hdu: observation.hdu)
                    }
                    tally.add(remarks.worst)
                    observations[observation.instrument, default: []].append(report.info)
                }
                tally.note(file.diagnostics.map(\.severity).min())
                for record in remarks.records(path, of: file.observations.count) { Report.print(record) }
            } catch {
                let diagnostics = Report.diagnostics(error)
                if diagnostics.contains(where: catalog.isOfPackage) { tally.packageFailed() } else { tally.addUnused() }
                Report.print(diagnostics, about: path)
            }
        }
        var list = JSONListOutput()
        for (name, observations) in observations.sorted(by: { $0.key < $1.key }) {
            let instrument = try Report.orExit(.problems) { try catalog.instrument(named: name) }
            let visits = instrument.visits(of: observations, systems: systems.isEmpty ? nil : systems)
            tally.note(visits.diagnostics.map(\.severity).min())
            switch format {
            case .text: Output.result(text(visits))
            case .json: list.print { VisitsRecord.write(visits, to: &$0) }
            }
            Report.print(visits.diagnostics)
        }
        if format == .json { list.finish() }
        tally.note(inputs.worst)
        if files.hasProblems { tally.addUnused() }
        try tally.finish()
    }

    private func text(_ visits: Visits) -> String {
        var rows = [["visit", "name", "systems", "exposures", "begin (UTC)", "time s", "filter", "object"]]
        rows += visits.visits.map { visit in
            let count = visit.exposures.count
            return [
                "\(visit.id)", visit.name, visit.systems.map { "\($0.id)" }.joined(separator: ","),
                visit.isComplete ? "\(count)" : "\(count) of \(count + visit.missing.count)",
                visit.begin.map { CameraText.date($0) } ?? "-",
                visit.exposureTime.map { CameraText.decimals($0, 1) } ?? "-", visit.physicalFilter ?? "-",
                visit.object ?? "-",
            ]
        }
        let systems = visits.systems.map { "\($0.rawValue) (\($0.id))" }.joined(separator: ", ")
        let count = visits.unvisited.count
        var text = "\(visits.instrument): \(DisplayText.counted(visits.visits.count, "visit")) by \(systems)"
        text += count > 0 ? "; \(DisplayText.counted(count, "exposure")) in none\n" : "\n"
        if !visits.visits.isEmpty { text += TextTable.text(rows, rightAligned: [0, 5]) }
        if unvisited, count > 0 {
            text += TextTable.text(
                visits.unvisited.map { one in
                    [
                        one.exposure.exposureID.map(String.init) ?? "-", one.exposure.observationID ?? "-",
                        one.reason.rawValue,
                    ]
                }, rightAligned: [0])
        }
        return text
    }
}

extension ObservationProperty {
    /// What visits are made of.
    static let ofVisits: Set<ObservationProperty> = Set(Visits.properties)
}
