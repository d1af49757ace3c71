extension ConformanceCheck {
    /// The checks of integers that stand for exposures and detectors.
    static let identifiers: [ConformanceCheck] = [
        .identifiersPositive, .identifiersVary, .identifiersDistinct, .identifiersDescribed, .identifiersAgree,
        .identifiersComeApart,
        .identifiersInjective, .packersHoldDetectors,
        .releasedDetectorsKept,
    ]
}
