internal import ObsText

extension ConformanceCheck {
    static let decisionsMade = ConformanceCheck(
        "decisions-made", .documentation, .error, "No question that a draft asks is left open.",
        documentation: """
            `obskit new --from-headers` writes what headers suggest, and marks with a comment `# DECIDE` what only somebody who knows \
            the camera can say. A package with such a comment promises what nobody has looked at. Decide, correct the line \
            below it, and take the comment away.
            """
    ) { subject, findings in
        for decision in subject.openDecisions {
            findings.add(
                at: decision.place, "a decision is open: \(decision.question)",
                hint: "decide, and take the comment away")
        }
    }
}
