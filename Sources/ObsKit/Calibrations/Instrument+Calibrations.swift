public import ObsCalibrations
internal import ObsGeometry
internal import ObsText
internal import ObsTime

extension Instrument {
    /// The kinds of calibration that calibrations/kinds.yaml describes; none without the file.
    public var calibrationKinds: CalibrationKinds { calibrationDirectory.kinds }

    /// The rules by which calibrations of other pipelines are recognised; none without calibrations/external.yaml.
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

    /// The curated calibrations of the package, certified in `curatedCollection`.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong with the files
    package func calibrationSet() throws -> CalibrationSet {
        let problems = Problems()
        let folder = try curatedCalibrations(problems: problems)
        if problems.hasErrors { throw DiagnosticsError(problems.sorted) }
        return try folder.set(in: curatedCollection)
    }

    /// What the reader of curated files must know: the newest camera's detectors, and the filters.
    private func curatedInstrument() throws -> CuratedInstrument {
        let camera = try cameraDirectory.map { try $0.history().camera(at: CalibrationDates.last) }
        let detectors = (camera?.detectors ?? []).map { detector in
            CuratedInstrument.Detector(
                id: detector.id, name: detector.name, width: detector.box.width, height: detector.box.height,
                amplifierCount: detector.amplifiers.count)
        }
        let filters = filters
        return CuratedInstrument(names: [name] + aliases, detectors: detectors) { folder in
            let isNamed: (FilterCatalog.Filter) -> Bool = { filter in
                ([filter.name] + filter.aliases).contains { CuratedInstrument.folderName($0) == folder }
            }
            return (filters.filters.first(where: isNamed) ?? filters.combinations.first(where: isNamed))?.name
        }
    }
}
