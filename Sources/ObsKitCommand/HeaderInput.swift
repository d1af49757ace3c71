internal import ObsFITS
internal import ObsKit
internal import ObsRegistry
internal import ObsYAML

/// One thing to translate: a file, or an entry of an index or of a table of headers.
struct HeaderInput: Sendable {
    /// What it is called.
    let name: String
    private let found: Result<any HeaderSource & Sendable, DiagnosticsError>?

    /// The inputs of a path: one, or the entries of an index or of a table of headers.
    static func inputs(_ path: String) -> [HeaderInput] {
        let lower = path.lowercased()
        if lower.hasSuffix(".sqlite"), HeaderTable.isTable(path: path) {
            do {
                return try HeaderTable(path: path).entries().map {
                    HeaderInput(name: "\(path):\($0.name)", found: .success($0))
                }
            } catch {
                let problem = Diagnostic(.error, .unreadable, at: nil, "\(error)")
                return [HeaderInput(name: path, found: .failure(DiagnosticsError([problem])))]
            }
        }
        guard lower.hasSuffix(".json") || lower.hasSuffix(".ndjson") else {
            return [HeaderInput(name: path, found: nil)]
        }
        do {
            let sources = try HeaderSources.at(path: path)
            let isOne = sources.count == 1 && sources[0].name == path
            return sources.map { HeaderInput(name: isOne ? path : "\(path):\($0.name)", found: .success($0)) }
        } catch let error as DiagnosticsError {
            return [HeaderInput(name: path, found: .failure(error))]
        } catch {
            return [HeaderInput(name: path, found: nil)]
        }
    }

    /// What gives the headers.
    ///
    /// - Throws: `DiagnosticsError`, and what prevents standard input from being read
    func source() throws -> any HeaderSource {
        if let found { return try found.get() }
        if name == InputFiles.standardInput { return FileSource(bytes: try StandardInput.read(), name: name) }
        return FileSource(path: name)
    }
}

/// The inputs of files, made while they are asked for.
final class HeaderInputs: Sequence, IteratorProtocol {
    /// Whether there is one input and no more.
    let isSingle: Bool
    private let files: FoundFiles
    private var found: ArraySlice<HeaderInput> = []

    /// - Parameters:
    ///   - files: the files
    ///   - isList: whether a list gives names, of which the second is not waited for before the first is done
    init(_ files: FoundFiles, isList: Bool) {
        self.files = files
        var first: ArraySlice<HeaderInput> = []
        while !isList, first.count < 2, let file = files.next() { first += HeaderInput.inputs(file) }
        found = first
        isSingle = first.count == 1
    }

    /// Whether the next input can be had without waiting for whoever writes the list.
    var isReady: Bool { !found.isEmpty || files.isReady }

    func next() -> HeaderInput? {
        while found.isEmpty, let file = files.next() { found = HeaderInput.inputs(file)[...] }
        return found.popFirst()
    }
}
