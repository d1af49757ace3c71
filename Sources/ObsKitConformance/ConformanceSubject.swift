public import ObsDocuments
internal import ObsGeometry
public import ObsKit
internal import ObsRaw
public import ObsText

/// A camera package as the checks see it: loaded once, with its instruments, their cameras and the package's fixtures.
///
/// It is immutable; everything is read when it is made, so that checks can run in any order and on many threads.
public final class ConformanceSubject: Sendable {
    /// An instrument of the package that could be read.
    public struct CheckedInstrument: Sendable {
        /// The name.
        public let name: String
        /// The instrument.
        public let instrument: Instrument
        /// The camera through time; nil when there is none, or when it cannot be read.
        public let history: CameraHistory?
        /// The versions of the camera as of the newest edition.
        public let versions: [CameraVersion]
        fileprivate let package: InstrumentPackage
        fileprivate let documents: [String: [Document]]
    }

    /// The packages among which the package stands.
    public let catalog: InstrumentCatalog
    /// The package.
    public let package: InstrumentPackage
    /// Everything that is wrong or doubtful with its files, as `obskit validate` says it.
    public let diagnostics: [Diagnostic]
    /// The files of the package that were read to validate it, by their paths inside it.
    let readFiles: Set<String>
    /// The instruments that could be read, in the order of the package.
    public let instruments: [CheckedInstrument]
    /// The golden headers.
    public let goldenHeaders: [GoldenHeaderFile]
    /// The golden points.
    public let goldenPoints: [GoldenPointsFile]
    /// The golden raw layouts, as read.
    let goldenRawFiles: [Fixture<GoldenRaw>]
    /// The raw files that were given beside the package.
    let rawFiles: [CheckedRaw]
    /// What a released version promised; nil when nothing is written of one.
    public let released: Fixture<ReleasedNames>?
    /// What the package accepts; nil when it has no such file.
    public let waiverFile: Fixture<Waivers>?

    /// The golden raw layouts that can be read.
    var goldenRaws: [GoldenRaw] { goldenRawFiles.compactMap { try? $0.value.get() } }

    /// What the package accepts, as far as it can be read.
    public var waivers: Waivers { (try? waiverFile?.value.get()) ?? .none }

    /// Whether the package is a folder: a copy that is compiled in has no fixtures.
    public var hasFixtures: Bool { package.folder != nil }

    /// Loads a package.
    ///
    /// - Parameters:
    ///   - package: a package of the catalog
    ///   - catalog: the packages among which it stands
    ///   - released: a file that a released version left, instead of the package's own conformance/released.yaml
    ///   - raw: raw files of the package's instruments, whose noise is compared with the gains
    public init(package: InstrumentPackage, catalog: InstrumentCatalog, released: String? = nil, raw: [String] = []) {
        self.package = package
        self.catalog = catalog
        (diagnostics, readFiles) = catalog.validation(of: package)
        instruments = package.instrumentNames.compactMap { name in
            guard let instrument = try? catalog.instrument(named: name), instrument.name == name else { return nil }
            let history = try? instrument.cameraHistory()
            return CheckedInstrument(
                name: name, instrument: instrument, history: history, versions: (try? history?.versions()) ?? [],
                package: package, documents: Self.documents(of: name, package, catalog))
        }
        goldenHeaders = Self.fixtures("headers", of: package).map { fixture in
            let golden = Fixture(fixture) { try GoldenHeader(document: $0) }
            let translation = (try? golden.value.get()).flatMap {
                try? catalog.open(bytes: $0.fits, named: golden.path).translate()
            }
            return GoldenHeaderFile(fixture: golden, translation: translation)
        }
        goldenPoints = Self.fixtures("points", of: package).map { fixture in
            GoldenPointsFile(fixture: Fixture(fixture) { try GoldenPoints(document: $0) })
        }
        rawFiles = raw.map { CheckedRaw(path: $0, in: catalog) }
        goldenRawFiles = Self.fixtures("raw", of: package).map { fixture in Fixture(fixture) { try GoldenRaw($0) } }
        let own = released.map { path in Fixture(path: path, value: Result.diagnosing { try Document.read(path: path) })
        }
        self.released = (own ?? Self.fixture("released.yaml", of: package)).map { fixture in
            Fixture(fixture) { try ReleasedNames(document: $0) }
        }
        waiverFile = Self.fixture("waivers.yaml", of: package).map { fixture in
            Fixture(fixture) { try Waivers(document: $0) }
        }
    }

    /// The YAML files of a folder of conformance/, sorted by name.
    ///
    /// - Parameter folder: the folder's name
    /// - Returns: the documents, or what is wrong with them
    public func fixtures(_ folder: String) -> [Fixture<Document>] { Self.fixtures(folder, of: package) }

    /// An instrument of the package by its name; nil when there is none, or when it cannot be read.
    ///
    /// - Parameter name: the name
    /// - Returns: the instrument
    public func instrument(named name: String) -> CheckedInstrument? { instruments.first { $0.name == name } }

    /// The golden headers of an instrument that could be read and translated.
    ///
    /// - Parameter instrument: an instrument
    /// - Returns: the files
    public func goldenHeaders(of instrument: CheckedInstrument) -> [GoldenHeaderFile] {
        goldenHeaders.filter { $0.golden?.instrument == instrument.name && $0.translation != nil }
    }

    private static func fixtures(_ folder: String, of package: InstrumentPackage) -> [Fixture<Document>] {
        let folder = "conformance/" + folder
        return package.names(in: folder).filter { $0.hasSuffix(".yaml") }.map { name in
            let path = folder + "/" + name
            return Fixture(path: path, value: Result.diagnosing { try package.document(path) })
        }
    }

    private static func fixture(_ name: String, of package: InstrumentPackage) -> Fixture<Document>? {
        let path = "conformance/" + name
        guard package.folder != nil, package.hasFile(path) else { return nil }
        return Fixture(path: path, value: Result.diagnosing { try package.document(path) })
    }

    private static func documents(
        of instrument: String, _ package: InstrumentPackage, _ catalog: InstrumentCatalog
    ) -> [String: [Document]] {
        let names = [
            "instrument.yaml", "filters.yaml", "translation.yaml", "corrections.yaml", "calibrations/kinds.yaml",
        ]
        var paths = names.map { ($0, package.path(of: $0, instrument: instrument)) }
        let folder = package.cameraFolder(of: instrument)
        paths += ["focal-plane.yaml", "sensors.yaml", "history.yaml"].map { name in
            (name, folder.map { $0 + "/" + name })
        }
        var documents: [String: [Document]] = [:]
        for (name, path) in paths {
            guard let path else { continue }
            documents[name] = try? catalog.documents(path, of: package)
        }
        return documents
    }
}

extension ConformanceSubject.CheckedInstrument {
    /// Where something stands in the instrument's files, or in what they extend.
    ///
    /// - Parameters:
    ///   - file: the file, such as `filters.yaml` or `focal-plane.yaml`
    ///   - path: the keys that lead there; in a list, the `name` of an element
    /// - Returns: the place of the last key that is there in the topmost file that has the most of them; a file that is compiled
    ///   in is looked at only where there is no other, since nobody can edit it
    public func place(_ file: String, _ path: String...) -> SourcePosition? {
        var best: (node: Node, steps: Int)?
        let all = documents[file] ?? []
        let editable = all.filter { !$0.root.position.file.hasPrefix("embedded:") }
        for document in editable.isEmpty ? all : editable {
            let found = document.root.follow(path)
            if best.map({ found.steps > $0.steps }) ?? true { best = found }
        }
        return best?.node.position
    }

    /// Where a value of a detector's chip stands: with the chip, or with its layout.
    ///
    /// - Parameters:
    ///   - key: the key of the value, such as `gain`
    ///   - detector: the detector
    /// - Returns: the place
    func place(ofValue key: String, of detector: Detector) -> SourcePosition? {
        detector.device.flatMap { place("focal-plane.yaml", "devices", $0.name, key) }
            ?? place("sensors.yaml", "sensors", detector.layout.name)
    }

    /// The documents of one of the instrument's files, the topmost first; none when there is no such file.
    ///
    /// - Parameter file: the file, such as `filters.yaml` or `focal-plane.yaml`
    /// - Returns: the file and those that it extends
    public func layers(_ file: String) -> [Document] { documents[file] ?? [] }

    /// The camera of the last version; nil when there is none.
    public var camera: Camera? { versions.last?.camera }
}

extension Node {
    /// The node at the end of a path of keys, and of names in lists, or the last one on the way.
    func follow(_ path: some Collection<String>) -> (node: Node, steps: Int) {
        var (node, steps) = (self, 0)
        for step in path {
            let next =
                node.kind == .sequence
                ? node.elements.first { $0.kind == .mapping && $0["name"]?.text == step }
                    ?? Int(step).flatMap { place in
                        node.elements.indices.contains(place) ? node.elements[place] : nil
                    }
                : node[step]
            guard let next else { break }
            (node, steps) = (next, steps + 1)
        }
        return (node, steps)
    }
}
