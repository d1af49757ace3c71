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

/// What the places of the slots of a camera mean.
public enum Arrangement: String, Hashable, Sendable, CaseIterable {
    /// All detectors are there at once, each in a place of its own.
    case focalPlane = "focal-plane"

    /// A list of chips, or of groups of chips, of which one at a time was in the same place, as on a test stand.
    case inventory
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
