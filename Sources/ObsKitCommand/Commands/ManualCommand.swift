internal import ArgumentParser

struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write the manual page of this command, for man.",
        discussion: "An installation puts it into share/man/man1; obskit manual | man -l - shows it.")

    @OptionGroup var report: ReportOptions

    func run() throws {
        let page = try Report.orExit(.problems) {
            try ManualPage(tool: RootCommand._dumpHelp(), version: ObsKitCommand.version)
        }
        Output.document(Array(page.text.utf8))
    }
}
