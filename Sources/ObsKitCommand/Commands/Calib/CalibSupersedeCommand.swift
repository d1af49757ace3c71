internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry
internal import ObsTime

struct CalibSupersedeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supersede", abstract: "Certify datasets in place of all that they conflict with.",
        discussion: """
            Their time is taken from whatever holds for the same exposures; what changed is printed. With an open end, what was \
            certified for later goes too.
            """)

    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The ids of the datasets.", valueName: "id"))
    var datasets: [DatasetArgument]

    @Option(name: .customLong("in"), help: ArgumentHelp("The collection.", valueName: "collection"))
    var collection: String

    @OptionGroup var validity: ValidityOptions

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    func run() throws {
        let validity = try CalibrationFailure.orExit { try self.validity.validity() }
        let change = try registry.write { changes in
            try changes.supersede(
                with: try datasets.map {
                    Certification(of: try changes.reading.dataset($0.id), in: collection, validity: validity)
                })
        }
        CalibrationText.print(change, format)
    }
}
