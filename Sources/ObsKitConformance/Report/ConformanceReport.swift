internal import ObsKit
internal import ObsRaw

/// What came of the checks of one package.
public struct ConformanceReport: Sendable {
    /// What came of one check.
    public struct Outcome: Sendable {
        /// The check.
        public let check: ConformanceCheck
        /// What the package has to answer for, sorted by place.
        public let findings: [Finding]
        /// What the package accepts, with the reasons.
        public let waived: [(finding: Finding, reason: String)]
        /// What was known before.
        public let known: [Finding]
    }

    /// The package's name.
    public let package: String
    /// The package's version.
    public let version: String
    /// The folder, or that it is compiled in.
    public let location: String
    /// Whether the package has fixtures: a copy that is compiled in has none, and checks of them say nothing.
    public let hasFixtures: Bool
    /// One outcome for each check, by group and code.
    public let outcomes: [Outcome]

    /// Runs checks on a package, on all cores; the report is the same whichever ends first.
    ///
    /// - Parameters:
    ///   - subject: the package
    ///   - checks: the checks; all when nothing is said
    ///   - known: findings that were there before
    public init(
        of subject: ConformanceSubject, checks: [ConformanceCheck] = ConformanceCheck.all,
        known: KnownFindings = .none
    ) {
        package = subject.package.name
        version = subject.package.version
        location = subject.package.location
        hasFixtures = subject.hasFixtures
        let waivers = subject.waivers.waivers
        outcomes = ParallelWork.map(checks.sorted()) { check in
            var findings: [Finding] = []
            var waived: [(finding: Finding, reason: String)] = []
            var before: [Finding] = []
            for finding in check.findings(in: subject) {
                // That a package loads, and what it waives, cannot be waived.
                if !ConformanceCheck.unwaivable.contains(check.code),
                    let waiver = waivers.first(where: { $0.covers(finding) })
                {
                    waived.append((finding, waiver.reason))
                } else if known.contains(finding, of: subject.package.name) {
                    before.append(finding)
                } else {
                    findings.append(finding)
                }
            }
            return Outcome(check: check, findings: findings, waived: waived, known: before)
        }
    }

    /// Everything that the package has to answer for, sorted by place.
    public var findings: [Finding] { outcomes.flatMap(\.findings).sorted() }

    /// How many findings of a level the package has to answer for.
    ///
    /// - Parameter level: a level
    /// - Returns: the number
    public func count(_ level: Finding.Level) -> Int {
        outcomes.reduce(0) { $0 + $1.findings.count { $0.level == level } }
    }

    /// Whether nothing was found that is as bad as a level, or worse.
    ///
    /// - Parameter level: the level
    /// - Returns: whether the package passes
    public func passes(_ level: Finding.Level = .error) -> Bool { !findings.contains { $0.level <= level } }
}
