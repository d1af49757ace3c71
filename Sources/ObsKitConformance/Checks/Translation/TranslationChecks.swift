extension ConformanceCheck {
    /// The checks of the way from headers to observations.
    static let translation: [ConformanceCheck] = []
}
