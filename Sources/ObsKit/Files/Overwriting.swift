internal import ObsText

/// What may be written over, the same for everything that writes.
///
/// An input is never an output, under whatever name. What exists is refused; who asks for it replaces an earlier output of the
/// same kind, and never a file of another. A device, a pipe and an open file take what is written and keep their names.
package enum Overwriting {
    /// Refuses a path that may not be written.
    ///
    /// - Parameters:
    ///   - path: the path
    ///   - kind: what would be written
    ///   - replacing: whether an earlier output is replaced
    ///   - inputs: the files that are read; asked for where something has the name
    /// - Throws: `DiagnosticsError` (`output-is-input`, `file-exists`, `other-kind`)
    package static func check(
        _ path: String, _ kind: OutputKind, replacing: Bool, inputs: @autoclosure () -> [String]
    ) throws {
        guard FileSystem.exists(path) else { return }
        if let input = inputs().first(where: { FileSystem.isSameFile(path, $0) }) {
            let name = input == path ? "\(path) is an input" : "\(path) is \(input), which is an input"
            throw refusal(.outputIsInput, "\(name), and an input is never written over", "name another file")
        }
        if FileSystem.isPlace(path) { return }
        guard kind.isKind(of: path) else {
            throw refusal(
                .otherKind, "\(path) exists and is not \(kind.words), so it is not replaced",
                "name another file, or take it away")
        }
        guard replacing else {
            throw refusal(
                .fileExists, "\(path) exists", "name another file, or replace \(kind.words) with --replace")
        }
    }

    private static func refusal(_ code: Diagnostic.Code, _ message: String, _ hint: String) -> DiagnosticsError {
        DiagnosticsError([Diagnostic(.error, code, at: nil, message, hint: hint)])
    }
}

extension Diagnostic.Code {
    /// An output would be written over an input.
    package static let outputIsInput = Self(rawValue: "output-is-input")
    /// An output exists, and nobody said that it may be replaced.
    package static let fileExists = Self(rawValue: "file-exists")
    /// A file of another kind has the name of an output.
    package static let otherKind = Self(rawValue: "other-kind")
}
