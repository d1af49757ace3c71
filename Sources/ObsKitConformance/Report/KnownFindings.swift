public import ObsDocuments
internal import ObsKit
internal import ObsText

/// Findings that were there before: a baseline, so that a package with many can forbid new ones today.
///
/// Places are not compared: a line more above a finding does not make it new.
public struct KnownFindings: Sendable {
    /// The schema that the file begins with.
    public static let schema = KnownFindingKeys.file.schema

    struct Key: Hashable, Comparable {
        let package: String
        let check: String
        let instrument: String?
        let message: String

        static func < (left: Key, right: Key) -> Bool {
            (left.package, left.check, left.instrument ?? "", left.message)
                < (right.package, right.check, right.instrument ?? "", right.message)
        }
    }

    let keys: Set<Key>

    /// Nothing known.
    public static let none = KnownFindings(keys: [])

    private init(keys: Set<Key>) { self.keys = keys }

    /// What packages have to answer for today.
    ///
    /// - Parameter reports: the reports of packages
    public init(of reports: [ConformanceReport]) {
        keys = Set(
            reports.flatMap { report in
                report.outcomes.flatMap { outcome in
                    (outcome.findings + outcome.known).map { Self.key($0, report.package) }
                }
            })
    }

    /// Reads a file.
    ///
    /// - Parameter document: a file that `obskit conformance --write-baseline` wrote
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(document: Document) throws { try self.init(document: document, Problems()) }

    init(document: Document, _ problems: Problems) throws {
        problems.report(document.duplicateKeys)
        var keys: Set<Key> = []
        if let reader = FormatReader(document.root, KnownFindingKeys.file.root, problems) {
            reader.requireSchema(KnownFindingKeys.file)
            for node in reader.given(KnownFindingKeys.findings).map({ $0.list("findings", problems) { $0 } ?? [] })
                ?? []
            {
                guard let entry = FormatReader(node, KnownFindingKeys.finding, problems) else { continue }
                keys.insert(
                    Key(
                        package: entry[KnownFindingKeys.package] ?? "",
                        check: entry[KnownFindingKeys.check] ?? "",
                        instrument: entry[KnownFindingKeys.instrument],
                        message: entry[KnownFindingKeys.message] ?? ""))
                entry.finish()
            }
            reader.finish()
        }
        try problems.throwIfErrors()
        self.keys = keys
    }

    /// Whether a finding is among them.
    func contains(_ finding: Finding, of package: String) -> Bool { keys.contains(Self.key(finding, package)) }

    private static func key(_ finding: Finding, _ package: String) -> Key {
        Key(package: package, check: finding.check, instrument: finding.instrument, message: finding.message)
    }

    /// The text of the file.
    public var yaml: String {
        var writer = YAMLWriter()
        writer.beginMapping()
        writer.member("schema", Self.schema)
        writer.key("findings")
        writer.beginSequence(flow: keys.isEmpty)
        for key in keys.sorted() {
            writer.beginMapping()
            writer.member("package", key.package)
            writer.member("check", key.check)
            if let instrument = key.instrument { writer.member("instrument", instrument) }
            writer.member("message", key.message)
            writer.endMapping()
        }
        writer.endSequence()
        writer.endMapping()
        return "# Made by 'obskit conformance --write-baseline'; do not edit.\n" + writer.text
    }
}
