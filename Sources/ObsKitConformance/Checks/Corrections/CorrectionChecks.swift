extension ConformanceCheck {
    /// The checks of repairs of wrong headers.
    static let corrections: [ConformanceCheck] = [
        .correctionsApply, .correctionsExercised, .correctionsReferenced, .correctedCardsRead,
    ]
}
