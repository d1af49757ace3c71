internal import ObsKit

extension ConformanceCheck {
    static let bandWavelengths = ConformanceCheck(
        "band-wavelengths", .filters, .warning, "Filters of the bands u g r i z y lie where these bands are.",
        documentation: """
            Filters of one band are interchangeable for many purposes. A central wavelength outside the range of the band's name, \
            which holds the filters of SDSS, DECam, HSC, MegaPrime and Rubin with room to spare, is one of another filter.
            """
    ) { subject, findings in
        let ranges: [String: ClosedRange<Double>] = [
            "u": 320...400, "g": 430...530, "r": 570...680, "i": 710...830, "z": 830...960, "y": 930...1080,
        ]
        for instrument in subject.instruments {
            for filter in instrument.instrument.filters.filters {
                guard let range = ranges[filter.band], let center = filter.centralWavelength, !range.contains(center)
                else { continue }
                findings.add(
                    at: instrument.place("filters.yaml", "filters", filter.name, "central_wavelength_nm"),
                    "'\(filter.name)' of band \(filter.band) lies at \(center) nm",
                    hint: "the band is from \(range.lowerBound) to \(range.upperBound) nm; correct one of them",
                    instrument: instrument)
            }
        }
    }
}
