internal import ArgumentParser
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsRegistry
internal import ObsText

struct CalibImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring calibrations into a registry, all or none.",
        subcommands: [CalibImportExportCommand.self, CalibImportCuratedCommand.self, CalibImportExternalCommand.self])
}

/// How something is brought into a registry.
struct CalibImportOptions: ParsableArguments {
    @OptionGroup var registry: RegistryOptions

    @Flag(help: "Leave out what conflicts with the registry, and bring the rest.")
    var skipConflicts = false

    @Flag(help: "Make the registry if there is none.")
    var create = false

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    /// Brings a set into the registry, and says what came.
    ///
    /// - Parameters:
    ///   - set: What to bring.
    ///   - packages: Where the camera of its instrument is looked for, which must have its detectors.
    /// - Throws: `ExitCode` after it said what is wrong
    func add(_ set: CalibrationSet, _ packages: CatalogOptions) throws {
        try add(set.datasets.values.compactMap(\.keys.detector), of: set.instrument, packages) {
            try $0.add(set, skippingConflicts: skipConflicts)
        }
    }

    /// Brings an export into the registry, as a set.
    func add(_ export: ExportFile, _ packages: CatalogOptions) throws {
        try add(try Report.orExit(.problems) { try export.detectors() }, of: export.instrument, packages) {
            try $0.add(export, skippingConflicts: skipConflicts)
        }
    }

    private func add(
        _ detectors: [Int], of instrument: String?, _ packages: CatalogOptions,
        _ add: (RegistryChanges) throws -> RegistryImport
    ) throws {
        try packages.checkDetectors(detectors, of: registry.instrument ?? instrument)
        if create, !FileSystem.isFile(registry.path) {
            try Report.orExit(.problems) {
                try Registry.create(path: registry.path, patience: registry.wait).close()
            }
        }
        let found = try registry.write(add)
        for conflict in found.conflicts {
            Report.print(Diagnostic(.warning, .init(rawValue: conflict.code), at: nil, "left out: \(conflict)"))
        }
        let counts = [
            ("kinds", found.kinds), ("collections", found.collections), ("datasets", found.datasets),
            ("certifications", found.certifications),
        ]
        switch format {
        case .text:
            for (name, count) in counts {
                Output.line("\(name): \(count.added) new, \(count.unchanged) were there")
            }
        case .json:
            Output.json(
                JSONOutput.document { writer in
                    writer.beginObject()
                    writer.member("schema", "obskit/calibration-import/1")
                    for (name, count) in counts {
                        writer.key(name)
                        writer.beginObject()
                        writer.member("new", count.added)
                        writer.member("unchanged", count.unchanged)
                        writer.endObject()
                    }
                    writer.member("conflicts", found.conflicts.map(\.description))
                    writer.endObject()
                })
        }
        if !found.conflicts.isEmpty { throw ExitStatus.problems.code }
    }
}
