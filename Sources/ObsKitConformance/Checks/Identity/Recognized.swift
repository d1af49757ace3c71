internal import ObsKit

extension ConformanceCheck {
    static let recognized = ConformanceCheck(
        "recognized", .identity, .error, "Every golden header is recognized as one of its instrument.",
        documentation: """
            Nobody names an instrument when a file comes in: the conditions of `detection:` decide, among all packages that are \
            installed. None, another instrument, or several that are as likely, and the file is lost. \
            `obskit identify FILE` shows every condition.
            """
    ) { subject, findings in
        for file in subject.goldenHeaders {
            guard let golden = file.golden, let translation = file.translation,
                let instrument = subject.instrument(named: golden.instrument)
            else { continue }
            let names = translation.identification.names
            if names == [golden.instrument] { continue }
            let place = instrument.place("instrument.yaml", "detection")
            if names.isEmpty {
                findings.add(
                    at: place, "nothing recognizes the header of \(file.fixture.path)",
                    hint: "add a condition that holds for it",
                    instrument: instrument)
            } else {
                findings.add(
                    at: place,
                    "the header of \(file.fixture.path) is taken to be of \(names.joined(separator: " or "))",
                    hint: "add a condition, or give one more weight", instrument: instrument)
            }
        }
    }
}
