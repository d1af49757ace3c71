internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsRegistry
internal import ObsText

struct CalibExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what is in a registry as text, which import takes.",
        discussion:
            "JSON with a line for each thing; the same registry gives the same bytes. The files of datasets stay.")

    @OptionGroup var registry: RegistryOptions

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp(
            "Only this collection, with the members of a chain; may be repeated. All if not given.",
            valueName: "collection"))
    var collections: [String] = []

    @Option(name: .customLong("kind"), help: ArgumentHelp("Only this kind; may be repeated.", valueName: "kind"))
    var kinds: [String] = []

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The file to write; standard output if not given.", valueName: "file"))
    var output: String?

    @OptionGroup var writing: OutputOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        if let output {
            let kind = OutputKind.document("an export", schema: CalibrationSet.exportSchema)
            try writing.check([output], kind, inputs: registry.inputs)
        }
        let count = try registry.read { reading in
            func export(to write: @escaping ([UInt8]) throws -> Void) throws -> (datasets: Int, certifications: Int) {
                try reading.export(
                    of: collections.isEmpty ? nil : collections, kinds: kinds.isEmpty ? nil : kinds, to: write)
            }
            guard let output else { return try export { Output.json($0) } }
            var count = (datasets: 0, certifications: 0)
            try FileSystem.write(to: output) { write in
                try withoutActuallyEscaping(write) { count = try export(to: $0) }
            }
            return count
        }
        guard let output else { return }
        Output.line("\(output): \(count.datasets) datasets, \(count.certifications) certifications")
    }
}
