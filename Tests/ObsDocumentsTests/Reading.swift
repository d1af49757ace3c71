import ObsDocuments
import ObsText
import TestSupport
import Testing

extension Marked {
    var bytes: [UInt8] { Array(text.utf8) }
}

/// The diagnostics with which loading fails, or none.
func failures(_ load: () throws -> Document) -> [Diagnostic] {
    do {
        return try load().duplicateKeys
    } catch let error as DiagnosticsError {
        return error.diagnostics
    } catch {
        Issue.record("not a DiagnosticsError: \(error)")
        return []
    }
}

/// The diagnostics that a reader reports for a YAML text.
func problems(_ marked: Marked, json: Bool = false, _ read: (Node, Problems) throws -> Void) throws -> [Diagnostic] {
    let document =
        json
        ? try Document.json(marked.bytes, file: marked.file) : try Document.yaml(marked.bytes, file: marked.file)
    let problems = Problems()
    try read(document.root, problems)
    return problems.sorted
}
