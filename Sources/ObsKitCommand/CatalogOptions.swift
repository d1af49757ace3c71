internal import ArgumentParser
internal import ObsKit
internal import ObsText

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

    /// The catalog, with what was noticed about packages printed.
    ///
    /// Errors among that must show in the exit status: the packages and corrections are not those that were asked for.
    ///
    /// - Throws: `ExitCode` (3) when there is no instrument, or no package in a folder of --package
    func catalog() throws -> InstrumentCatalog {
        let catalog = unreportedCatalog()
        let empty = packages.filter { folder in !catalog.found.contains { $0.place?.folder == folder } }
        Report.print(
            catalog.diagnostics.filter { diagnostic in
                diagnostic.severity != .note && !empty.contains { diagnostic == .noPackage(in: $0) }
            })
        for folder in empty {
            Report.error(
                .missingPackage, "there is no camera package in \(folder), the folder of --package",
                hint: "a package is a folder with a package.yaml")
            throw ExitStatus.nothingDone.code
        }
        if catalog.instrumentNames.isEmpty {
            Report.error(
                .missingPackage, "no camera package can be used, so no instrument is known",
                hint: "'obskit instruments --explain' says where packages are searched; name one with --package")
            throw ExitStatus.nothingDone.code
        }
        return catalog
    }

    /// The catalog; what was noticed about packages is for the caller to print.
    func unreportedCatalog() -> InstrumentCatalog {
        InstrumentCatalog(
            path: .ofProcess(naming: packages), linked: ObsKitCommand.linked,
            correctionFiles: allCorrections)
    }

    /// An instrument of the catalog by its name.
    ///
    /// - Throws: `ExitCode`, as `InstrumentCatalog.instrumentOrExit`
    func instrument(named name: String) throws -> Instrument { try catalog().instrumentOrExit(named: name) }

    /// The files of --corrections and of OBSKIT_CORRECTIONS.
    var allCorrections: [String] { InstrumentCatalog.correctionFiles(naming: corrections) }
}

extension InstrumentCatalog {
    /// Whether a package or a file of corrections could not be used.
    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// An instrument by its name; what is wrong is printed.
    ///
    /// - Throws: `ExitCode`: 2 when there is no such instrument, 3 when its package is broken, or may be among those that are
    func instrumentOrExit(named name: String) throws -> Instrument {
        do {
            return try instrument(named: name)
        } catch {
            Report.print(error)
            let isKnown = !Report.diagnostics(error).contains { Self.codesOfWrongNames.contains($0.code) }
            throw (isKnown || hasErrors ? ExitStatus.nothingDone : .wrongCall).code
        }
    }

    private static var codesOfWrongNames: Set<Diagnostic.Code> {
        [.unknownInstrument, .init(rawValue: "ambiguous-alias")]
    }

    /// Whether a diagnostic is about a file of a package, and not about an input.
    func isOfPackage(_ diagnostic: Diagnostic) -> Bool {
        packages.contains { $0.owns(diagnostic.place) }
    }
}

extension Diagnostic.Code {
    static let missingPackage = Self(rawValue: "missing-package")
}
