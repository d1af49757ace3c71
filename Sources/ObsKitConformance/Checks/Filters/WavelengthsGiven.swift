internal import ObsKit

extension ConformanceCheck {
    static let wavelengthsGiven = ConformanceCheck(
        "wavelengths-given", .filters, .advice, "Filters that let light through say which.",
        documentation: """
            Without `central_wavelength_nm` no pipeline can choose a reference band or an extinction by itself. Mark what lets no \
            light through with `opaque: true`; filters of the bands `white`, `unknown` and the like need none.
            """
    ) { subject, findings in
        let without: Set<String> = ["white", "unknown", "none", "empty", "opaque", "diffuser"]
        for instrument in subject.instruments {
            let missing = instrument.instrument.filters.filters.filter {
                $0.centralWavelength == nil && !$0.isOpaque && !without.contains($0.band)
            }
            guard let first = missing.first else { continue }
            findings.add(
                at: instrument.place("filters.yaml", "filters", first.name),
                "\(missing.count) of \(instrument.instrument.filters.filters.count) filters have no central wavelength, "
                    + "the first is '\(first.name)'", hint: "add central_wavelength_nm", instrument: instrument)
        }
    }
}
