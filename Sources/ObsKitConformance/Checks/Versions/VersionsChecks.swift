extension ConformanceCheck {
    /// The checks of the camera through time.
    static let versions: [ConformanceCheck] = []
}
