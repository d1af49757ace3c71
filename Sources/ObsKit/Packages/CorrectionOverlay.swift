internal import ObsDocuments
internal import ObsText

/// Corrections of a site, laid over a package without a release of it.
struct CorrectionOverlay: Sendable {
    /// The instrument whose headers they repair.
    let instrument: String
    let document: Document
    /// The folder of the file, and its name there.
    let place: (files: PackageFiles, path: String)

    /// Reads a file: a corrections.yaml that also names its instrument.
    ///
    /// - Throws: `DiagnosticsError` when it cannot be read or names none
    init(path: String) throws {
        document = try Document.read(path: path)
        let problems = Problems()
        problems.report(document.duplicateKeys)
        let name = document.root["instrument"]?.string(problems)
        if name == nil && !problems.hasErrors {
            problems.error(
                .missingKey, at: document.root, "corrections of a site name their instrument",
                hint: "write instrument: NAME")
        }
        guard let name, !problems.hasErrors else { throw DiagnosticsError(problems.sorted) }
        instrument = name
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        place = (.folder(parts.count == 1 ? "." : folder), String(parts[parts.count - 1]))
    }
}

extension InstrumentCatalog {
    /// The files of corrections that are named, then the ones in `OBSKIT_CORRECTIONS`, where colons separate them.
    ///
    /// - Parameter files: the files that are named
    /// - Returns: all of them, in order
    package static func correctionFiles(naming files: [String]) -> [String] {
        files + (FileSystem.environment("OBSKIT_CORRECTIONS") ?? "").split(separator: ":").map(String.init)
    }

    /// Checks files of corrections as far as they can be read by themselves.
    ///
    /// - Parameter paths: the files
    /// - Throws: `DiagnosticsError` of the first that is wrong
    package static func checkCorrections(_ paths: [String]) throws {
        for path in paths { _ = try CorrectionOverlay(path: path) }
    }
}
