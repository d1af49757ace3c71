internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry

struct CalibRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove datasets that are certified nowhere; their files stay.",
        discussion: "All or none: a dataset that is certified is refused, with where.")

    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The ids of the datasets.", valueName: "id"))
    var datasets: [DatasetArgument]

    @OptionGroup var report: ReportOptions

    func run() throws {
        try registry.write { changes in
            for dataset in datasets { try changes.remove(dataset.id) }
        }
        Output.line("\(datasets.count) datasets removed")
    }
}
