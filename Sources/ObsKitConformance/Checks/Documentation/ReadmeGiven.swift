internal import ObsKit

extension ConformanceCheck {
    static let readmeGiven = ConformanceCheck(
        "readme-given", .documentation, .advice, "The package has a README.md that names its instruments.",
        documentation: """
            Who maintains it, where its numbers come from, what is not described yet: what no other file has room for.
            """
    ) { subject, findings in
        guard subject.hasFixtures, !subject.instruments.isEmpty else { return }
        guard let bytes = try? subject.package.bytes("README.md") else {
            findings.add(at: nil, "\(subject.package.location) has no README.md", hint: "write one")
            return
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let missing = subject.instruments.filter { !text.contains($0.name) }
        guard let first = missing.first else { return }
        findings.add(
            at: nil,
            "\(subject.package.location)/README.md does not name \(missing.count) of the instruments, the first is "
                + first.name, hint: "say what they are")
    }
}
