public import ObsDocuments

/// A calibration that was read from a text file, by its format.
public enum CuratedCalibration: Sendable {
    /// Pixels that are not to be trusted.
    case defects(Defects)
    /// Crosstalk between amplifiers.
    case crosstalk(Crosstalk)
    /// Corrections of counts.
    case linearizer(Linearizer)
    /// Kernels of the brighter-fatter effect.
    case brighterFatterKernel(BrighterFatterKernel)
    /// How much light passes.
    case transmission(SpectralCurves)
    /// How much light is detected.
    case quantumEfficiency(SpectralCurves)
    /// A document of another format, as it is.
    case other(Document)
}
