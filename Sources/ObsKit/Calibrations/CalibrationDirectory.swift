internal import ObsCalibrations
internal import ObsDocuments
internal import ObsText

/// The folder calibrations/ of an instrument: its kinds, its curated files, and rules for those of others.
struct CalibrationDirectory: Sendable {
    let files: PackageFiles
    /// The path of the folder inside the package.
    let folder: String
    let kinds: CalibrationKinds
    let external: ExternalCalibrations

    /// Reads kinds.yaml and external.yaml where there are any.
    init(files: PackageFiles, folder: String, locate: Layers.Locator, problems: Problems) {
        self.files = files
        self.folder = folder
        /// A file and those that it extends; none when there is no such file.
        func layers(_ name: String, _ list: String) -> [Node] {
            let path = folder + "/" + name
            guard files.exists(path) else { return [] }
            let layers = problems.catching { try Layers.read(path, in: files, locate: locate, problems: problems) }
            layers?.reportUnused(entriesOf: list, problems: problems)
            return layers?.nodes ?? []
        }
        kinds = CalibrationKinds(layers: layers("kinds.yaml", "kinds"), problems: problems)
        external = ExternalCalibrations(layers: layers("external.yaml", "products"), kinds: kinds, problems: problems)
    }

    /// The files of the folder and of the folders in it.
    var curatedFiles: CalibrationFiles {
        let (files, folder) = (files, folder)
        return CalibrationFiles(name: files.displayName(folder), paths: files.paths(under: folder)) {
            try files.bytes(folder + "/" + $0)
        }
    }
}

extension PackageFiles {
    /// The paths of the files under a folder of the package, from that folder; links are not followed.
    func paths(under folder: String) -> [String] {
        switch self {
        case .folder(let root, _): return FileSystem.paths(under: root + "/" + folder)
        case .embedded(let files, _):
            let prefix = folder + "/"
            return files.paths.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        }
    }
}

extension FileSystem {
    /// The deepest folder in a folder that is looked into.
    private static let deepest = 8

    /// The paths of the files under a folder, from that folder, sorted; links are not followed.
    package static func paths(under folder: String) -> [String] {
        var paths: [String] = []
        collect(folder, "", depth: 0, into: &paths)
        paths.sort()
        return paths
    }

    private static func collect(_ folder: String, _ prefix: String, depth: Int, into paths: inout [String]) {
        guard depth <= deepest else { return }
        for name in names(in: folder + "/" + prefix) ?? [] {
            let path = folder + "/" + prefix + name
            if isLink(path) { continue }
            if isFolder(path) {
                collect(folder, prefix + name + "/", depth: depth + 1, into: &paths)
            } else if isFile(path) {
                paths.append(prefix + name)
            }
        }
    }
}
