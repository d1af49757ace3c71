internal import ArgumentParser
internal import ObsCalibrations
internal import ObsRegistry
internal import ObsTime

struct CalibDecertifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decertify", abstract: "Take time away from the certifications of a kind.",
        discussion: "Each is removed, cut short or split in two; what changed is printed. The datasets stay.")

    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The kind of calibration.", valueName: "kind"))
    var kind: String

    @Option(name: .customLong("in"), help: ArgumentHelp("The collection.", valueName: "collection"))
    var collection: String

    @OptionGroup var validity: ValidityOptions

    @Option(help: ArgumentHelp("Only those of these detectors: 3, 1-62, 1,2,8-10.", valueName: "list"))
    var detectors: DetectorList?

    @Option(help: ArgumentHelp("Only those of this physical filter.", valueName: "name"))
    var filter: String?

    @Option(name: .customLong("dataset"), help: ArgumentHelp("Only those of this dataset.", valueName: "id"))
    var dataset: DatasetArgument?

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func run() throws {
        let validity = try Report.orExit(.problems) { try self.validity.validity() }
        let wanted = detectors.map { Set($0.detectors) }
        let change = try registry.write { changes in
            try changes.decertify(kind, in: collection, during: validity) { row in
                if let wanted, !(row.keys.detector.map(wanted.contains) ?? false) { return false }
                if let filter, row.keys.filter != filter { return false }
                return dataset == nil || row.dataset == dataset?.id
            }
        }
        CalibrationText.print(change, format)
    }
}
