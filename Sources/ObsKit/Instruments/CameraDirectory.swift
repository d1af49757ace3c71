internal import ObsDocuments
internal import ObsGeometry
internal import ObsText
internal import ObsTime
internal import ObsTranslation
internal import Synchronization

/// The detectors of a camera, for rules that ask for one.
///
/// Names and numbers of slots hold at every date; a serial is found where the newest description has it. The files
/// are read when the first rule asks, once.
package final class CameraDirectory: DetectorDirectory, Sendable {
    private let read: @Sendable () throws -> CameraHistory
    private let loaded = Mutex<Result<Loaded, DiagnosticsError>?>(nil)

    private final class Loaded: Sendable {
        let history: CameraHistory
        let byNumber: [String: DetectorEntry]
        let byName: [String: DetectorEntry]
        let bySerial: [String: DetectorEntry]

        init(_ history: CameraHistory) throws {
            self.history = history
            var (byNumber, byName, bySerial) = (
                [String: DetectorEntry](), [String: DetectorEntry](), [String: DetectorEntry]()
            )
            for detector in try history.newestCamera().detectors {
                let entry = DetectorEntry(detector)
                byNumber[String(entry.number)] = entry
                byName[entry.uniqueName] = entry
                if let serial = entry.serial { bySerial[serial] = entry }
            }
            self.byNumber = byNumber
            self.byName = byName
            self.bySerial = bySerial
        }
    }

    /// A directory of a camera that is read on first use.
    ///
    /// - Parameter read: gives the camera through time
    init(_ read: @escaping @Sendable () throws -> CameraHistory) { self.read = read }

    /// The camera of a folder of a package, read on first use; nil when no focal plane is there.
    convenience init?(files: PackageFiles, folder: String, locate: Layers.Locator) {
        guard let folder = PackagePath.resolve(folder, in: "package.yaml") else { return nil }
        guard files.exists(folder + "/focal-plane.yaml") else { return nil }
        self.init {
            let problems = Problems()
            let history = Self.read(folder, in: files, locate: locate, problems)
            try problems.throwIfErrors()
            guard let history else { throw DiagnosticsError([]) }
            return history
        }
    }

    /// The camera of a folder, as far as its files can be read; nil when the focal plane cannot be read at all.
    ///
    /// With an error among the problems it is good for what is said of its slots alone.
    static func read(
        _ folder: String, in files: PackageFiles, locate: Layers.Locator, _ problems: Problems
    ) -> CameraHistory? {
        /// A file and those that it extends; none when there is no such file.
        func layers(_ name: String) -> Layers? {
            let path = folder + "/" + name
            guard files.exists(path) else { return nil }
            return problems.catching { try Layers.read(path, in: files, locate: locate, problems: problems) }
        }
        let planes = layers("focal-plane.yaml")
        let sensors = layers("sensors.yaml")
        let path = folder + "/history.yaml"
        let history = files.exists(path) ? problems.catching { try files.document(path) } : nil
        problems.report(history?.duplicateKeys ?? [])
        guard let planes else { return nil }
        let own = Problems()
        let camera = CameraHistory(
            reading: planes.nodes, sensors: sensors?.nodes ?? [], history: history?.root, problems: own)
        // Layouts that are not there may stand in the file that could not be read.
        let lacksLayouts = files.exists(folder + "/sensors.yaml") && !(sensors?.isComplete ?? false)
        // That a key stands twice was said of the document.
        let repeated = Set(
            [planes, sensors].compactMap { $0?.documents }.joined().flatMap(\.duplicateKeys).map(\.place))
        var said = own.sorted.filter { diagnostic in
            switch diagnostic.code {
            case .unknownLayout: !lacksLayouts
            case .duplicateName: !repeated.contains(diagnostic.place)
            default: true
            }
        }
        said = planes.reworded(said)
        problems.report(sensors?.reworded(said) ?? said)
        return camera
    }

    /// The camera through time.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong with its files
    package func history() throws -> CameraHistory { try content().history }

    /// The detector of this key; nil when there is none, and when the camera's files are broken.
    package func detector(_ key: DetectorKey, equalTo value: String) -> DetectorEntry? {
        guard let loaded = try? content() else { return nil }
        return switch key {
        case .number: loaded.byNumber[value]
        case .uniqueName: loaded.byName[value]
        case .serial: loaded.bySerial[value]
        }
    }

    /// The numbers of all detectors that the camera ever had, sorted; nil when its files are broken.
    package var numbers: [Int]? { (try? content()).map { $0.byNumber.values.map(\.number).sorted() } }

    /// The first thing that is wrong with the camera's files; nil when they are in order.
    package var defect: String? {
        do {
            _ = try content()
            return nil
        } catch {
            return
                "the camera cannot be read: \((error as? DiagnosticsError)?.diagnostics.first?.description ?? "\(error)")"
        }
    }

    private func content() throws -> Loaded {
        try loaded.withLock { loaded in
            if let known = loaded { return try known.get() }
            let result = Result.diagnosing(else: .brokenPackage) { try Loaded(try read()) }
            loaded = result
            return try result.get()
        }
    }
}

extension DetectorEntry {
    /// A detector of a camera: a slot is named after its group, R22_S01 in R22, or by a name of its own.
    fileprivate init(_ detector: Detector) {
        let prefix = detector.group.map { $0 + "_" } ?? ""
        let isOfGroup = !prefix.isEmpty && detector.name.utf8.starts(with: prefix.utf8)
        self.init(
            number: detector.id, name: isOfGroup ? String(detector.name.dropFirst(prefix.count)) : detector.name,
            uniqueName: detector.name, serial: detector.serial, group: detector.group)
    }
}

extension CameraHistory {
    /// The camera of the last version of the newest edition.
    func newestCamera() throws -> Camera {
        let last = entries.flatMap { [$0.validity.begin, $0.validity.end].compactMap { $0 } }.max()
        return try camera(at: last ?? Instant(nanosecondsTAI: 0))
    }
}
