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
        let set = try registry.read { reading in
            try reading.snapshot(
                of: collections.isEmpty ? nil : collections, kinds: kinds.isEmpty ? nil : kinds)
        }
        guard let output else { return Output.json(set.export) }
        try Report.orExit(.problems) { try FileSystem.write(set.export, to: output) }
        Output.line("\(output): \(set.datasets.count) datasets, \(set.certifications.count) certifications")
    }
}
