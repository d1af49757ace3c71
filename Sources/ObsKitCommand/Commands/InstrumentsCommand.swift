internal import ArgumentParser
internal import ObsKit
internal import ObsYAML

struct InstrumentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "instruments", abstract: "The instruments that are known, and where their packages are.")

    @OptionGroup var cameras: CatalogOptions

    func run() throws {
        let catalog = cameras.catalog(quiet: true)
        let lines = catalog.packages.flatMap { package in
            package.instrumentNames.map { [$0, "\(package.name) \(package.version)", package.location] }
        }
        let widths = (0..<2).map { column in (lines.map { $0[column].count }.max() ?? 0) + 2 }
        for line in lines {
            Output.result(
                ObservationText.pad(line[0], widths[0]) + ObservationText.pad(line[1], widths[1]) + line[2] + "\n")
        }
        for diagnostic in catalog.diagnostics { Output.diagnostic("\(diagnostic)") }
        if catalog.hasErrors { throw ExitCode(1) }
    }
}
