public import ObsCalibrations
public import ObsGeometry
public import ObsText
public import ObsTime
public import ObsTranslation

/// One opening of the shutter: its observations, when it was, through which filter, in which state, with which camera.
///
/// ```swift
/// let exposure = try catalog.exposure(file: "raw.fits.fz")
/// let flat = try index.answer("flat", for: exposure, detector: 25)
/// ```
///
/// `InstrumentCatalog.exposure` makes it of files, `Instrument.exposure` of reports that are there already; the initializer makes
/// one that is only planned, so that its calibrations can be fetched before the shutter opens. What its detectors contradict in
/// each other is in `diagnostics`. It keeps no headers.
public struct Exposure: Sendable {
    /// One detector of the exposure.
    public struct Observation: Sendable {
        /// The name of the file; nil of a report that was not read from one.
        public let source: String?
        /// The index of the HDU; nil of a report that was not read from a file.
        public let hdu: Int?
        /// The name of the HDU, if it has one.
        public let hduName: String?
        /// What became of the header, without the header.
        public let report: TranslationReport
        let cards: StateCards

        /// The observation.
        public var info: ObservationInfo { report.info }
        /// The id of the detector; nil where the header does not say.
        public var detector: Int? { report.info.detectorNum }
    }

    /// The name of the instrument.
    public let instrument: String
    /// The detectors that were read; none of an exposure that is only planned.
    public let observations: [Observation]
    /// The ids of the detectors, in the order of the observations, each once.
    public let detectors: [Int]
    /// From the earliest begin among the detectors to the latest end; nil where no header has a begin.
    ///
    /// An exposure of no time, or whose end is not known, is the instant of its begin.
    public let interval: Validity?
    /// The number of the exposure; nil where no header has it, and of one that is only planned.
    public let id: Int?
    /// The name of the exposure.
    public let observationID: String?
    /// The physical filter.
    public let physicalFilter: String?
    /// The type of observation in the words of the instrument.
    public let observationType: String?
    /// The type of observation in words that are the same for every instrument.
    public let kind: ObservationKind?
    /// The day to which it counts, as YYYYMMDD.
    public let observingDay: Int?
    /// Where the camera looks and how it is turned; nil where the headers do not say, as of most calibrations.
    public let pointing: Pointing?
    /// The camera of its date; nil where the instrument describes none, or the date is not known.
    public let camera: Camera?
    /// What the detectors contradict in each other, what is missing, and which cards of the state cannot be taken.
    ///
    /// What is wrong with one header alone is in the report of its observation.
    public internal(set) var diagnostics: [Diagnostic]
    /// The kinds of calibration whose keys were read.
    public let kinds: CalibrationKinds
    /// The values of the state that the program gives, by the name of the key; they stand before what cards say.
    public let givenState: [String: KeyValue]

    /// Whether something contradicts itself so that the exposure cannot be used as it is.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// The observation of a detector; the first where it is there twice, nil where it is not there.
    public func observation(of detector: Int) -> Observation? { observations.first { $0.detector == detector } }
}

extension Exposure {
    /// An exposure that is only planned: nothing of it has been read.
    ///
    /// It asks for the calibrations that the exposure itself will ask for, if it turns out as planned.
    ///
    /// - Parameters:
    ///   - instrument: the instrument
    ///   - interval: when it will be
    ///   - filter: the physical filter; nil for none
    ///   - kind: what it will be
    ///   - detectors: the ids of the detectors; nil for all of the camera
    ///   - state: the instrument's state, by the names of keys
    ///   - kinds: the kinds of calibration; nil for the kinds of the instrument's package
    ///   - edition: what the description of the camera said at which date
    /// - Throws: `DiagnosticsError` of a filter or detector that the instrument does not have, when detectors are wanted of an
    ///   instrument without a camera, or when its camera cannot be read
    public init(
        planned instrument: Instrument, during interval: Validity, filter: String? = nil,
        kind: ObservationKind? = .science, detectors: [Int]? = nil, state: [String: KeyValue] = [:],
        kinds: CalibrationKinds? = nil, edition: Edition = .newest
    ) throws {
        var camera: Camera?
        if let begin = interval.begin, instrument.cameraDirectory != nil || detectors == nil {
            camera = try instrument.camera(at: begin, edition: edition)
        }
        var wrong: [Diagnostic] = []
        if let filter, instrument.filters[filter]?.name != filter {
            let hint = instrument.filters[filter].map { "its name is '\($0.name)'" }
            wrong.append(
                Diagnostic(
                    .error, .unknownFilter, at: nil, "\(instrument.name) has no filter '\(filter)'",
                    hint: hint ?? DidYouMean.hint(for: filter, among: instrument.filters.filters.map(\.name))))
        }
        if let detectors, let camera {
            let unknown = detectors.filter { camera.detector($0) == nil }
            if !unknown.isEmpty {
                let names = unknown.map { "\($0)" }.joined(separator: ", ")
                wrong.append(
                    Diagnostic(
                        .error, .unknownDetector, at: nil, "camera \(camera.name) has no detector \(names)",
                        hint: "'obskit camera \(instrument.name)' lists those that there are"))
            }
        }
        if !wrong.isEmpty { throw DiagnosticsError(wrong) }
        self.init(
            instrument: instrument.name, observations: [], detectors: detectors ?? camera?.detectors.map(\.id) ?? [],
            interval: interval, id: nil, observationID: nil, physicalFilter: filter, observationType: nil, kind: kind,
            observingDay: nil, pointing: nil, camera: camera, diagnostics: [],
            kinds: kinds ?? instrument.calibrationKinds, givenState: state)
    }

    /// The ids of detectors by their names.
    ///
    /// - Parameter names: names of slots of the camera, or ids in decimal digits
    /// - Returns: the ids, in the order of the names
    /// - Throws: `DiagnosticsError` of names that the camera does not have
    public func detectors(named names: [String]) throws -> [Int] {
        try names.map { name in
            if let id = Int(name), camera.map({ $0.detector(id) != nil }) ?? true { return id }
            if let detector = camera?.detector(named: name) { return detector.id }
            guard let camera else {
                throw DiagnosticsError([
                    Diagnostic(
                        .error, .unknownDetector, at: nil,
                        "\(instrument) has no camera that names a detector '\(name)'",
                        hint: "give the number of the detector")
                ])
            }
            throw DiagnosticsError([
                Diagnostic(
                    .error, .unknownDetector, at: nil, "camera \(camera.name) has no detector '\(name)'",
                    hint: DidYouMean.hint(for: name, among: camera.detectors.map(\.name))
                        ?? "'obskit camera \(instrument)' lists those that there are")
            ])
        }
    }
}
