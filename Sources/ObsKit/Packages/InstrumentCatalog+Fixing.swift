internal import Glibc
internal import ObsDocuments
internal import ObsGeometry
internal import ObsText
internal import ObsTranslation

/// What was changed in a file of a package.
package struct FixedFile: Sendable {
    /// The name of the file, as diagnostics give it.
    package let path: String
    /// The changes that were made, by place; comments are for a person, who must decide.
    package let made: [TextFix]
    /// The changes that could not be made, by place.
    package let left: [TextFix]
}

extension InstrumentCatalog {
    /// Rewrites the files of a package whose spelling or language is of an older version.
    ///
    /// Only YAML files in the package's own folder are changed, each whole or not at all; bases in other packages, links and
    /// copies that are compiled in stay as they are. What is no spelling keeps every byte.
    ///
    /// - Parameter location: the location of a package of this catalog
    /// - Returns: the files that had something to change, by name
    /// - Throws: `DiagnosticsError` when a file cannot be read or written
    package func fix(package location: String) throws -> [FixedFile] {
        guard let package = packages.first(where: { $0.location == location }), let folder = package.folder else {
            return []
        }
        let fixes = package.readAll(locate: locate).fixes + package.readSingleFiles(locate: locate).fixes
        var results: [FixedFile] = []
        var replacements: [(file: ReplacementFile, path: String)] = []
        for (path, own) in Dictionary(grouping: Set(fixes), by: \.place.file).sorted(by: { $0.key < $1.key })
        where path.hasPrefix(folder + "/") {
            guard !FileSystem.isLink(path), FileSystem.isInside(path, folder) else {
                results.append(FixedFile(path: path, made: [], left: own.sorted { $0.place < $1.place }))
                continue
            }
            let bytes = try FileBytes.read(path)
            let fixed = TextFix.apply(own, to: bytes)
            if fixed.bytes != bytes {
                let file = try ReplacementFile(path)
                try file.write(fixed.bytes)
                replacements.append((file, path))
            }
            if !fixed.made.isEmpty || !fixed.left.isEmpty {
                results.append(FixedFile(path: path, made: fixed.made, left: fixed.left))
            }
        }
        // Nothing is put in its place before everything is written.
        for (file, path) in replacements {
            let mode = FileSystem.mode(of: path)
            try file.finish()
            if let mode { FileSystem.setMode(mode, of: path) }
        }
        return results
    }
}

extension InstrumentPackage {
    /// Reads each file for itself: bases whose entries instruments replace, and those that only other packages extend.
    ///
    /// - Returns: what is said of the language of the files, and what a tool can mend; all else is only known where a file
    ///   is read for an instrument
    func readSingleFiles(locate: Layers.Locator) -> (diagnostics: [Diagnostic], fixes: [TextFix]) {
        var diagnostics: [Diagnostic] = []
        var fixes: [TextFix] = []
        for path in yamlFiles() {
            guard let document = try? files.document(path), let schema = document.root["schema"]?.text else { continue }
            let problems = Problems()
            guard let layers = try? Layers.read(path, in: files, locate: locate, problems: problems) else { continue }
            if schema.hasPrefix("obskit/translation/") {
                _ = TranslationRules.compile(layers: layers.nodes, problems: problems)
            } else if schema == InstrumentDescription.schema {
                let name = document.root["name"]?.text ?? ""
                _ = InstrumentDescription(layers: layers.nodes, expectedName: name, problems: problems)
            } else if schema == Corrections.schema {
                _ = Corrections.read(layers: layers.nodes, ruleLayers: [], problems: problems)
            } else if schema == CameraFiles.focalPlane.schema {
                _ = CameraHistory(reading: layers.nodes, sensors: [], history: nil, problems: problems)
            } else if schema == CameraFiles.history.schema {
                _ = CameraHistory(reading: [], sensors: [], history: document.root, problems: problems)
            }
            fixes += problems.fixes
            diagnostics += problems.sorted.filter { [.oldLanguage, .oldSpelling, .formerSpelling].contains($0.code) }
        }
        return (diagnostics, fixes)
    }
}
