extension ConformanceCheck {
    /// The checks of the focal plane; those of boxes, overlaps and inverses are made when a package is loaded.
    static let geometry: [ConformanceCheck] = [
        .detectorNames, .nominalValues, .nominalValuesGiven, .parityStated, .plateScaleSane, .plateScaleStated,
        .positionsSane, .readoutCorners, .gainsSane, .gainsFitNoise,
        .referencePoints,
        .crosstalkDiagonal, .headersFitCamera, .detectorsKnown, .goldenPointsGiven, .goldenPointsAgree,
    ]
}
