/// A fraction by wavelength.
public struct SpectralCurve: Hashable, Sendable {
    /// The wavelengths, nanometers, increasing.
    public let wavelengths: [Double]
    /// The fraction at each wavelength: 1 is everything; noise of measurements may lie a little outside 0 to 1.
    public let fractions: [Double]

    /// A curve; nil unless there are as many fractions as wavelengths, at least one, and the wavelengths increase.
    public init?(wavelengths: [Double], fractions: [Double]) {
        guard wavelengths.count == fractions.count, !wavelengths.isEmpty,
            zip(wavelengths, wavelengths.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        self.wavelengths = wavelengths
        self.fractions = fractions
    }

    /// The fraction at a wavelength in nanometers, by straight lines between points; nil outside the curve.
    public func fraction(at wavelength: Double) -> Double? {
        guard let first = wavelengths.first, let last = wavelengths.last, wavelength >= first, wavelength <= last
        else { return nil }
        let after = wavelengths.firstIndex { $0 >= wavelength } ?? 0
        if wavelengths[after] == wavelength { return fractions[after] }
        let (left, right) = (wavelengths[after - 1], wavelengths[after])
        let weight = (wavelength - left) / (right - left)
        return fractions[after - 1] * (1 - weight) + fractions[after] * weight
    }
}

/// The fraction of light that passes or is detected, of a whole detector or by amplifier.
public struct SpectralCurves: Hashable, Sendable {
    /// The curve of everything; nil when there is one for each amplifier.
    public let whole: SpectralCurve?
    /// The curves of amplifiers by name.
    public let amplifiers: [String: SpectralCurve]
}
