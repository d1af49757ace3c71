extension ConformanceCheck {
    /// The checks of what people read.
    static let documentation: [ConformanceCheck] = [
        .aboutGiven, .readmeGiven, .goldenHeadersExplained, .changesWritten, .decisionsMade,
    ]
}
