/// Whether a detector or an amplifier can be used.
public enum PartStatus: String, Hashable, Sendable, CaseIterable {
    /// It works.
    case working

    /// It gives no usable data.
    case dead

    /// It works but nobody reads it, or its data are not used.
    case unused

    /// A part of it gives no usable data; defects say which.
    case partial
}

/// What a detector is for.
public enum DetectorType: String, Hashable, Sendable, CaseIterable {
    /// Imaging of the sky.
    case science

    /// Measuring the focus.
    case focus

    /// Guiding the telescope.
    case guider

    /// Measuring the wavefront.
    case wavefront
}
