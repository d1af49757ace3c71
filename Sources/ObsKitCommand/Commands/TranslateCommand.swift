internal import ArgumentParser
internal import ObsDocuments
internal import ObsFITS
internal import ObsKit
internal import ObsText
internal import ObsTranslation

struct TranslateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate", abstract: "What the headers of files say, as observations.",
        discussion: """
            Reads FITS (plain, fpack, gzip, bzip2, xz, zstd), zips of raws, and headers that were written down: as a map of \
            JSON or YAML, a map on each line, an afw PropertyList, a file of LSST's header service, lines of text. What a file \
            is, is decided by its content. Every detector of a file is an observation of its own. On standard input (-) a map of \
            JSON on a line is answered when it is there.
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

    @Option(
        help: ArgumentHelp(
            """
            Print the rule of this property as it is after all extends, with what it uses, as a translation.yaml in which each \
            part says its place; an extension (ext_NAME), a value, a predicate or a table too; all for the whole. The \
            instrument comes from --instrument or the files; else all instruments of --package are shown. May be repeated.
            """, valueName: "name"))
    var rules: [String] = []

    @Option(help: ArgumentHelp("Take the files to be of this instrument instead of recognizing it.", valueName: "name"))
    var instrument: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Read this many files at the same time.", valueName: "n"))
    var jobs = 1

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if rules.isEmpty {
            try input.requireSome()
        } else if explain || !properties.isEmpty {
            throw ValidationError("--rules prints rules and no observations, so --explain and --property say nothing.")
        } else if input.isEmpty && instrument == nil && cameras.packages.isEmpty {
            throw ValidationError(
                "--rules needs an instrument: name it with --instrument, its package with --package, or a file of it.")
        } else if !input.isEmpty && instrument != nil {
            throw ValidationError("--rules takes the instrument of --instrument or of the files, not both.")
        }
        if jobs < 1 || jobs > 256 { throw ValidationError("--jobs is a number from 1 to 256, not \(jobs).") }
        for name in properties where ObservationProperty(name: name) == nil {
            let hint = DidYouMean.hint(for: name, among: ObservationProperty.allCases.map(\.name))
            throw ValidationError("There is no property '\(name)'\(hint.map { "; \($0)" } ?? "").")
        }
    }

    func run() async throws {
        let catalog = try cameras.catalog()
        if !rules.isEmpty { return try printRules(catalog) }
        if let instrument { _ = try catalog.instrumentOrExit(named: instrument) }
        let files = input.files()
        let explained =
            explain || !properties.isEmpty
            ? ObservationProperty.allCases.filter { properties.isEmpty || properties.contains($0.name) } : []
        // Who asks one question after the other waits for each answer; people do not.
        let isList = input.filesFrom != nil || format != .table && input.paths.contains(InputFiles.standardInput)
        let inputs = HeaderInputs(files, isList: isList)
        var printer = TranslationPrinter(
            catalog, format: format, explain: explained, isSingle: inputs.isSingle,
            tally: InputTally(fail.failOn, catalog))
        var progress = Progress(total: inputs.isSingle ? 1 : nil)
        let instrumentName = instrument
        let outcomes = OrderedResults(inputs, jobs: jobs, isReady: { inputs.isReady }) { input in
            input.results { try catalog.open($0, as: instrumentName).translate() }
        }
        for await outcome in outcomes {
            Report.print(outcome.diagnostics, about: outcome.name)
            switch outcome.result {
            case .success(let file): printer.print(file)
            case .failure(let error): printer.print(error, outcome.name)
            }
            Output.flush()
            progress.advance()
        }
        Progress.erase()
        printer.finish()
        printer.tally.note(inputs.worst)
        if files.hasProblems { printer.tally.addUnused() }
        try printer.tally.finish()
    }
}

/// Prints translations in the wanted format, and counts what is wrong with them.
private struct TranslationPrinter {
    let catalog: InstrumentCatalog
    let format: TranslateCommand.Format
    let explain: [ObservationProperty]
    let isSingle: Bool
    var tally: InputTally
    private var hasBegun = false
    /// What was said of packages that are broken, each once.
    private var saidOfPackages: Set<Diagnostic> = []

    init(
        _ catalog: InstrumentCatalog, format: TranslateCommand.Format, explain: [ObservationProperty], isSingle: Bool,
        tally: InputTally
    ) {
        self.catalog = catalog
        self.format = format
        self.explain = explain
        self.isSingle = isSingle
        self.tally = tally
    }

    mutating func print(_ file: FileTranslation) {
        if file.product != nil {
            tally.add(.error)
            Report.print(file.diagnostics, about: file.path)
            return emit(file.path, .product, file.diagnostics)
        }
        guard !file.observations.isEmpty else {
            tally.addUnused()
            let said = (file.unrecognised.map { [$0] } ?? []) + file.diagnostics
            Report.print(said, about: file.path)
            return emit(
                file.path, file.identification.isAmbiguous ? .ambiguous : .unknown, said,
                candidates: catalog.explainIdentification(of: file.header))
        }
        Report.print(file.losses, about: file.path)
        var remarks = Remarks()
        for observation in file.judgedObservations {
            let report = observation.report
            tally.add(report.status)
            print(observation, of: file)
            // The list for people has them itself.
            if format != .table || !isList(file) || Report.form == .json {
                for diagnostic in report.failureDiagnostics { remarks.add(diagnostic, hdu: observation.hdu) }
            }
            // What is wrong with the file was said above.
            for diagnostic in report.diagnostics where !file.losses.contains(diagnostic) {
                remarks.add(diagnostic, hdu: observation.hdu)
            }
        }
        for record in remarks.records(file.path, of: file.observations.count) { Report.print(record) }
        if !file.losses.isEmpty {
            tally.add(.error)
            emit(file.path, .error, file.losses)
        }
    }

    /// Prints why a file could not be translated.
    mutating func print(_ error: any Error, _ path: String) {
        let diagnostics = Report.diagnostics(error)
        let isOfPackage = diagnostics.contains(where: catalog.isOfPackage)
        if isOfPackage {
            tally.packageFailed()
            Report.print(diagnostics.filter { saidOfPackages.insert($0).inserted })
            Report.error(
                .brokenPackage, "the package of its instrument is broken", hint: "obskit validate says what is wrong",
                about: path)
        } else {
            tally.addUnused()
            Report.print(diagnostics, about: path)
        }
        emit(path, .error, diagnostics)
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
                    Output.line("\(file.path)[\(observation.hdu)]\(name)")
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

    /// Writes the record of a file, or of a part of it, without an observation; the table has no line for it.
    private mutating func emit(
        _ path: String, _ status: ObservationRecord.Status, _ diagnostics: [Diagnostic],
        candidates: [Identification.Candidate] = []
    ) {
        if format == .table { return }
        var record = JSONWriter(pretty: format == .json)
        ObservationRecord.write(
            path: path, status: status, diagnostics: diagnostics, candidates: candidates, to: &record)
        emit(record)
    }

    /// A record as an element of a JSON list, a line of NDJSON or a document of YAML; nothing is kept.
    private mutating func emit(_ record: JSONWriter) {
        switch format {
        case .yaml:
            guard let document = try? Document.json(record.bytes, file: "record") else { return }
            var yaml = YAMLWriter()
            yaml.value(document.root)
            Output.line("---")
            Output.document(yaml.bytes)
        case .json:
            Output.result(hasBegun ? ",\n" : "[\n")
            Output.json(record.bytes)
        case .ndjson, .table:
            Output.json(record.bytes + [UInt8(ascii: "\n")])
        }
        hasBegun = true
    }

    func finish() {
        if format == .json { Output.result(hasBegun ? "\n]\n" : "[]\n") }
    }
}

extension Diagnostic.Code {
    static let brokenPackage = Self(rawValue: "broken-package")
}
