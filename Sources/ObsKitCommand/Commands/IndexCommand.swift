internal import ArgumentParser
internal import ObsFITS
internal import ObsHeaderFiles
internal import ObsKit
internal import ObsText

struct IndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Write what the headers of all files in a folder say into one file.",
        discussion: """
            Each folder with FITS files gets _index.json, in the form of astro_metadata_translator, with an entry for each \
            detector, and _index.obskit.ndjson, with size, time and checksum of each file. Files that did not change are \
            not read again, and an interrupted run goes on where it ended. An index that another program wrote is replaced with \
            --replace, and a file that is no index never. --check says what is stale. With --output x.sqlite \
            all cards are kept in SQLite, which obskit translate reads; SQL can ask the tables observation (the properties) and \
            keyword (the usual cards and those of --keyword).
            """)

    @Argument(help: ArgumentHelp("Folders, which are searched for FITS files.", valueName: "folder"))
    var folders: [String]

    @OptionGroup var cameras: CatalogOptions
    @OptionGroup var options: HeaderFileOptions
    @OptionGroup var writing: OutputOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write one index of all files, with paths from the current folder.", valueName: "file"))
    var output: String?

    @Option(
        name: .customLong("keyword"),
        help: ArgumentHelp(
            "Give this card a column of its own in a table of SQLite, besides the usual ones; may be repeated.",
            valueName: "keyword"))
    var keywords: [String] = []

    @Flag(help: "Read all files, also those that did not change.")
    var again = false

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        try options.validate(writing)
        if again && options.check { throw ValidationError("--again reads files, and --check writes nothing.") }
        if let output, !output.hasSuffix(".json") && !output.hasSuffix(".sqlite") {
            throw ValidationError("An index is a file that ends in .json, a table in .sqlite, and \(output) does not.")
        }
        if !isTable && !keywords.isEmpty {
            throw ValidationError("--keyword gives cards a column in a table, which --output x.sqlite writes.")
        }
        for name in keywords where ["FILE", "HDU"].contains(Keyword(name).canonicalName) {
            throw ValidationError(
                "--keyword \(name): the table has a column of this name that says which header it is.")
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
        let catalog = try cameras.catalog()
        var tally = InputTally(fail.failOn, catalog)
        let tasks = tasks(&tally)
        var progress = Progress(total: tasks.reduce(0) { $0 + $1.files.count })
        for task in tasks {
            do {
                if isTable {
                    try await fill(task, catalog, &progress, &tally)
                } else if options.check {
                    try verify(task, &progress, &tally)
                } else {
                    try await build(task, catalog, &progress, &tally)
                }
            } catch {
                tally.addUnused()
                Report.print(error, about: task.path)
            }
            Output.flush()
        }
        try tally.finish()
    }

    private func tasks(_ tally: inout InputTally) -> [Task] {
        var tasks: [Task] = []
        var all: [IndexBuilder.File] = []
        var hasProblems = false
        for folder in folders {
            let found = InputFiles.filesByFolder(in: folder, &hasProblems).map { one in
                (folder: one.folder, files: one.files.flatMap(Self.raws))
            }
            for one in found {
                if output != nil {
                    all += one.files.map { IndexBuilder.File(name: $0, path: $0) }
                    continue
                }
                let files = one.files.map { path in
                    IndexBuilder.File(
                        name: path.hasPrefix(one.folder + "/") ? String(path.dropFirst(one.folder.count + 1)) : path,
                        path: path)
                }
                tasks.append(Task(path: IndexBuilder.path(inFolder: one.folder), files: files))
            }
        }
        if hasProblems { tally.addUnused() }
        if let output, !all.isEmpty { tasks.append(Task(path: output, files: all)) }
        return tasks
    }

    /// A file, or the raws in it when it is a zip archive.
    private static func raws(_ path: String) -> [String] {
        path.lowercased().hasSuffix(".zip") ? HeaderSources.files(at: path) : [path]
    }

    /// Writes an index.
    private func build(
        _ task: Task, _ catalog: InstrumentCatalog, _ progress: inout Progress, _ tally: inout InputTally
    ) async throws {
        let builder = try IndexBuilder(
            path: task.path, files: task.files, content: options.content.content, catalog: catalog, startsAgain: again,
            replacing: writing.replace,
            whileWaiting: {
                Report.print(
                    Diagnostic(.note, .waiting, at: nil, "another process is at work on it; waiting"), about: task.path)
            })
        let pending = builder.pending
        progress.advance(by: task.files.count - pending.count)
        let content = options.content.content
        let records = OrderedResults(pending, jobs: options.jobs) {
            [IndexBuilder.record(of: $0, content: content, catalog: catalog)]
        }
        for await record in records {
            try builder.add(record)
            progress.advance()
        }
        let paths = Dictionary(task.files.map { ($0.name, $0.path) }) { first, _ in first }
        let summary = try builder.finish { record in
            let found = RecordText.diagnostics(record, paths[record.file] ?? record.file)
            for one in found { Report.print(one) }
            if record.status.isUsed { tally.add(found.map(\.diagnostic.severity).min()) } else { tally.addUnused() }
        }
        Output.result(
            "\(task.path): \(DisplayText.counted(summary.entries, "header")) of \(DisplayText.counted(summary.files, "file")), \(pending.count) read, "
                + "\(summary.withProblems) with problems\n")
    }

    /// Says what is stale.
    private func verify(_ task: Task, _ progress: inout Progress, _ tally: inout InputTally) throws {
        let paths = Dictionary(task.files.map { ($0.name, $0.path) }) { first, _ in first }
        let problems = try HeaderIndex.problems(ofIndex: task.path, files: paths, comparesChecksum: options.checksums)
        Report.print(problems)
        progress.advance(by: task.files.count)
        tally.add(problems.map(\.severity).min())
    }
}

extension Diagnostic.Code {
    fileprivate static let waiting = Self(rawValue: "waiting")
}
