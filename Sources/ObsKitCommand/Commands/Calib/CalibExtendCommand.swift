internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry
internal import ObsTime

struct CalibExtendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "Let datasets hold longer, until a date or forever.",
        discussion: "Refused when another one holds in that time: both are named.")

    @OptionGroup var options: DatasetOptions

    @Option(
        help: ArgumentHelp("The first instant at which they hold no more.", valueName: "date"),
        transform: DateArgument.read)
    var to: DateArgument?

    @Flag(help: "Leave the end open.")
    var open = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if open == (to != nil) { throw ValidationError("Say until when: --to, or --open.") }
    }

    func run() throws {
        try options.changeEach { try $0.extend($1, in: options.collection, to: to?.instant) }
    }
}
