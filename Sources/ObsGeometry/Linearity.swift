/// What an amplifier's nominal description says about its linearity; what the numbers mean depends on the type.
public struct Linearity: Hashable, Sendable {
    /// The name of the correction, such as `Squared`, `LookupTable` or `PROPORTIONAL`.
    public var type: String

    /// The coefficients of that correction; nil for one that is not set.
    public var coefficients: [Double?]

    /// The level (ADU) from which the correction holds.
    public var threshold: Double?

    /// The level (ADU) up to which the correction holds.
    public var maximum: Double?

    /// The unit of the levels as the instrument calls it.
    public var units: String?

    /// Creates a description of a linearity.
    public init(
        type: String, coefficients: [Double?] = [], threshold: Double? = nil, maximum: Double? = nil,
        units: String? = nil
    ) {
        self.type = type
        self.coefficients = coefficients
        self.threshold = threshold
        self.maximum = maximum
        self.units = units
    }
}
