public import ObsDocuments
internal import ObsKit
public import ObsText

/// The findings that a package accepts, each with its reason: conformance/waivers.yaml.
public struct Waivers: Sendable {
    /// The schema that the file begins with.
    public static let schema = WaiverKeys.file.schema

    /// A waiver.
    public struct Waiver: Sendable, Hashable {
        /// The code of the check.
        public let check: String
        /// The instrument that it is for; nil for all.
        public let instrument: String?
        /// A text that the finding's message has; nil for all findings of the check.
        public let message: String?
        /// Why the finding is accepted.
        public let reason: String
        /// Where it is written.
        public let place: SourcePosition

        /// Whether a finding is accepted.
        ///
        /// - Parameter finding: a finding
        /// - Returns: whether this waiver is for it
        public func covers(_ finding: Finding) -> Bool {
            check == finding.check && (instrument.map { $0 == finding.instrument } ?? true)
                && (message.map { finding.message.contains($0) } ?? true)
        }
    }

    /// The waivers, in the order of the file.
    public let waivers: [Waiver]

    /// No waivers.
    public static let none = Waivers([])

    init(_ waivers: [Waiver]) { self.waivers = waivers }

    /// Reads a file.
    ///
    /// - Parameter document: a conformance/waivers.yaml
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(document: Document) throws { try self.init(document: document, Problems()) }

    init(document: Document, _ problems: Problems) throws {
        problems.report(document.duplicateKeys)
        var waivers: [Waiver] = []
        if let reader = FormatReader(document.root, WaiverKeys.file.root, problems) {
            reader.requireSchema(WaiverKeys.file)
            waivers = (reader.given(WaiverKeys.waivers).map { $0.list("waivers", problems) { $0 } ?? [] } ?? [])
                .compactMap {
                    Self.waiver($0, problems)
                }
            reader.finish()
        }
        try problems.throwIfErrors()
        self.waivers = waivers
    }

    private static func waiver(_ node: Node, _ problems: Problems) -> Waiver? {
        guard let reader = FormatReader(node, WaiverKeys.waiver, problems) else { return nil }
        defer { reader.finish() }
        let code = reader.given(WaiverKeys.check)
        let check = code?.string(problems) ?? ""
        if let code, ConformanceCheck.named(check) == nil {
            problems.error(
                .unknownCheck, at: code, "there is no check \(DisplayText.quoted(check))",
                hint: DidYouMean.hint(for: check, among: ConformanceCheck.all.map(\.code))
                    ?? "obskit conformance --list says what there is")
        }
        let reasonNode = reader.given(WaiverKeys.reason)
        let reason = reasonNode?.string(problems) ?? ""
        if let reasonNode, reason.isEmpty {
            problems.error(.missingKey, at: reasonNode, "a waiver says why", hint: "write a sentence")
        }
        return Waiver(
            check: check, instrument: reader[WaiverKeys.instrument],
            message: reader[WaiverKeys.message], reason: reason, place: node.position)
    }
}

extension Diagnostic.Code {
    /// A file names a check that there is not.
    public static let unknownCheck = Self(rawValue: "unknown-check")
}
