internal import ObsText

/// Values of parameters for some detectors or filters: an entry of `detectors:` or `filters:`.
package struct ParameterException: Sendable, Hashable {
    /// Where the entry is.
    package let place: SourcePosition
    /// Why these differ, as the entry says it; nil when it does not.
    package let reason: String?
    /// The values.
    package let settings: [ParameterSetting]
    /// The detectors that it is for, by name; empty for an entry of filters.
    package let detectors: [String]
    /// The physical filters that it is for, combinations of wheels left out; empty for an entry of detectors.
    package let filters: [String]
}

extension Parameters {
    /// What is said of some detectors or filters, files before those that extend them.
    package var exceptions: [ParameterException] {
        blocks.compactMap { block in
            guard let selector = block.selector, let place = block.place else { return nil }
            return ParameterException(
                place: place, reason: block.reason, settings: block.settings,
                detectors: (detectors ?? []).filter {
                    selector.selects(ParameterTarget(detector: $0), filters: filters)
                }.map(\.name),
                filters: filters.filters.filter {
                    selector.selects(ParameterTarget(filter: $0), filters: filters)
                }.map(\.name))
        }
    }
}
