internal import ObsDocuments

/// The keys of waivers.yaml.
enum WaiverKeys {
    static let waivers = FileKey(
        "waivers", .list(waiver), "The waivers; one that accepts nothing is a finding itself.",
        example: "[{check: readme-given, reason: There is a web page.}]")

    static let file = FileFormat(
        "obskit/waivers/1", at: "conformance/waivers.yaml", "waivers.yaml",
        "The findings of the conformance kit that a package accepts, each with its reason.", [waivers],
        needs: [waivers],
        example: """
            schema: obskit/waivers/1
            waivers:
              - check: readme-given
                reason: The package has a web page in place of a README.

            """)

    static let check = FileKey(
        "check", .text, "The code of the check, as `obskit conformance --list` shows it.", example: "readme-given")
    static let instrument = FileKey("instrument", .text, "The instrument.", default: "all", example: "LATISS")
    static let message = FileKey(
        "message", .text, "A text that the finding's message has.", default: "all findings of the check",
        example: "detector R22_S11")
    static let reason = FileKey(
        "reason",
        KeyForm<String>("a text", schema: Schema.text + #", "minLength": 1"#, { $0.string($1) }),
        "Why the finding is accepted.", example: "The chip is dead.")

    /// A waiver.
    static let waiver = MappingFormat(
        "a waiver", "Findings of one check that are accepted.", [check, instrument, message, reason],
        needs: [check, reason])
}

/// The keys of a baseline of findings.
enum KnownFindingKeys {
    static let findings = FileKey(
        "findings", .list(finding), "The findings; places are not compared.",
        example: "[{package: Toy, check: readme-given, message: no README}]")

    static let file = FileFormat(
        "obskit/known-findings/1", at: "<any name>.yaml", "known findings",
        "Findings that were there before: a baseline. `obskit conformance --write-baseline` writes it.", [findings],
        needs: [findings],
        example: """
            schema: obskit/known-findings/1
            findings:
              - {package: Example, check: readme-given, message: there is no README.md}

            """)

    static let package = FileKey("package", .text, "The package.", example: "DECam")
    static let check = FileKey("check", .text, "The code of the check.", example: "readme-given")
    static let instrument = FileKey("instrument", .text, "The instrument.", default: "none", example: "DECam")
    static let message = FileKey("message", .text, "What is wrong.", example: "there is no README.md")

    /// A finding.
    static let finding = MappingFormat(
        "a known finding", "A finding.", [package, check, instrument, message], needs: [package, check, message])
}
