internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsRegistry
internal import ObsTime

struct CalibFindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "The calibration that goes with an exposure, for one detector or many.",
        discussion: """
            Collections are searched in order, and the first that answers wins. Where there is no answer, the diagnostics say \
            what was searched and why each candidate was refused; --explain says so of answers too. Exit status: 1 when \
            something has no answer.
            """)

    @OptionGroup var registry: RegistryOptions

    @Argument(help: ArgumentHelp("The kind of calibration.", valueName: "kind"))
    var kind: String

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("A collection or chain to search; may be repeated.", valueName: "collection"))
    var collections: [String]

    @OptionGroup var exposure: ExposureOptions

    @Option(
        name: [.customLong("detector"), .customLong("detectors")],
        help: ArgumentHelp("The detectors: 3, 1-62, 1,2,8-10.", valueName: "list"))
    var detectors: DetectorList?

    @OptionGroup var keys: KeyOptions

    @Flag(help: "Say what was searched, and why each candidate was refused.")
    var explain = false

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func run() throws {
        let interval = try Report.orExit(.problems) { try exposure.interval() }
        let (queries, results) = try registry.read { reading in
            let state = try keys.values(for: try reading.kinds()[kind])
            let queries = (detectors?.detectors.map(Optional.some) ?? [nil]).map {
                CalibrationQuery(kind, detector: $0, filter: keys.filter, state: state, during: interval)
            }
            let results = try queries.map { query -> Result<CalibrationAnswer, CalibrationMiss> in
                do {
                    return .success(try reading.answer(query, in: collections, tracing: explain))
                } catch let miss as CalibrationMiss {
                    return .failure(miss)
                }
            }
            return (queries, results)
        }
        var hasMisses = false
        for case .failure(let miss) in results {
            hasMisses = true
            Report.print(miss)
        }
        switch format {
        case .json: Output.json(json(queries, results))
        case .text: Output.result(text(queries, results))
        }
        if hasMisses { throw ExitStatus.problems.code }
    }

    private func text(_ queries: [CalibrationQuery], _ results: [Result<CalibrationAnswer, CalibrationMiss>]) -> String
    {
        var rows: [[String]] = []
        var traces = ""
        for case (let query, .success(let answer)) in zip(queries, results) {
            let certification = answer.certification
            rows.append([
                query.detector.map { "\($0)" } ?? "-", "\(answer.dataset.id)", "\(certification.validity)",
                certification.collection, answer.dataset.uri,
            ])
            if let trace = answer.trace { traces += "\(trace)\n" }
        }
        if rows.isEmpty { return "" }
        return TextTable.text([["detector", "dataset", "validity", "collection", "uri"]] + rows) + traces
    }

    private func json(
        _ queries: [CalibrationQuery], _ results: [Result<CalibrationAnswer, CalibrationMiss>]
    ) -> [UInt8] {
        JSONOutput.list(zip(queries, results), schema: "obskit/calibration-answer/1") { entry, writer in
            writer.member("kind", entry.0.kind)
            writer.member("detector", entry.0.detector)
            switch entry.1 {
            case .success(let answer):
                writer.member("status", "found")
                writer.key("dataset")
                answer.dataset.write(&writer)
                writer.key("certification")
                answer.certification.write(&writer)
                writer.member("trace", answer.trace?.description)
            case .failure(let miss):
                writer.member("status", miss.reason.rawValue)
                writer.key("dataset")
                writer.null()
                writer.key("certification")
                writer.null()
                writer.member("trace", miss.trace.description)
            }
        }
    }
}
