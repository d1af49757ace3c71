internal import ObsKit

extension ConformanceCheck {
    static let filtersKnown = ConformanceCheck(
        "filters-known", .filters, .error, "The filter of every golden header is in filters.yaml.",
        documentation: """
            An exposure through a filter that nobody described cannot be ingested. Add the filter, or add what the header calls it \
            as an alias.
            """
    ) { subject, findings in
        for file in subject.goldenHeaders {
            guard let golden = file.golden, let instrument = subject.instrument(named: golden.instrument) else {
                continue
            }
            for (index, observation) in (file.translation?.observations ?? []).enumerated() {
                guard let name = observation.report.info.physicalFilter, observation.instrument == instrument.name,
                    instrument.instrument.filters[name] == nil
                else { continue }
                findings.add(
                    at: file.place(observation: index, "physical_filter"), "\(instrument.name) has no filter '\(name)'",
                    hint: "add it to filters.yaml", instrument: instrument)
            }
        }
    }
}
