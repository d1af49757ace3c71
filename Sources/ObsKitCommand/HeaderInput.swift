internal import ObsFITS
internal import ObsHeaderFiles
internal import ObsKit
internal import ObsRegistry
internal import ObsText

/// One thing to translate: a file, or one of the headers that an index, a table, a zip of raws or a text holds.
struct HeaderInput: Sendable {
    /// What it is called.
    let name: String
    private let found: Result<any HeaderSource & Sendable, any Error>?

    private init(name: String, found: Result<any HeaderSource & Sendable, any Error>?) {
        self.name = name
        self.found = found
    }

    /// The inputs of a path, with what is doubtful about it: one, or what the file holds.
    ///
    /// A file that is named as FITS files are is tried as one before anything else.
    static func inputs(_ path: String) -> (inputs: [HeaderInput], diagnostics: [Diagnostic]) {
        FileSearch.isNamedFITS(path) ? ([HeaderInput(name: path, found: nil)], []) : inside(path)
    }

    private static func inside(_ path: String) -> (inputs: [HeaderInput], diagnostics: [Diagnostic]) {
        do {
            if path.lowercased().hasSuffix(".sqlite"), HeaderTable.isTable(path: path) {
                let entries = try HeaderTable(path: path, readOnly: true).entries()
                return (entries.map { HeaderInput(name: "\(path):\($0.name)", found: .success($0)) }, [])
            }
            return inputs(of: try HeaderSources(path: path), in: path)
        } catch let error as RegistryError {
            let problem = Diagnostic(.error, .unreadable, at: nil, "\(error)")
            return ([HeaderInput(name: path, found: .failure(DiagnosticsError([problem])))], [])
        } catch {
            return ([HeaderInput(name: path, found: .failure(error))], [])
        }
    }

    /// The inputs of what a file holds; an entry of an index has a name of its own, which follows that of the file.
    static func inputs(
        of sources: HeaderSources, in path: String
    ) -> (inputs: [HeaderInput], diagnostics: [Diagnostic]) {
        let inputs = sources.sources.map { source in
            HeaderInput(
                name: source.name.hasPrefix(path) ? source.name : "\(path):\(source.name)", found: .success(source))
        }
        return (inputs, sources.diagnostics)
    }

    /// An input that cannot be read.
    static func failed(_ name: String, _ error: any Error) -> HeaderInput {
        HeaderInput(name: name, found: .failure(error))
    }

    /// What a body makes of the input; of each of those in it, where a file named as FITS files are holds several.
    func results<Value>(_ body: (any HeaderSource) throws -> Value) -> [FileOutcome<Value>] {
        if let found { return [FileOutcome(name: name, result: Result { try body(try found.get()) })] }
        return FileOutcome.all(of: name, body)
    }
}

/// The inputs of files, made while they are asked for.
final class HeaderInputs: Sequence, IteratorProtocol {
    /// Whether there is one input and no more.
    private(set) var isSingle = false
    /// The worst that was noticed about a file as a whole; it was said when the file's turn came.
    private(set) var worst: Diagnostic.Severity?
    private let files: FoundFiles
    private var found: ArraySlice<HeaderInput> = []
    private var stream: StandardInputHeaders?

    /// - Parameters:
    ///   - files: the files
    ///   - isList: whether the second input is not waited for before the first is done
    init(_ files: FoundFiles, isList: Bool) {
        self.files = files
        guard !isList else { return }
        var first: ArraySlice<HeaderInput> = []
        while first.count < 2, let input = next() {
            first.append(input)
            first += found
            found = []
        }
        found = first
        isSingle = first.count == 1
    }

    /// Whether the next input can be had without waiting for whoever writes it.
    var isReady: Bool { !found.isEmpty || stream?.isReady ?? files.isReady }

    func next() -> HeaderInput? {
        while found.isEmpty {
            let next: (inputs: [HeaderInput], diagnostics: [Diagnostic])
            var name = InputFiles.standardInput
            if let more = stream?.next() {
                next = more
            } else {
                stream = nil
                guard let file = files.next() else { return nil }
                name = file
                if file == InputFiles.standardInput {
                    stream = StandardInputHeaders()
                    continue
                }
                next = HeaderInput.inputs(file)
            }
            Report.print(next.diagnostics, about: name)
            for diagnostic in next.diagnostics { worst = Swift.min(worst ?? .note, diagnostic.severity) }
            found = next.inputs[...]
        }
        return found.popFirst()
    }
}
