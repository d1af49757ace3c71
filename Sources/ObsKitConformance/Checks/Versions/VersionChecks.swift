extension ConformanceCheck {
    /// The checks of the camera through time; contradictions are found when a package is loaded.
    static let versions: [ConformanceCheck] = [
        .historyTakesEffect, .historyRemembered, .versionsTested, .releasedEditionsKept,
    ]
}
