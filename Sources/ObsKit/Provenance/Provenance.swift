public import ObsCalibrations
public import ObsText
internal import ObsTranslation

/// What an output was made of: what its header should say, so that it can be made again.
///
/// `cards()` are the cards for its header, and `init(_:)` reads them back.
public struct Provenance: Hashable, Sendable {
    /// A calibration that was used.
    public struct Calibration: Hashable, Sendable {
        /// The name of the kind.
        public let kind: String
        /// The id of the detector; nil of a kind without detectors.
        public let detector: Int?
        /// The dataset.
        public let dataset: DatasetID
    }

    /// A raw file.
    public struct RawFile: Hashable, Sendable {
        /// The name of the file, without its folder.
        public let name: String
        /// The SHA-256 of all of its bytes.
        public let checksum: ContentHash
    }

    /// The version of ObsKit.
    public let release: String
    /// The name of the instrument.
    public let instrument: String
    /// The package that describes the instrument, as it was.
    public let package: PinnedContext.Package
    /// The hash of the context that answered; nil where no context did.
    public let context: ContentHash?
    /// The content hash of the camera of the date; nil without a camera.
    public let camera: ContentHash?
    /// The raw files.
    public let rawFiles: [RawFile]
    /// The names of the corrections that headers got, in the order in which they were made.
    public let corrections: [String]
    /// The calibrations.
    public let calibrations: [Calibration]
}

extension Provenance {
    /// What the output of an exposure is made of; its files are read for their checksums.
    ///
    /// - Parameters:
    ///   - exposure: the exposure
    ///   - detector: the detector of the output; nil for all that were read
    ///   - catalog: the instruments that the exposure comes from
    ///   - answers: the calibrations that were used; an answer without a calibration is left out
    /// - Throws: `DiagnosticsError` when a file or the package cannot be read, (`unknown-detector`) of a detector that was not read,
    ///   (`several-contexts`) when the calibrations are not all of one context
    public init(
        of exposure: Exposure, detector: Int? = nil, in catalog: InstrumentCatalog,
        calibrations answers: [ExposureAnswer] = []
    ) throws {
        let observations = exposure.observations.filter { detector == nil || $0.detector == detector }
        guard !observations.isEmpty else {
            throw Self.refused(
                .unknownDetector,
                "no header of detector \(detector.map(String.init) ?? "-") was read, so nothing can be made of it",
                hint: "the exposure has \(exposure.detectors.map(String.init).joined(separator: ", "))")
        }
        let name = try catalog.instrument(named: exposure.instrument).name
        guard let package = catalog.packages.first(where: { $0.instrumentNames.contains(name) }) else {
            throw Self.refused(
                .unknownInstrument, "no package of the catalog describes \(name)",
                hint: "give the catalog of the exposure")
        }
        let found = answers.compactMap { answer in answer.answer.map { (answer, $0) } }
        guard Set(found.map(\.1.context)).count <= 1 else {
            throw Self.refused(
                .severalContexts, "the calibrations come from several contexts, and an output has one",
                hint: "ask one context for all of them")
        }
        release = ObsKitRelease.current.description
        instrument = name
        self.package = try PinnedContext.Package(package)
        context = found.first?.1.context
        camera = exposure.camera?.contentHash
        rawFiles = try Self.distinct(observations.compactMap(\.source)).map { path in
            RawFile(
                name: path.split(separator: "/").last.map(String.init) ?? path,
                checksum: ContentHash(of: try FileBytes.read(path, limit: .max)))
        }
        corrections = Self.distinct(observations.flatMap { $0.report.corrections.map(\.name) })
        calibrations = found.map { Calibration(kind: $0.0.kind, detector: $0.0.detector, dataset: $0.1.dataset.id) }
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    static func refused(_ code: Diagnostic.Code, _ message: String, hint: String) -> DiagnosticsError {
        DiagnosticsError([Diagnostic(.error, code, at: nil, message, hint: hint)])
    }
}

extension Diagnostic.Code {
    /// Calibrations of one output come from several contexts.
    package static let severalContexts = Self(rawValue: "several-contexts")
    /// Cards of a provenance are missing, or say what cannot be.
    package static let badProvenance = Self(rawValue: "bad-provenance")
}
