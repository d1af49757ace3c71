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

    func validate() throws {
        if input.paths.contains(InputFiles.standardInput) {
            throw ValidationError("A sidecar stands beside a file; - is none.")
        }
    }

    func run() async throws {
        let catalog = cameras.catalog()
        let files = input.files()
        var hasProblems = catalog.hasErrors
        var progress = Progress(total: nil)
        let (content, check, checksums) = (options.content.content, options.check, options.checksums)
        await OrderedWork.run(
            files, jobs: options.jobs,
            work: { path -> (lines: [String], hasProblems: Bool) in
                if check {
                    guard let problem = Sidecar.problem(of: path, comparesChecksum: checksums) else {
                        return ([], false)
                    }
                    return (["\(problem)"], problem.severity == .error)
                }
                do {
                    let record = try Sidecar.write(for: path, content: content, catalog: catalog)
                    return (RecordText.lines(record, path), record.status != .ok && record.status != .product)
                } catch {
                    return (Report.diagnostics(error, path).map { "\(path): \($0)" }, true)
                }
            },
            deliver: { outcome in
                for line in outcome.lines { Output.diagnostic(line) }
                hasProblems = hasProblems || outcome.hasProblems
                progress.advance()
            })
        Progress.erase()
        if hasProblems || files.hasProblems { throw ExitCode(1) }
    }
}

/// The word of --content.
enum ContentOption: String, ExpressibleByArgument, CaseIterable {
    case translated, metadata

    var content: HeaderContent { self == .translated ? .translated : .metadata }
}

/// What a record says for people.
enum RecordText {
    /// One line for each thing that is wrong or doubtful.
    static func lines(_ record: HeaderRecord, _ path: String) -> [String] {
        var lines: [String] = []
        let isBad = record.status == .error || record.status == .unknown
        for problem in record.problems { lines.append("\(path): \(isBad ? "error" : "warning"): \(problem)") }
        var remarks = Remarks()
        for entry in record.entries {
            for failure in entry.failures {
                remarks.add("warning: no \(failure.property): \(failure.reason)", hdu: entry.hdu)
            }
        }
        return lines + remarks.lines(path, of: record.entries.count)
    }
}
