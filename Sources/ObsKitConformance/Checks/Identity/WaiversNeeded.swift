extension ConformanceCheck {
    static let waiversNeeded = ConformanceCheck(
        "waivers-needed", .identity, .warning, "Every waiver is for something that is found.",
        documentation: """
            A waiver that accepts nothing hides what will be found tomorrow. Take it out of conformance/waivers.yaml. It cannot \
            be waived.
            """
    ) { subject, findings in
        for waiver in subject.waivers.waivers {
            guard let check = ConformanceCheck.named(waiver.check) else { continue }
            if unwaivable.contains(check.code) {
                findings.add(
                    at: waiver.place, "the check \(check.code) cannot be waived", hint: "correct what it finds")
            } else if !check.findings(in: subject).contains(where: { waiver.covers($0) }) {
                findings.add(
                    at: waiver.place, "nothing is found that this waiver of \(check.code) would accept",
                    hint: "take it away")
            }
        }
    }

    /// What cannot be waived: that the package and its fixtures are read, and the waivers themselves.
    static let unwaivable: Set<String> = ["package-loads", "fixtures-readable", "waivers-needed"]
}
