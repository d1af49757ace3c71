/// The problems because of which an input cannot be used.
public struct DiagnosticsError: ObsError, Hashable {
    /// All problems that were found, sorted, at least one of them an error.
    public let diagnostics: [Diagnostic]

    /// Creates an error from problems in any order.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics.sorted()
    }

    /// The problems, one per line.
    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }

    /// The code of the worst of them, the first one.
    public var code: Diagnostic.Code { worst?.code ?? .unreadable }
    /// What the worst of them says.
    public var message: String { worst?.message ?? "nothing is said" }
    /// Where the worst of them is.
    public var place: SourcePosition? { worst?.place }
    /// What to do about the worst of them.
    public var hint: String? { worst?.hint }

    private var worst: Diagnostic? { diagnostics.min { $0.severity < $1.severity } }
}
