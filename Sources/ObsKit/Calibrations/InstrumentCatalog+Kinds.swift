package import ObsCalibrations
internal import ObsDocuments
internal import ObsText

extension InstrumentCatalog {
    /// The kinds of calibration of files, each with those that it extends: of its package, or of others by their names.
    ///
    /// - Parameter paths: The files; an earlier one is laid over a later one.
    /// - Returns: The kinds.
    /// - Throws: `DiagnosticsError` with everything that is wrong
    package func calibrationKinds(atPaths paths: [String]) throws -> CalibrationKinds {
        let problems = Problems()
        let own = Problems()
        let files = try paths.map { path in
            let (folder, name) = InstrumentPackage.enclosingFolder(of: path) ?? Self.own(path)
            let layers = try Layers.read(name, in: .folder(folder), locate: locate, problems: problems)
            layers.reportUnused(entriesOf: "kinds", problems: own)
            return layers
        }
        let kinds = CalibrationKinds(layers: files.flatMap(\.nodes), problems: own)
        problems.report(files.reduce(own.sorted) { $1.reworded($0) })
        try problems.throwIfErrors()
        return kinds
    }

    /// The folder of a file that is in no package, and the file's name.
    private static func own(_ path: String) -> (folder: String, path: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }
}
