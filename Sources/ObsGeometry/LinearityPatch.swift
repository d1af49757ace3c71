internal import ObsDocuments
internal import ObsText

/// What a description says of the linearity of an amplifier; nil is not said.
struct LinearityPatch: Hashable, Sendable {
    var type: String?
    var coefficients: [Double?]?
    var threshold: Double??
    var maximum: Double??
    var units: String??

    /// The largest number of coefficients.
    static let coefficientLimit = 4096

    init(_ linearity: Linearity) {
        type = linearity.type
        coefficients = linearity.coefficients.isEmpty ? nil : linearity.coefficients
        threshold = linearity.threshold.map { .some($0) }
        maximum = linearity.maximum.map { .some($0) }
        units = linearity.units.map { .some($0) }
    }

    init?(_ node: Node, _ problems: Problems) {
        guard let reader = FormatReader(node, LinearityKeys.ofAmplifier, problems) else { return nil }
        type = reader[LinearityKeys.type]
        coefficients = reader[LinearityKeys.coefficients]
        threshold = reader[LinearityKeys.threshold]
        maximum = reader[LinearityKeys.maximum]
        units = reader[LinearityKeys.units]
        reader.finish()
    }

    func applied(to linearity: Linearity?) -> Linearity {
        var result = linearity ?? Linearity(type: "None")
        if let type { result.type = type }
        if let coefficients { result.coefficients = coefficients }
        if let threshold { result.threshold = threshold }
        if let maximum { result.maximum = maximum }
        if let units { result.units = units }
        return result
    }
}
