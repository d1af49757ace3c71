/// How much of each amplifier's signal shows in each other one of a detector.
public struct Crosstalk: Hashable, Sendable {
    /// The number of amplifiers.
    public let amplifierCount: Int
    /// The coefficients by rows, `amplifierCount` squared of them.
    public let coefficients: [Double]
    /// The coefficients of the square of the signal, by rows; empty when there are none.
    public let quadraticCoefficients: [Double]
    /// The uncertainties of the coefficients, by rows; empty when they are not known.
    public let errors: [Double]
    /// The unit of signals: `electron` or `adu`; nil when the file does not say.
    public let unit: String?
    /// The coefficients to other detectors, by their names, by rows; the signals of those are the sources.
    public let otherDetectors: [String: [Double]]

    /// A matrix; nil unless each list has the square of the number of amplifiers, or nothing where that is allowed.
    public init?(
        amplifierCount: Int, coefficients: [Double], quadraticCoefficients: [Double] = [], errors: [Double] = [],
        unit: String? = nil, otherDetectors: [String: [Double]] = [:]
    ) {
        guard amplifierCount > 0, amplifierCount < 1 << 16 else { return nil }
        let count = amplifierCount * amplifierCount
        guard coefficients.count == count, [0, count].contains(quadraticCoefficients.count),
            [0, count].contains(errors.count), otherDetectors.values.allSatisfy({ $0.count == count })
        else { return nil }
        self.amplifierCount = amplifierCount
        self.coefficients = coefficients
        self.quadraticCoefficients = quadraticCoefficients
        self.errors = errors
        self.unit = unit
        self.otherDetectors = otherDetectors
    }

    /// The coefficient of a row and a column, each from 0.
    public subscript(row: Int, column: Int) -> Double { coefficients[row * amplifierCount + column] }
}
