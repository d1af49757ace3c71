internal import ObsDocuments
internal import ObsGeometry
internal import ObsText

/// The files of parameters of an instrument: its own, its package's, and what they extend.
struct ParameterDirectory: Sendable {
    let instrument: String
    let files: PackageFiles
    let entry: PackageDescription.Entry
    let filters: FilterCatalog
    let cameraDirectory: CameraDirectory?
    let locate: Layers.Locator
    /// The slots of a camera whose files have mistakes, as far as they could be read; nil where the camera itself is asked.
    var slotsAtHand: [ParameterTarget.Slot]?

    /// The folders with parameters, from the top down.
    private var folders: [(path: String, layer: ParameterLayer)] {
        let own = (entry.path("parameters"), ParameterLayer.instrument)
        return entry.folder.isEmpty ? [own] : [own, ("parameters", .package)]
    }

    /// The tasks that have a file, sorted.
    var tasks: [String] {
        let names = folders.flatMap { files.names(in: $0.path) }.compactMap { name -> String? in
            guard name.hasSuffix(".yaml") else { return nil }
            return String(name.dropLast(5))
        }
        return Set(names).filter(TaskSchema.isName).sorted()
    }

    /// The parameters of a task.
    ///
    /// - Throws: `DiagnosticsError` when the task is not known, or with everything that is wrong with its files
    func parameters(for task: String, schema: TaskSchema?) throws -> Parameters {
        let problems = Problems()
        let found = try read(task, schema, problems)
        guard let found, !problems.hasErrors else {
            throw problems.isEmpty
                ? Parameters.unknown(task, of: instrument, known: tasks) : DiagnosticsError(problems.sorted)
        }
        return found
    }

    /// Reads all that there is, and reports what is wrong.
    func validate(_ problems: Problems) {
        for task in tasks {
            // What is wrong with one task hides nothing of the others.
            let own = Problems()
            own.catching { _ = try read(task, nil, own) }
            problems.take(own)
        }
        for folder in folders {
            for name in files.names(in: folder.path)
            where !name.hasSuffix(".yaml") || !TaskSchema.isName(String(name.dropLast(5))) {
                problems.warning(
                    .unusedFile,
                    at: SourcePosition(file: files.displayName(folder.path + "/" + name), line: 1, column: 1),
                    "nothing reads this file", hint: Self.hint(for: name))
            }
        }
    }

    /// Where a file of parameters belongs that lies elsewhere, or is named otherwise.
    static func hint(for name: String) -> String {
        let stem = name.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
        return TaskSchema.isName(stem)
            ? "did you mean '\(stem).yaml'?" : "parameters of a task are in parameters/<task>.yaml"
    }

    /// The parameters of a task, as far as files can be read, with all that is wrong with them among the problems; nil when
    /// there is no file and no schema, or no schema could be read.
    private func read(_ task: String, _ given: TaskSchema?, _ problems: Problems) throws -> Parameters? {
        guard TaskSchema.isName(task) else { return nil }
        let own = Problems()
        var read: [Layers] = []
        defer {
            for fix in own.fixes { problems.offer(fix) }
            problems.report(read.reduce(own.sorted) { $1.reworded($0) })
        }
        var stack: [(document: Document, place: (files: PackageFiles, path: String), layer: ParameterLayer)] = []
        for folder in folders {
            let path = folder.path + "/\(task).yaml"
            guard files.exists(path) else { continue }
            let layers = try Layers.read(path, in: files, locate: locate, problems: problems)
            read.append(layers)
            for (index, document) in layers.documents.enumerated() {
                let known = stack.firstIndex { $0.document.file == document.file }
                if let known, known > 0, let node = stack[known - 1].document.root["extends"] {
                    own.error(
                        .unusedBase, at: node, "\(document.file) lies under this file without being extended",
                        hint: "take extends: away")
                }
                if known == nil { stack.append((document, layers.places[index], index == 0 ? folder.layer : .base)) }
            }
        }
        guard !stack.isEmpty || given != nil else { return nil }
        let schema = try given ?? self.schema(stack.map { ($0.document.root, $0.place) }, own)
        guard let schema else { return nil }
        if schema.task != task, let node = stack.first?.document.root["task"] {
            own.error(
                .wrongName, at: node, "the file is named after '\(task)', and its schema describes '\(schema.task)'",
                hint: "name the file \(schema.task).yaml")
        }
        let contents = stack.reversed().compactMap {
            ParameterFile($0.document.root, layer: $0.layer, schema: schema, problems: own)
        }
        // What a base says of all detectors stands beneath what any file says of one: the layer decides, not the file.
        let parameters = Parameters(
            schema: schema, instrument: instrument, blocks: contents.flatMap(\.blocks), filters: filters,
            detectors: slots())
        parameters.validate(own)
        return parameters
    }

    /// The schema that the topmost file names which names one.
    private func schema(
        _ stack: [(root: Node, place: (files: PackageFiles, path: String))], _ problems: Problems
    ) throws -> TaskSchema? {
        guard
            let (node, place) = stack.lazy.compactMap({ one in one.root["task_schema"].map { ($0, one.place) } }).first
        else {
            if let root = stack.first?.root {
                problems.error(
                    .missingKey, at: root, "these parameters name no schema of their task",
                    hint: "add task_schema: PATH, or PACKAGE:PATH; or let the task's owner give one")
            }
            return nil
        }
        guard let found = try Layers.referenced(node, "schema", place, locate, problems) else { return nil }
        let isOwn = found.files.description == place.files.description
        let own = Problems()
        let document = own.catching { try found.files.document(found.path) }
        own.report(document?.duplicateKeys ?? [])
        let schema = document.flatMap { TaskSchema($0.root, problems: own) }
        problems.report(own.sorted.map { isOwn ? $0 : $0.brought(inBy: node) })
        return schema
    }

    /// The detectors of the newest camera; nil when the package describes none or it cannot be read.
    private func slots() -> [ParameterTarget.Slot]? {
        if let slotsAtHand { return slotsAtHand }
        guard let camera = try? cameraDirectory?.history().newestCamera() else { return nil }
        return camera.parts.slots.map { ParameterTarget.Slot($0) }
    }
}

extension Diagnostic.Code {
    /// A file of a package that nothing reads.
    static let unusedFile = Self(rawValue: "unused-file")
}
