internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry
internal import ObsTime

struct CalibCertifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify", abstract: "Say when datasets hold, in a collection; all or none.",
        discussion: """
            Refused when one would answer the same exposure as another of the collection: both are named. Certifications of \
            one dataset that touch become one.
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
            try changes.certify(
                try datasets.map {
                    Certification(of: try changes.reading.dataset($0.id), in: collection, validity: validity)
                })
        }
        CalibrationText.print(change, format)
    }
}
