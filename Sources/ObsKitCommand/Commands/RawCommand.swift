internal import ArgumentParser
internal import ObsKit
internal import ObsRaw
internal import ObsText

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
    @Argument(help: ArgumentHelp("The raw file: FITS, plain, fpack or compressed.", valueName: "file"))
    var file: String

    @Option(
        name: .customLong("detector"),
        help: ArgumentHelp("Only this detector, by name or number; may be repeated.", valueName: "detector"))
    var wanted: [String] = []

    @Option(help: ArgumentHelp("Take the file to be of this instrument instead of recognizing it.", valueName: "name"))
    var instrument: String?

    @Option(
        help: ArgumentHelp("Use the camera of this date instead of that of the observation.", valueName: "date"),
        transform: DateArgument.read)
    var at: DateArgument?

    @Flag(help: "Compare the checksums of the HDUs that hold pixels also where no pixels are read.")
    var checksums = false

    @Flag(help: "Read pixels without comparing them with the checksums of their HDUs and of a gzip'd file.")
    var noVerify = false

    @OptionGroup var camera: CameraOptions
    @OptionGroup var fail: FailOptions

    func validate() throws {
        if checksums && noVerify { throw ValidationError("--checksums compares sums, and --no-verify does not.") }
    }

    /// Opens the file and says what was noticed about the detectors that are wanted.
    ///
    /// - Returns: the detectors, and how the file fared
    func open() throws -> (exposure: RawFile, detectors: [RawDetector], tally: InputTally) {
        let catalog = try camera.cameras.catalog()
        if let instrument { _ = try catalog.instrumentOrExit(named: instrument) }
        var tally = InputTally(fail.failOn, catalog)
        let exposure: RawFile
        do {
            exposure = try RawFile(
                path: file, in: catalog, as: instrument, at: at?.instant, edition: camera.edition,
                verifiesSums: !noVerify)
        } catch {
            let diagnostics = Report.diagnostics(error)
            Report.print(diagnostics, about: file)
            let isOfPackage = diagnostics.contains(where: catalog.isOfPackage)
            throw (isOfPackage || catalog.hasErrors ? ExitStatus.nothingDone : .problems).code
        }
        let general = wanted.isEmpty ? exposure.diagnostics : exposure.losses
        Report.print(general, about: file)
        tally.add(general.map(\.severity).min())
        let detectors = try select(exposure)
        let remarks = Self.remarks(detectors)
        for record in remarks.records(file, of: detectors.count) { Report.print(record) }
        tally.add(remarks.worst)
        if checksums { for detector in detectors { given(detector, &tally) { try detector.requireChecksums() } } }
        return (exposure, detectors, tally)
    }

    /// What was noticed about detectors.
    private static func remarks(_ detectors: [RawDetector]) -> Remarks {
        var remarks = Remarks()
        for detector in detectors {
            for diagnostic in detector.diagnostics { remarks.add(diagnostic, hdu: detector.hdu) }
        }
        return remarks
    }

    private func select(_ exposure: RawFile) throws -> [RawDetector] {
        if wanted.isEmpty { return exposure.detectors }
        return try wanted.map { word in
            let found = exposure.detector(named: word) ?? Int(word).flatMap { exposure.detector($0) }
            guard let found else {
                // What is wrong with the others may say why it is not there.
                for record in Self.remarks(exposure.detectors).records(file, of: exposure.detectors.count) {
                    Report.print(record)
                }
                let names = exposure.detectors.map(\.detector.name)
                let shown = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
                let isOfCamera = exposure.detectors.contains { one in
                    one.camera.detectors.contains { $0.name == word || $0.id == Int(word) }
                }
                guard isOfCamera else { throw ValidationError("\(file) has no detector \(word); it has \(shown).") }
                Report.error(
                    .missingDetectors, "the file holds no detector \(word) that can be read; it has \(shown)",
                    hint: "name one that it has, or fetch the file again", about: file)
                throw ExitStatus.problems.code
            }
            return found
        }
    }

    /// What `body` makes of a detector; what it throws is printed and counted, and costs that detector alone.
    @discardableResult
    func given<T>(_ detector: RawDetector, _ tally: inout InputTally, _ body: () throws -> T) -> T? {
        do {
            return try body()
        } catch {
            Report.print(error, about: "\(file), detector \(detector.detector.name)")
            tally.add(.error)
            return nil
        }
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
