internal import ArgumentParser
internal import ObsKit
internal import ObsText

struct ImportCorrectionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corrections",
        abstract: "Correction files of astro_metadata_translator become a table of corrections.",
        discussion: """
            Reads files INSTRUMENT-OBSERVATION_ID.yaml, each a map of cards, as METADATA_CORRECTIONS_PATH has them, and writes a line for \
            each observation. Of two files for one observation the first counts. What YAML 1.1 and 1.2 read differently is an error, and \
            what is left out is said. Exit status: 1 when a file cannot be imported, or none is there.
            """)

    @Argument(help: ArgumentHelp("Files, and folders that hold some.", valueName: "folder"))
    var paths: [String]

    @Option(help: ArgumentHelp("The instrument, as the files have it.", valueName: "name"))
    var instrument: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The table to write.", valueName: "table.tsv"))
    var output = "corrections/imported.tsv"

    @OptionGroup var writing: OutputOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        let imported = try Report.orExit(.problems) { try CorrectionFilesImport(paths, instrument: instrument) }
        Report.print(imported.diagnostics)
        try writing.check([output], .corrections, inputs: imported.inputs)
        try Report.orExit(.problems) { try FileSystem.write(Array(imported.table.utf8), to: output) }
        Output.line("\(output): written")
        Output.result(
            "\(instrument): \(DisplayText.counted(imported.observations, "observation")), \(DisplayText.counted(imported.cards, "card")); name the table under tables: of corrections.yaml, with its reason\n"
        )
    }
}
