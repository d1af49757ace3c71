extension ConformanceCheck {
    /// The checks of how amplifiers lie in raw files.
    static let rawLayout: [ConformanceCheck] = [
        .rawPlacesDistinct, .rawAssembles, .overscansGiven, .rawImagesAssemble, .rawLayoutsVerified,
    ]
}
