internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry
internal import ObsTime

/// The datasets whose certifications a command changes, and where.
struct DatasetOptions: ParsableArguments {
    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The ids of the datasets.", valueName: "id"))
    var datasets: [DatasetArgument]

    @Option(name: .customLong("in"), help: ArgumentHelp("The collection.", valueName: "collection"))
    var collection: String

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    /// Changes the registry for all datasets or for none, and prints what changed.
    func change(_ body: (RegistryChanges) throws -> CertificationChange) throws {
        CalibrationText.print(
            try registry.write { changes in
                // Datasets are of one instrument, which need not be named.
                let owner = try registry.instrument ?? datasets.first.map { try changes.reading.instrument(of: $0.id) }
                return try body(changes.of(instrument: owner))
            }, format)
    }

    /// Changes one dataset after the other, all or none, and prints what changed.
    func changeEach(_ body: (RegistryChanges, DatasetID) throws -> CertificationChange) throws {
        CalibrationText.print(
            try registry.write { changes in
                try datasets.reduce(into: CertificationChange()) { whole, dataset in
                    let change = try body(changes, dataset.id)
                    whole.removed += change.removed
                    whole.added += change.added
                }
            }, format)
    }

    /// Certifications of the datasets, each for what it was made for.
    func certifications(during validity: Validity, _ changes: RegistryChanges) throws -> [Certification] {
        try datasets.map { Certification(of: try changes.reading.dataset($0.id), in: collection, validity: validity) }
    }
}
