internal import ObsDocuments
internal import ObsText

extension ConformanceCheck {
    static let goldenHeadersConfirmed = ConformanceCheck(
        "golden-headers-confirmed", .translation, .error,
        "Somebody has compared every golden header with what is known of the exposure.",
        documentation: """
            A golden header that was made of what the rules gave agrees with the rules, whatever they say. `obskit new` marks the \
            ones that it makes by `unconfirmed:`. Compare each value with a log, the observatory's archive or another program, \
            say in `about:` where it is known from, and take the line away.
            """
    ) { subject, findings in
        for file in subject.goldenHeaders {
            guard let golden = file.golden, let reason = golden.unconfirmed else { continue }
            findings.add(
                at: golden.document.root.follow(["unconfirmed"]).node.position,
                "nobody has confirmed this golden header: \(reason)",
                hint: "compare its values with an independent source, and take the line away",
                instrument: subject.instrument(named: golden.instrument))
        }
    }
}
