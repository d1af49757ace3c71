extension ConformanceCheck {
    /// The checks of calibrations, and of the curated files that a package ships.
    static let calibrations: [ConformanceCheck] = [
        calibrationKindsExplained, stateKeysHaveCards, curatedFilesCover, defectsCoverDeadParts, goldenLookupsAgree,
        goldenLookupsGiven,
    ]
}
