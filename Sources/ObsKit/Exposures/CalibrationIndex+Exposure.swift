public import ObsCalibrations

extension CalibrationIndex {
    /// The calibration of a kind that goes with an exposure.
    ///
    /// - Parameters:
    ///   - kind: the name of the kind, or one of its aliases
    ///   - exposure: the exposure
    ///   - detector: the id of the detector; nil for a kind without the key
    ///   - tracing: whether the answer is to carry its trace
    /// - Returns: the answer
    /// - Throws: `CalibrationMiss` with the trace; `CalibrationError` as `CalibrationQuery.init(_:for:detector:)`, and
    ///   (`badKeys`) of an exposure of another instrument
    public func answer(
        _ kind: String, for exposure: Exposure, detector: Int? = nil, tracing: Bool = false
    ) throws -> CalibrationAnswer {
        try exposure.require(instrument)
        return try answer(CalibrationQuery(kinds.kind(kind), for: exposure, detector: detector), tracing: tracing)
    }

    /// All calibrations that an exposure needs, or the calibrations of some kinds.
    ///
    /// - Parameters:
    ///   - exposure: the exposure
    ///   - names: the names of kinds; nil for those that it needs, as `Exposure.kindsNeeded` says
    ///   - detectors: the ids of detectors; nil for the exposure's
    ///   - tracing: whether answers are to carry their traces
    /// - Returns: for each kind, in order, for each detector, in order, what it gets
    /// - Throws: `CalibrationError` (`unknownKind`); (`badKeys`) of an exposure of another instrument
    public func answers(
        for exposure: Exposure, kinds names: [String]? = nil, detectors: [Int]? = nil, tracing: Bool = false
    ) throws -> [ExposureAnswer] {
        try exposure.require(instrument)
        return try exposure.answers(names, detectors: detectors, kinds: kinds) { try answer($0, tracing: tracing) }
    }
}

extension PinnedContext {
    /// All calibrations that an exposure needs, or the calibrations of some kinds; each answer carries the context's hash.
    ///
    /// - Parameters:
    ///   - exposure: the exposure, of the instrument of the context's calibrations
    ///   - names: the names of kinds; nil for those that it needs, as `Exposure.kindsNeeded` says
    ///   - detectors: the ids of detectors; nil for the exposure's
    ///   - tracing: whether answers are to carry their traces
    /// - Returns: for each kind, in order, for each detector, in order, what it gets
    /// - Throws: `CalibrationError` (`unknownKind`); (`badKeys`) of an exposure of another instrument
    public func answers(
        for exposure: Exposure, kinds names: [String]? = nil, detectors: [Int]? = nil, tracing: Bool = false
    ) throws -> [ExposureAnswer] {
        try index.answers(for: exposure, kinds: names, detectors: detectors, tracing: tracing)
    }
}
