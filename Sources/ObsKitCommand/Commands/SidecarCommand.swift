internal import ArgumentParser
internal import ObsKit
internal import ObsYAML

struct SidecarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sidecar", abstract: "Write what the headers of files say into files beside them.",
        discussion: """
            Beside x.fits stands x.json, in the form of astro_metadata_translator, with one header; and x.obskit.json, \
            with every detector, and with size, time and checksum of the file. --check says which sidecars are missing or \
            stale.
            """)

    @OptionGroup var input: InputFiles
    @OptionGroup var cameras: CatalogOptions
    @OptionGroup var options: HeaderFileOptions

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if input.paths.contains(InputFiles.standardInput) {
            throw ValidationError("A sidecar stands beside a file; - is none.")
        }
    }

    func run() async throws {
        let catalog = try cameras.catalog()
        let files = input.files()
        var tally = InputTally(fail.failOn, catalog)
        var progress = Progress(total: nil)
        let (content, check, checksums) = (options.content.content, options.check, options.checksums)
        await OrderedWork.run(
            files, jobs: options.jobs, isReady: { files.isReady },
            work: { path -> (found: [DiagnosticRecord], isUsed: Bool) in
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
                    let record = try Sidecar.write(for: path, content: content, catalog: catalog)
                    return (RecordText.diagnostics(record, path), record.status.isUsed)
                } catch {
                    return (Report.diagnostics(error).map { DiagnosticRecord(diagnostic: $0, source: path) }, false)
                }
            },
            deliver: { outcome in
                for one in outcome.found { Report.print(one) }
                if outcome.isUsed {
                    tally.add(outcome.found.map(\.diagnostic.severity).min())
                } else {
                    tally.addUnused()
                }
                progress.advance()
            })
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
