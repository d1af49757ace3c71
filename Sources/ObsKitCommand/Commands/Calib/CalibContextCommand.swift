internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsRegistry
internal import ObsYAML

struct CalibContextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context", abstract: "Pin packages and calibrations: one hash of all on which answers depend.",
        discussion: """
            Equal hashes mean equal answers. --since names an earlier registry, of which the difference is listed.
            """)

    @Argument(help: ArgumentHelp("The instrument.", valueName: "name"))
    var name: String

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("A collection or chain to search; may be repeated.", valueName: "collection"))
    var collections: [String]

    @Option(help: ArgumentHelp("The file of an earlier registry, to compare with.", valueName: "file"))
    var since: String?

    @OptionGroup var packages: CatalogOptions
    @OptionGroup var registry: RegistryOptions

    func run() throws {
        let catalog = packages.catalog()
        let instrument = try Report.orExit { try catalog.instrument(named: name) }
        let used = catalog.packages.filter { $0.instrumentNames.contains(instrument.name) }
        func context(_ set: CalibrationSet) throws -> PinnedContext {
            try PinnedContext(packages: used, calibrations: set, searching: collections)
        }
        let now = try CalibrationFailure.orExit { try context(registry.read { try $0.snapshot(of: collections) }) }
        var lines = ["context \(now.hash)", "calibrations \(now.calibrationHash)"]
        lines += now.packages.map { "package \($0.name) \($0.version) \($0.content)" }
        if let since {
            let then = try CalibrationFailure.orExit {
                let earlier = try Registry.open(path: since, readOnly: true, patience: registry.wait)
                defer { try? earlier.close() }
                return try context(earlier.read { try $0.snapshot(of: collections) })
            }
            let difference = now.difference(from: then)
            lines.append(difference.isEmpty ? "no difference" : "since \(then.hash):")
            lines += difference.kinds.map { "kind \($0) differs" }
            lines += difference.datasets.map { "dataset \($0) differs" }
            lines += difference.removed.map { "- \($0)" } + difference.added.map { "+ \($0)" }
        }
        Output.result(lines.joined(separator: "\n") + "\n")
    }
}
