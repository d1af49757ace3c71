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
struct HeaderInputs: Sequence, IteratorProtocol {
    /// Whether there is one input and no more.
    let isSingle: Bool
    private var first: ArraySlice<HeaderInput>
    private var others: any IteratorProtocol<HeaderInput>

    init(_ files: FoundFiles) {
        others = files.lazy.flatMap(HeaderInput.inputs).makeIterator()
        first = []
        while first.count < 2, let next = others.next() { first.append(next) }
        isSingle = first.count == 1
    }

    mutating func next() -> HeaderInput? { first.popFirst() ?? others.next() }
}
