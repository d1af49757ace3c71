/// The problems because of which an input cannot be used.
public struct DiagnosticsError: Error, Sendable, Hashable, CustomStringConvertible {
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
}
