internal import ArgumentParser
internal import ObsCalibrations

/// How results of calibrations are printed.
enum ListFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

/// The id of a dataset on the command line.
struct DatasetArgument: ExpressibleByArgument {
    let id: DatasetID

    init?(argument: String) {
        guard let id = DatasetID(argument) else { return nil }
        self.id = id
    }
}
