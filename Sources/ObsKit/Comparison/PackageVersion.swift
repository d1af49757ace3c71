package import ObsText

/// A package as it is in one folder, or compiled into the program, with all that it stands on: one side of a comparison.
package struct PackageVersion: Sendable {
    /// The package.
    package let package: InstrumentPackage
    /// The catalog in which the package comes before all others.
    package let catalog: InstrumentCatalog
    /// Its instruments.
    let instruments: [Instrument]

    /// A version of a package; nil when the word is neither a package folder nor the name of a linked package.
    ///
    /// - Parameters:
    ///   - word: a folder with a package.yaml, or the name of a linked package
    ///   - others: folders of other packages, on which it may stand
    ///   - linked: what is linked into the program
    ///   - correctionFiles: corrections of the site
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    package init?(
        _ word: String, others: [String] = [], linked: [any LinkedPackage], correctionFiles: [String] = []
    ) throws {
        let folder = word.count > 1 && word.hasSuffix("/") ? String(word.dropLast()) : word
        let isFolder = FileSystem.isFile(folder + "/package.yaml")
        guard isFolder || linked.contains(where: { $0.name == word }) else { return nil }
        // What is compiled in is meant by its name, so no folder of the process's path may stand before it.
        let catalog = InstrumentCatalog(
            path: isFolder ? .ofProcess(naming: [folder] + others) : PackageSearchPath(others), linked: linked,
            correctionFiles: correctionFiles)
        let location = isFolder ? folder : "embedded:\(word)"
        guard let package = catalog.packages.first(where: { $0.location == location }) else {
            let errors = catalog.diagnostics.filter { $0.severity == .error }
            throw DiagnosticsError(
                errors.isEmpty
                    ? [
                        Diagnostic(
                            .error, .brokenPackage, at: nil,
                            "the package of \(location) stands behind another of its name",
                            hint: "take that out of --package")
                    ] : errors)
        }
        self.package = package
        self.catalog = catalog
        instruments = try package.descriptions.indices.map {
            try package.instrument(at: $0, locate: catalog.locate)
        }
    }

    /// What was noticed about corrections of the site, and about packages on which others stand.
    package var diagnostics: [Diagnostic] { catalog.diagnostics.filter { $0.severity != .note } }
}
