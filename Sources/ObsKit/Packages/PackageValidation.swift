internal import ObsCalibrations
internal import ObsDocuments
internal import ObsGeometry
internal import ObsText
internal import ObsTranslation

extension InstrumentPackage {
    /// Reads everything of every instrument and reports all that is wrong or doubtful, also of a package that is left out of
    /// the catalog.
    ///
    /// Laws: what is wrong with one file hides nothing of another; nothing is said that only follows from something else that is
    /// said; everything stands where the author of the package can edit it (`MistakeTests`).
    ///
    /// - Returns: the paths of what was read in the package's folder
    @discardableResult
    func validate(locate: Layers.Locator, problems: Problems) -> Set<String> {
        let log = ReadLog()
        let watched = folder.map { PackageFiles.folder($0, log: log) } ?? files
        let name = name
        let locator = Layers.Locator(names: locate.names) { $0 == name ? watched : try locate($0) }
        let (noticed, found) = (Problems(), Problems())
        let package = InstrumentPackage(
            files: watched, linked: linked, overlays: overlays, locate: locator, problems: noticed)
        if let package {
            PackageValidation(package: package, locate: locator, log: log, noticed: noticed, problems: found).run()
        } else {
            found.take(noticed)
        }
        // What no instrument reads is there for other packages.
        let single = descriptions.isEmpty ? readSingleFiles(locate: locate) : ([], [])
        problems.report(gatheringOldLanguage(found.sorted + single.0, found.fixes + single.1))
        return log.paths
    }
}

/// Looks at everything of a package.
private struct PackageValidation {
    let package: InstrumentPackage
    let locate: Layers.Locator
    let log: ReadLog
    /// What was noticed when the package was loaded.
    let noticed: Problems
    let problems: Problems

    private var files: PackageFiles { package.files }

    func run() {
        let spelling = CardSpelling(of: package)
        let known = package.descriptions.map { ($0.entry, Optional($0.description)) }
        let findings = (known + package.entriesWithoutDescription.map { ($0, nil) }).map { entry, description in
            read(entry, description, spelling)
        }
        let unread = UnreadFiles(of: package, read: log.paths)
        problems.take(noticed) { diagnostic in
            diagnostic.code != .missingFile
                || !findings.contains {
                    $0.entry.place == diagnostic.place && unread.hasMisnamed($0.entry.path("instrument.yaml"))
                }
        }
        for one in findings { report(one, unread) }
        unread.report(to: problems)
    }

    /// What is wrong with the files of an instrument, by what it is said of.
    private struct Findings {
        let entry: PackageDescription.Entry
        var camera = Camera()
        let rules = Problems()
        let filters = Problems()
        let calibrations = Problems()
        let ofCamera = Problems()
        let parameters = Problems()
        let curated = Problems()
        let spelling = Problems()
    }

    /// Reads everything of an instrument.
    private func read(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription?, _ spelling: CardSpelling
    ) -> Findings {
        var found = Findings(entry: entry)
        let name = description?.name ?? entry.name
        let cards = NameUses()
        let (rules, _) = package.readRules(entry, description, locate, found.rules, cards: cards)
        if let rules { _ = package.hooks(rules, found.rules) }
        let filters = package.readFilters(entry, locate, found.filters)
        let calibrations = CalibrationDirectory(
            files: files, folder: entry.path("calibrations"), locate: locate, problems: found.calibrations)
        found.camera = checkCamera(entry, description, found.ofCamera)
        ParameterDirectory(
            instrument: name, files: files, entry: entry, filters: filters, cameraDirectory: nil, locate: locate,
            slotsAtHand: found.camera.slots
        ).validate(found.parameters)
        CuratedFolder.check(
            calibrations.curatedFiles, kinds: calibrations.kinds,
            instrument: CuratedInstrument(
                names: [name] + (description?.aliases ?? []), history: found.camera.history, filters: filters),
            problems: found.curated)
        spelling.check(entry, name, cards, found.spelling)
        return found
    }

    /// Says what does not follow from something else that is said.
    private func report(_ found: Findings, _ unread: UnreadFiles) {
        let entry = found.entry
        /// Leaves out that a file is missing which is there under another name.
        func take(_ own: Problems, of file: String) {
            let isMisnamed = unread.hasMisnamed(entry.path(file))
            problems.take(own) { !(isMisnamed && $0.code == .missingFile && $0.place == nil) }
        }
        take(found.rules, of: "translation.yaml")
        take(found.filters, of: "filters.yaml")
        problems.take(found.calibrations)
        let camera = found.camera
        let isCameraMisnamed =
            camera.path.map {
                unread.hasMisnamed($0) || unread.hasMisnamed($0 + "/focal-plane.yaml")
            } ?? false
        // What instrument.yaml seems to lack may be what could not be read of it.
        let mayHaveNone = package.noticed.contains { $0.severity == .error }
        problems.take(found.ofCamera) { diagnostic in
            switch diagnostic.code {
            case .missingFile: !isCameraMisnamed
            case .noCamera: !isCameraMisnamed && !mayHaveNone
            default: true
            }
        }
        let lacksSlots = isCameraMisnamed || camera.isBroken && camera.slots == nil
        problems.take(found.parameters) { diagnostic in
            switch diagnostic.code {
            case .unknownDetector: !lacksSlots
            case .unknownFilter: !found.filters.hasErrors
            default: true
            }
        }
        if !lacksSlots {
            let isDoubtful =
                found.filters.hasErrors || found.calibrations.hasErrors
                || unread.hasMisnamed(entry.path("calibrations/kinds.yaml"))
            // With a kind or a filter that could not be read nobody knows what its folder is.
            problems.take(found.curated) { diagnostic in
                switch diagnostic.code {
                case .ignoredFile: !unread.isReported(at: diagnostic.place)
                case .unknownFolder, .strayEntry: !isDoubtful
                default: true
                }
            }
        }
        problems.take(found.spelling)
    }

    /// What is known of a camera.
    private struct Camera {
        /// The path of its folder inside the package; nil when the package says that there is none.
        var path: String?
        var history: CameraHistory?
        var slots: [ParameterTarget.Slot]?
        var isBroken = false
    }

    private func checkCamera(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription?, _ problems: Problems
    ) -> Camera {
        let folder = description.map(\.cameraFolder) ?? "camera"
        guard let folder, let path = PackagePath.resolve(entry.path(folder), in: "package.yaml") else {
            return Camera()
        }
        guard files.exists(path + "/focal-plane.yaml") else {
            if let description { reportMissingCamera(path, description, problems) }
            return Camera(path: path, isBroken: description == nil || description?.namedCamera != nil)
        }
        let own = Problems()
        let history = CameraDirectory.read(path, in: files, locate: locate, own)
        if let history, !own.hasErrors {
            own.catching(else: .brokenPackage) {
                for version in try history.versions() { own.report(history.arrangementProblems(of: version)) }
            }
        }
        problems.take(own)
        return Camera(
            path: path, history: history, slots: history?.slotsAtHand.map { $0.map { ParameterTarget.Slot($0.slot) } },
            isBroken: own.hasErrors)
    }

    /// A focal plane that is not there is wrong where the package names it, and else doubtful until it says why.
    private func reportMissingCamera(_ path: String, _ description: InstrumentDescription, _ problems: Problems) {
        let file = files.displayName(path + "/focal-plane.yaml")
        if let place = description.namedCamera {
            problems.error(
                .missingFile, at: place, "\(file) does not exist",
                hint: nearestCamera(to: path).map { "did you mean '\($0)'?" }
                    ?? "write it, or write camera: none with camera_reason:")
        } else {
            problems.warning(
                .noCamera, at: description.place,
                "\(description.name) has no focal plane (\(file)) and does not say that there is none",
                hint: "write camera/, or camera: none with camera_reason: TEXT")
        }
    }

    /// The folder with a focal plane beside the one that is not there.
    private func nearestCamera(to path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        let parent = parts.dropLast().joined(separator: "/")
        let cameras = package.names(in: parent).filter {
            files.exists((parent.isEmpty ? "" : parent + "/") + $0 + "/focal-plane.yaml")
        }
        return cameras.count == 1 ? cameras[0] : DidYouMean.nearest(to: parts.last ?? "", among: cameras)
    }
}
