internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry
internal import ObsTime

struct CalibExtendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "Let datasets hold longer, until a date or for ever.",
        discussion: "Refused when another one holds in that time: both are named.")

    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The ids of the datasets.", valueName: "id"))
    var datasets: [DatasetArgument]

    @Option(name: .customLong("in"), help: ArgumentHelp("The collection.", valueName: "collection"))
    var collection: String

    @Option(help: ArgumentHelp("The first instant at which they hold no more.", valueName: "date"))
    var to: DateArgument?

    @Flag(help: "Leave the end open.")
    var open = false

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    func validate() throws {
        if open == (to != nil) { throw ValidationError("Say until when: --to, or --open.") }
    }

    func run() throws {
        let change = try registry.write { changes in
            var whole = CertificationChange()
            for dataset in datasets {
                let change = try changes.extend(dataset.id, in: collection, to: to?.instant)
                whole.removed += change.removed
                whole.added += change.added
            }
            return whole
        }
        CalibrationText.print(change, format)
    }
}
