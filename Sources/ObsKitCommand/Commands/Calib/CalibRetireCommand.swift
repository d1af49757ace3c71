internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry

struct CalibRetireCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "End datasets at a date: they hold until then, and later no more.")

    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The ids of the datasets.", valueName: "id"))
    var datasets: [DatasetArgument]

    @Option(name: .customLong("in"), help: ArgumentHelp("The collection.", valueName: "collection"))
    var collection: String

    @Option(help: ArgumentHelp("The first instant at which they hold no more.", valueName: "date"))
    var at: DateArgument

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    func run() throws {
        let change = try registry.write { changes in
            var whole = CertificationChange()
            for dataset in datasets {
                let change = try changes.retire(dataset.id, in: collection, at: at.instant)
                whole.removed += change.removed
                whole.added += change.added
            }
            return whole
        }
        CalibrationText.print(change, format)
    }
}
