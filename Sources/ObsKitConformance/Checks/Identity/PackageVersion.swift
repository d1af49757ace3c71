internal import ObsDocuments
internal import ObsKit

extension ConformanceCheck {
    static let packageVersion = ConformanceCheck(
        "package-version", .identity, .warning, "The package's version is MAJOR.MINOR.PATCH.",
        documentation: """
            Results record the version of the package that made them, so that people compare versions: three numbers, \
            the first of which rises when names or ids change (semver.org), with an optional `-word` behind.
            """
    ) { subject, findings in
        let core = subject.package.version.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)[0]
        let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
        let isVersion =
            numbers.count == 3
            && numbers.allSatisfy { number in
                !number.isEmpty && number.allSatisfy { $0.isASCII && $0.isNumber }
                    && (number == "0" || number.first != "0")
            }
        if isVersion { return }
        let place = (try? subject.package.document("package.yaml"))?.root.follow(["version"]).node.position
        findings.add(at: place, "'\(subject.package.version)' is no version", hint: "write version: 1.0.0")
    }
}
