internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsYAML

struct CalibImportCuratedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "curated", abstract: "Bring curated text calibrations of an instrument into a registry.",
        discussion: """
            Each file becomes a dataset that holds from the date of its name, UTC, to that of the next file of its folder. \
            Nothing comes while a file has errors; obskit calib lint says the same without a registry.
            """)

    @OptionGroup var curated: CuratedOptions

    @Option(
        name: .customLong("into"),
        help: ArgumentHelp(
            "The collection, made when there is none; INSTRUMENT/calib/curated without it.", valueName: "collection"))
    var collection: String?

    @OptionGroup var options: CalibImportOptions

    func run() throws {
        let found = try curated.read()
        if found.errors > 0 {
            Output.diagnostic("obskit: error: nothing was imported, since there are \(found.errors) errors")
            throw ExitCode(1)
        }
        let set = try CalibrationFailure.orExit {
            try found.calibrations.set(in: collection ?? found.instrument.curatedCollection)
        }
        try options.add(set)
    }
}
