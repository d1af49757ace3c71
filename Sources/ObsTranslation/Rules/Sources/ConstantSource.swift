/// `constant:` and `default:`.
final class ConstantSource: Source, @unchecked Sendable {
    let constant: PropertyValue
    let isDefault: Bool

    init(_ constant: PropertyValue, isDefault: Bool) {
        self.constant = constant
        self.isDefault = isDefault
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        if isDefault { evaluation.flags.insert(.defaulted) }
        return .value(constant)
    }

    override var subject: String { "the constant" }
}
