public import ObsCalibrations
internal import ObsText
internal import ObsTranslation

extension Exposure {
    /// The state of the instrument by which a kind of calibration is selected.
    ///
    /// - Parameters:
    ///   - kind: the kind
    ///   - detector: the detector, whose own header is read where it was read; nil for all
    /// - Returns: the values by the names of keys, those that the program gives among them; a key that is not required and that no
    ///   header has is left out
    /// - Throws: `CalibrationError` (`missingKey`) of a required key without a value; (`badKeys`) of a card that cannot be taken, and
    ///   where the detectors differ in a key and none of them is asked for; (`unknownKey`) of a card that was not read, since the
    ///   exposure was not read for the kind
    public func state(of kind: CalibrationKind, detector: Int?) throws -> [String: KeyValue] {
        // What no kind has is asked with too, so that whoever answers can refuse it.
        var state = givenState.filter { name, _ in
            kind.rule(name) != nil || !kinds.all.contains { $0.rule(name) != nil }
        }
        let read = detector.flatMap { observation(of: $0) }.map { [$0] } ?? observations
        for rule in kind.state where rule.match != .notApplicable && state[rule.name] == nil {
            if let value = try value(of: rule, kind, read) { state[rule.name] = value }
        }
        return state
    }

    /// The value of a key in observations that should agree in it.
    private func value(of rule: KeyRule, _ kind: CalibrationKind, _ read: [Observation]) throws -> KeyValue? {
        let key = "\(kind.name) needs the key '\(rule.name)'"
        var found: (value: KeyValue, place: String)?
        var missing: String?
        for observation in read {
            let place = observation.place(namingFile: true)
            switch observation.cards[rule] {
            case nil:
                throw CalibrationError(
                    .unknownKey,
                    "\(key), and \(rule.card ?? "it") was not read from \(place); make the exposure with the kinds that are asked for"
                )
            case .refused(let reason):
                throw CalibrationError(
                    .badKeys, "\(key), and in \(place) \(reason); correct the header, or give the value")
            case .absent(let reason): missing = missing ?? "in \(place) \(reason)"
            case .value(let value, _):
                if let found, found.value != value {
                    throw CalibrationError(
                        .badKeys,
                        "\(key), which is \(found.value) in \(found.place) and \(value) in \(place); ask for one detector, or give the value"
                    )
                }
                found = (value, place)
            }
        }
        if found == nil, rule.isRequired {
            throw CalibrationError(
                .missingKey, "\(key), and \(missing ?? "the planned exposure has no value of it"); give the value")
        }
        return found?.value
    }

    /// The physical filter of a detector, by its own header where it was read.
    func filter(of detector: Int?) -> String? {
        detector.flatMap { observation(of: $0) }?.info.physicalFilter ?? physicalFilter
    }
}
