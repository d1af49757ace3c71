internal import ArgumentParser
internal import ObsKit
internal import ObsYAML

struct IndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Write what the headers of all files in a folder say into one file.",
        discussion: """
            Each folder with FITS files gets _index.json, in the form of astro_metadata_translator, with an entry for each \
            detector, and _index.obskit.ndjson, with size, time and checksum of each file. Files that did not change are \
            not read again, and an interrupted run goes on where it ended. --check says what is stale. With --output x.sqlite \
            all cards are kept in a table of SQLite, which obskit translate reads.
            """)

    @Argument(help: ArgumentHelp("Folders, which are searched for FITS files.", valueName: "folder"))
    var folders: [String]

    @OptionGroup var cameras: CatalogOptions
    @OptionGroup var options: HeaderFileOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write one index of all files, with paths from the current folder.", valueName: "file"))
    var output: String?

    @Flag(help: "Read all files, also those that did not change.")
    var again = false

    func validate() throws {
        if again && options.check { throw ValidationError("--again reads files, and --check writes nothing.") }
        if let output, !output.hasSuffix(".json") && !output.hasSuffix(".sqlite") {
            throw ValidationError("An index is a file that ends in .json, a table in .sqlite, and \(output) does not.")
        }
        if isTable && options.check { throw ValidationError("--check is for an index; run a table again instead.") }
        for folder in folders where !FileSystem.isFolder(folder) {
            throw ValidationError("\(folder) is no folder; name the folder whose files are to be indexed.")
        }
    }

    /// Whether cards go into a table of SQLite.
    private var isTable: Bool { output?.hasSuffix(".sqlite") ?? false }

    /// An index and its files.
    struct Task {
        let path: String
        let files: [IndexBuilder.File]
    }

    func run() async throws {
        let catalog = cameras.catalog()
        var hasProblems = catalog.hasErrors
        let tasks = tasks(&hasProblems)
        var progress = Progress(total: tasks.reduce(0) { $0 + $1.files.count })
        for task in tasks {
            do {
                hasProblems =
                    try await
                    (isTable
                    ? fill(task, &progress) : options.check ? verify(task, &progress) : build(task, catalog, &progress))
                    || hasProblems
            } catch {
                hasProblems = true
                for diagnostic in Report.diagnostics(error, task.path) {
                    Output.diagnostic("\(task.path): \(diagnostic)")
                }
            }
        }
        if hasProblems { throw ExitCode(1) }
    }

    private func tasks(_ hasProblems: inout Bool) -> [Task] {
        var tasks: [Task] = []
        var all: [IndexBuilder.File] = []
        for folder in folders {
            let found = InputFiles.filesByFolder(in: folder)
            if found.isEmpty {
                Output.diagnostic("\(folder): warning: there is no FITS file in this folder")
                hasProblems = true
            }
            for one in found {
                if output != nil {
                    all += one.files.map { IndexBuilder.File(name: $0, path: $0) }
                    continue
                }
                let files = one.files.map { path in
                    IndexBuilder.File(
                        name: path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path, path: path
                    )
                }
                tasks.append(Task(path: IndexBuilder.path(inFolder: one.folder), files: files))
            }
        }
        if let output, !all.isEmpty { tasks.append(Task(path: output, files: all)) }
        return tasks
    }

    /// Writes an index; whether something is wrong with a file.
    private func build(_ task: Task, _ catalog: InstrumentCatalog, _ progress: inout Progress) async throws -> Bool {
        let builder = try IndexBuilder(
            path: task.path, files: task.files, content: options.content.content, catalog: catalog, startsAgain: again,
            whileWaiting: { Output.diagnostic("\(task.path): another process is at work on it; waiting") })
        let pending = builder.pending
        progress.advance(by: task.files.count - pending.count)
        var failure: (any Error)?
        let content = options.content.content
        await OrderedWork.run(
            pending, jobs: options.jobs, work: { IndexBuilder.record(of: $0, content: content, catalog: catalog) },
            deliver: { record in
                guard failure == nil else { return }
                do {
                    try builder.add(record)
                } catch {
                    failure = error
                }
                progress.advance()
            })
        if let failure { throw failure }
        let paths = Dictionary(task.files.map { ($0.name, $0.path) }) { first, _ in first }
        let summary = try builder.finish { record in
            for line in RecordText.lines(record, paths[record.file] ?? record.file) { Output.diagnostic(line) }
        }
        Output.result(
            "\(task.path): \(summary.entries) headers of \(summary.files) files, \(pending.count) read, "
                + "\(summary.withProblems) with problems\n")
        return summary.withProblems > 0
    }

    /// Says what is stale; whether something is.
    private func verify(_ task: Task, _ progress: inout Progress) throws -> Bool {
        let paths = Dictionary(task.files.map { ($0.name, $0.path) }) { first, _ in first }
        let problems = try HeaderIndex.problems(ofIndex: task.path, files: paths, comparesChecksum: options.checksums)
        for problem in problems { Output.diagnostic("\(problem)") }
        progress.advance(by: task.files.count)
        return problems.contains { $0.severity == .error }
    }
}
