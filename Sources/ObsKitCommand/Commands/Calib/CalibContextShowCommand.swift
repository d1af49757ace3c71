internal import ArgumentParser
internal import ObsCalibrations
internal import ObsKit

struct CalibContextShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "What a saved context holds, and which packages have changed since.",
        discussion: "Exit status: 1 when the file does not have the hash that it says.")

    @Argument(help: ArgumentHelp("The file of the context.", valueName: "file"))
    var file: String

    @OptionGroup var packages: CatalogOptions

    @OptionGroup var report: ReportOptions

    func run() throws {
        let context = try Report.orExit(.problems) { try PinnedContext(path: file) }
        let changed = try Report.orExit(.problems) { try context.changedPackages(among: packages.catalog().packages) }
        var lines = ContextText.lines(context)
        lines += context.index.searchedCollections.map { name in
            "collection \(name): \(context.calibrations.certifications(in: name).count) certifications"
        }
        lines += changed.map { change in
            change.after.map { "now there is package \(ContextText.text($0))" }
                ?? "now there is no package \(change.name)"
        }
        Output.result(lines.joined(separator: "\n") + "\n")
    }
}
