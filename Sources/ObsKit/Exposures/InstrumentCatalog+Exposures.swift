public import ObsCalibrations
public import ObsGeometry
internal import ObsText
internal import ObsTranslation

extension InstrumentCatalog {
    /// The exposure that a file holds.
    ///
    /// - Parameters:
    ///   - path: the literal name of a FITS file (plain, compressed or fpack) or of a file in which headers are kept
    ///   - instrumentName: the instrument, if it is not to be recognized
    ///   - state: the values of the state that the program gives, by the name of the key; they stand before what cards say
    ///   - kinds: the kinds of calibration whose keys are read; nil for the kinds of the instrument's package
    ///   - edition: what the description of the camera said at which date
    /// - Returns: the exposure; what its detectors contradict in each other is in its diagnostics
    /// - Throws: `FITSError` or `DiagnosticsError` when the file cannot be read, when no instrument or several recognize it, when it
    ///   is no observation, or when the instrument's package is broken
    public func exposure(
        file path: String, as instrumentName: String? = nil, state: [String: KeyValue] = [:],
        kinds: CalibrationKinds? = nil, edition: Edition = .newest
    ) throws -> Exposure {
        try exposure(files: [path], as: instrumentName, state: state, kinds: kinds, edition: edition)
    }

    /// The exposure whose detectors several files hold.
    ///
    /// - Parameters:
    ///   - paths: the literal names of the files
    ///   - instrumentName: the instrument, if it is not to be recognized
    ///   - state: the values of the state that the program gives, by the name of the key; they stand before what cards say
    ///   - kinds: the kinds of calibration whose keys are read; nil for the kinds of the instrument's package
    ///   - edition: what the description of the camera said at which date
    /// - Returns: the exposure; that a file is of another one is an error among its diagnostics
    /// - Throws: as for one file
    public func exposure(
        files paths: [String], as instrumentName: String? = nil, state: [String: KeyValue] = [:],
        kinds: CalibrationKinds? = nil, edition: Edition = .newest
    ) throws -> Exposure {
        let files = try paths.map { try observed(open(file: $0, as: instrumentName).translate()) }
        let name = files.lazy.compactMap(\.observations.first?.instrument).first
        guard let name else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, .noObservation, at: nil, "no file is named, and so there is no exposure",
                    hint: "name the files of the exposure")
            ])
        }
        return try instrument(named: name).exposure(of: files, state: state, kinds: kinds, edition: edition)
    }

    /// The exposures of translated files: observations of one instrument and one exposure id are of one exposure.
    ///
    /// An observation without an exposure id is of an exposure that its file alone holds.
    ///
    /// - Parameters:
    ///   - files: translated files, whose headers were kept; those without an observation are left out
    ///   - state: the values of the state that the program gives, by the name of the key; they stand before what cards say
    ///   - kinds: gives the kinds of calibration whose keys are read, by the instrument; nil for the kinds of its package
    ///   - edition: what the description of the camera said at which date
    /// - Returns: the exposures, in the order of their first observations
    /// - Throws: `DiagnosticsError` when headers were not kept, or when the instrument's package is broken
    public func exposures(
        of files: [FileTranslation], state: [String: KeyValue] = [:],
        kinds: (Instrument) throws -> CalibrationKinds? = { _ in nil }, edition: Edition = .newest
    ) throws -> [Exposure] {
        try groups(of: files, state: state, kinds: kinds, edition: edition).map { try $0.result.get() }
    }

    /// The exposures of translated files, each by itself: one that cannot be made costs no other.
    ///
    /// - Parameters:
    ///   - files: translated files, whose headers were kept; those without an observation are left out
    ///   - state: the values of the state that the program gives, by the name of the key
    ///   - kinds: gives the kinds of calibration whose keys are read; asked once for each instrument
    ///   - edition: what the description of the camera said at which date
    /// - Returns: for each exposure its files, and what became of it, in the order of the first observations
    package func groups(
        of files: [FileTranslation], state: [String: KeyValue] = [:],
        kinds: (Instrument) throws -> CalibrationKinds? = { _ in nil }, edition: Edition = .newest
    ) -> [(paths: [String], result: Result<Exposure, any Error>)] {
        var order: [ExposureKey] = []
        var members: [ExposureKey: [(file: Int, observation: HeaderObservation)]] = [:]
        for (place, file) in files.enumerated() {
            for found in file.observations {
                let key = ExposureKey(found, file: place)
                if members[key] == nil { order.append(key) }
                members[key, default: []].append((place, found))
            }
        }
        var said: Set<Int> = []
        var known: [String: Result<(Instrument, CalibrationKinds), any Error>] = [:]
        return order.map { key in
            let own = members[key] ?? []
            let places = Set(own.map(\.file)).sorted()
            // What is wrong with a file that holds several exposures is said with the first.
            let remarks = places.filter { said.insert($0).inserted }
                .flatMap { files[$0].remarksOnExposure(naming: places.count > 1) }
            let found =
                known[key.instrument]
                ?? Result {
                    let instrument = try instrument(named: key.instrument)
                    return (instrument, try kinds(instrument) ?? instrument.calibrationKinds)
                }
            known[key.instrument] = found
            return (
                places.map { files[$0].path },
                Result {
                    let (instrument, kinds) = try found.get()
                    return try instrument.exposure(
                        try own.map { try Exposure.Observation($0.observation, of: files[$0.file].path, kinds) },
                        fileDiagnostics: remarks, areWhole: places.allSatisfy { files[$0].isWhole }, state: state,
                        kinds: kinds, edition: edition)
                }
            )
        }
    }

    /// A file that holds an observation.
    ///
    /// - Throws: `DiagnosticsError` that says why it holds none
    func observed(_ file: FileTranslation) throws -> FileTranslation {
        if !file.observations.isEmpty { return file }
        let reasons = (file.unrecognised.map { [$0] } ?? []) + file.diagnostics
        throw DiagnosticsError(reasons.map { $0.at(nil, saying: "\(file.path): \($0.message)") })
    }
}
