internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsRegistry
internal import ObsYAML

struct CalibContextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context", abstract: "The hash of everything that answers depend on: packages and calibrations.",
        discussion: """
            Equal hashes mean equal answers, on every machine. It covers the kinds, the collections that are searched with \
            their certifications and datasets, and the files of the packages of the instruments that are named.
            """)

    @OptionGroup var registry: RegistryOptions

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("A collection or chain to search; may be repeated.", valueName: "collection"))
    var collections: [String]

    @Option(
        name: .customLong("instrument"),
        help: ArgumentHelp("An instrument whose package counts; may be repeated.", valueName: "name"))
    var instruments: [String] = []

    @OptionGroup var cameras: CatalogOptions

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    func run() throws {
        let catalog = cameras.catalog()
        let packages = try instruments.map { name in
            let instrument = try Report.orExit(2) { try catalog.instrument(named: name) }
            return catalog.packages.first { $0.instrumentNames.contains(instrument.name) }
        }
        let unique = Dictionary(packages.compactMap { $0 }.map { ($0.name, $0) }) { first, _ in first }
        let set = try registry.read { try $0.snapshot(of: collections) }
        let context = try CalibrationFailure.orExit {
            try PinnedContext(packages: Array(unique.values), calibrations: set, searching: collections)
        }
        switch format {
        case .text:
            Output.result("context \(context.hash)\ncalibrations \(context.calibrationHash)\n")
            for package in context.packages {
                Output.result("package \(package.name) \(package.version) \(package.content)\n")
            }
        case .json:
            Output.result(
                CalibrationText.json { writer in
                    writer.beginObject()
                    writer.member("context", context.hash.description)
                    writer.member("calibrations", context.calibrationHash.description)
                    writer.key("packages")
                    writer.beginArray()
                    for package in context.packages {
                        writer.beginObject()
                        writer.member("name", package.name)
                        writer.member("version", package.version)
                        writer.member("content", package.content.description)
                        writer.endObject()
                    }
                    writer.endArray()
                    writer.endObject()
                })
        }
    }
}
