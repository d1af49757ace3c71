internal import ArgumentParser
internal import ObsRegistry

struct CalibImportExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Bring what export wrote into a registry.",
        discussion: """
            What is there already stays as it is. What contradicts it is a conflict, which names both sides; all are said, and \
            nothing comes unless they are skipped. Exit status: 1 when there were conflicts.
            """)

    @Argument(help: ArgumentHelp("The file that export wrote.", valueName: "file"))
    var file: String

    @OptionGroup var packages: CatalogOptions
    @OptionGroup var options: CalibImportOptions

    @OptionGroup var report: ReportOptions

    func run() throws {
        try options.add(try Report.orExit(.problems) { try ExportFile(path: file) }, packages)
    }
}
