internal import ArgumentParser
internal import ObsKit
internal import ObsYAML

/// Where camera packages are searched.
struct CatalogOptions: ParsableArguments {
    @Option(
        name: .customLong("package"),
        help: ArgumentHelp("Use the camera package of this folder, before all others.", valueName: "folder"))
    var packages: [String] = []

    @Option(
        name: .customLong("corrections"),
        help: ArgumentHelp("Lay the corrections of this file over those of its instrument.", valueName: "file"))
    var corrections: [String] = []

    func validate() throws {
        for folder in packages where !FileSystem.isFolder(folder) {
            throw ValidationError("--package names a folder, and \(folder) is none.")
        }
    }

    /// The catalogue, with what was noticed about packages reported.
    ///
    /// Errors among that must show in the exit status: the packages and corrections are not those that were asked for.
    func catalog(quiet: Bool = false) -> InstrumentCatalog {
        let catalog = InstrumentCatalog(
            path: .ofProcess(naming: packages), linked: ObsKitCommand.linked,
            correctionFiles: corrections + Self.siteCorrections)
        for diagnostic in catalog.diagnostics where diagnostic.severity != .note && !quiet {
            Output.diagnostic(diagnostic.description)
        }
        return catalog
    }

    /// The files of OBSKIT_CORRECTIONS.
    private static var siteCorrections: [String] {
        (FileSystem.environment("OBSKIT_CORRECTIONS") ?? "").split(separator: ":").map(String.init)
    }
}

extension InstrumentCatalog {
    /// Whether a package or a file of corrections could not be used.
    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
