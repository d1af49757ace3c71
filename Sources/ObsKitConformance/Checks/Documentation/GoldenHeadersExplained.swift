internal import ObsDocuments
internal import ObsKit

extension ConformanceCheck {
    static let goldenHeadersExplained = ConformanceCheck(
        "golden-headers-explained", .documentation, .advice, "Every golden header says where its cards come from.",
        documentation: """
            `about:` of a golden header says which exposure it is, and what is special about it. Who has to judge a difference in ten \
            years needs to find the file again.
            """
    ) { subject, findings in
        for file in subject.goldenHeaders {
            guard let golden = file.golden, golden.about.split(separator: " ").count < 3 else { continue }
            findings.add(
                at: golden.document.root.follow(["about"]).node.position,
                "'\(golden.about)' does not say which file this is",
                hint: "name the exposure and what is special about it",
                instrument: subject.instrument(named: golden.instrument))
        }
    }
}
