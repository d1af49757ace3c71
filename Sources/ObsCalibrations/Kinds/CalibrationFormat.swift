/// What a dataset of a kind is made of.
public enum CalibrationFormat: String, Hashable, Sendable, CaseIterable {
    /// Boxes of pixels that are not to be trusted.
    case defects
    /// How much of an amplifier's signal shows in the others.
    case crosstalk
    /// How counts are made proportional to light.
    case linearizer
    /// Kernels of the brighter-fatter effect.
    case brighterFatterKernel = "brighter-fatter-kernel"
    /// The fraction of light that passes, by wavelength.
    case transmissionCurve = "transmission-curve"
    /// The fraction of light that is detected, by wavelength.
    case quantumEfficiency = "quantum-efficiency"
    /// Images: bias, dark, flat, fringe.
    case image
    /// A table of another form.
    case table
    /// Anything else.
    case other

    /// Whether the library reads it from text files.
    public var isText: Bool {
        switch self {
        case .defects, .crosstalk, .linearizer, .brighterFatterKernel, .transmissionCurve, .quantumEfficiency: true
        case .image, .table, .other: false
        }
    }
}
