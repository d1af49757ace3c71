internal import ArgumentParser
internal import ObsGeometry
internal import ObsKit
internal import ObsYAML

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Everything that is wrong or doubtful with a camera package.",
        discussion: """
            Prints file:line:column of each problem. Exit status: 1 when there are errors.
            A camera outside a package is checked as well: a folder with focal-plane.yaml, or one file that has its sensors \
            with it, as obskit camera --format yaml writes it.
            """)

    @Argument(
        help: ArgumentHelp(
            "The package's folder, or a camera; all known packages when none is named.", valueName: "folder"))
    var paths: [String] = []

    @OptionGroup var cameras: CatalogOptions

    func run() throws {
        var errors = 0
        var warnings = 0
        var lines: [String] = []
        for path in paths where CameraHistory.isCamera(path) {
            do {
                let history = try CameraHistory(path: path)
                let versions = try history.versions()
                lines.append("camera \(history.name) (\(path)): \(versions.count) versions\n")
            } catch {
                for diagnostic in Report.diagnostics(error, path) {
                    Output.diagnostic(diagnostic.place == nil ? "\(path): \(diagnostic)" : "\(diagnostic)")
                    if diagnostic.severity == .error { errors += 1 }
                    if diagnostic.severity == .warning { warnings += 1 }
                }
            }
        }
        let folders = paths.filter { !CameraHistory.isCamera($0) }
        if !folders.isEmpty || paths.isEmpty {
            let found = try packages(folders)
            (errors, warnings) = (errors + found.errors, warnings + found.warnings)
            lines += found.lines
        }
        for line in lines { Output.result(line) }
        Output.result("\(errors) errors, \(warnings) warnings\n")
        if errors > 0 { throw ExitCode(1) }
    }

    /// Checks packages of folders, or all.
    private func packages(_ folders: [String]) throws -> (errors: Int, warnings: Int, lines: [String]) {
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
        if folders.contains(where: { folder in !wanted.contains { $0.location.hasPrefix(folder) } }) {
            errors = max(errors, 1)
        }
        return (
            errors, warnings,
            wanted.map { "\($0.name) \($0.version) (\($0.location)): \($0.instrumentNames.count) instruments\n" }
        )
    }
}
