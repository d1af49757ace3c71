extension ConformanceCheck {
    /// The checks of physical filters.
    static let filters: [ConformanceCheck] = [
        .filterNames, .filterFolders, .filterWavelengths, .bandWavelengths, .wavelengthsGiven, .filtersKnown,
        .filtersWritten,
    ]
}
