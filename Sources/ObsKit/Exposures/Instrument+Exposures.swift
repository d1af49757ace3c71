public import ObsCalibrations
public import ObsGeometry
internal import ObsText
internal import ObsTime
public import ObsTranslation

extension Instrument {
    /// An exposure of reports that are there already, one a detector.
    ///
    /// - Parameters:
    ///   - reports: translated headers, which still hold their cards
    ///   - state: the values of the state that the program gives, by the name of the key; they stand before what cards say
    ///   - kinds: the kinds of calibration whose keys are read; nil for the kinds of the instrument's package
    ///   - edition: what the description of the camera said at which date
    /// - Returns: the exposure; what the detectors contradict in each other is in its diagnostics
    /// - Throws: `DiagnosticsError` without a report, of a report whose headers were not kept, or when the camera cannot be read
    public func exposure(
        of reports: [TranslationReport], state: [String: KeyValue] = [:], kinds: CalibrationKinds? = nil,
        edition: Edition = .newest
    ) throws -> Exposure {
        let kinds = kinds ?? calibrationKinds
        return try exposure(
            try reports.map { report in
                Exposure.Observation(
                    source: nil, hdu: nil, hduName: nil, report: try report.forgettingHeaders(),
                    cards: StateCards(report, kinds))
            }, fileDiagnostics: [], areWhole: false, state: state, kinds: kinds, edition: edition)
    }

    /// An exposure of the files that hold its detectors.
    ///
    /// - Parameters:
    ///   - files: translated files, whose headers were kept
    ///   - state: the values of the state that the program gives, by the name of the key; they stand before what cards say
    ///   - kinds: the kinds of calibration whose keys are read; nil for the kinds of the instrument's package
    ///   - edition: what the description of the camera said at which date
    /// - Returns: the exposure; what the detectors contradict in each other is in its diagnostics
    /// - Throws: `DiagnosticsError` when no file holds an observation, when headers were not kept, or when the camera cannot be read
    public func exposure(
        of files: [FileTranslation], state: [String: KeyValue] = [:], kinds: CalibrationKinds? = nil,
        edition: Edition = .newest
    ) throws -> Exposure {
        let kinds = kinds ?? calibrationKinds
        let observations = try files.flatMap { file in
            try file.observations.map { try Exposure.Observation($0, of: file.path, kinds) }
        }
        return try exposure(
            observations, fileDiagnostics: files.flatMap { file in file.remarksOnExposure(naming: files.count > 1) },
            areWhole: files.allSatisfy(\.isWhole), state: state, kinds: kinds, edition: edition)
    }

    /// An exposure of observations; what is wrong with the files that hold them comes first among its diagnostics.
    func exposure(
        _ observations: [Exposure.Observation], fileDiagnostics: [Diagnostic], areWhole: Bool,
        state: [String: KeyValue],
        kinds: CalibrationKinds, edition: Edition
    ) throws -> Exposure {
        guard !observations.isEmpty else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .noObservation, at: nil, "there is no observation, and so no exposure",
                    hint: "name a file that obskit translate finds an observation in")
            ])
        }
        var camera: Camera?
        let begin = observations.compactMap(\.info.datetimeBegin).min()
        if let begin, cameraDirectory != nil { camera = try self.camera(at: begin, edition: edition) }
        let contradictions = ExposureContradictions(observations, self, areWhole: areWhole)
        func first<Value>(_ value: (ObservationInfo) -> Value?) -> Value? {
            for observation in observations {
                if let found = value(observation.info) { return found }
            }
            return nil
        }
        var seen: Set<Int> = []
        return Exposure(
            instrument: name, observations: observations,
            detectors: observations.compactMap(\.detector).filter { seen.insert($0).inserted },
            interval: begin.flatMap { begin in
                Validity.ofExposure(from: begin, to: observations.compactMap(\.info.datetimeEnd).max())
            }, id: first(\.exposureID), observationID: first(\.observationID), physicalFilter: first(\.physicalFilter),
            observationType: first(\.observationType), kind: observations.lazy.compactMap(\.report.kind).first,
            observingDay: first(\.observingDay), pointing: first { try? Pointing($0) }, camera: camera,
            diagnostics: fileDiagnostics + contradictions.diagnostics, kinds: kinds, givenState: state)
    }
}

extension Exposure.Observation {
    /// An observation of a file.
    ///
    /// - Throws: `DiagnosticsError` when its headers were not kept
    init(_ found: HeaderObservation, of path: String, _ kinds: CalibrationKinds) throws {
        self.init(
            source: path, hdu: found.hdu, hduName: found.hduName, report: try found.report.forgettingHeaders(),
            cards: StateCards(found.report, kinds))
    }
}

extension Validity {
    /// From the begin of an exposure to its end; the instant of its begin where the end is not known, or not after it.
    static func ofExposure(from begin: Instant, to end: Instant?) -> Validity? {
        if let end, end > begin { return try? Validity(begin: begin, end: end) }
        return try? CalibrationDates.interval(of: begin)
    }
}

extension TranslationReport {
    /// The report without its headers, which must still be there.
    fileprivate func forgettingHeaders() throws -> TranslationReport {
        guard keepsHeaders else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .noHeaders, at: nil,
                    "the headers of the report were not kept, and an exposure reads its state from them",
                    hint: "keep the headers, or ask the catalog for the exposures of the files")
            ])
        }
        return withoutHeaders()
    }
}

extension FileTranslation {
    /// What is wrong with the file, except what the comparison of its detectors says anyway.
    func remarksOnExposure(naming isNamed: Bool) -> [Diagnostic] {
        diagnostics.filter { !Self.comparedAnyway.contains($0.code) }.map { problem in
            isNamed ? problem.at(nil, saying: "\(path): \(problem.message)") : problem
        }
    }

    private static let comparedAnyway: Set<Diagnostic.Code> = [.fileDisagrees, .detectorTwice, .missingDetectors]
}

extension Diagnostic.Code {
    /// There is no observation for an exposure.
    package static let noObservation = Self(rawValue: "no-observation")
    /// Headers were not kept, and are needed.
    package static let noHeaders = Self(rawValue: "no-headers")
}
