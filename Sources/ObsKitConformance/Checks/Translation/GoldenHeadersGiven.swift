internal import ObsKit

extension ConformanceCheck {
    static let goldenHeadersGiven = ConformanceCheck(
        "golden-headers-given", .translation, .error, "Every instrument has a golden header.",
        documentation: """
            A file of conformance/headers has the cards that matter of a real file, and the observations that must come of them: \
            the one proof that the rules mean what was meant. Take one of each sort of header that the camera has written: \
            science, bias, another year, another program. `obskit sample GOLDEN.yaml FILE.fits` makes a FITS file of it.
            """
    ) { subject, findings in
        guard subject.hasFixtures else { return }
        for instrument in subject.instruments {
            if subject.goldenHeaders.contains(where: { $0.golden?.instrument == instrument.name }) { continue }
            findings.add(
                at: instrument.place("instrument.yaml", "name"), "\(instrument.name) has no golden header",
                hint: "add conformance/headers/NAME.yaml", instrument: instrument)
        }
    }
}
