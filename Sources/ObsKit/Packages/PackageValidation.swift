internal import ObsCalibrations
internal import ObsDocuments
internal import ObsGeometry
internal import ObsText
internal import ObsTranslation

extension InstrumentPackage {
    /// Reads everything of every instrument and reports all that is wrong or doubtful, also of a package that is left out of
    /// the catalogue.
    ///
    /// Laws: what is wrong with one file hides nothing of another; nothing is said that only follows from something else that is
    /// said; everything stands where the author of the package can edit it (`MistakeTests`).
    func validate(locate: Layers.Locator, problems: Problems) {
        let log = ReadLog()
        let watched = folder.map { PackageFiles.folder($0, log: log) } ?? files
        let name = name
        let locator = Layers.Locator(names: locate.names) { $0 == name ? watched : try locate($0) }
        let found = Problems()
        let package = InstrumentPackage(
            files: watched, linked: linked, overlays: overlays, locate: locator, problems: found)
        if let package { PackageValidation(package: package, locate: locator, log: log, problems: found).run() }
        // What no instrument reads is there for other packages.
        let single = descriptions.isEmpty ? readSingleFiles(locate: locate) : ([], [])
        problems.report(gatheringOldLanguage(found.sorted + single.0, found.fixes + single.1))
    }
}

/// Looks at everything of a package.
private struct PackageValidation {
    let package: InstrumentPackage
    let locate: Layers.Locator
    let log: ReadLog
    let problems: Problems

    private var files: PackageFiles { package.files }

    func run() {
        let layout = PackageLayout(of: package)
        let misnamed = layout.misnamed(in: package)
        let found = Problems()
        let known = package.descriptions.map { ($0.entry, Optional($0.description)) }
        for (entry, description) in known + package.entriesWithoutDescription.map({ ($0, nil) }) {
            check(entry, description, misnamed, found)
        }
        problems.take(found) { diagnostic in
            // What is there under another name is said where it is.
            guard diagnostic.code == .missingFile || diagnostic.code == .noCamera else { return true }
            // What instrument.yaml seems to lack may be what could not be read of it.
            if diagnostic.code == .noCamera, package.noticed.contains(where: { $0.severity == .error }) { return false }
            return !misnamed.contains { diagnostic.message.contains(files.displayName($0.expected)) }
        }
        UnreadFiles(package: package, layout: layout, misnamed: misnamed, read: log.paths).report(to: problems)
    }

    private func check(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription?, _ misnamed: [PackageLayout.Misnamed],
        _ problems: Problems
    ) {
        let cards = NameUses()
        let (rules, _) = package.readRules(entry, description, locate, problems, cards: cards)
        if let rules { _ = package.hooks(rules, problems) }
        let filterProblems = Problems()
        let filters = package.readFilters(entry, locate, filterProblems)
        problems.take(filterProblems)
        let calibrationProblems = Problems()
        let calibrations = CalibrationDirectory(
            files: files, folder: entry.path("calibrations"), locate: locate, problems: calibrationProblems)
        problems.take(calibrationProblems)
        let camera = checkCamera(entry, description, problems)
        let isCameraMisnamed = misnamed.contains { $0.isOfCamera && !$0.isTwin }
        let lacksSlots = isCameraMisnamed || camera.isBroken && camera.slots == nil
        checkParameters(entry, description, filters, camera.slots, problems) { code in
            lacksSlots && code == .unknownDetector || filterProblems.hasErrors && code == .unknownFilter
        }
        if !lacksSlots {
            let own = Problems()
            let names = [description?.name ?? entry.name] + (description?.aliases ?? [])
            CuratedFolder.check(
                calibrations.curatedFiles, kinds: calibrations.kinds,
                instrument: CuratedInstrument(names: names, history: camera.history, filters: filters), problems: own)
            let isMisnamed = misnamed.contains { $0.expected == entry.path("calibrations/kinds.yaml") }
            let isDoubtful = filterProblems.hasErrors || calibrationProblems.hasErrors || isMisnamed
            // With a kind or a filter that could not be read nobody knows what its folder is.
            problems.take(own) { diagnostic in
                if diagnostic.code == .ignoredFile {
                    return !misnamed.contains { diagnostic.isAbout($0.found, in: files) }
                }
                return !isDoubtful || diagnostic.code != .unknownFolder && diagnostic.code != .strayEntry
            }
        }
        CardSpelling(package: package, entry: entry, instrument: description?.name ?? entry.name)
            .check(cards, problems)
    }

    /// What is known of a camera.
    private struct Camera {
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
            return Camera(isBroken: description == nil || description?.namedCamera != nil)
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
            history: history, slots: history?.slotsAtHand.map { $0.map { ParameterTarget.Slot($0.slot) } },
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

    private func checkParameters(
        _ entry: PackageDescription.Entry, _ description: InstrumentDescription?, _ filters: FilterCatalog,
        _ slots: [ParameterTarget.Slot]?, _ problems: Problems, except isUnknown: (Diagnostic.Code) -> Bool
    ) {
        let own = Problems()
        ParameterDirectory(
            instrument: description?.name ?? entry.name, files: files, entry: entry, filters: filters,
            cameraDirectory: nil, locate: locate, slotsAtHand: slots
        ).validate(own)
        problems.take(own) { !isUnknown($0.code) }
    }
}

extension Diagnostic {
    /// Whether it stands in a file of a package.
    fileprivate func isAbout(_ path: String, in files: PackageFiles) -> Bool { place?.file == files.displayName(path) }
}
