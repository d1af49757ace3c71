internal import ObsCalibrations
internal import ObsDocuments
internal import ObsText

/// The folder calibrations/ of an instrument: its kinds, its curated files, and rules for others' files.
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
        /// Reads what a file says together with those that it extends; nothing when there is no such file.
        func read<Content>(
            _ name: String, _ list: String, _ content: (_ layers: [Node], Problems) -> Content
        ) -> Content {
            let path = folder + "/" + name
            let own = Problems()
            let layers =
                files.exists(path)
                ? problems.catching { try Layers.read(path, in: files, locate: locate, problems: problems) } : nil
            layers?.reportUnused(entriesOf: list, problems: own)
            let found = content(layers?.nodes ?? [], own)
            layers?.report(own, to: problems)
            return found
        }
        let kinds = read("kinds.yaml", "kinds") { CalibrationKinds(layers: $0, problems: $1) }
        self.kinds = kinds
        external = read("external.yaml", "products") {
            ExternalCalibrations(layers: $0, kinds: kinds, problems: $1)
        }
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
