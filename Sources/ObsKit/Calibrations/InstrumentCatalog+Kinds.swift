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
        var nodes: [Node] = []
        for path in paths {
            let (folder, name) = Self.package(of: path)
            let layers = try Layers.read(name, in: .folder(folder), locate: locate, problems: problems)
            layers.reportUnused(entriesOf: "kinds", problems: problems)
            nodes += layers.nodes
        }
        let kinds = CalibrationKinds(layers: nodes, problems: problems)
        try problems.throwIfErrors()
        return kinds
    }

    /// The folder of the package that a file is in, or else its own, and its path from there.
    private static func package(of path: String) -> (folder: String, name: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        var name = parts.removeLast()
        func folder(_ parts: [String]) -> String {
            parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
        }
        let own = (folder(parts), name)
        while true {
            if FileSystem.isFile(folder(parts) + "/package.yaml") { return (folder(parts), name) }
            guard let last = parts.popLast(), !last.isEmpty, last != ".", last != ".." else { return own }
            name = last + "/" + name
        }
    }
}
