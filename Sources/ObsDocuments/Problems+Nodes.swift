package import ObsText

extension Problems {
    /// Reports an error at a node.
    package func error(_ code: Diagnostic.Code, at node: Node, _ message: String, hint: String? = nil) {
        report(.error, code, at: node, message, hint)
    }

    /// Reports a warning at a node.
    package func warning(_ code: Diagnostic.Code, at node: Node, _ message: String, hint: String? = nil) {
        report(.warning, code, at: node, message, hint)
    }

    /// Reports at a node, whose place is only computed when it is kept: in one long line that takes time.
    private func report(
        _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, at node: Node, _ message: String, _ hint: String?
    ) {
        report(Diagnostic(severity, code, at: isFull ? nil : node.position, message, hint: hint))
    }
}
