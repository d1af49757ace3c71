extension ConformanceCheck {
    /// The checks of physical filters.
    static let filters: [ConformanceCheck] = []
}
