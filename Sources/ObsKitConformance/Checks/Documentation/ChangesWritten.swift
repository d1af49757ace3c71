internal import ObsKit

extension ConformanceCheck {
    static let changesWritten = ConformanceCheck(
        "changes-written", .documentation, .advice, "A package with a CHANGELOG.md has its version there.",
        documentation: """
            Results record the version of the package: the reader of an old result looks there for what was different.
            """
    ) { subject, findings in
        guard subject.hasFixtures, let bytes = try? subject.package.bytes("CHANGELOG.md") else { return }
        if String(decoding: bytes, as: UTF8.self).contains(subject.package.version) { return }
        findings.add(
            at: nil, "\(subject.package.location)/CHANGELOG.md does not mention version \(subject.package.version)",
            hint: "say what is new in it")
    }
}
