internal import ObsDocuments
public import ObsFITS
public import ObsText
internal import ObsTranslation

/// The camera packages that a program knows: those on the search path, and those that are linked into it.
///
/// Whoever translates a file names no instrument: the catalog recognizes it. Immutable, for many threads.
public final class InstrumentCatalog: Sendable {
    /// The packages that could be read, in order of precedence.
    public let packages: [InstrumentPackage]

    /// Those that are left out, as far as they could be read.
    package let brokenPackages: [InstrumentPackage]

    /// What was noticed while they were searched: broken packages, and those that stand in the shadow of another.
    public let diagnostics: [Diagnostic]

    /// Where packages were searched.
    package let searchPath: PackageSearchPath

    /// Every package that was found, in order of precedence, and what became of it.
    package let found: [FoundPackage]

    private let candidates: [Candidate]
    private let placeByName: [String: Int]
    private let index: DetectionIndex
    /// Gives the files of a package by its name.
    let locate: Layers.Locator

    private struct Candidate: Sendable {
        let package: InstrumentPackage
        /// Where in the package its description stands.
        let place: Int
        let name: String
        var description: InstrumentDescription { package.descriptions[place].description }
    }

    /// A catalog of packages in folders that are named, and in the program.
    ///
    /// - Parameters:
    ///   - folders: package folders, or folders of package folders, in order of precedence
    ///   - linked: packages that are linked into the program
    ///   - correctionFiles: corrections of the site, each laid over the corrections of the instrument that it names; the first
    ///     one on top
    public convenience init(
        folders: [String] = [], linked: [any LinkedPackage] = [], correctionFiles: [String] = []
    ) {
        self.init(path: PackageSearchPath(folders), linked: linked, correctionFiles: correctionFiles)
    }

    /// A catalog of the packages on a search path, and in the program.
    ///
    /// Of packages of one name the first is taken; one in a folder stands before a linked one, and uses its hooks. A package
    /// that cannot be read is left out, with a diagnostic, and affects no other but those that extend it; another of its name
    /// does not take its place, since that is not the one that was asked for.
    ///
    /// - Parameters:
    ///   - path: where packages are searched, `PackageSearchPath.ofProcess()` for where the command `obskit` does
    ///   - linked: packages that are linked into the program
    ///   - correctionFiles: corrections of the site, each laid over the corrections of the instrument that it names; the first
    ///     one on top
    public init(path: PackageSearchPath, linked: [any LinkedPackage] = [], correctionFiles: [String] = []) {
        var diagnostics: [Diagnostic] = []
        let overlays = Self.overlays(correctionFiles, &diagnostics)
        let all = linked + [StandardPackage()]
        let copies = Self.search(path, all, &diagnostics)
        var chosen: [Copy] = []
        var states: [FoundPackage.State] = []
        for copy in copies {
            if let other = chosen.first(where: { $0.name == copy.name }) {
                diagnostics.append(
                    Diagnostic(
                        .note, .shadowed, at: nil,
                        "the package '\(copy.name)' of \(other.files.description) is used, not \(copy.files.description)"
                    ))
                states.append(.shadowed(by: other.files.description))
            } else {
                chosen.append(copy)
                states.append(.used)
            }
        }
        let places = chosen
        let locate = Layers.Locator(names: places.map(\.name)) { name in places.first { $0.name == name }?.files }
        var packages: [InstrumentPackage] = []
        var broken: [InstrumentPackage] = []
        for (index, one) in copies.enumerated() where states[index] == .used {
            let problems = Problems()
            let linkedPackage = all.first { $0.name == one.name }
            let package = InstrumentPackage(
                files: one.files, linked: linkedPackage, overlays: overlays, locate: locate, problems: problems)
            if let package, !problems.hasErrors {
                packages.append(package)
            } else {
                states[index] = .broken
                if let package { broken.append(package) }
                diagnostics += problems.sorted
                diagnostics.append(
                    Diagnostic(
                        .warning, .brokenPackage, at: nil, "the package of \(one.files.description) is left out",
                        hint: "the others are not affected"))
            }
        }
        let names = packages.flatMap(\.instrumentNames)
        for overlay in overlays where !names.contains(overlay.instrument) {
            diagnostics.append(
                Diagnostic(
                    .error, .unknownInstrument, at: overlay.document.root.position,
                    "there is no instrument '\(overlay.instrument)' whose headers these corrections could repair",
                    hint: DidYouMean.hint(for: overlay.instrument, among: names)))
        }
        let candidates = Self.candidates(packages, &diagnostics)
        self.packages = packages
        brokenPackages = broken
        let finder = Layers.Locator(names: packages.map(\.name)) { [packages] name in
            packages.first { $0.name == name }?.files
        }
        self.locate = finder
        self.diagnostics = diagnostics + packages.compactMap { $0.oldLanguageWarning(locate: finder) }
        self.candidates = candidates
        searchPath = path
        found = zip(copies, states).map { copy, state in
            FoundPackage(
                name: copy.name, version: copy.version, location: copy.files.description, place: copy.place,
                state: state)
        }
        placeByName = Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($1.description.name, $0) })
        index = DetectionIndex(candidates.map(\.description.detection))
    }

    /// A package before it is read.
    private struct Copy {
        let name: String
        let version: String?
        let files: PackageFiles
        let place: PackageSearchPath.Place?

        /// As far as package.yaml can be read; what is wrong is said when the package is.
        init(_ files: PackageFiles, name: String, place: PackageSearchPath.Place? = nil) {
            let root = (try? files.document("package.yaml"))?.root
            self.name = place == nil ? name : root?["name"]?.text ?? name
            version = root?["version"]?.text
            self.files = files
            self.place = place
        }
    }

    private static func search(
        _ path: PackageSearchPath, _ linked: [any LinkedPackage], _ diagnostics: inout [Diagnostic]
    ) -> [Copy] {
        var copies: [Copy] = []
        for place in path.places {
            let folders = packageFolders(place.folder)
            if folders.isEmpty, place.isExpected || FileSystem.isFolder(place.folder) {
                diagnostics.append(.noPackage(in: place.folder))
            }
            copies += folders.map { Copy(.folder($0), name: $0, place: place) }
        }
        return copies + linked.map { Copy(.embedded($0.files, name: $0.name), name: $0.name) }
    }

    private static func overlays(_ paths: [String], _ diagnostics: inout [Diagnostic]) -> [CorrectionOverlay] {
        var overlays: [CorrectionOverlay] = []
        for path in paths {
            do {
                overlays.append(try CorrectionOverlay(path: path))
            } catch {
                diagnostics += DiagnosticsError(error).diagnostics
            }
        }
        return overlays
    }

    private static func candidates(
        _ packages: [InstrumentPackage], _ diagnostics: inout [Diagnostic]
    ) -> [Candidate] {
        var candidates: [Candidate] = []
        for package in packages {
            for (place, (_, description)) in package.descriptions.enumerated() {
                if let other = candidates.first(where: { $0.description.name == description.name }) {
                    diagnostics.append(
                        Diagnostic(
                            .warning, .shadowed, at: nil,
                            "the instrument '\(description.name)' of \(other.package.location) is used, not \(package.location)",
                            hint: "give one of them another name"))
                } else {
                    candidates.append(Candidate(package: package, place: place, name: description.name))
                }
            }
        }
        return candidates
    }

    private static func packageFolders(_ folder: String) -> [String] {
        if FileSystem.isFile(folder + "/package.yaml") { return [folder] }
        return (FileSystem.names(in: folder) ?? []).map { folder + "/" + $0 }
            .filter { FileSystem.isFile($0 + "/package.yaml") }
    }

    /// The names of all instruments, in order of precedence.
    public var instrumentNames: [String] { candidates.map(\.description.name) }

    /// An instrument by its name or alias.
    ///
    /// - Parameter name: the name or an alias
    /// - Returns: the instrument, read on first use
    /// - Throws: `DiagnosticsError` when there is none of this name, or with everything that is wrong with its files
    public func instrument(named name: String) throws -> Instrument {
        if let place = placeByName[name] { return try instrument(at: place) }
        let known = candidates.indices.filter { candidates[$0].description.aliases.contains(name) }
        if known.count > 1 {
            let names = known.map { candidates[$0].description.name }.joined(separator: " as for ")
            throw DiagnosticsError([
                Diagnostic(
                    .error, .ambiguousAlias, at: nil, "'\(name)' stands for \(names)",
                    hint: "use the instrument's own name")
            ])
        }
        if let place = known.first { return try instrument(at: place) }
        throw DiagnosticsError([
            Diagnostic(
                .error, .unknownInstrument, at: nil, "there is no instrument '\(name)'",
                hint: DidYouMean.hint(for: name, among: instrumentNames)
                    ?? "known are \(instrumentNames.sorted().joined(separator: ", "))")
        ])
    }

    private func instrument(at place: Int) throws -> Instrument {
        try candidates[place].package.instrument(at: candidates[place].place, locate: locate)
    }

    /// Which instrument a header is of, and why.
    ///
    /// - Parameter header: a header, uncorrected
    /// - Returns: the instrument, none, or several that are as likely
    public func identify(_ header: Header) -> Identification { identification(index.best(header)) }

    private func identification(_ best: [DetectionIndex.Match]) -> Identification {
        Identification(names: best.map { candidates[$0.index].name }, score: best.first?.score ?? 0)
    }

    /// Which instrument a header is of, and the instrument if it is just one.
    ///
    /// - Throws: `DiagnosticsError` when the instrument's package is broken
    func recognise(_ header: Header) throws -> (identification: Identification, instrument: Instrument?) {
        let best = index.best(header)
        return (identification(best), best.count == 1 ? try instrument(at: best[0].index) : nil)
    }

    /// For every instrument, what its detection says of a header.
    ///
    /// - Parameter header: a header, uncorrected
    /// - Returns: one entry for each instrument, in order of precedence
    package func explainIdentification(of header: Header) -> [Identification.Candidate] {
        candidates.map { candidate in
            let conditions = candidate.description.detection.explanation(header).map {
                Identification.Condition(words: $0.words, weight: $0.weight, holds: $0.holds)
            }
            return Identification.Candidate(
                instrument: candidate.description.name,
                score: conditions.lazy.filter(\.holds).map(\.weight).max() ?? 0, conditions: conditions)
        }
    }

    /// Everything that is wrong or doubtful with the packages of this catalog, or with one of them.
    ///
    /// Of a package that is left out everything is said too that is wrong besides that for which it is.
    ///
    /// - Parameter location: the package's location; nil for all
    /// - Returns: the diagnostics, sorted by place
    public func validate(package location: String? = nil) -> [Diagnostic] {
        let problems = Problems()
        for package in packages + brokenPackages where location == nil || package.location == location {
            package.validate(locate: locate, problems: problems)
        }
        return problems.sorted
    }

    /// Validates a package, and tells which files were read for it.
    ///
    /// - Parameter package: a package of this catalog
    /// - Returns: the diagnostics, sorted by place, and the paths inside the package
    package func validation(of package: InstrumentPackage) -> (diagnostics: [Diagnostic], read: Set<String>) {
        let problems = Problems()
        let read = package.validate(locate: locate, problems: problems)
        return (problems.sorted, read)
    }
}

extension Diagnostic {
    /// Says of a folder on the search path that no package is in it.
    ///
    /// - Parameter folder: the folder
    /// - Returns: the diagnostic
    package static func noPackage(in folder: String) -> Diagnostic {
        Diagnostic(
            .warning, .missingFile, at: nil, "there is no camera package in \(folder)",
            hint: "a package is a folder with a package.yaml")
    }
}
