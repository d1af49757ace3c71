internal import ArgumentParser
internal import ObsDocuments
internal import ObsGeometry
internal import ObsKit
internal import ObsText
internal import ObsTime

struct CameraCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "camera", abstract: "The focal plane of an instrument at a date.",
        discussion: """
            Dates are ISO 8601, UTC unless they end in TAI. NAME is an instrument, or the path of a folder or file that holds a \
            camera by itself.
            """,
        subcommands: [CameraShowCommand.self, CameraDiffCommand.self, CameraCheckCommand.self],
        defaultSubcommand: CameraShowCommand.self)
}

/// Which camera, in the words of the command line.
struct CameraOptions: ParsableArguments {
    @OptionGroup var cameras: CatalogOptions

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp(
            "Use what the description said at this date (the edition); the newest if not given.", valueName: "date"),
        transform: DateArgument.read)
    var asOf: DateArgument?

    var edition: Edition { asOf.map { .asOf($0.instant) } ?? .newest }

    /// The camera of a name through time.
    ///
    /// A catalog is searched unless the name is that of a camera's own folder or file.
    func history(_ name: String) throws -> CameraHistory {
        if name.contains("/") || name.hasSuffix(".yaml"), CameraHistory.isCamera(name) {
            return try Report.orExit(.problems) { try CameraHistory(path: name) }
        }
        let instrument = try cameras.instrument(named: name)
        return try Report.orExit(.nothingDone) { try instrument.cameraHistory() }
    }
}

/// A date on the command line.
struct DateArgument: Sendable {
    let instant: Instant

    /// Reads a date.
    ///
    /// - Throws: `ValidationError` with what is wrong, and which forms and years there are
    static func read(_ text: String) throws -> Self {
        do {
            return Self(instant: try Instant(text))
        } catch {
            let reason = (error as? TimeError)?.message ?? "\(error)"
            throw ValidationError(
                reason.contains("YYYY")
                    ? reason
                    : "\(reason); write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS, UTC unless it ends in TAI, from 1678 to 2262"
            )
        }
    }
}

struct CameraShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The focal plane of an instrument at a date; the word show may be left out.",
        discussion: """
            Without --at it is the camera as it is described last. The YAML is one file, the focal plane with its sensors: a \
            camera by itself, which validate accepts, and which a package takes as camera/focal-plane.yaml.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, yaml }

    @Argument(help: ArgumentHelp("The instrument, or the path of a camera.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("The date of the camera.", valueName: "date"), transform: DateArgument.read)
    var at: DateArgument?

    @OptionGroup var camera: CameraOptions

    @Option(help: "text for people, json (every number of it) or yaml (a description that can be read again).")
    var format: Format?

    @Option(
        help: ArgumentHelp(
            "Draw the focal plane into this file, instead of printing unless --format is given.", valueName: "file.svg")
    )
    var plot: String?

    @OptionGroup var writing: OutputOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        if let plot { try writing.check([plot], .svg, inputs: inputs) }
        let history = try camera.history(name)
        let instant = at?.instant ?? history.newestInstant
        let found = try Report.orExit { try history.camera(at: instant, edition: camera.edition) }
        if let plot {
            try Report.orExit(.problems) { try FileSystem.write(Array(FocalPlanePlot(found).svg.utf8), to: plot) }
            if format == nil {
                Output.line("\(plot): \(found.name), \(DisplayText.counted(found.detectors.count, "detector"))")
            }
        }
        switch format ?? (plot == nil ? .text : nil) {
        case .text:
            let entries = try Report.orExit { try history.entries(at: instant, edition: camera.edition) }
            Output.result(CameraText.summary(found, entries: entries, history: history, edition: camera.edition))
        case .json: Output.json(JSONOutput.document { found.write(to: &$0, schema: "obskit/camera/1") })
        case .yaml: Output.document(Array(found.yaml.utf8))
        case nil: break
        }
    }

    /// The files that are read.
    private var inputs: [String] {
        [name] + FileSystem.paths(under: name).map { "\(name)/\($0)" } + camera.cameras.inputs
    }
}

struct CameraDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What is different in the camera of one date when compared with that of another.",
        discussion: """
            One line for each difference: what, what it was, what it is; at the end the changes of the description between the two dates, with \
            their reasons. With --as-of and --to two editions are compared as well.
            """)

    @Argument(help: ArgumentHelp("The instrument, or the path of a camera.", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("The first date.", valueName: "date"), transform: DateArgument.read)
    var first: DateArgument

    @Argument(help: ArgumentHelp("The second date.", valueName: "date"), transform: DateArgument.read)
    var second: DateArgument

    @OptionGroup var camera: CameraOptions

    @Option(
        help: ArgumentHelp("Use for the second date what the description said at this date.", valueName: "date"),
        transform: DateArgument.read)
    var toEdition: DateArgument?

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func run() throws {
        let history = try camera.history(name)
        let later = toEdition.map { Edition.asOf($0.instant) } ?? camera.edition
        let before = try Report.orExit { try history.camera(at: first.instant, edition: camera.edition) }
        let after = try Report.orExit { try history.camera(at: second.instant, edition: later) }
        let differences = after.differences(from: before)
        switch format {
        case .json:
            Output.json(
                JSONOutput.list(differences, schema: "obskit/camera-difference/1") { difference, writer in
                    writer.member("what", difference.what)
                    writer.member("before", difference.before)
                    writer.member("after", difference.after)
                })
        case .text:
            for difference in differences { Output.line("\(difference)") }
            Output.line("\(before.name): \(DisplayText.counted(differences.count, "difference"))")
            let (old, new) = (
                try history.entries(at: first.instant, edition: camera.edition),
                try history.entries(at: second.instant, edition: later)
            )
            for entry in old
            where !new.contains(where: { $0.validity == entry.validity && $0.changes == entry.changes }) {
                Output.line("no longer: \(CameraText.line(entry))")
            }
            for entry in new
            where !old.contains(where: { $0.validity == entry.validity && $0.changes == entry.changes }) {
                Output.line("since: \(CameraText.line(entry))")
            }
        }
    }
}

struct CameraCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Compare the headers of raw files with the camera of their date.",
        discussion: """
            Serial number of the chip, sections of amplifiers, sizes and HDUs; what differs is a diagnostic that names both. Exit \
            status: 1 when something differs.
            """)

    @OptionGroup var input: InputFiles
    @OptionGroup var camera: CameraOptions

    @Option(
        help: ArgumentHelp(
            "Compare with the camera of this date instead of that of the observation.", valueName: "date"),
        transform: DateArgument.read)
    var at: DateArgument?

    @Option(help: ArgumentHelp("Take the files to be of this instrument instead of recognizing it.", valueName: "name"))
    var instrument: String?

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    func validate() throws { try input.requireSome() }

    func run() throws {
        let catalog = try camera.cameras.catalog()
        if let instrument { _ = try catalog.instrumentOrExit(named: instrument) }
        let files = input.files()
        var tally = InputTally(fail.failOn, catalog)
        let (edition, instant) = (camera.edition, at?.instant)
        let inputs = HeaderInputs(files, isList: true)
        let results = inputs.lazy.flatMap { input in
            input.results {
                let file = try catalog.open($0, as: instrument, reading: .everything)
                return (file.diagnostics, try file.checkCamera(at: instant, edition: edition))
            }
        }
        for outcome in results {
            let path = outcome.name
            Report.print(outcome.diagnostics, about: path)
            do {
                let (ofFile, checks) = try outcome.result.get()
                Report.print(ofFile, about: path)
                var remarks = Remarks()
                for check in checks {
                    for diagnostic in check.diagnostics { remarks.add(diagnostic, hdu: check.hdu) }
                }
                for record in remarks.records(path, of: checks.count) { Report.print(record) }
                let differences = (ofFile + checks.flatMap(\.diagnostics)).filter { $0.severity != .note }
                let count = differences.count
                let isCompared = differences.contains { $0.code != .nothingCompared }
                // A difference is what was asked for, so it counts whatever it is worth.
                tally.add(checks.isEmpty || count > 0 ? .error : nil)
                let names = Set(checks.compactMap { $0.camera?.name }).sorted().joined(separator: ", ")
                let verdict =
                    checks.isEmpty
                    ? "no observation"
                    : count == 0
                        ? "agrees" : isCompared ? DisplayText.counted(count, "difference") : "nothing was compared"
                Output.result(
                    "\(DisplayText.visible(path)): \(verdict)"
                        + (names.isEmpty ? "" : " (camera \(names), \(DisplayText.counted(checks.count, "detector")))")
                        + "\n")
            } catch {
                let diagnostics = Report.diagnostics(error)
                if diagnostics.contains(where: catalog.isOfPackage) { tally.packageFailed() } else { tally.addUnused() }
                Report.print(diagnostics, about: path)
            }
            Output.flush()
        }
        tally.note(inputs.worst)
        if files.hasProblems { tally.addUnused() }
        try tally.finish()
    }
}
