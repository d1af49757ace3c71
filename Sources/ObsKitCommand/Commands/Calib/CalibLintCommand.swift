internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsText

struct CalibLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Everything that is wrong or doubtful with curated calibrations.",
        discussion: """
            Reads the files of the package, or of a folder in the layout of obs packages: paths against metadata, dates, \
            units, sizes, what lies outside the chip. Exit status: 1 when something is wrong.
            """)

    @OptionGroup var curated: CuratedOptions

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        let problems = Problems()
        let instrument = try curated.options.instrument(named: curated.name)
        let count = try Report.orExit(.problems) {
            try instrument.checkCuratedCalibrations(
                in: try curated.folder.map { try CalibrationFiles(folder: $0) }, problems: problems)
        }
        Report.print(problems.sorted)
        let errors = problems.sorted.count { $0.severity == .error }
        Output.line(
            "\(curated.folder ?? instrument.name): \(DisplayText.counted(count, "file")), \(DisplayText.counted(errors, "error"))"
        )
        var tally = InputTally(fail.failOn)
        tally.add(problems.sorted.map(\.severity).min())
        try tally.finish()
    }
}

/// Which curated calibrations a command reads.
struct CuratedOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The instrument.", valueName: "name"))
    var name: String

    @Argument(
        help: ArgumentHelp(
            "A folder in the layout of obs packages; without it the calibrations of the instrument's package.",
            valueName: "folder"))
    var folder: String?

    @OptionGroup var options: CatalogOptions

    /// The instrument and the files; what is wrong with them goes to `problems`.
    func read(_ problems: Problems) throws -> (instrument: Instrument, folder: CuratedFolder) {
        let instrument = try options.instrument(named: name)
        let found = try Report.orExit(.problems) {
            guard let folder else { return try instrument.curatedCalibrations(problems: problems) }
            return try instrument.curatedCalibrations(in: CalibrationFiles(folder: folder), problems: problems)
        }
        return (instrument, found)
    }
}
