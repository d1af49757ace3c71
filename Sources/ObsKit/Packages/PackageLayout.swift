internal import ObsDocuments
internal import ObsText

/// Which files and folders are read in a package, by their names.
struct PackageLayout {
    /// Names that are read in a folder.
    struct Folder {
        /// The path inside the package; empty for the package's own.
        let path: String
        let files: [String]
        let folders: [String]

        /// The path of something in the folder.
        func path(of name: String) -> String { path.isEmpty ? name : path + "/" + name }
    }

    /// Something that is read, and what is there under a name like it, instead or as well.
    struct Misnamed {
        /// The path inside the package that would be read.
        let expected: String
        /// The path inside the package of what is there.
        let found: String
        let isFolder: Bool
        /// Whether what is read is there as well.
        let isTwin: Bool

        /// The last part of the path that would be read.
        var name: String { String(expected.split(separator: "/").last ?? "") }
    }

    let folders: [Folder]

    /// Folders of a package that translation, cameras, parameters and calibrations do not read.
    static let otherFolders: Set<String> = ["conformance", "Hooks", "Linked", "Embedded", "Tests"]

    /// Files without which a package cannot be used.
    private static let required: Set<String> = ["package.yaml", "instrument.yaml", "filters.yaml", "translation.yaml"]

    /// Whether a package cannot be used without a file.
    static func isRequired(_ name: String) -> Bool { required.contains(name) }

    /// What is read of a package and its instruments.
    init(of package: InstrumentPackage) {
        var folders = [
            Folder(path: "", files: ["package.yaml"], folders: ["conformance", "parameters"]),
            Folder(
                path: "conformance", files: ["released.yaml", "waivers.yaml"],
                folders: ["headers", "lookups", "points", "raw"]),
        ]
        let described = package.descriptions.map { ($0.entry, $0.description.cameraFolder) }
        for (entry, camera) in described + package.entriesWithoutDescription.map({ ($0, "camera") }) {
            folders.append(
                Folder(
                    path: entry.folder,
                    files: ["instrument.yaml", "filters.yaml", "translation.yaml", "corrections.yaml"],
                    folders: ["calibrations", "parameters"] + (camera == "camera" ? ["camera"] : [])))
            folders.append(
                Folder(path: entry.path("calibrations"), files: ["kinds.yaml", "external.yaml"], folders: []))
            if let camera, let path = PackagePath.resolve(entry.path(camera), in: "package.yaml") {
                folders.append(
                    Folder(path: path, files: ["focal-plane.yaml", "sensors.yaml", "history.yaml"], folders: []))
            }
        }
        self.folders = folders
    }

    /// Whether something of this name is read in a folder.
    private func isKnown(_ name: String, in path: String) -> Bool {
        folders.contains { $0.path == path && ($0.files + $0.folders).contains(name) }
    }

    /// What has a name like something that is read, and is not it.
    func misnamed(in package: InstrumentPackage) -> [Misnamed] {
        guard let root = package.folder else { return [] }
        var found: [Misnamed] = []
        for folder in folders {
            let here = package.names(in: folder.path).filter { name in
                !name.hasPrefix(".") && !isKnown(name, in: folder.path)
            }
            for (names, isFolder) in [(folder.files, false), (folder.folders, true)] {
                let there = here.filter { FileSystem.isFolder(root + "/" + folder.path(of: $0)) == isFolder }
                for name in names {
                    guard let near = Self.nearest(to: name, among: there, isFolder: isFolder) else { continue }
                    let one = Misnamed(
                        expected: folder.path(of: name), found: folder.path(of: near), isFolder: isFolder,
                        isTwin: FileSystem.exists(root + "/" + folder.path(of: name)))
                    // A folder may be of the package and of an instrument at once.
                    if !found.contains(where: { $0.expected == one.expected }) { found.append(one) }
                }
            }
        }
        return found
    }

    /// The name that was probably meant; a file also where only its ending differs.
    private static func nearest(to name: String, among names: [String], isFolder: Bool) -> String? {
        guard !isFolder else { return DidYouMean.nearest(to: name, among: names) }
        let stem = stem(name)
        let yaml = names.filter { isYAML($0) }
        if let near = DidYouMean.nearest(to: stem, among: yaml.map(Self.stem)) {
            return yaml.first { Self.stem($0) == near }
        }
        return yaml.first { Self.stem($0) == stem }
    }

    /// Whether a file has the name of one that is read in some folder, whatever its ending.
    func knowsFile(_ name: String) -> Bool {
        folders.contains { $0.files.contains { Self.stem($0) == Self.stem(name) } }
    }

    /// Whether a file is YAML by its name.
    static func isYAML(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    private static func stem(_ name: String) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
    }
}

extension PackageLayout {
    /// How deep folders are looked into.
    private static let deepest = 16

    /// The files in the folder of a package and in its folders, by their paths inside the package.
    ///
    /// Packages inside of it, hidden files, and folders behind links are left out.
    ///
    /// - Parameters:
    ///   - root: the package's folder
    ///   - isSkipped: whether a folder, by its path inside the package, is left out
    ///   - isWanted: whether a file is wanted, by its name
    /// - Returns: the paths; in each folder they are sorted
    static func files(
        in root: String, skipping isSkipped: (_ folder: String) -> Bool, where isWanted: (_ name: String) -> Bool
    ) -> [String] {
        func walk(_ prefix: String, _ depth: Int) -> [String] {
            (FileSystem.names(in: root + "/" + prefix) ?? []).flatMap { name -> [String] in
                let path = prefix + name
                let full = root + "/" + path
                if name.hasPrefix(".") { return [] }
                guard FileSystem.isFolder(full) else { return isWanted(name) && FileSystem.isFile(full) ? [path] : [] }
                let isOther = FileSystem.isLink(full) || FileSystem.isFile(full + "/package.yaml") || isSkipped(path)
                return isOther || depth == deepest ? [] : walk(path + "/", depth + 1)
            }
        }
        return walk("", 0)
    }
}

extension InstrumentPackage {
    /// The YAML files of the package's folder, without packages inside of it; no file of a copy that is compiled in.
    ///
    /// - Parameter isSkipped: whether a folder, by its path inside the package, is left out
    /// - Returns: the paths
    package func yamlFiles(skipping isSkipped: (_ folder: String) -> Bool = { _ in false }) -> [String] {
        folder.map { PackageLayout.files(in: $0, skipping: isSkipped, where: PackageLayout.isYAML) } ?? []
    }
}
