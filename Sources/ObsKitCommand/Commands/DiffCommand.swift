internal import ArgumentParser
internal import ObsDocuments
internal import ObsKit
internal import ObsText

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Which answers change between two versions of a package, over files.",
        discussion: """
            OLD and NEW are package folders, or names of packages that are built in. Each file is translated with both; printed \
            is each property, status, diagnostic and recognition that changes, in how many exposures, with an example and with what of \
            the package differs that may change it. Without a change nothing is printed. Exit status: 0 nothing changes, \
            1 something does or a file cannot be read, 2 the call was wrong, 3 no file was compared.
            """)

    @Argument(
        help: ArgumentHelp("The old version: a package folder, or the name of a built-in package.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The new version.", valueName: "new"))
    var new: String

    @OptionGroup var input: InputFiles
    @OptionGroup var cameras: CatalogOptions

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @Option(help: ArgumentHelp("Take the files to be of this instrument instead of recognizing it.", valueName: "name"))
    var instrument: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Read this many files at the same time.", valueName: "n"))
    var jobs = 1

    @OptionGroup var report: ReportOptions

    func validate() throws {
        try input.requireSome()
        if jobs < 1 || jobs > 256 { throw ValidationError("--jobs is a number from 1 to 256, not \(jobs).") }
    }

    func run() async throws {
        let comparison = try comparison()
        let files = input.files()
        let inputs = HeaderInputs(files, isList: true)
        let instrument = instrument
        var difference = PackageDifference()
        var (others, hasProblems) = (0, false)
        var progress = Progress(total: nil)
        let outcomes = OrderedResults(inputs, jobs: jobs, isReady: { inputs.isReady }) { input in
            input.results { try comparison.compare($0, as: instrument) }
        }
        for await outcome in outcomes {
            Report.print(outcome.diagnostics, about: outcome.name)
            switch outcome.result {
            case .success(let found?): difference.add(found)
            case .success(nil): others += 1
            case .failure(let error):
                hasProblems = true
                Report.print(error, about: outcome.name)
            }
            progress.advance()
        }
        Progress.erase()
        if inputs.worst == .error || files.hasProblems { hasProblems = true }
        let changes = difference.changes
        switch format {
        case .text: for change in changes { Output.result(text(change, difference.extents[change.instrument])) }
        case .json:
            Output.json(
                JSONOutput.list(changes, schema: Self.schema) {
                    Self.write($0, difference.extents[$0.instrument], to: &$1)
                })
        }
        summarize(difference, others: others)
        if difference.files == 0 { throw ExitStatus.nothingDone.code }
        if hasProblems || !changes.isEmpty { throw ExitStatus.problems.code }
    }

    /// The schema of a change.
    private static let schema = "obskit/package-difference/1"

    /// The two versions.
    ///
    /// - Throws: `ExitCode`: 2 when one is not a package, they are not versions of one, or there is no such instrument, 3 when one is broken
    private func comparison() throws -> PackageComparison {
        let (before, after) = (try version(old), try version(new))
        let isShared = after.package.instrumentNames.contains(where: before.package.instrumentNames.contains)
        if !isShared, before.package.name != after.package.name {
            Report.error(
                .differentPackages,
                "\(before.package.name) and \(after.package.name) are two packages without an instrument in common",
                hint: "name two versions of one package")
            throw ExitStatus.wrongCall.code
        }
        if let instrument {
            let known = before.package.instrumentNames + after.package.instrumentNames
            guard known.contains(instrument) else {
                Report.error(
                    .unknownInstrument, "neither package has an instrument \(DisplayText.quoted(instrument))",
                    hint: DidYouMean.hint(for: instrument, among: known)
                        ?? "they have \(Set(known).sorted().joined(separator: ", "))")
                throw ExitStatus.wrongCall.code
            }
        }
        return try Report.orExit(.nothingDone) { try PackageComparison(from: before, to: after) }
    }

    private func version(_ word: String) throws -> PackageVersion {
        let found = try Report.orExit(.nothingDone) {
            try PackageVersion(
                word, others: cameras.packages, linked: ObsKitCommand.linked, correctionFiles: cameras.allCorrections)
        }
        guard let found else {
            let names = ObsKitCommand.linked.map(\.name)
            Report.error(
                .missingPackage,
                FileSystem.isFolder(word)
                    ? "\(word) is not a package folder: it has no package.yaml"
                    : "\(DisplayText.quoted(word)) is neither a package folder nor the name of a built-in package",
                hint: DidYouMean.hint(for: word, among: names)
                    ?? "name a folder with a package.yaml, or one of \(names.sorted().joined(separator: ", "))")
            throw ExitStatus.wrongCall.code
        }
        Report.print(found.diagnostics)
        return found
    }

    /// Says how much was compared.
    private func summarize(_ difference: PackageDifference, others: Int) {
        let extents = difference.extents.values
        let exposures = extents.reduce(0) { $0 + $1.exposures }
        let observations = extents.reduce(0) { $0 + $1.observations }
        let ofOthers = others == 0 ? "" : "; \(DisplayText.counted(others, "file")) of no instrument of these packages"
        Report.print(
            Diagnostic(
                difference.files == 0 ? .error : .note, .filesCompared, at: nil,
                "\(DisplayText.counted(difference.files, "file")) compared"
                    + " (\(DisplayText.counted(exposures, "exposure")), \(DisplayText.counted(observations, "observation")))"
                    + ofOthers,
                hint: difference.files == 0 ? "name files that one of the packages recognizes" : nil))
    }

    private func text(_ change: PackageDifference.Change, _ extent: PackageDifference.Extent?) -> String {
        let of = extent.map { " of \(DisplayText.counted($0.exposures, "exposure"))" } ?? ""
        let observations =
            change.observations == 0
            ? DisplayText.counted(change.files, "file")
            : "\(DisplayText.counted(change.observations, "observation")) in \(DisplayText.counted(change.files, "file"))"
        let instrument = change.instrument.isEmpty ? "" : change.instrument + " "
        let example = change.example
        let place = example.path + (example.hdu.map { "[\($0)]" } ?? "")
        var lines = [
            "\(instrument)\(change.answer.words): \(change.exposures)\(of) (\(observations))",
            "    \(place): \(example.before) -> \(example.after)",
        ]
        lines += change.reasons.map { "    \(words($0))" }
        if change.reasons.isEmpty { lines.append("    nothing that differs between the packages explains it") }
        return lines.map { DisplayText.visible($0) + "\n" }.joined()
    }

    private func words(_ reason: PartDifference) -> String {
        func place(_ position: SourcePosition) -> String { "\(position.file):\(position.line)" }
        switch (reason.before, reason.after) {
        case (let before?, let after?): return "\(reason.part): \(place(before)) -> \(place(after))"
        case (let before?, nil): return "\(reason.part): \(place(before)), no longer there"
        case (nil, let after?): return "\(reason.part): new, \(place(after))"
        case (nil, nil): return reason.part
        }
    }

    private static func write(
        _ change: PackageDifference.Change, _ extent: PackageDifference.Extent?, to writer: inout JSONWriter
    ) {
        writer.member("instrument", change.instrument.isEmpty ? nil : change.instrument)
        writer.member("answer", change.answer.words)
        for (key, count, of) in [
            ("exposures", change.exposures, extent?.exposures),
            ("observations", change.observations, extent?.observations),
            ("files", change.files, extent?.files),
        ] {
            writer.key(key)
            writer.beginObject()
            writer.member("changed", count)
            writer.member("compared", of)
            writer.endObject()
        }
        writer.key("example")
        writer.beginObject()
        writer.member("source", change.example.path)
        writer.member("hdu", change.example.hdu)
        writer.member("before", change.example.before)
        writer.member("after", change.example.after)
        writer.endObject()
        writer.key("because")
        writer.beginArray()
        for reason in change.reasons {
            writer.beginObject()
            writer.member("part", reason.part)
            writer.member("before", reason.before?.description)
            writer.member("after", reason.after?.description)
            writer.endObject()
        }
        writer.endArray()
    }
}

extension Diagnostic.Code {
    static let filesCompared = Self(rawValue: "files-compared")
    static let differentPackages = Self(rawValue: "different-packages")
}
