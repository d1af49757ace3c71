internal import ObsDocuments
internal import ObsKit

extension ConformanceCheck {
    static let aboutGiven = ConformanceCheck(
        "about-given", .documentation, .warning, "The package and each of its instruments say what they are.",
        documentation: """
            `about:` is the sentence that `obskit instruments` shows to somebody who has never heard of the camera: what it is and on \
            which telescope.
            """
    ) { subject, findings in
        if subject.package.about.isEmpty {
            let place = (try? subject.package.document("package.yaml"))?.root.position
            findings.add(at: place, "the package does not say what it is", hint: "add about: A SENTENCE")
        }
        for instrument in subject.instruments where instrument.instrument.about.isEmpty {
            findings.add(
                at: instrument.place("instrument.yaml"), "\(instrument.name) does not say what it is",
                hint: "add about: A SENTENCE", instrument: instrument)
        }
    }
}
