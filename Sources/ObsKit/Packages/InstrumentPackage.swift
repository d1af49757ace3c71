internal import ObsDocuments
internal import ObsGeometry
package import ObsText
internal import ObsTranslation
internal import Synchronization

/// A camera package: a folder, or its copy in the program, with the instruments that it describes.
///
/// What recognizes an instrument is read with the package; its rules, corrections and filters when they are first asked
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
    /// The instruments that package.yaml lists and whose instrument.yaml cannot be read.
    let entriesWithoutDescription: [PackageDescription.Entry]
    let requiredHooks: [String: Int]
    let linked: (any LinkedPackage)?
    let overlays: [CorrectionOverlay]
    /// What was noticed in package.yaml and instrument.yaml.
    package let noticed: [Diagnostic]
    /// The changes of instrument.yaml that a tool can make.
    let offeredFixes: [TextFix]
    /// The instruments that were asked for, each at the place of its description.
    private let loaded: Mutex<[Result<Instrument, DiagnosticsError>?]>

    /// Reads what recognizes a package's instruments, as far as it can be read; nil when there is no package.yaml to read.
    ///
    /// - Parameters:
    ///   - files: the package's files
    ///   - linked: what is compiled into the program of it
    ///   - overlays: corrections of the site
    ///   - locate: gives the files of another package by its name
    ///   - problems: takes what is wrong; with an error among it the package is only there to be validated
    init?(
        files: PackageFiles, linked: (any LinkedPackage)?, overlays: [CorrectionOverlay], locate: Layers.Locator,
        problems: Problems
    ) {
        guard files.exists("package.yaml") else {
            problems.error(
                .missingFile, at: nil, "\(files.description) is no camera package: it has no package.yaml",
                hint: "obskit new NAME makes one")
            return nil
        }
        let noticed = Problems()
        defer {
            problems.report(noticed.sorted)
            for fix in noticed.fixes { problems.offer(fix) }
        }
        let document = noticed.catching { try files.document("package.yaml") }
        noticed.report(document?.duplicateKeys ?? [])
        let package =
            document.flatMap { PackageDescription($0.root, files: files, problems: noticed) }
            ?? PackageDescription(unreadable: files)
        var descriptions: [(entry: PackageDescription.Entry, description: InstrumentDescription)] = []
        var unread: [PackageDescription.Entry] = []
        for entry in package.instruments {
            let path = entry.path("instrument.yaml")
            guard files.exists(path) else {
                noticed.error(
                    .missingFile, at: entry.place ?? document?.root.position,
                    "\(files.displayName(path)) does not exist",
                    hint: files.nearest(to: path).map { "did you mean '\($0)'?" }
                        ?? "write it, or take '\(entry.name)' out of instruments:")
                unread.append(entry)
                continue
            }
            let own = Problems()
            let layers = noticed.catching { try Layers.read(path, in: files, locate: locate, problems: noticed) }
            if let layers,
                let one = InstrumentDescription(
                    layers: layers.nodes, isComplete: layers.isComplete, expectedName: entry.name, problems: own)
            {
                descriptions.append((entry, one))
            } else {
                unread.append(entry)
            }
            if let layers { layers.report(own, to: noticed) }
        }
        name = package.name
        version = package.version
        about = package.about
        location = files.description
        requiredHooks = package.requiredHooks
        self.files = files
        self.descriptions = descriptions
        entriesWithoutDescription = unread
        self.linked = linked
        self.overlays = overlays
        self.noticed = noticed.sorted
        offeredFixes = noticed.fixes
        loaded = Mutex(Array(repeating: nil, count: descriptions.count))
    }

    /// An instrument of the package, read completely on first use.
    ///
    /// - Parameters:
    ///   - place: the place of its description
    ///   - locate: gives the files of another package by its name
    /// - Returns: the instrument, the same at every call
    /// - Throws: `DiagnosticsError` with everything that is wrong with its files
    func instrument(at place: Int, locate: Layers.Locator) throws -> Instrument {
        if let known = loaded.withLock({ $0[place] }) { return try known.get() }
        let (entry, description) = descriptions[place]
        let result = Result.diagnosing(else: .brokenPackage) { try read(entry, description, locate, Problems()) }
        loaded.withLock { $0[place] = result }
        return try result.get()
    }

    /// Reads the rules, corrections and filters of every instrument: what is wrong with them, and what a tool can mend.
    func readAll(locate: Layers.Locator) -> (diagnostics: [Diagnostic], fixes: [TextFix]) {
        let problems = Problems()
        problems.report(noticed)
        for (entry, description) in descriptions {
            _ = readRules(entry, description, locate, problems)
            _ = readFilters(entry, locate, problems)
        }
        return (problems.sorted, offeredFixes + problems.fixes)
    }

    private func read(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription, _ locate: Layers.Locator,
        _ problems: Problems
    ) throws -> Instrument {
        // What is wrong with one file hides nothing of the others.
        let (rules, corrections) = readRules(entry, description, locate, problems)
        let filters = readFilters(entry, locate, problems)
        let calibrations = CalibrationDirectory(
            files: files, folder: entry.path("calibrations"), locate: locate, problems: problems)
        guard let rules, !problems.hasErrors else { throw DiagnosticsError(problems.sorted) }
        let directory = cameraDirectory(entry, description, locate)
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

    /// The focal plane of an instrument; nil when the package has none.
    func cameraDirectory(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription?, _ locate: Layers.Locator
    ) -> CameraDirectory? {
        let folder = description.map(\.cameraFolder) ?? "camera"
        return folder.flatMap { CameraDirectory(files: files, folder: entry.path($0), locate: locate) }
    }

    /// The filters of an instrument, as far as they can be read.
    func readFilters(
        _ entry: PackageDescription.Entry, _ locate: Layers.Locator, _ problems: Problems
    ) -> FilterCatalog {
        let found = problems.catching { try layers(entry.path("filters.yaml"), locate, problems) }
        let own = Problems()
        found?.reportUnused(entriesOf: "filters", problems: own)
        let filters = FilterCatalog(layers: found?.nodes ?? [], problems: own)
        found?.report(own, to: problems)
        return filters
    }

    /// The rules of an instrument, nil when they cannot be used, and its corrections.
    ///
    /// `cards` takes the cards that they name.
    func readRules(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription?, _ locate: Layers.Locator,
        _ problems: Problems, cards: NameUses? = nil
    ) -> (TranslationRules?, Corrections) {
        let found = problems.catching { try layers(entry.path("translation.yaml"), locate, problems) }
        let own = Problems()
        let rules = found.flatMap {
            // Without instrument.yaml nobody knows which identifiers it describes.
            TranslationRules.compile(
                layers: $0.nodes, identifiers: description?.identifiers ?? .unreadable(entry.name), problems: own,
                cards: cards)
        }
        let (corrections, areComplete) = corrections(
            entry, description?.name ?? entry.name, over: found, locate, problems)
        // A name that seems to be missing may belong to a correction with a mistake.
        if areComplete { rules?.checkNames(of: corrections, own) }
        found?.report(own, to: problems)
        return (rules, corrections)
    }

    /// The package's corrections, and the site's over them; and whether all could be read.
    private func corrections(
        _ entry: PackageDescription.Entry, _ instrument: String, over rules: Layers?,
        _ locate: Layers.Locator, _ problems: Problems
    ) -> (corrections: Corrections, areComplete: Bool) {
        let overlays = overlays.filter { $0.instrument == instrument }
        let own = Problems()
        let path = entry.path("corrections.yaml")
        let exists = files.exists(path)
        let found = exists ? problems.catching { try layers(path, locate, problems) } : nil
        found?.reportUnused(entriesOf: "corrections", problems: own)
        let places = overlays.map(\.place) + (found?.places ?? [])
        let corrections = Corrections.read(
            layers: overlays.map(\.document.root) + (found?.nodes ?? []), ruleLayers: rules?.nodes ?? [],
            table: { layer, node in Self.table(node, places[layer], own) }, problems: own)
        // Names that corrections use may belong to rules that could not be read.
        let areRulesComplete = rules?.isComplete ?? false
        let said = own.sorted.filter { areRulesComplete || $0.code != .unknownName }
        for fix in own.fixes { problems.offer(fix) }
        problems.report(found?.reworded(said) ?? said)
        return (corrections, !own.hasErrors && (found?.isComplete ?? !exists))
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
        guard place.files.exists(path) else {
            problems.error(
                .missingFile, at: node, "the table \(place.files.displayName(path)) does not exist",
                hint: place.files.nearest(to: path).map { "did you mean '\($0)'?" }
                    ?? "correct the path, which counts from this file")
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
    func hooks(_ rules: TranslationRules, _ problems: Problems) -> [String: TranslationHook] {
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
