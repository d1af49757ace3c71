extension ConformanceCheck {
    /// The checks of the way from headers to observations.
    static let translation: [ConformanceCheck] = [
        .goldenHeadersGiven, .goldenHeadersConfirmed, .goldenHeadersTranslate, .goldenHeadersClean, .requiredProperties,
        .valueLengths,
        .instrumentNamed, .observationKindsGiven, .propertiesExercised,
    ]
}
