internal import ObsKit

extension ConformanceCheck {
    static let filterNames = ConformanceCheck(
        "filter-names", .filters, .error, "Names of filters and bands can be stored as they are.",
        documentation: """
            Data registries keep a physical filter and a band in 32 characters each; longer ones are refused when the first \
            exposure is ingested, at night. Blanks at an end and control characters get lost on the way. Combinations of wheels \
            count as well.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let catalog = instrument.instrument.filters
            for filter in catalog.filters {
                let texts = [("name", filter.name, NameLimits.physicalFilter), ("band", filter.band, NameLimits.band)]
                for (what, text, limit) in texts {
                    guard let reason = text.unstorable(limit: limit) else { continue }
                    findings.add(
                        at: instrument.place("filters.yaml", "filters", filter.name, what),
                        "the \(what) '\(text)' of a filter \(reason)",
                        hint: "shorten it, and keep the long one as an alias", instrument: instrument)
                }
            }
            for filter in catalog.combinations {
                guard let reason = filter.name.unstorable(limit: NameLimits.physicalFilter) else { continue }
                findings.add(
                    at: instrument.place("filters.yaml", "wheels"),
                    "the name '\(filter.name)' that wheels make together \(reason)",
                    hint: "shorten the names of the elements", instrument: instrument)
                break
            }
        }
    }
}

extension String {
    /// Why the text cannot be stored in so many characters as it is; nil when it can.
    func unstorable(limit: Int) -> String? {
        let scalars = unicodeScalars
        if scalars.isEmpty { return "is empty" }
        if scalars.count > limit { return "has \(scalars.count) characters, and \(limit) can be stored" }
        if scalars.first == " " || scalars.last == " " { return "has a blank at an end" }
        return scalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? "has a control character" : nil
    }
}
