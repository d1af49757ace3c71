/// One promise that every camera package keeps, and what finds out whether one does.
///
/// A check looks at a package that was loaded once, has no state and needs nothing but the package: the same package gives
/// the same findings, in the same order.
///
/// Implementation guidance: one check, one file of `Checks/GROUP`, in the list of its group. A check says nothing of what
/// cannot be loaded, since `package-loads` does.
/// Laws: `code` is unique and never given to another check; for each check there is a package that makes it fire, and it
/// alone (`BrokenPackageTests`).
public struct ConformanceCheck: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// What a check is about.
    public enum Group: String, Hashable, Sendable, CaseIterable {
        /// Names, versions, recognition of files.
        case identity
        /// Physical filters.
        case filters
        /// The focal plane.
        case geometry
        /// The camera through time.
        case versions
        /// From headers to observations.
        case translation
        /// Repairs of wrong headers.
        case corrections
        /// Integers that stand for exposures and detectors.
        case identifiers
        /// Kinds of calibrations and curated files.
        case calibrations
        /// Settings of tasks.
        case parameters
        /// How amplifiers lie in raw files.
        case rawLayout = "raw layout"
        /// What people read.
        case documentation
    }

    /// The stable name, kebab-case.
    public let code: String
    /// What it is about.
    public let group: Group
    /// How bad it is when the promise is not kept, unless a finding says otherwise.
    public let level: Finding.Level
    /// The promise, in one sentence.
    public let title: String
    /// Why the promise matters and what to do when it is not kept, in Markdown.
    public let documentation: String

    private let find: @Sendable (ConformanceSubject, inout Findings) -> Void

    /// Creates a check.
    ///
    /// - Parameters:
    ///   - code: the stable name, kebab-case
    ///   - group: what it is about
    ///   - level: how bad it is when the promise is not kept
    ///   - title: the promise, in one sentence
    ///   - documentation: why it matters and what to do, in Markdown
    ///   - find: adds what is found in a package
    public init(
        _ code: String, _ group: Group, _ level: Finding.Level, _ title: String, documentation: String,
        find: @escaping @Sendable (ConformanceSubject, inout Findings) -> Void
    ) {
        self.code = code
        self.group = group
        self.level = level
        self.title = title
        self.documentation = documentation
        self.find = find
    }

    /// What is found in a package, sorted by place.
    ///
    /// - Parameter subject: the package
    /// - Returns: the findings; none when the promise is kept
    public func findings(in subject: ConformanceSubject) -> [Finding] {
        var findings = Findings(of: self)
        find(subject, &findings)
        return findings.sorted
    }

    /// The code.
    public var description: String { code }

    /// Whether two are the same check.
    public static func == (left: ConformanceCheck, right: ConformanceCheck) -> Bool { left.code == right.code }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// Orders by group, then code.
    public static func < (left: ConformanceCheck, right: ConformanceCheck) -> Bool {
        let groups = Group.allCases
        let places = (groups.firstIndex(of: left.group) ?? 0, groups.firstIndex(of: right.group) ?? 0)
        return places.0 != places.1 ? places.0 < places.1 : left.code < right.code
    }
}
