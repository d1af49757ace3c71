internal import ObsGeometry
internal import ObsKit
internal import ObsRaw

extension ConformanceCheck {
    static let rawLayoutsVerified = ConformanceCheck(
        "raw-layouts-verified", .rawLayout, .advice, "Golden raw layouts are those of real files.",
        documentation: """
            A golden raw layout that says `unverified:` repeats what somebody states of files that nobody here has seen: it cannot \
            find that the statement is wrong. Take the sections of a header and the word out.
            """
    ) { subject, findings in
        for golden in subject.goldenRaws {
            guard let reason = golden.unverified else { continue }
            findings.add(
                at: golden.place, "the raw layout \(golden.layout) has not been seen in a file: \(reason)",
                hint: "take the sections from the header of a raw file")
        }
    }
}
