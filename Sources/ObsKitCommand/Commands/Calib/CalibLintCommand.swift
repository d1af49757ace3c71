internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsYAML

/// A folder of curated calibrations and the instrument that they are of.
struct CuratedOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A folder with <kind>/[detector]/[filter]/<start>.{ecsv,yaml,json}; the package's own without it.",
            valueName: "folder"))
    var folder: String?

    @Option(help: ArgumentHelp("The instrument.", valueName: "name"))
    var instrument: String

    @OptionGroup var cameras: CatalogOptions

    /// The instrument; what goes wrong is printed and ends the command.
    func packaged() throws -> PackagedInstrument {
        let catalog = cameras.catalog()
        return try Report.orExit(2) { try catalog.instrument(named: instrument) }
    }

    /// The calibrations, with everything that is wrong or doubtful printed, and whether there were errors.
    func read() throws -> (calibrations: CuratedFolder, instrument: PackagedInstrument, errors: Int, warnings: Int) {
        let instrument = try packaged()
        let problems = Problems()
        let calibrations = try Report.orExit(1) {
            if let folder {
                return try instrument.curatedCalibrations(in: CalibrationFiles(folder: folder), problems: problems)
            }
            return try instrument.curatedCalibrations(problems: problems)
        }
        let all = problems.sorted
        for diagnostic in all where diagnostic.severity != .note { Output.diagnostic("\(diagnostic)") }
        return (
            calibrations, instrument, all.filter { $0.severity == .error }.count,
            all.filter { $0.severity == .warning }.count
        )
    }
}

struct CalibLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Everything that is wrong or doubtful with curated calibrations.",
        discussion: """
            Paths are compared with what the files say, dates, units, sizes and contents are checked. Prints \
            file:line:column of each problem. Exit status: 1 when there are errors.
            """)

    @OptionGroup var curated: CuratedOptions

    func run() throws {
        let found = try curated.read()
        Output.result(
            "\(found.calibrations.files.count) calibrations; \(found.errors) errors, \(found.warnings) warnings\n")
        if found.errors > 0 { throw ExitCode(1) }
    }
}
