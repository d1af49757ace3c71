internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsText

struct CalibImportCuratedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "curated", abstract: "Bring curated calibrations into a registry, certified as their folders say.",
        discussion: """
            Reads the files of the instrument's package, or of a folder in the layout of obs packages. A file that is wrong is \
            said and left out, and nothing holds in its time; with --strict nothing comes when a file is wrong. Exit \
            status: 1 when there were errors or conflicts.
            """)

    @OptionGroup var curated: CuratedOptions

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("The collection; without it INSTRUMENT/calib/curated.", valueName: "collection"))
    var collection: String?

    @Flag(help: "Bring all files or none.")
    var strict = false

    @OptionGroup var options: CalibImportOptions

    @OptionGroup var report: ReportOptions

    func run() throws {
        let problems = Problems()
        let (instrument, folder) = try curated.read(problems)
        Report.print(problems.sorted)
        if problems.hasErrors, strict || folder.files.isEmpty {
            if !folder.files.isEmpty {
                Report.error(
                    .nothingCame, "nothing came: with --strict all files come or none",
                    hint: "correct the files, or leave --strict out")
            }
            throw ExitStatus.problems.code
        }
        let name = collection ?? instrument.curatedCollection
        try options.add(try Report.orExit(.problems) { try folder.set(in: name, of: instrument.name) }, curated.options)
        if problems.hasErrors { throw ExitStatus.problems.code }
    }
}

extension Diagnostic.Code {
    /// Nothing was brought in, since something was wrong.
    static let nothingCame = Self(rawValue: "nothing-came")
}
