internal import ObsKit

extension ConformanceCheck {
    static let filtersKnown = ConformanceCheck(
        "filters-known", .filters, .error, "The filter of every golden header is in filters.yaml.",
        documentation: """
            An exposure through a filter that nobody described cannot be ingested. Add the filter, or add what the header calls it \
            as an alias.
            """
    ) { subject, findings in
        for observation in subject.goldenObservations {
            let instrument = observation.instrument
            guard let name = observation.info.physicalFilter, observation.translated.instrument == instrument.name,
                instrument.instrument.filters[name] == nil
            else { continue }
            findings.add(
                at: observation.place("physical_filter"), "\(instrument.name) has no filter '\(name)'",
                hint: "add it to filters.yaml", instrument: instrument)
        }
    }
}
