internal import ArgumentParser
internal import ObsKit
internal import ObsYAML

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Everything that is wrong or doubtful with a camera package.",
        discussion: "Prints file:line:column of each problem. Exit status: 1 when there are errors.")

    @Argument(help: ArgumentHelp("The package's folder; all known packages when none is named.", valueName: "folder"))
    var folders: [String] = []

    @OptionGroup var cameras: CatalogOptions

    func run() throws {
        var cameras = cameras
        cameras.packages = folders + cameras.packages
        let catalog = cameras.catalog(quiet: true)
        var errors = 0
        var warnings = 0
        let wanted =
            folders.isEmpty
            ? catalog.packages
            : catalog.packages.filter { package in
                folders.contains {
                    package.location == $0 || package.location.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/")
                }
            }
        let found =
            catalog.diagnostics.filter { $0.severity != .note }
            + wanted.flatMap { catalog.validate(package: $0.location) }
        for diagnostic in found {
            Output.diagnostic("\(diagnostic)")
            if diagnostic.severity == .error { errors += 1 }
            if diagnostic.severity == .warning { warnings += 1 }
        }
        for package in wanted {
            Output.result(
                "\(package.name) \(package.version) (\(package.location)): \(package.instrumentNames.count) instruments\n"
            )
        }
        Output.result("\(errors) errors, \(warnings) warnings\n")
        let isEmpty = folders.contains { folder in !wanted.contains { $0.location.hasPrefix(folder) } }
        if errors > 0 || isEmpty { throw ExitCode(1) }
    }
}
