extension ConformanceCheck {
    /// The checks of names, versions and of the recognition of files.
    static let identity: [ConformanceCheck] = [
        .packageLoads, .fixturesReadable, .waiversNeeded, .instrumentNames, .namesDistinct, .packageVersion,
        .recognized, .claimsOnlyItsOwn, .detectionExercised,
        .embeddedCurrent, .releasedNamesKept,
    ]
}
