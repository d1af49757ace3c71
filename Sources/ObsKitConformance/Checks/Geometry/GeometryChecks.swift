extension ConformanceCheck {
    /// The checks of the focal plane.
    static let geometry: [ConformanceCheck] = []
}
