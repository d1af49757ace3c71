internal import ObsDocuments
internal import ObsText

/// What a package.yaml says.
struct PackageDescription: Sendable {
    static let schema = PackageKeys.file.schema
    /// The version of the package format that this library reads.
    static let formatVersion = 1

    let name: String
    let version: String
    let about: String
    let instruments: [Entry]
    /// For each set of hooks that the package needs, its version.
    let requiredHooks: [String: Int]

    /// An instrument of the package.
    struct Entry: Sendable {
        let name: String
        /// The folder of its files inside the package; empty for the package's own.
        let folder: String
        /// Where package.yaml names it; nil when it does not.
        var place: SourcePosition?

        func path(_ file: String) -> String { folder.isEmpty ? file : folder + "/" + file }
    }

    /// What is known of a package whose package.yaml cannot be read: that it is of one instrument, if it looks so.
    init(unreadable files: PackageFiles) {
        (name, version, about, requiredHooks) = ("", "", "", [:])
        instruments = Self.onlyInstrument(files)
    }

    /// The instrument that a package without a list of instruments has beside its package.yaml.
    private static func onlyInstrument(_ files: PackageFiles) -> [Entry] {
        guard files.exists("instrument.yaml"), let root = (try? files.document("instrument.yaml"))?.root,
            let name = root["name"]?.text
        else { return [] }
        return [Entry(name: name, folder: "")]
    }

    /// Reads package.yaml as far as it can be read, with what is wrong among the problems; nil when it is no mapping.
    init?(_ root: Node, files: PackageFiles, problems: Problems) {
        guard let reader = FormatReader(root, PackageKeys.file.root, problems) else { return nil }
        reader.requireSchema(PackageKeys.file)
        let name = reader[PackageKeys.name]
        let version = reader[PackageKeys.version]
        about = reader[PackageKeys.about] ?? ""
        var hooks: [String: Int] = [:]
        if let requires = reader.given(PackageKeys.requires).flatMap({
            FormatReader($0, PackageKeys.requirements, problems)
        }) {
            if let node = requires.given(PackageKeys.obskit), let wanted = node.integer(problems),
                wanted != Self.formatVersion
            {
                problems.error(
                    .unsupportedVersion, at: node,
                    "the package needs version \(wanted) of the package format, and this is \(Self.formatVersion)",
                    hint: "use the version of ObsKit that the package names")
            }
            if let node = requires.given(PackageKeys.release) { Self.checkRelease(node, problems) }
            if let node = requires.given(PackageKeys.hooks) {
                if node.kind != .mapping {
                    node.wrongType("a mapping of packages to versions", problems, hint: "write hooks: {NAME: 1}")
                }
                for entry in node.entries {
                    if let key = entry.key.text { hooks[key] = entry.value.integer(problems, in: 1...Int(Int32.max)) }
                }
            }
            requires.finish()
        }
        requiredHooks = hooks
        var entries: [Entry] = []
        for node in reader.given(PackageKeys.instruments)?.items("instruments", problems) ?? [] {
            guard let entry = Self.entry(node, files, problems) else { continue }
            if entries.contains(where: { $0.name == entry.name }) {
                problems.error(
                    .duplicateKey, at: node, "the instrument '\(entry.name)' is listed twice", hint: "keep one")
            }
            entries.append(entry)
        }
        instruments =
            entries.isEmpty && root[PackageKeys.instruments.name] == nil ? Self.onlyInstrument(files) : entries
        reader.finish()
        self.name = name ?? ""
        self.version = version ?? ""
    }

    /// Refuses a package that needs a later release than this one.
    private static func checkRelease(_ node: Node, _ problems: Problems) {
        guard let text = node.string(problems) else { return }
        guard let wanted = ObsKitRelease(text) else {
            problems.error(
                .wrongType, at: node, "'\(text)' is no release",
                hint: "write three numbers, such as \(ObsKitRelease.current)")
            return
        }
        if wanted > .current {
            problems.error(
                .unsupportedVersion, at: node,
                "the package needs release \(wanted) of ObsKit or a later one, and this is \(ObsKitRelease.current)",
                hint: "update ObsKit, or take an older version of the package")
        }
    }

    private static func entry(_ node: Node, _ files: PackageFiles, _ problems: Problems) -> Entry? {
        if node.kind == .mapping {
            guard let reader = FormatReader(node, PackageKeys.instrument, problems) else { return nil }
            defer { reader.finish() }
            let (nameNode, place) = (reader.given(PackageKeys.instrumentName), reader.given(PackageKeys.folder))
            guard let name = nameNode?.string(problems), let folderNode = place,
                let folder = folderNode.string(problems)
            else { return nil }
            guard let path = PackagePath.resolve(folder, in: "package.yaml") else {
                problems.error(
                    .leavesPackage, at: folderNode, "'\(folder)' is not inside the package", hint: "name a folder of it"
                )
                return nil
            }
            return Entry(name: name, folder: path, place: node.position)
        }
        guard let name = node.string(problems) else { return nil }
        // Where instrument.yaml is missing, the file beside it tells where it would be.
        let isHere =
            files.exists("instrument.yaml")
            || files.exists("translation.yaml") && !files.exists(name + "/instrument.yaml")
        return Entry(name: name, folder: isHere ? "" : name, place: node.position)
    }
}

extension Diagnostic.Code {
    static let unsupportedVersion = Self(rawValue: "unsupported-version")
    static let leavesPackage = Self(rawValue: "leaves-package")
    static let missingFile = Self(rawValue: "missing-file")
    static let missingBase = Self(rawValue: "missing-base")
    static let circularBase = Self(rawValue: "circular-base")
    static let missingHook = Self(rawValue: "missing-hook")
    static let wrongName = Self(rawValue: "wrong-name")
    static let ambiguousAlias = Self(rawValue: "ambiguous-alias")
    static let shadowed = Self(rawValue: "shadowed")
    static let brokenPackage = Self(rawValue: "broken-package")
    package static let unknownInstrument = Self(rawValue: "unknown-instrument")
    static let unknownFilter = Self(rawValue: "unknown-filter")
    static let noDetectorHDU = Self(rawValue: "no-detector-hdu")
}
