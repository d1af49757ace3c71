internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsRegistry
internal import ObsText

struct CalibCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a registry, or bring its kinds of calibration up to date.",
        discussion: """
            The kinds come from a file of the form of calibrations/kinds.yaml. A registry that exists is changed only with \
            --update. Keys of a kind that has datasets stay as they are.
            """)

    @OptionGroup var registry: RegistryOptions

    @Option(
        help: ArgumentHelp(
            "The kinds of calibration; may be repeated, for what a file extends.", valueName: "kinds.yaml"))
    var kinds: [String] = []

    @Flag(help: "Bring the kinds of a registry that exists up to date.")
    var update = false

    @OptionGroup var report: ReportOptions

    func run() throws {
        let kinds = try Report.orExit(.problems) { () -> CalibrationKinds in
            let problems = Problems()
            let kinds = CalibrationKinds(
                layers: try self.kinds.map { try Document.read(path: $0).root }, problems: problems)
            try problems.throwIfErrors()
            return kinds
        }
        if !update {
            try Report.orExit(.problems) {
                try Registry.create(path: registry.path, patience: registry.wait).close()
            }
        }
        let count = try registry.write { changes -> Int in
            try changes.add(kinds.all)
            return try changes.reading.kinds().all.count
        }
        Output.line("\(registry.path): \(count) kinds of calibration")
    }
}
