internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry

struct CalibRetireCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "End datasets at a date: they hold until then, and later no more.")

    @OptionGroup var options: DatasetOptions

    @Option(
        help: ArgumentHelp("The first instant at which they hold no more.", valueName: "date"),
        transform: DateArgument.read)
    var at: DateArgument

    @OptionGroup var report: ReportOptions

    func run() throws {
        try options.changeEach { try $0.retire($1, in: options.collection, at: at.instant) }
    }
}
