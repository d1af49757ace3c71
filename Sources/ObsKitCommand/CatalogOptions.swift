internal import ArgumentParser
internal import ObsKit
internal import ObsYAML

/// Where camera packages are searched.
struct CatalogOptions: ParsableArguments {
    @Option(name: .customLong("package"), help: ArgumentHelp("Use the camera package of this folder, before all others.", valueName: "folder"))
    var packages: [String] = []

    @Option(
        name: .customLong("corrections"),
        help: ArgumentHelp("Lay the corrections of this file over those of its instrument.", valueName: "file"))
    var corrections: [String] = []

    /// The catalogue, with what was noticed about packages reported.
    func catalog(quiet: Bool = false) -> InstrumentCatalog {
        let catalog = InstrumentCatalog(folders: packages + Self.searchPath, linked: ObsKitCommand.linked, correctionFiles: corrections + Self.siteCorrections)
        for diagnostic in catalog.diagnostics where diagnostic.severity != .note && !quiet {
            Output.diagnostic(diagnostic.description)
        }
        return catalog
    }

    /// The files of OBSKIT_CORRECTIONS.
    private static var siteCorrections: [String] {
        (FileSystem.environment("OBSKIT_CORRECTIONS") ?? "").split(separator: ":").map(String.init)
    }

    /// The folders of OBSKIT_PATH and of the installation.
    private static var searchPath: [String] {
        var folders = (FileSystem.environment("OBSKIT_PATH") ?? "").split(separator: ":").map(String.init)
        if let program = FileSystem.programFolder, FileSystem.isFolder(program + "/../share/obskit/cameras") {
            folders.append(program + "/../share/obskit/cameras")
        }
        return folders
    }
}
