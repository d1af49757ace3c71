internal import ArgumentParser
internal import ObsDocuments
internal import ObsKit
internal import ObsKitConformance
internal import ObsRaw
internal import ObsText

struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance", abstract: "Whether camera packages keep their promises.",
        discussion: """
            Runs every check on packages, each of which stands among all that are known. Exit status: 1 when something was found \
            that is as bad as --fail-on says, 3 when there is no package. Documentation/ConformanceChecks.md says what is checked.
            """)

    @Argument(
        help: ArgumentHelp(
            "Folders of packages, folders of such folders, or names of known packages; all known packages when none is named.",
            valueName: "package"))
    var names: [String] = []

    enum Level: String, ExpressibleByArgument, CaseIterable {
        case error, warning, advice, never

        /// The level from which findings count; nil when none does.
        var level: Finding.Level? { Finding.Level(rawValue: rawValue) }
    }

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, junit }

    @Option(help: ArgumentHelp("The form of the report: text, json or junit.", valueName: "form"))
    var format: Format = .text

    @Option(
        help: ArgumentHelp(
            "The level from which findings make the status 1: error, warning, advice or never.", valueName: "level"))
    var failOn: Level = .error

    @Option(name: .customLong("check"), help: ArgumentHelp("Run this check only; may be repeated.", valueName: "code"))
    var codes: [String] = []

    @Option(help: ArgumentHelp("Findings that are known, and do not count.", valueName: "file"))
    var baseline: String?

    @Option(help: ArgumentHelp("Write what is found as known findings.", valueName: "file"))
    var writeBaseline: String?

    @Option(
        help: ArgumentHelp(
            "Compare names, ids and editions with this released.yaml, or with that of this package folder.",
            valueName: "file"))
    var released: String?

    @Option(
        help: ArgumentHelp(
            "Compare the gains with the noise of this raw file, a flat best; may be repeated.", valueName: "file"))
    var raw: [String] = []

    @Flag(help: "Write what the packages promise now to their conformance/released.yaml.")
    var recordRelease = false

    @Flag(help: "List the checks.")
    var list = false

    @Option(help: ArgumentHelp("Say what a check is for.", valueName: "code"))
    var explain: String?

    @Flag(help: ArgumentHelp("Write the documentation of all checks.", visibility: .hidden))
    var document = false

    @OptionGroup var cameras: CatalogOptions

    @OptionGroup var writing: OutputOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        for code in codes + [explain].compactMap({ $0 }) where ConformanceCheck.named(code) == nil {
            let hint = DidYouMean.hint(for: code, among: ConformanceCheck.all.map(\.code))
            throw ValidationError("There is no check \(code); \(hint ?? "--list says what there is.")")
        }
        for path in raw where !FileSystem.isFile(path) {
            throw ValidationError("--raw names a raw file, and there is no file \(path).")
        }
        if released != nil && names.count != 1 { throw ValidationError("--released is for one package.") }
    }

    func run() throws {
        if list || document || explain != nil {
            for line in descriptions { Output.result(line) }
            return
        }
        var cameras = cameras
        let folders = names.filter { FileSystem.isFolder($0) }
        cameras.packages = folders + cameras.packages
        if let writeBaseline {
            let kind = OutputKind.document("a file of known findings", schema: KnownFindings.schema)
            try writing.check([writeBaseline], kind, inputs: [baseline, released].compactMap(\.self) + cameras.inputs)
        }
        let catalog = cameras.unreportedCatalog()
        let wanted = try packages(catalog, folders)
        let checks = codes.isEmpty ? ConformanceCheck.all : codes.compactMap { ConformanceCheck.named($0) }
        let known = try baseline.map { path in try Report.orExit { try KnownFindings(document: .read(path: path)) } }
        let releasedFile = released.map { FileSystem.isFolder($0) ? $0 + "/conformance/released.yaml" : $0 }
        // A package that cannot even be listed is reported as the catalog found it.
        let broken = catalog.diagnostics.filter { $0.severity == .error }
        Report.print(broken)
        if wanted.isEmpty && broken.isEmpty {
            Report.error(
                .missingPackage, "there is no camera package to check", hint: "name the folder of a package")
            throw ExitStatus.nothingDone.code
        }
        let subjects = ParallelWork.map(wanted) {
            ConformanceSubject(package: $0, catalog: catalog, released: releasedFile, raw: raw)
        }
        if recordRelease { try subjects.forEach(record) }
        let reports = ParallelWork.map(subjects) { ConformanceReport(of: $0, checks: checks, known: known ?? .none) }
        switch format {
        case .text: for report in reports { Output.result(report.text) }
        case .json: Output.json(Array(ConformanceReport.json(reports).utf8))
        case .junit: Output.result(ConformanceReport.junit(reports, failingOn: failOn.level ?? .error))
        }
        if let writeBaseline {
            try Report.orExit(.problems) {
                try FileSystem.write(Array(KnownFindings(of: reports).yaml.utf8), to: writeBaseline)
            }
        }
        guard let level = failOn.level else { return }
        if !broken.isEmpty || reports.contains(where: { !$0.passes(level) }) { throw ExitStatus.problems.code }
    }

    private var descriptions: [String] {
        if document { return [ConformanceCheck.markdown] }
        if let check = explain.flatMap({ ConformanceCheck.named($0) }) { return [check.section] }
        let table = TextTable(widths: [26, 8, 14], gap: 1)
        return ConformanceCheck.all.map { check in
            table.line([check.code, check.level.rawValue, check.group.rawValue, check.title]) + "\n"
        }
    }

    /// The packages of the folders and names, in the order in which they stand in the catalog.
    private func packages(_ catalog: InstrumentCatalog, _ folders: [String]) throws -> [InstrumentPackage] {
        if names.isEmpty { return catalog.packages }
        var wanted: Set<String> = []
        for name in names {
            let prefix = name.hasSuffix("/") ? name : name + "/"
            let found = catalog.packages.filter { package in
                folders.contains(name)
                    ? package.location == name || package.location.hasPrefix(prefix)
                    : package.name == name || package.instrumentNames.contains(name)
            }
            if found.isEmpty && !catalog.hasErrors {
                if folders.contains(name) {
                    Report.error(
                        .missingPackage, "there is no camera package in \(name)",
                        hint: "a package is a folder with a package.yaml")
                    throw ExitStatus.nothingDone.code
                }
                let known = catalog.packages.map(\.name)
                let hint =
                    DidYouMean.hint(for: name, among: known) ?? "known are \(known.sorted().joined(separator: ", "))"
                Report.error(.wrongCall, "\(name) is no folder of a package, and no known package", hint: hint)
                throw ExitStatus.wrongCall.code
            }
            wanted.formUnion(found.map(\.location))
        }
        return catalog.packages.filter { wanted.contains($0.location) }
    }

    private func record(_ subject: ConformanceSubject) throws {
        guard let folder = subject.package.folder else {
            Report.error(.wrongCall, "\(subject.package.name) is compiled in", hint: "name its folder")
            throw ExitStatus.wrongCall.code
        }
        let text = ReleasedNames(of: subject).yaml
        let path = folder + "/conformance/released.yaml"
        try Report.orExit(.problems) {
            let kind = OutputKind.document("a record of a release", schema: ReleasedNames.schema)
            try Overwriting.check(path, kind, replacing: true, inputs: [])
            try FileSystem.write(Array(text.utf8), to: path)
        }
    }
}
