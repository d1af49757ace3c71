internal import ObsKit

extension ConformanceCheck {
    static let filterWavelengths = ConformanceCheck(
        "filter-wavelengths", .filters, .error, "Wavelengths of filters are nanometers.",
        documentation: """
            A central wavelength of 0.477 or 4770 is one in micrometers or angstroms. Believed are 100 to 30,000 nm, and a width \
            of at most twice the central wavelength.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for filter in instrument.instrument.filters.filters {
                if let center = filter.centralWavelength, !(100...30_000).contains(center) {
                    findings.add(
                        at: instrument.place("filters.yaml", "filters", filter.name, "central_wavelength_nm"),
                        "the central wavelength of '\(filter.name)' is \(center) nm", hint: "give it in nanometers",
                        instrument: instrument)
                } else if let center = filter.centralWavelength, let width = filter.width, width > 2 * center {
                    findings.add(
                        at: instrument.place("filters.yaml", "filters", filter.name, "width_nm"),
                        "'\(filter.name)' is \(width) nm wide around \(center) nm",
                        hint: "give the full width in nanometers",
                        instrument: instrument)
                }
            }
        }
    }
}
