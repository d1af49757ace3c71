internal import ArgumentParser
internal import ObsKit
internal import ObsYAML

struct InstrumentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "instruments", abstract: "The instruments that are known, and where their packages are.")

    @OptionGroup var cameras: CatalogOptions

    func run() throws {
        let catalog = cameras.catalog(quiet: true)
        for package in catalog.packages {
            for name in package.instrumentNames {
                Output.result(
                    ObservationText.pad(name, 14) + ObservationText.pad("\(package.name) \(package.version)", 16)
                        + package.location + "\n")
            }
        }
        for diagnostic in catalog.diagnostics { Output.diagnostic("\(diagnostic)") }
        if catalog.hasErrors { throw ExitCode(1) }
    }
}
