public import ObsCalibrations
internal import ObsText
internal import ObsTranslation

extension CalibrationQuery {
    /// The question for the calibration of a kind that goes with an exposure.
    ///
    /// - Parameters:
    ///   - kind: the name of the kind, or one of its aliases
    ///   - exposure: the exposure
    ///   - detector: the id of the detector; nil for a kind without the key
    /// - Throws: `CalibrationError` (`unknownKind`); (`missingKey`) when the exposure does not say when it was, or a key that
    ///   the kind needs; (`badKeys`) of a card that cannot be taken
    public init(_ kind: String, for exposure: Exposure, detector: Int? = nil) throws {
        try self.init(exposure.kinds.kind(kind), for: exposure, detector: detector)
    }

    /// The question for a kind, of whatever registry or index.
    init(_ kind: CalibrationKind, for exposure: Exposure, detector: Int?) throws {
        guard let interval = exposure.interval else {
            throw CalibrationError(
                .missingKey, "no header of the exposure says when it began; see its diagnostics, and correct the header"
            )
        }
        self.init(
            kind.name, detector: detector, filter: exposure.filter(of: detector),
            state: try exposure.state(of: kind, detector: detector), during: interval)
    }
}

extension Exposure {
    /// The kinds of calibration without which the exposure cannot be processed: those that are required.
    ///
    /// A bias or a dark without a filter needs no kind with the key of the filter. Any other exposure without a filter does, so that
    /// nobody overlooks that it lacks one.
    ///
    /// - Parameter kinds: all kinds
    /// - Returns: those that it needs, in their order
    public func kindsNeeded(of kinds: CalibrationKinds) -> [CalibrationKind] {
        let hasNoLight = kind == .bias || kind == .dark
        return kinds.all.filter { kind in
            kind.isRequired && !(hasNoLight && physicalFilter == nil && kind.filter?.isRequired == true)
        }
    }
}
