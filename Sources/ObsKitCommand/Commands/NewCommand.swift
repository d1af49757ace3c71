internal import ArgumentParser
internal import ObsFITS
internal import ObsKit
internal import ObsText

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make a camera package.",
        discussion: """
            Writes a folder NAME with a package of a made-up camera that passes obskit conformance, with comments that teach. With \
            --from-headers the package is drafted from files of a real camera: how they are recognized, dates, exposure time, filter, \
            position, detector; what a person must decide is marked DECIDE and listed.
            """)

    @Argument(
        help: ArgumentHelp(
            "The name of the package and of its instrument: letters, digits, - and _.", valueName: "name"))
    var name: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Files of the camera: FITS, or headers in any other form that translate reads.", valueName: "file"))
    var fromHeaders: [String] = []

    @Option(help: ArgumentHelp("The folder in which the package's folder is made.", valueName: "folder"))
    var directory: String = "."

    @Flag(help: "Take the name of a camera that is built in; the package then takes its place where it is found.")
    var shadow = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
        let isSafe = name.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-"
                    || scalar == "_")
        }
        guard isSafe, name.unicodeScalars.first?.properties.isAlphabetic ?? false, name.count <= 32 else {
            throw ValidationError(
                "A name has letters, digits, - and _, begins with a letter and has 32 characters at most.")
        }
        if RuleDraft.quoted(name) != name { throw ValidationError("\(name) is a word of YAML; choose another name.") }
        if !shadow, let other = Self.builtIn(named: name) {
            throw ValidationError(
                "\(name) is \(other), and a package of that name takes its place wherever it is found; choose another name, "
                    + "or say --shadow if that is meant.")
        }
        if FileSystem.exists(folder) {
            throw ValidationError("\(folder) exists; choose another name, or take it away.")
        }
    }

    /// What a name stands for among the packages in the program, whatever the case of its letters; nil when for nothing.
    private static func builtIn(named name: String) -> String? {
        let wanted = name.lowercased()
        let catalog = InstrumentCatalog(linked: ObsKitCommand.linked)
        for package in catalog.packages where package.name.lowercased() == wanted {
            return "a package that is built in"
        }
        for known in catalog.instrumentNames {
            if known.lowercased() == wanted { return "a camera that is built in" }
            let aliases = (try? catalog.instrument(named: known))?.aliases ?? []
            if aliases.contains(where: { $0.lowercased() == wanted }) {
                return "another name of \(known), which is built in"
            }
        }
        return nil
    }

    private var folder: String { directory == "." ? name : directory + "/" + name }

    func run() throws {
        let draft = fromHeaders.isEmpty ? PackageDraft(exampleNamed: name) : try drafted()
        if fromHeaders.isEmpty { try Report.orExit(.problems) { try draft.write(to: folder) } }
        for path in draft.files.keys.sorted() { Output.line("\(folder)/\(path)") }
        let decisions = draft.decisions(in: folder)
        if !decisions.isEmpty { Output.result("\n\(decisions.count) things to decide:\n") }
        for line in decisions { Output.result(line + "\n") }
        Output.result("\nnext: obskit conformance \(folder)\n")
    }

    private func drafted() throws -> PackageDraft {
        do {
            let survey = try HeaderSurvey(paths: fromHeaders)
            var draft = PackageDraft(name, from: survey)
            try draft.write(to: folder)
            let golden = try PackageDraft.goldenHeaders(survey, of: name, in: folder)
            try PackageDraft(files: golden).write(to: folder)
            draft.files.merge(golden) { first, _ in first }
            return draft
        } catch {
            Report.print(error)
            throw ExitStatus.problems.code
        }
    }
}
