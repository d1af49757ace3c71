internal import ObsKit

extension ConformanceCheck {
    static let parametersNotMeasured = ConformanceCheck(
        "parameters-not-measured", .parameters, .warning, "No parameter has a number for each detector.",
        documentation: """
            A number that most detectors have one of their own of was measured, will be measured again, and then is true from a \
            date on. Parameters have no dates: make it a kind of calibration, certify the values, and take the parameter \
            away. The same holds for lists and matrices of numbers.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let count = instrument.camera?.detectors.count ?? 0
            for parameters in instrument.parameters {
                for parameter in parameters.schema.parameters where parameter.type.isOfNumbers {
                    var places = parameters.exceptions.reduce(into: [String: ParameterSetting]()) { places, exception in
                        // A value for many detectors at once is a choice, one for a single detector may be a measurement.
                        guard exception.detectors.count == 1 else { return }
                        for setting in exception.settings where setting.name == parameter.name {
                            places[exception.detectors[0]] = setting
                        }
                    }
                    if case .map(_, .detectors) = parameter.type, let values = try? parameters.values() {
                        for entry in values.entries where entry.setting.name == parameter.name {
                            if let detector = entry.setting.entry { places[detector] = entry.setting }
                        }
                    }
                    let distinct = Set(places.values.map(\.value))
                    guard count > 1, distinct.count > 1, 2 * places.count > count else { continue }
                    findings.add(
                        at: places.values.compactMap(\.place).min(),
                        "'\(parameter.name)' of \(parameters.schema.task) has numbers of their own for \(places.count) of \(count) detectors",
                        hint: "certify a calibration; what changes with a chip changes with time",
                        instrument: instrument)
                }
            }
        }
    }
}

extension ParameterType {
    /// Whether a value is made of real numbers.
    fileprivate var isOfNumbers: Bool {
        switch self {
        case .number: true
        case .list(let type, _), .map(let type, _): type.isOfNumbers
        case .boolean, .integer, .text: false
        }
    }
}
