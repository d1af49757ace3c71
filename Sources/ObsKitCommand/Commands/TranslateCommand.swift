internal import ArgumentParser
internal import ObsFITS
internal import ObsKit
internal import ObsTranslation
internal import ObsYAML

struct TranslateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate", abstract: "What the headers of files say, as observations.",
        discussion: """
            Reads FITS (plain, gzip, fpack; what a file is, is decided by its content) and headers dumped as JSON or YAML \
            maps. Every detector of a file is an observation of its own.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, ndjson, yaml }

    @OptionGroup var input: InputFiles
    @OptionGroup var cameras: CatalogOptions

    @Option(help: "table for people, json, ndjson (one object for each header) or yaml.")
    var format: Format = .table

    @Flag(help: "Say for each property which cards and which rule it comes from.")
    var explain = false

    @Option(
        name: .customLong("property"),
        help: ArgumentHelp("Explain only this property; may be repeated.", valueName: "name"))
    var properties: [String] = []

    @Option(help: ArgumentHelp("Take the files to be of this instrument instead of recognising it.", valueName: "name"))
    var instrument: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Read this many files at the same time.", valueName: "n"))
    var jobs = 1

    func validate() throws {
        if jobs < 1 || jobs > 256 { throw ValidationError("--jobs is a number from 1 to 256, not \(jobs).") }
        for name in properties where ObservationProperty(name: name) == nil {
            let hint = DidYouMean.hint(for: name, among: ObservationProperty.allCases.map(\.name))
            throw ValidationError("There is no property '\(name)'\(hint.map { "; \($0)" } ?? "").")
        }
    }

    /// What became of one file.
    private enum Outcome: Sendable {
        case translated(FileTranslation)
        case failed(path: String, [Diagnostic])
    }

    func run() async throws {
        let catalog = cameras.catalog()
        if let instrument { _ = try Report.orExit { try catalog.instrument(named: instrument) } }
        let files = input.files()
        let explained =
            explain || !properties.isEmpty
            ? ObservationProperty.allCases.filter { properties.isEmpty || properties.contains($0.name) } : []
        let inputs = HeaderInputs(files)
        var printer = TranslationPrinter(format: format, explain: explained, isSingle: inputs.isSingle)
        var progress = Progress(total: inputs.isSingle ? 1 : nil)
        let instrumentName = instrument
        await OrderedWork.run(
            inputs, jobs: jobs,
            work: { input in
                do {
                    return Outcome.translated(try catalog.translate(try input.source(), as: instrumentName))
                } catch {
                    return Outcome.failed(path: input.name, Report.diagnostics(error, input.name))
                }
            },
            deliver: { outcome in
                switch outcome {
                case .translated(let file): printer.print(file, catalog)
                case .failed(let path, let diagnostics): printer.print(path: path, status: "error", diagnostics)
                }
                progress.advance()
            })
        Progress.erase()
        printer.finish()
        if printer.hasProblems || files.hasProblems || catalog.hasErrors { throw ExitCode(1) }
    }
}

/// Prints translations in the wanted format, and remembers whether something was wrong.
private struct TranslationPrinter {
    let format: TranslateCommand.Format
    let explain: [ObservationProperty]
    let isSingle: Bool
    var hasProblems = false
    private var hasBegun = false

    init(format: TranslateCommand.Format, explain: [ObservationProperty], isSingle: Bool) {
        self.format = format
        self.explain = explain
        self.isSingle = isSingle
    }

    mutating func print(_ file: FileTranslation, _ catalog: InstrumentCatalog) {
        if let product = file.product {
            print(path: file.path, status: "product", [product.diagnostic])
            return
        }
        guard !file.observations.isEmpty else {
            let status = file.identification.isAmbiguous ? "ambiguous" : "unknown"
            print(
                path: file.path, status: status, [Report.unknown(file, catalog)],
                candidates: catalog.explainIdentification(of: file.header))
            return
        }
        for diagnostic in file.diagnostics { Output.diagnostic("\(diagnostic)") }
        var remarks = Remarks()
        for observation in file.observations {
            let report = observation.report
            if !report.isComplete { hasProblems = true }
            print(observation, of: file)
            for failure in report.failures where format != .table || !isList(file) {
                remarks.add("warning: no \(failure.property): \(failure.summary)", hdu: observation.hdu)
            }
            for diagnostic in report.diagnostics { remarks.add("\(diagnostic)", hdu: observation.hdu) }
        }
        for line in remarks.lines(file.path, of: file.observations.count) { Output.diagnostic(line) }
    }

    private func isList(_ file: FileTranslation) -> Bool {
        isSingle && file.observations.count == 1 || !explain.isEmpty
    }

    private mutating func print(_ observation: HeaderObservation, of file: FileTranslation) {
        switch format {
        case .table:
            if isList(file) {
                if !isSingle || file.observations.count > 1 {
                    let name = observation.hduName.map { " (\($0))" } ?? ""
                    Output.result("\(file.path)[\(observation.hdu)]\(name)\n")
                }
                Output.result(ObservationText.list(observation, explain: explain))
            } else {
                if !hasBegun { Output.result(ObservationText.heading) }
                hasBegun = true
                Output.result(ObservationText.row(observation))
            }
        case .json, .ndjson, .yaml:
            var record = JSONWriter(pretty: format == .json)
            ObservationRecord.write(observation, of: file.path, explain: explain, to: &record)
            emit(record)
        }
    }

    mutating func print(
        path: String, status: String, _ diagnostics: [Diagnostic], candidates: [Identification.Candidate] = []
    ) {
        hasProblems = true
        for diagnostic in diagnostics {
            Output.diagnostic(diagnostic.place == nil ? "\(path): \(diagnostic)" : "\(diagnostic)")
        }
        switch format {
        case .table: break
        case .json, .ndjson, .yaml:
            var record = JSONWriter(pretty: format == .json)
            ObservationRecord.write(
                path: path, status: status, diagnostics: diagnostics, candidates: candidates, to: &record)
            emit(record)
        }
    }

    /// A record as an element of a JSON list, a line of NDJSON or a document of YAML; nothing is kept.
    private mutating func emit(_ record: JSONWriter) {
        switch format {
        case .yaml:
            guard let document = try? Document.json(record.bytes, file: "record") else { return }
            var yaml = YAMLWriter()
            yaml.value(document.root)
            Output.result("---\n")
            Output.result(yaml.bytes)
        case .json:
            Output.result(hasBegun ? ",\n" : "[\n")
            Output.result(record.bytes)
        case .ndjson, .table:
            Output.result(record.bytes + [UInt8(ascii: "\n")])
        }
        hasBegun = true
    }

    func finish() {
        if format == .json { Output.result(hasBegun ? "\n]\n" : "[]\n") }
    }
}
