internal import ArgumentParser
internal import Glibc
internal import ObsCalibrations
internal import ObsKit
internal import ObsRegistry
internal import ObsTime

struct CalibAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a dataset; its size and checksum are taken from the file.",
        discussion:
            "Prints the id of the dataset, which certify takes. The dataset answers nothing until it is certified.")

    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The kind of calibration.", valueName: "kind"))
    var kind: String

    @Argument(
        help: ArgumentHelp(
            "The file: a path from the folder of the files, or a URI, of which nothing is read but of file:.",
            valueName: "file"))
    var uri: String

    @Option(help: ArgumentHelp("The folder of the files.", valueName: "folder"))
    var files = "."

    @Option(help: ArgumentHelp("The id of the detector.", valueName: "number"))
    var detector: Int?

    @OptionGroup var keys: KeyOptions

    @Option(help: ArgumentHelp("When it was made.", valueName: "date"), transform: DateArgument.read)
    var creation: DateArgument?

    @Option(help: ArgumentHelp("What made it: a program with its version, a person.", valueName: "text"))
    var producer: String?

    @Option(
        name: .customLong("input"),
        help: ArgumentHelp("The id of a dataset of which it was made; may be repeated.", valueName: "id"))
    var inputs: [DatasetArgument] = []

    @Option(help: ArgumentHelp("The id of the dataset; a new one if not given.", valueName: "id"))
    var id: DatasetArgument?

    @OptionGroup var packages: CatalogOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        let (kinds, owner) = try registry.read { (try $0.kinds(), try $0.knownName()) }
        try packages.checkDetectors([detector].compactMap { $0 }, of: owner)
        let keys = try keys.keys(detector: detector, of: kinds[kind])
        let named = CalibrationDataset(id: id?.id ?? .random(), kind: kind, keys: keys, uri: uri)
        let dataset = try Report.orExit(.problems) { () -> CalibrationDataset in
            let contents = try DatasetFiles(folder: files).contents(of: named)
            return CalibrationDataset(
                id: named.id, kind: kind, keys: keys, uri: uri, checksum: contents?.checksum, size: contents?.size,
                creation: creation?.instant, producer: producer, inputs: inputs.map(\.id))
        }
        try registry.write { changes in _ = try changes.add([dataset]) }
        Output.line("\(dataset.id)")
    }
}
