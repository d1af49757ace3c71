internal import ObsDocuments
internal import ObsGeometry
internal import ObsText
internal import ObsTranslation
internal import Synchronization

/// A camera package: a folder, or its copy in the program, with the instruments that it describes.
///
/// What recognises an instrument is read with the package; its rules, corrections and filters when they are first asked
/// for, once.
public final class InstrumentPackage: Sendable {
    /// The name.
    public let name: String
    /// The version.
    public let version: String
    /// What the package is, in a sentence.
    public let about: String
    /// The folder, or `embedded:NAME` for the copy in the program.
    public let location: String
    /// The names of its instruments.
    public var instrumentNames: [String] { descriptions.map(\.description.name) }

    let files: PackageFiles
    let descriptions: [(entry: PackageDescription.Entry, description: InstrumentDescription)]
    private let requiredHooks: [String: Int]
    private let linked: (any LinkedPackage)?
    private let overlays: [CorrectionOverlay]
    /// What was noticed in instrument.yaml.
    private let noticed: [Diagnostic]
    /// The changes of instrument.yaml that a tool can make.
    let offeredFixes: [TextFix]
    /// The instruments that were asked for, each at the place of its description.
    private let loaded: Mutex<[Result<Instrument, DiagnosticsError>?]>

    /// Reads what recognises a package's instruments.
    init(
        files: PackageFiles, linked: (any LinkedPackage)?, overlays: [CorrectionOverlay], locate: Layers.Locator
    ) throws {
        let problems = Problems()
        guard files.exists("package.yaml") else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .missingFile, at: nil, "\(files.description) is no camera package: it has no package.yaml",
                    hint: "obskit new NAME makes one")
            ])
        }
        let document = try files.document("package.yaml")
        problems.report(document.duplicateKeys)
        guard let package = PackageDescription(document.root, files: files, problems: problems) else {
            throw DiagnosticsError(problems.sorted)
        }
        var descriptions: [(entry: PackageDescription.Entry, description: InstrumentDescription)] = []
        for entry in package.instruments {
            let path = entry.path("instrument.yaml")
            guard files.exists(path) else {
                problems.error(
                    .missingFile, at: document.root, "\(files.displayName(path)) does not exist",
                    hint: "write it, or take '\(entry.name)' out of instruments:")
                continue
            }
            let layers = problems.catching { try Layers.read(path, in: files, locate: locate, problems: problems) }
            if let layers,
                let one = InstrumentDescription(layers: layers.nodes, expectedName: entry.name, problems: problems)
            {
                descriptions.append((entry, one))
            }
        }
        if problems.hasErrors { throw DiagnosticsError(problems.sorted) }
        name = package.name
        version = package.version
        about = package.about
        location = files.description
        requiredHooks = package.requiredHooks
        self.files = files
        self.descriptions = descriptions
        self.linked = linked
        self.overlays = overlays
        noticed = problems.sorted
        offeredFixes = problems.fixes
        loaded = Mutex(Array(repeating: nil, count: descriptions.count))
    }

    /// An instrument of the package, read completely on first use.
    ///
    /// - Parameters:
    ///   - place: the place of its description
    ///   - locate: gives the files of another package by its name
    /// - Returns: the instrument, the same at every call
    /// - Throws: `DiagnosticsError` with everything that is wrong with its files
    func instrument(at place: Int, locate: @escaping Layers.Locator) throws -> Instrument {
        if let known = loaded.withLock({ $0[place] }) { return try known.get() }
        let (entry, description) = descriptions[place]
        let result = Result.diagnosing(else: .brokenPackage) { try read(entry, description, locate, Problems()) }
        loaded.withLock { $0[place] = result }
        return try result.get()
    }

    /// Reads everything of every instrument and reports all that is wrong or doubtful.
    func validate(locate: @escaping Layers.Locator, problems: Problems) {
        let found = Problems()
        validateFiles(locate: locate, problems: found)
        // What no instrument reads is there for other packages.
        let single = descriptions.isEmpty ? readSingleFiles(locate: locate) : ([], [])
        problems.report(gatheringOldLanguage(found.sorted + single.0, found.fixes + single.1))
    }

    /// Reads the rules, corrections and filters of every instrument: what is wrong with them, and what a tool can mend.
    func readAll(locate: @escaping Layers.Locator) -> (diagnostics: [Diagnostic], fixes: [TextFix]) {
        let problems = Problems()
        problems.report(noticed)
        for (entry, description) in descriptions {
            _ = problems.catching(else: .brokenPackage) { try read(entry, description, locate, problems) }
        }
        return (problems.sorted, offeredFixes + problems.fixes)
    }

    private func validateFiles(locate: @escaping Layers.Locator, problems: Problems) {
        problems.report(noticed)
        for fix in offeredFixes { problems.offer(fix) }
        for (entry, description) in descriptions {
            problems.catching(else: .brokenPackage) {
                let instrument = try read(entry, description, locate, problems)
                instrument.parameterDirectory.validate(problems)
                _ = try instrument.curatedCalibrations(problems: problems)
                if instrument.cameraDirectory == nil { reportMissingCamera(entry, description, problems) }
                let history = try instrument.cameraDirectory?.history()
                for version in try history?.versions() ?? [] { problems.report(version.camera.arrangementProblems) }
            }
        }
    }

    /// A focal plane that is not there is wrong where the package names it, and else doubtful until it says why.
    private func reportMissingCamera(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription, _ problems: Problems
    ) {
        guard let folder = description.cameraFolder else { return }
        let file = files.displayName(entry.path(folder) + "/focal-plane.yaml")
        if let place = description.namedCamera {
            problems.error(
                .missingFile, at: place, "\(file) does not exist",
                hint: "write it, or write camera: none with camera_reason:")
        } else {
            problems.warning(
                .noCamera, at: description.place,
                "\(description.name) has no focal plane (\(file)) and does not say that there is none",
                hint: "write camera/, or camera: none with camera_reason: TEXT")
        }
    }

    private func read(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription, _ locate: @escaping Layers.Locator,
        _ problems: Problems
    ) throws -> Instrument {
        // What is wrong with one file hides nothing of the others.
        let ruleLayers = problems.catching { try layers(entry.path("translation.yaml"), locate, problems) }
        let rules = ruleLayers.flatMap {
            TranslationRules.compile(layers: $0.nodes, identifiers: description.identifiers, problems: problems)
        }
        let corrections = corrections(entry, description, over: ruleLayers?.nodes ?? [], locate, problems)
        rules?.checkNames(of: corrections, problems)
        let filterLayers = problems.catching { try layers(entry.path("filters.yaml"), locate, problems) }
        filterLayers?.reportUnused(entriesOf: "filters", problems: problems)
        let filters = FilterCatalog(layers: filterLayers?.nodes ?? [], problems: problems)
        let calibrations = CalibrationDirectory(
            files: files, folder: entry.path("calibrations"), locate: locate, problems: problems)
        guard let rules, !problems.hasErrors else { throw DiagnosticsError(problems.sorted) }
        let directory = description.cameraFolder.flatMap { folder in
            CameraDirectory(files: files, folder: entry.path(folder), locate: locate)
        }
        return Instrument(
            description, package: "\(name) \(version)", filters: filters,
            translator: HeaderTranslator(
                instrumentName: description.name, rules: rules, corrections: corrections, hooks: hooks(rules, problems),
                detectors: directory, checks: description.checks),
            cameraDirectory: directory,
            parameterDirectory: ParameterDirectory(
                instrument: description.name, files: files, entry: entry, filters: filters, cameraDirectory: directory,
                locate: locate),
            calibrationDirectory: calibrations)
    }

    /// The package's corrections, and those of the site over them.
    private func corrections(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription, over ruleLayers: [Node],
        _ locate: Layers.Locator, _ problems: Problems
    ) -> Corrections {
        let own = overlays.filter { $0.instrument == description.name }
        var nodes = own.map(\.document.root)
        var places = own.map(\.place)
        let path = entry.path("corrections.yaml")
        if files.exists(path), let layers = problems.catching({ try layers(path, locate, problems) }) {
            layers.reportUnused(entriesOf: "corrections", problems: problems)
            nodes += layers.nodes
            places += layers.places
        }
        return Corrections.read(
            layers: nodes, ruleLayers: ruleLayers,
            table: { layer, node in Self.table(node, places[layer], problems) }, problems: problems)
    }

    /// The text of a table of corrections, by the name that a file gives it.
    private static func table(
        _ node: Node, _ place: (files: PackageFiles, path: String), _ problems: Problems
    ) -> (bytes: [UInt8], file: String)? {
        guard let name = node.string(problems) else { return nil }
        guard let path = PackagePath.resolve(name, in: place.path) else {
            problems.error(
                .leavesPackage, at: node, "'\(name)' is not inside the package", hint: "put the table beside the file")
            return nil
        }
        return problems.catching(at: node.position) { (try place.files.bytes(path), place.files.displayName(path)) }
    }

    private func layers(_ path: String, _ locate: Layers.Locator, _ problems: Problems) throws -> Layers {
        guard files.exists(path) else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .missingFile, at: nil, "\(files.displayName(path)) does not exist",
                    hint: "a package needs it; RuleLanguage.md says what is in it")
            ])
        }
        return try Layers.read(path, in: files, locate: locate, problems: problems)
    }

    /// The linked hooks, if they are of the version that the package needs; what is missing fails by property.
    private func hooks(_ rules: TranslationRules, _ problems: Problems) -> [String: TranslationHook] {
        for (set, wanted) in requiredHooks.sorted(by: { $0.key < $1.key }) where set != linked?.name {
            problems.warning(
                .missingHook, at: nil,
                "\(name) needs version \(wanted) of the hooks of \(set), and they are not linked",
                hint: "the properties that need them fail; use a tool that links them")
        }
        let missing = rules.hookNames.filter { linked?.hooks[$0] == nil }
        if let linked, !missing.isEmpty {
            problems.warning(
                .missingHook, at: nil,
                "\(linked.name) as it is linked has no hook '\(missing.joined(separator: "' and no '"))'",
                hint: "the properties that need it fail; link the right version")
        } else if !missing.isEmpty && requiredHooks.isEmpty {
            problems.warning(
                .missingHook, at: nil, "no hook '\(missing.joined(separator: "' and no '"))' is linked",
                hint: "say in package.yaml which hooks are needed: requires: {obskit: 1, hooks: {\(name): 1}}")
        }
        guard let linked else { return [:] }
        if let wanted = requiredHooks[linked.name], wanted != linked.hookVersion {
            problems.warning(
                .missingHook, at: nil,
                "\(name) needs version \(wanted) of the hooks of \(linked.name), and version \(linked.hookVersion) is linked",
                hint: "the properties that need them fail; link the right version")
            return [:]
        }
        return linked.hooks
    }
}
