internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsText

struct CalibContextDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "In what two saved contexts differ, and for which exposures answers change.",
        discussion: """
            Exposures are lines of obskit translate --format ndjson; - reads them from standard input. Kinds that need more \
            of an exposure than is known are named and left out. Exit status: 0 also when there are differences.
            """)

    @Argument(help: ArgumentHelp("The file of the earlier context.", valueName: "before"))
    var before: String

    @Argument(help: ArgumentHelp("The file of the later context.", valueName: "after"))
    var after: String

    @Option(help: ArgumentHelp("The exposures that are asked about.", valueName: "file"))
    var exposures: String?

    @Option(name: .customLong("kind"), help: ArgumentHelp("Only this kind; may be repeated.", valueName: "name"))
    var kinds: [String] = []

    @OptionGroup var keys: KeyOptions

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if exposures == nil, !kinds.isEmpty || !keys.state.isEmpty || keys.filter != nil {
            throw ValidationError("--kind, --filter and --key are for --exposures.")
        }
    }

    func run() throws {
        let (old, new) = try Report.orExit(.problems) {
            (try PinnedContext(path: before), try PinnedContext(path: after))
        }
        Output.result(ContextText.lines(new.difference(from: old)).joined(separator: "\n") + "\n")
        guard let exposures else { return }
        let problems = Problems()
        let list = try Report.orExit(.problems) {
            let bytes = exposures == "-" ? try StandardInput.read() : try StandardInput.read(path: exposures)
            return ExposureList(ndjson: bytes, file: exposures, problems: problems)
        }
        Report.print(problems.sorted)
        let (changes, leftOut) = try Report.orExit(.problems) { try self.changes(from: old, to: new, list) }
        for kind in leftOut.sorted() {
            Report.print(
                Diagnostic(
                    .warning, .leftOut, at: nil, "\(kind) is left out",
                    hint: "give the keys by which it is selected with --key"))
        }
        let ending = changes.count == 1 ? "answer changes" : "answers change"
        Output.result((changes + ["\(changes.count) \(ending)"]).joined(separator: "\n") + "\n")
        if problems.hasErrors { throw ExitStatus.problems.code }
    }

    /// A line for each answer that changes, and the kinds of which nothing could be asked.
    private func changes(
        from old: PinnedContext, to new: PinnedContext, _ list: ExposureList
    ) throws -> (lines: [String], leftOut: Set<String>) {
        let state = try keys.values(for: [])
        var lines: [String] = []
        var leftOut: Set<String> = []
        for entry in list.entries {
            var exposure = entry.exposure
            exposure.state = state
            exposure.filter = exposure.filter ?? keys.filter
            let asked = kinds.isEmpty ? new.askable(of: exposure, beside: old, &leftOut) : kinds
            let found = try new.changedAnswers(
                since: old, exposures: [exposure], detectors: entry.detectors, kinds: asked)
            lines += found.map { change in
                "\(entry.name): \(change.kind) of detector \(change.detector) was \(text(change.before)), "
                    + "is \(text(change.after))"
            }
        }
        return (lines, leftOut)
    }

    private func text(_ dataset: DatasetID?) -> String { dataset.map { "\($0)" } ?? "none" }
}

extension PinnedContext {
    /// The kinds that both contexts have and for which enough is known of an exposure.
    fileprivate func askable(
        of exposure: CalibrationExposure, beside other: PinnedContext, _ leftOut: inout Set<String>
    ) -> [String] {
        calibrations.kinds.all.filter { kind in
            guard let theirs = other.calibrations.kinds[kind.name] else { return false }
            let rules = kind.keys + theirs.keys
            let isKnown = rules.allSatisfy { rule in
                !rule.isRequired || rule.name == KeyRule.detector || exposure.state[rule.name] != nil
                    || rule.name == KeyRule.filter && exposure.filter != nil
            }
            if !isKnown { leftOut.insert(kind.name) }
            return isKnown
        }.map(\.name)
    }
}
