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
            The kinds come from a file of the form of calibrations/kinds.yaml, which may extend others: \
            Standard:calibrations/kinds.yaml, say. A registry that exists is changed only with --update. Keys of a kind \
            that has datasets stay as they are. With --instrument the kinds are those of that instrument, and nothing of \
            others changes; --kinds may then be left out for an instrument whose package is known.
            """)

    @OptionGroup var registry: RegistryOptions

    @Option(
        help: ArgumentHelp(
            "The kinds of calibration; may be repeated, for what a file is laid over.", valueName: "kinds.yaml"))
    var kinds: [String] = []

    @Flag(help: "Bring the kinds of a registry that exists up to date.")
    var update = false

    @OptionGroup var packages: CatalogOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        let kinds = try kindsToAdd()
        if !update {
            try Report.orExit(.problems) {
                try Registry.create(path: registry.path, patience: registry.wait).close()
            }
        }
        let (count, changed, instruments) = try registry.write { changes -> (Int, [String], Int) in
            let changed = try changes.add(kinds.all)
            let instruments = try changes.reading.instruments().count
            if instruments == 0 { return (0, changed, 0) }
            return (try changes.reading.kinds().all.count, changed, instruments)
        }
        for change in changed {
            Report.print(Diagnostic(.warning, .kindChanged, at: nil, change), about: registry.path)
        }
        let owner = registry.instrument.map { " of \($0)" } ?? ""
        let others = instruments > 1 ? ", \(instruments) instruments" : ""
        Output.line("\(registry.path): \(count) kinds of calibration\(owner)\(others)")
    }

    /// The kinds of the files, with what they extend, or those of the instrument's package.
    private func kindsToAdd() throws -> CalibrationKinds {
        if kinds.isEmpty {
            guard let name = registry.instrument, !name.isEmpty else { return .none }
            return try packages.instrument(named: name).calibrationKinds
        }
        let catalog = packages.unreportedCatalog()
        return try Report.orExit(.problems) { try catalog.calibrationKinds(atPaths: kinds) }
    }
}

extension Diagnostic.Code {
    fileprivate static let kindChanged = Self(rawValue: "kind-changed")
}
