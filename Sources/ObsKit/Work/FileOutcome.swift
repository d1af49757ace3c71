package import ObsFITS
internal import ObsHeaderFiles
public import ObsText

/// What became of one of many files: what was wanted of it, or why it could not be had.
public struct FileOutcome<Value> {
    /// The name of the file; of a header in it, where the file holds the headers of several.
    public let name: String
    /// What was wanted, or the error that this file cost; it costs no other.
    public let result: Result<Value, any Error>
    /// What is doubtful about a file that holds the headers of several.
    public let diagnostics: [Diagnostic]

    /// An outcome.
    package init(name: String, result: Result<Value, any Error>, diagnostics: [Diagnostic] = []) {
        self.name = name
        self.result = result
        self.diagnostics = diagnostics
    }

    /// What becomes of a file; of each file or detector whose header is in it, where it holds several.
    ///
    /// - Parameters:
    ///   - path: the literal name of the file
    ///   - inside: gives the sources in a file that holds several
    ///   - body: makes what is wanted of a source
    /// - Returns: an outcome, or several
    package static func all(
        of path: String,
        inside: (String) throws -> (sources: [any HeaderSource & Sendable], diagnostics: [Diagnostic]) = {
            let found = try HeaderSources(path: $0)
            return (found.sources, found.diagnostics)
        },
        _ body: (any HeaderSource) throws -> Value
    ) -> [FileOutcome] {
        do {
            return [FileOutcome(name: path, result: .success(try body(FileSource(path: path))))]
        } catch  where DiagnosticsError(error).diagnostics.contains(where: { $0.code == .severalHeaders }) {
            do {
                let found = try inside(path)
                return found.sources.enumerated().map { place, source in
                    FileOutcome(
                        name: source.name.hasPrefix(path) ? source.name : "\(path):\(source.name)",
                        result: Result { try body(source) }, diagnostics: place == 0 ? found.diagnostics : [])
                }
            } catch {
                return [FileOutcome(name: path, result: .failure(error))]
            }
        } catch {
            return [FileOutcome(name: path, result: .failure(error))]
        }
    }
}

extension FileOutcome: Sendable where Value: Sendable {}
