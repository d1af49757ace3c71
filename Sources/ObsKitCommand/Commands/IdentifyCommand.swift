internal import ArgumentParser
internal import ObsDocuments
internal import ObsKit
internal import ObsText

struct IdentifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify", abstract: "Which instrument files are of, and why.",
        discussion:
            "A line for each file, written when it is known; --explain shows the conditions of every instrument.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, ndjson }

    @OptionGroup var input: InputFiles
    @OptionGroup var cameras: CatalogOptions

    @Flag(help: "Show every instrument's conditions.")
    var explain = false

    @Option(help: "text for people, or ndjson.")
    var format: Format = .text

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    /// The schema of a line of NDJSON.
    private static let schema = "obskit/identification/1"

    func validate() throws { try input.requireSome() }

    func run() async throws {
        let catalog = try cameras.catalog()
        let files = input.files()
        var tally = InputTally(fail.failOn, catalog)
        let inputs = HeaderInputs(files, isList: true)
        for outcome in inputs.lazy.flatMap({ $0.results { try catalog.open($0, reading: .instrument) } }) {
            let path = outcome.name
            Report.print(outcome.diagnostics, about: path)
            do {
                let file = try outcome.result.get()
                if let unrecognised = file.unrecognised {
                    tally.addUnused()
                    Report.print(unrecognised, about: path)
                } else {
                    tally.add(file.diagnostics.map(\.severity).min())
                }
                Report.print(file.diagnostics, about: path)
                print(path, file, catalog)
            } catch {
                let diagnostics = Report.diagnostics(error)
                if diagnostics.contains(where: catalog.isOfPackage) { tally.packageFailed() } else { tally.addUnused() }
                Report.print(diagnostics, about: path)
                if format == .ndjson { printRecord(path, nil, status: "error", diagnostics, []) }
            }
            Output.flush()
        }
        tally.note(inputs.worst)
        if files.hasProblems { tally.addUnused() }
        try tally.finish()
    }

    private func print(_ path: String, _ file: OpenedFile, _ catalog: InstrumentCatalog) {
        let word = file.identification.instrument ?? (file.identification.isAmbiguous ? "ambiguous" : "unknown")
        switch format {
        case .text:
            Output.line("\(DisplayText.visible(path)): \(word)\(file.product.map { ", a \($0.name)" } ?? "")")
            guard explain else { return }
            for candidate in catalog.explainIdentification(of: file.header) {
                Output.line("    \(candidate.instrument) (score \(candidate.score))")
                for condition in candidate.conditions {
                    Output.result(
                        "        \(condition.words), weight \(condition.weight): \(condition.holds ? "yes" : "no")\n")
                }
            }
        case .ndjson:
            let isKnown = file.identification.instrument != nil
            printRecord(
                path, file, status: isKnown ? "ok" : word,
                (file.unrecognised.map { [$0] } ?? []) + file.diagnostics,
                catalog.explainIdentification(of: file.header))
        }
    }

    private func printRecord(
        _ path: String, _ file: OpenedFile?, status: String, _ diagnostics: [Diagnostic],
        _ candidates: [Identification.Candidate]
    ) {
        let line = JSONOutput.line(schema: Self.schema) { writer in
            writer.member("source", path)
            writer.member("instrument", file?.identification.instrument)
            writer.member("product", file?.product?.name)
            writer.member("status", status)
            ObservationRecord.write(candidates, to: &writer)
            diagnostics.writeMember(to: &writer)
        }
        Output.json(line)
    }
}
