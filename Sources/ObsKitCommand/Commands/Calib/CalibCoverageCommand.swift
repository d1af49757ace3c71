internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsRegistry
internal import ObsText
internal import ObsTime

struct CalibCoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "When there are calibrations, and where there are gaps and overlaps.",
        discussion: """
            A row for each span in which one dataset answers or none does, by kind, detector and filter. Exit status: 1 when a \
            kind that is required has a gap.
            """)

    @OptionGroup var registry: RegistryOptions

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("A collection or chain to search; may be repeated.", valueName: "collection"))
    var collections: [String]

    @Option(name: .customLong("kind"), help: ArgumentHelp("Only this kind; may be repeated.", valueName: "kind"))
    var kinds: [String] = []

    @Option(
        help: ArgumentHelp(
            "Detectors that must be covered: 3, 1-62, 1,2,8-10; without it those of the instrument's camera.",
            valueName: "list"))
    var detectors: DetectorList?

    @Option(
        name: .customLong("filter"),
        help: ArgumentHelp("A filter that must be covered; may be repeated.", valueName: "name"))
    var filters: [String] = []

    @Option(
        help: ArgumentHelp("The begin of the range to look at; open if not given.", valueName: "date"),
        transform: DateArgument.read)
    var begin: DateArgument?

    @Option(
        help: ArgumentHelp("The end of the range to look at; open if not given.", valueName: "date"),
        transform: DateArgument.read)
    var end: DateArgument?

    @Flag(help: "Only gaps and overlaps.")
    var problems = false

    @Option(help: ArgumentHelp("Draw a timeline into this file, instead of printing.", valueName: "file.svg"))
    var plot: String?

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var packages: CatalogOptions
    @OptionGroup var writing: OutputOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        let range = try Report.orExit(.problems) { try Validity(begin: begin?.instant, end: end?.instant) }
        if let plot { try writing.check([plot], .svg, inputs: registry.inputs) }
        let wanted = kinds.isEmpty ? nil : kinds
        let coverage = try registry.read { reading in
            let ofCamera = try reading.knownName().flatMap { packages.detectorsOfCamera(of: $0) }
            return try reading.index(searching: collections, kinds: wanted)
                .coverage(
                    of: wanted, detectors: detectors?.detectors ?? ofCamera ?? [], filters: filters, during: range)
        }
        if let plot {
            try Report.orExit(.problems) {
                try FileSystem.write(Array(CoverageChart(coverage).svg.utf8), to: plot)
            }
            Output.line("\(plot): \(coverage.lines.count) lines")
        } else {
            let rows = coverage.rows.filter { !problems || !($0.last ?? "").isEmpty }
            switch format {
            case .text: Output.result(TextTable.text([CalibrationCoverage.titles] + rows))
            case .json: Output.json(json(rows))
            }
        }
        let missing = coverage.incomplete.filter(\.isRequired)
        if missing.isEmpty { return }
        Report.error(.coverageGap, "\(missing.count) lines of kinds that are required have gaps")
        throw ExitStatus.problems.code
    }

    private func json(_ rows: [[String]]) -> [UInt8] {
        JSONOutput.list(rows, schema: "obskit/calibration-coverage/1") { row, writer in
            for (title, cell) in zip(CalibrationCoverage.titles, row) {
                if title == "detector" {
                    writer.member(title, Int(cell))
                } else {
                    writer.member(title, cell.isEmpty ? nil : cell)
                }
            }
        }
    }
}

extension Diagnostic.Code {
    fileprivate static let coverageGap = Self(rawValue: "coverage-gap")
}
