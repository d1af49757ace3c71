internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit
internal import ObsRegistry
internal import ObsText

struct CalibCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that a registry is whole, and that the files of its datasets are what they were.",
        discussion: "Exit status: 1 when something is wrong.")

    @OptionGroup var registry: RegistryOptions

    @Option(
        help: ArgumentHelp(
            "Check the files of the datasets in this folder too: that they are there, their sizes and checksums.",
            valueName: "folder"))
    var files: String?

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if let files, !FileSystem.isFolder(files) {
            throw ValidationError("--files names a folder, and \(files) is none.")
        }
    }

    func run() throws {
        let (problems, datasets) = try Report.orExit(.problems) { () -> ([String], [CalibrationDataset]) in
            let opened = try Registry.open(path: registry.path, readOnly: true, patience: registry.wait)
            defer { try? opened.close() }
            // Each says what it finds, also where the other cannot go on.
            let problems = try [opened.checkTables, opened.checkIntegrity].flatMap { check in
                do {
                    return try check()
                } catch let error as RegistryError where error.code == .damaged {
                    return [error.message]
                }
            }
            // Of a damaged registry there may be none to count.
            let datasets = Result {
                try opened.read { reading in
                    try reading.instruments().flatMap { try reading.of(instrument: $0).datasets() }
                }
            }
            return (problems, problems.isEmpty ? try datasets.get() : (try? datasets.get()) ?? [])
        }
        var count = problems.count
        for problem in problems { Report.error(.damagedRegistry, problem, about: registry.path) }
        if let files {
            let folder = DatasetFiles(folder: files)
            for dataset in datasets {
                do {
                    try folder.check(dataset)
                } catch let error as RegistryError {
                    count += 1
                    Report.print(error, about: registry.path)
                }
            }
        }
        Output.line("\(registry.path): \(datasets.count) datasets, \(count) problems")
        if count > 0 { throw ExitStatus.problems.code }
    }
}

extension Diagnostic.Code {
    fileprivate static let damagedRegistry = Self(rawValue: "damaged")
}
