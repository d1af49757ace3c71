extension ConformanceCheck {
    /// The checks of parameters.
    static let parameters: [ConformanceCheck] = []
}
