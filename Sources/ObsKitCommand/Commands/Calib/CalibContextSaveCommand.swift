internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsRegistry

struct CalibContextSaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Write what answers depend on now into a file.",
        discussion: "The file gets its name when all of it is on the disk.")

    @Argument(help: ArgumentHelp("The instrument.", valueName: "name"))
    var name: String

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("A collection or chain to search; may be repeated.", valueName: "collection"))
    var collections: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The file of the context, .json.", valueName: "file"))
    var output: String

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("The edition of the instrument's camera; the newest without it.", valueName: "date"),
        transform: DateArgument.read)
    var edition: DateArgument?

    @OptionGroup var packages: CatalogOptions
    @OptionGroup var registry: RegistryOptions

    @OptionGroup var writing: OutputOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if !output.hasSuffix(".json") {
            throw ValidationError("A context is a file that ends in .json, and \(output) does not.")
        }
    }

    func run() throws {
        let kind = OutputKind.document("a context", schema: PinnedContext.schema)
        try writing.check([output], kind, inputs: registry.inputs + packages.inputs)
        let catalog = try packages.catalog()
        let instrument = try catalog.instrumentOrExit(named: name)
        if let edition {
            // A context of an edition that nobody described would be one of another.
            let history = try Report.orExit(.nothingDone) { try instrument.cameraHistory() }
            _ = try Report.orExit { try history.entries(at: history.newestInstant, edition: .asOf(edition.instant)) }
        }
        let used = catalog.packages.filter { $0.instrumentNames.contains(instrument.name) }
        let context = try Report.orExit(.problems) {
            let set = try registry.read { reading in
                let isOneOfSeveral = try registry.instrument == nil && reading.instruments().count > 1
                return try (isOneOfSeveral ? reading.of(instrument: name) : reading).snapshot(of: collections)
            }
            let editions = edition.map { [instrument.name: Edition.asOf($0.instant)] } ?? [:]
            let context = try PinnedContext(
                packages: used, editions: editions, calibrations: set, searching: collections)
            try context.write(to: output)
            return context
        }
        Output.result((ContextText.lines(context) + ["written to \(output)"]).joined(separator: "\n") + "\n")
    }
}
