internal import ArgumentParser
internal import ObsFITSImages
internal import ObsKit
internal import ObsRawExposures
internal import ObsYAML

struct RawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raw", abstract: "Raw files: what is in them, assembled detectors, pictures, statistics.",
        discussion: """
            A raw file is read beside the camera of its date; what its headers say otherwise is a diagnostic that names both. Exit status: 1 \
            when something differs or cannot be read.
            """,
        subcommands: [RawInfoCommand.self, RawAssembleCommand.self, RawPreviewCommand.self, RawStatsCommand.self])
}

/// Which raw file, which camera and which of its detectors.
struct RawOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The raw file: FITS, plain, gzip or fpack.", valueName: "file"))
    var file: String

    @Option(
        name: .customLong("detector"),
        help: ArgumentHelp("Only this detector, by name or number; may be repeated.", valueName: "detector"))
    var wanted: [String] = []

    @Option(help: ArgumentHelp("Take the file to be of this instrument instead of recognising it.", valueName: "name"))
    var instrument: String?

    @Option(
        help: ArgumentHelp("Use the camera of this date instead of that of the observation.", valueName: "date"))
    var at: DateArgument?

    @Flag(help: "Compare the checksums of the HDUs that hold pixels, where they have any.")
    var checksums = false

    @OptionGroup var camera: CameraOptions
    @OptionGroup var fail: FailOptions

    /// Opens the file and says what was noticed about the detectors that are wanted.
    ///
    /// - Returns: the detectors, and how the file fared
    func open() throws -> (exposure: RawExposure, detectors: [RawDetector], tally: InputTally) {
        let catalog = try camera.cameras.catalog()
        if let instrument { _ = try catalog.instrumentOrExit(named: instrument) }
        var tally = InputTally(fail.failOn, catalog)
        let exposure: RawExposure
        do {
            exposure = try RawExposure(
                path: file, in: catalog, as: instrument, at: at?.instant, edition: camera.edition)
        } catch {
            let diagnostics = Report.diagnostics(error)
            Report.print(diagnostics, about: file)
            let isOfPackage = diagnostics.contains(where: catalog.isOfPackage)
            throw (isOfPackage || catalog.hasErrors ? ExitStatus.nothingDone : .problems).code
        }
        let detectors = try select(exposure)
        var remarks = Remarks()
        for detector in detectors {
            for diagnostic in detector.diagnostics { remarks.add(diagnostic, hdu: detector.hdu) }
        }
        let general = wanted.isEmpty ? exposure.diagnostics : []
        Report.print(general, about: file)
        for record in remarks.records(file, of: detectors.count) { Report.print(record) }
        tally.add(remarks.worst)
        tally.add(general.map(\.severity).min())
        if checksums { for detector in detectors { try orExit { try detector.requireChecksums() } } }
        return (exposure, detectors, tally)
    }

    private func select(_ exposure: RawExposure) throws -> [RawDetector] {
        if wanted.isEmpty { return exposure.detectors }
        return try wanted.map { word in
            let found = exposure.detector(named: word) ?? Int(word).flatMap { exposure.detector($0) }
            guard let found else {
                let names = exposure.detectors.map(\.detector.name)
                let shown = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
                throw ValidationError("\(file) has no detector \(word); it has \(shown).")
            }
            return found
        }
    }

    /// What `body` returns; what it throws is printed, with the detector that it was about, and ends the command.
    func orExit<T>(_ detector: String? = nil, _ body: () throws -> T) throws -> T {
        try Report.orExit(.problems, about: detector.map { "\(file), detector \($0)" } ?? file, body)
    }

    /// The files that are read.
    var inputs: [String] { [file] + camera.cameras.inputs }

    /// The name of a file that is made of this one, in the working folder.
    ///
    /// A name of a detector with a slash makes no folder.
    func outputName(_ addition: String) -> String {
        var name = file.split(separator: "/").last.map(String.init) ?? file
        for ending in [".gz", ".fz", ".fits", ".fit", ".fts"] where name.lowercased().hasSuffix(ending) {
            name = String(name.dropLast(ending.count))
        }
        return name + addition.replacing("/", with: "_")
    }
}
