internal import ArgumentParser
internal import ObsKit
internal import ObsText

struct EmbedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed", abstract: "Write the targets that compile a package's files into a program.",
        discussion: """
            Writes Embedded/embedded.c and its header into the package's folder, for a SwiftPM target at that path, which is \
            called ObsNAMEEmbedded; and NAME.swift, with the type that a program links, for a target at Linked/, or at Hooks/ where the \
            package has rules in Swift. Run it again when files are added or taken away; the compiler notices a changed file.
            """)

    @Argument(help: ArgumentHelp("The package's folder.", valueName: "folder"))
    var folder: String

    @Flag(help: "Write nothing; exit with 1 when what is there is not current.")
    var check = false

    @Option(
        help: ArgumentHelp(
            "Write the target of the conformance kit with the golden headers of all packages of the folder.",
            valueName: "target", visibility: .hidden))
    var goldenHeaders: String?

    @Option(
        help: ArgumentHelp(
            "Write the target of 'obskit new' with all files of the folder.", valueName: "target", visibility: .hidden))
    var template: String?

    @OptionGroup var report: ReportOptions

    func run() throws {
        let target = goldenHeaders ?? template ?? folder
        let way = "../../" + folder
        let files = try Report.orExit(.problems) {
            if goldenHeaders != nil { return EmbeddedSource(goldenHeadersIn: folder, reachedBy: way) }
            if template != nil { return EmbeddedSource(allOf: folder, reachedBy: way, stem: "obs_template") }
            return try EmbeddedSource(folder: folder)
        }
        var stale: [String] = []
        for (path, text) in files.outputs {
            let bytes = Array(text.utf8)
            if (try? StandardInput.read(path: target + "/" + path)) == bytes { continue }
            stale.append(path)
            if check { continue }
            try Report.orExit(.problems) {
                try Overwriting.check(target + "/" + path, .embedded, replacing: true, inputs: [])
                try FileSystem.write(bytes, to: target + "/" + path)
            }
        }
        for path in stale { Output.line("\(target)/\(path): \(check ? "not current" : "written")") }
        if check && !stale.isEmpty {
            Report.error(
                .staleFile, "the embedded files of \(folder) are not current", hint: "run obskit embed \(folder)")
            throw ExitStatus.problems.code
        }
    }
}

extension Diagnostic.Code {
    fileprivate static let staleFile = Self(rawValue: "stale-file")
}
