internal import ObsCalibrations
public import ObsKit

extension RegistryReading {
    /// All calibrations that an exposure needs, or the calibrations of some kinds, from the file.
    ///
    /// - Parameters:
    ///   - exposure: the exposure
    ///   - collections: the collections and chains that are searched, in order
    ///   - names: the names of kinds; nil for those that it needs, as `Exposure.kindsNeeded` says
    ///   - detectors: the ids of detectors; nil for the exposure's
    ///   - tracing: whether answers are to carry their traces
    /// - Returns: for each kind, in order, for each detector, in order, what it gets
    /// - Throws: `CalibrationError` (`unknownKind`, `unknownCollection`); `RegistryError` when the registry is of other instruments
    public func answers(
        for exposure: Exposure, in collections: [String], kinds names: [String]? = nil, detectors: [Int]? = nil,
        tracing: Bool = false
    ) throws -> [ExposureAnswer] {
        let own = try of(exposure)
        // Without a question nobody would notice a collection that there is not.
        _ = try tables.searchOrder(collections)
        return try exposure.answers(names, detectors: detectors, kinds: own.kinds()) {
            try own.answer($0, in: collections, tracing: tracing)
        }
    }

    /// Reads the instrument of an exposure, unless one was named before, or the registry holds one without a name alone.
    ///
    /// - Parameter exposure: the exposure
    /// - Returns: the same transaction
    /// - Throws: `RegistryError`; `CalibrationError` (`badKeys`) where another instrument was named before
    public func of(_ exposure: Exposure) throws -> RegistryReading {
        if instrument != nil {
            try exposure.require(instrument)
            return self
        }
        let names = try instruments()
        return names == [""] || names.isEmpty ? self : of(instrument: exposure.instrument)
    }
}

extension Registry {
    /// All calibrations that an exposure needs, or the calibrations of some kinds.
    ///
    /// - Parameters:
    ///   - exposure: the exposure
    ///   - collections: the collections and chains that are searched, in order
    ///   - names: the names of kinds; nil for those that it needs, as `Exposure.kindsNeeded` says
    ///   - detectors: the ids of detectors; nil for the exposure's
    ///   - tracing: whether answers are to carry their traces
    /// - Returns: for each kind, in order, for each detector, in order, what it gets
    /// - Throws: as `RegistryReading.answers(for:in:kinds:detectors:tracing:)`
    public func answers(
        for exposure: Exposure, in collections: [String], kinds names: [String]? = nil, detectors: [Int]? = nil,
        tracing: Bool = false
    ) throws -> [ExposureAnswer] {
        try read {
            try $0.answers(for: exposure, in: collections, kinds: names, detectors: detectors, tracing: tracing)
        }
    }
}
