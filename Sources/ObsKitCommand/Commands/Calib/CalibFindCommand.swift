internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsRegistry
internal import ObsText
internal import ObsTime

struct CalibFindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "The calibrations that go with files, or with an exposure that is described.",
        discussion: """
            obskit calib find flat raw.fits --in best asks for the flats of the detectors in a file: date, filter, detectors and \
            state come from its headers, as the kinds of calibration name the cards. Files of one exposure are put together. \
            Without a kind all kinds are asked for that are required. Words before the first file that are names of kinds are \
            kinds; ./flat is a file.
            obskit calib find flat --in best --at 2024-03-10 --detector 3 --filter g asks without a file.
            Collections are searched in order, and the first that answers wins. Where there is no answer, the diagnostics say \
            what was searched and why each candidate was refused; --explain says so of answers too. Exit status: 1 when \
            something has no answer.
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var cameras: CatalogOptions

    @Argument(
        help: ArgumentHelp(
            "Kinds of calibration, then files, or folders that are searched for FITS files.", valueName: "kind-or-file")
    )
    var words: [String] = []

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("A collection or chain to search; may be repeated.", valueName: "collection"))
    var collections: [String]

    @OptionGroup var exposure: ExposureOptions

    @Option(
        name: [.customLong("detector"), .customLong("detectors")],
        help: ArgumentHelp(
            "The detectors by number or name: 3, 1-62, 1,2,8-10, S29,N4; of a file all that it holds.",
            valueName: "list"))
    var detectors: DetectorNames?

    @OptionGroup var keys: KeyOptions

    @Flag(help: "Say what was searched, and why each candidate was refused.")
    var explain = false

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if exposure.isGiven || !words.isEmpty { return }
        throw ValidationError("Name a file; or a kind, and when: --at, or --begin and --end.")
    }

    func run() throws {
        if exposure.isGiven { return try findByKeys() }
        try findForFiles()
    }

    /// Answers for an exposure that the command line describes.
    private func findByKeys() throws {
        let interval = try Report.orExit(.problems) { try exposure.interval() }
        guard !words.isEmpty else { throw ValidationError("Name the kind of calibration.") }
        let results = try registry.read { reading in
            let kinds = try reading.kinds()
            if let file = words.first(where: { kinds[$0] == nil && FileSystem.exists($0) }) {
                throw ValidationError(
                    "\(file) is a file, which says itself when it was; take --at, --begin and --end away.")
            }
            let wanted = try words.map { try kinds.kind($0) }
            let state = try keys.values(for: wanted)
            let detectors = try detectors.map { names in
                try names.detectors { try camera(of: reading, at: interval.begin) }
            }
            return try words.flatMap { kind in
                try (detectors?.map(Optional.some) ?? [nil]).map {
                    CalibrationQuery(kind, detector: $0, filter: keys.filter, state: state, during: interval)
                }
                .map { query in
                    do {
                        return CalibrationOutcome(
                            query, .success(try reading.answer(query, in: collections, tracing: explain)))
                    } catch let miss as CalibrationMiss {
                        return CalibrationOutcome(query, .failure(miss))
                    }
                }
            }
        }
        for result in results { result.printFailure(about: nil) }
        switch format {
        case .json:
            Output.json(JSONOutput.list(results, schema: "obskit/calibration-answer/1") { $0.write(&$1) })
        case .text: Output.result(CalibrationOutcome.text(results.map { (nil, $0) }, namingKinds: words.count > 1))
        }
        if results.contains(where: \.isFailure) { throw ExitStatus.problems.code }
    }

    /// The camera that knows the names of detectors.
    private func camera(of reading: RegistryReading, at instant: Instant?) throws -> Camera {
        guard let name = try reading.knownName() else {
            throw ValidationError("Names of detectors are an instrument's own: say which with --instrument.")
        }
        let instrument = try cameras.instrument(named: name)
        guard let instant else { throw ValidationError("Names of detectors belong to a date; give --begin.") }
        return try instrument.camera(at: instant)
    }
}
