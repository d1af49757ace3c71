public import ObsCalibrations
internal import ObsGeometry
internal import ObsText
internal import ObsTime

extension Instrument {
    /// The kinds of calibration that calibrations/kinds.yaml describes; none without the file.
    public var calibrationKinds: CalibrationKinds { calibrationDirectory.kinds }

    /// The rules by which calibrations of other pipelines are recognized; none without calibrations/external.yaml.
    package var externalCalibrations: ExternalCalibrations { calibrationDirectory.external }

    /// The name of the collection that holds the curated calibrations of the package.
    public var curatedCollection: String { "\(name)/calib/curated" }

    /// The curated calibrations in the package's folder calibrations/, read anew.
    ///
    /// - Parameter problems: takes what is wrong with the files
    /// - Returns: the files that could be read
    /// - Throws: `DiagnosticsError` when the camera, which says what detectors there are, cannot be read
    package func curatedCalibrations(problems: Problems) throws -> CuratedFolder {
        try curatedCalibrations(in: calibrationDirectory.curatedFiles, problems: problems)
    }

    /// The curated calibrations of a folder in the layout of obs packages.
    ///
    /// - Parameters:
    ///   - files: the folder
    ///   - problems: takes what is wrong with the files
    /// - Returns: the files that could be read
    /// - Throws: `DiagnosticsError` when the camera, which says what detectors there are, cannot be read
    package func curatedCalibrations(in files: CalibrationFiles, problems: Problems) throws -> CuratedFolder {
        CuratedFolder(files, kinds: calibrationKinds, instrument: try curatedInstrument(), problems: problems)
    }

    /// Checks the curated calibrations of a folder in the layout of obs packages, and keeps nothing of them.
    ///
    /// - Parameters:
    ///   - files: the folder; nil for the package's
    ///   - problems: takes what is wrong with the files
    /// - Returns: the number of files that are in order
    /// - Throws: `DiagnosticsError` when the camera, which says what detectors there are, cannot be read
    package func checkCuratedCalibrations(in files: CalibrationFiles?, problems: Problems) throws -> Int {
        CuratedFolder.check(
            files ?? calibrationDirectory.curatedFiles, kinds: calibrationKinds, instrument: try curatedInstrument(),
            problems: problems)
    }

    /// The curated calibrations of the package, certified in `curatedCollection`.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong with the files
    package func calibrationSet() throws -> CalibrationSet {
        let problems = Problems()
        let folder = try curatedCalibrations(problems: problems)
        if problems.hasErrors { throw DiagnosticsError(problems.sorted) }
        return try folder.set(in: curatedCollection)
    }

    /// What answers from the curated calibrations of the package, which are read anew.
    ///
    /// - Returns: an index that searches `curatedCollection`
    /// - Throws: `DiagnosticsError` with everything that is wrong with the files
    public func curatedIndex() throws -> CalibrationIndex {
        try CalibrationIndex(try calibrationSet(), searching: [curatedCollection])
    }

    /// What the reader of curated files must know: the camera's detectors, and the filters.
    private func curatedInstrument() throws -> CuratedInstrument {
        let history = try cameraDirectory.map { try $0.history() }
        return CuratedInstrument(names: [name] + aliases, history: history, filters: filters)
    }
}
