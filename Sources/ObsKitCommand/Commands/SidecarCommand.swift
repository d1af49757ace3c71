internal import ArgumentParser
internal import ObsHeaderFiles
internal import ObsKit
internal import ObsText

struct SidecarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sidecar", abstract: "Write what the headers of files say into files beside them.",
        discussion: """
            Beside x.fits stands x.json, in the form of astro_metadata_translator, with one header; and x.obskit.json, \
            with every detector, and with size, time and checksum of the file. What this command wrote of the file before is \
            brought up to date; a sidecar of another program or of another file is replaced with --replace, and a file that is no \
            sidecar never. --check says which sidecars are missing or stale.
            """)

    @OptionGroup var input: InputFiles
    @OptionGroup var cameras: CatalogOptions
    @OptionGroup var options: HeaderFileOptions
    @OptionGroup var writing: OutputOptions

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        try input.requireSome()
        if input.paths.contains(InputFiles.standardInput) {
            throw ValidationError("A sidecar stands beside a file; - is none.")
        }
        try options.validate(writing)
    }

    func run() async throws {
        let catalog = try cameras.catalog()
        let files = input.files()
        var tally = InputTally(fail.failOn, catalog)
        var progress = Progress(total: nil)
        let (content, check, checksums) = (options.content.content, options.check, options.checksums)
        let replace = writing.replace
        var takers: [String: String] = [:]
        // Which of two files gets a sidecar is decided in their order, whoever is quicker; one after the other, the record of the
        // first tells that it is not the second's.
        let remembers = replace || options.jobs > 1
        let inputs = files.lazy.map { path in
            let first = takers[Sidecar.path(for: path)]
            if first == nil && remembers { takers[Sidecar.path(for: path)] = path }
            return (path: path, first: first)
        }
        @Sendable func outcome(of path: String, behind first: String?) -> (found: [DiagnosticRecord], isUsed: Bool) {
            if let first {
                let problem = Diagnostic(
                    .error, .fileExists, at: nil,
                    "its sidecar would be \(Sidecar.path(for: path)), which is that of \(first)",
                    hint: "name one of them, or rename one")
                return ([DiagnosticRecord(diagnostic: problem, source: path)], false)
            }
            if check {
                let problem = Sidecar.problem(of: path, comparesChecksum: checksums)
                return (problem.map { [DiagnosticRecord(diagnostic: $0, source: path)] } ?? [], true)
            }
            if FileSystem.beginning(of: path, count: 2).elementsEqual("PK".utf8) {
                let note = Diagnostic(
                    .note, .noSidecar, at: nil, "a zip of raws has its index inside, and no sidecar is written")
                return ([DiagnosticRecord(diagnostic: note, source: path)], true)
            }
            do {
                let record = try Sidecar.write(
                    for: path, content: content, catalog: catalog, replacing: replace)
                return (RecordText.diagnostics(record, path), record.status.isUsed)
            } catch {
                return (Report.diagnostics(error).map { DiagnosticRecord(diagnostic: $0, source: path) }, false)
            }
        }
        let outcomes = OrderedResults(inputs, jobs: options.jobs, isReady: { files.isReady }) {
            [outcome(of: $0.path, behind: $0.first)]
        }
        for await outcome in outcomes {
            for one in outcome.found { Report.print(one) }
            if outcome.isUsed {
                tally.add(outcome.found.map(\.diagnostic.severity).min())
            } else {
                tally.addUnused()
            }
            progress.advance()
        }
        Progress.erase()
        if files.hasProblems { tally.addUnused() }
        try tally.finish()
    }
}

extension Diagnostic.Code {
    fileprivate static let noSidecar = Self(rawValue: "no-sidecar")
}

/// The word of --content.
enum ContentOption: String, ExpressibleByArgument, CaseIterable {
    case translated, metadata

    var content: HeaderContent { self == .translated ? .translated : .metadata }
}

/// What a record says for people.
enum RecordText {
    /// A diagnostic for each thing that is wrong or doubtful.
    static func diagnostics(_ record: HeaderRecord, _ path: String) -> [DiagnosticRecord] {
        var remarks = Remarks()
        for entry in record.entries {
            for diagnostic in entry.diagnostics { remarks.add(diagnostic, hdu: entry.hdu) }
        }
        return record.diagnostics.map { DiagnosticRecord(diagnostic: $0, source: path) }
            + remarks.records(path, of: record.entries.count)
    }
}

extension HeaderRecord.Status {
    /// Whether something of the file could be used.
    var isUsed: Bool { self != .error && self != .unknown }
}
