internal import ArgumentParser
internal import ObsDocuments
internal import ObsGeometry
internal import ObsKit
internal import ObsText

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Everything that is wrong or doubtful with a camera package.",
        discussion: """
            Prints file:line:column of each problem. Exit status: 1 when there are errors, 3 when there is no package.
            A camera outside a package is checked as well: a folder with focal-plane.yaml, or one file that has its sensors \
            with it, as obskit camera --format yaml writes it.
            With --fix, files of the named packages that are written in an older version of the rule language are rewritten \
            first. Each change is printed; what a person must decide is marked by a comment at the end of the line.
            """)

    @Argument(
        help: ArgumentHelp(
            "The package's folder, or a camera; all known packages when none is named.", valueName: "folder"))
    var paths: [String] = []

    @Flag(help: "Rewrite old spellings and the old version of the rule language in the files of the named packages.")
    var fix = false

    @OptionGroup var cameras: CatalogOptions

    @OptionGroup var fail: FailOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if fix && paths.isEmpty { throw ValidationError("--fix changes the packages that are named; name a folder.") }
    }

    func run() throws {
        if fix { try fixPackages(paths.filter { !isCamera($0) }) }
        var tally = InputTally(fail.failOn)
        var count = Count()
        var lines: [String] = []
        for path in paths where isCamera(path) {
            do {
                let history = try CameraHistory(path: path)
                let versions = try history.versions()
                lines.append("camera \(history.name) (\(path)): \(versions.count) versions\n")
            } catch {
                let diagnostics = Report.diagnostics(error)
                Report.print(diagnostics, about: path)
                count.add(diagnostics)
            }
            tally.add()
        }
        let folders = paths.filter { !isCamera($0) }
        if !folders.isEmpty || paths.isEmpty { lines += try packages(folders, &count, &tally) }
        for line in lines { Output.result(line) }
        Output.line("\(DisplayText.counted(count.errors, "error")), \(DisplayText.counted(count.warnings, "warning"))")
        tally.note(count.worst)
        try tally.finish()
    }

    /// What was found so far.
    private struct Count {
        var errors = 0
        var warnings = 0
        var worst: Diagnostic.Severity? { errors > 0 ? .error : warnings > 0 ? .warning : nil }

        mutating func add(_ diagnostics: [Diagnostic]) {
            errors += diagnostics.count { $0.severity == .error }
            warnings += diagnostics.count { $0.severity == .warning }
        }
    }

    /// Checks packages of folders, or all.
    ///
    /// - Returns: a line for each package
    private func packages(_ folders: [String], _ count: inout Count, _ tally: inout InputTally) throws -> [String] {
        let catalog = catalog(folders)
        let wanted = folders.isEmpty ? catalog.packages : packages(of: catalog, in: folders)
        let broken = catalog.brokenPackages.filter { package in
            folders.isEmpty || folders.contains { isIn($0, package.location) }
        }
        // What is said of a folder without a package is an error here, since that is what was asked for.
        let empty = folders.filter { folder in !catalog.found.contains { isIn(folder, $0.location) } }
        // What the catalog noticed of a package is said where that is validated.
        let noticed = Set((catalog.packages + catalog.brokenPackages).flatMap(\.noticed))
        let found =
            catalog.diagnostics.filter { diagnostic in
                // That a package is left out follows from what is wrong with it.
                diagnostic.severity != .note && !noticed.contains(diagnostic)
                    && diagnostic.code.rawValue != "broken-package"
                    && !empty.contains { diagnostic == .noPackage(in: $0) }
            }
            + (wanted + broken).flatMap { catalog.validate(package: $0.location) }
        let fresh = Set(found).sorted()
        Report.print(fresh)
        count.add(fresh)
        for folder in empty {
            let diagnostic = noPackage(folder)
            Report.print(diagnostic)
            count.add([diagnostic])
            tally.packageFailed()
        }
        if empty.count < folders.count || !wanted.isEmpty { tally.add() }
        return wanted.map {
            "\($0.name) \($0.version) (\($0.location)): \(DisplayText.counted($0.instrumentNames.count, "instrument"))\n"
        }
    }

    /// What is wrong with a path in which there is no package, and what was probably meant.
    private func noPackage(_ path: String) -> Diagnostic {
        let (message, hint): (String, String?)
        if FileSystem.isFolder(path) {
            (message, hint) = ("there is no camera package in \(path)", nil)
        } else if FileSystem.isFile(path) {
            (message, hint) = ("\(path) is a file, and a package is a folder", package(around: path))
        } else {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            let parent = parts.dropLast().joined(separator: "/")
            let names = FileSystem.names(in: parts.count > 1 ? (parent.isEmpty ? "/" : parent) : ".") ?? []
            let near = DidYouMean.nearest(to: parts.last ?? "", among: names)
            let meant = near.map { (parts.dropLast() + [$0]).joined(separator: "/") }
            (message, hint) = ("there is no folder \(path)", meant.map { "did you mean '\($0)'?" })
        }
        return Diagnostic(
            .error, .missingPackage, at: nil, message, hint: hint ?? "a package is a folder with a package.yaml")
    }

    /// Whether a camera by itself was named, and no file of a package.
    private func isCamera(_ path: String) -> Bool {
        CameraHistory.isCamera(path) && (FileSystem.isFolder(path) || package(around: path) == nil)
    }

    /// The folder of the package in which a file lies, as a hint.
    private func package(around path: String) -> String? {
        InstrumentPackage.enclosingFolder(of: path).map { "did you mean '\($0.folder)'?" }
    }

    private func catalog(_ folders: [String]) -> InstrumentCatalog {
        var cameras = cameras
        cameras.packages = folders + cameras.packages
        return cameras.unreportedCatalog()
    }

    private func isIn(_ folder: String, _ location: String) -> Bool {
        location == folder || location.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }

    /// The packages that are, or lie in, one of the folders.
    private func packages(of catalog: InstrumentCatalog, in folders: [String]) -> [InstrumentPackage] {
        catalog.packages.filter { package in folders.contains { isIn($0, package.location) } }
    }

    /// Rewrites what is of an older version in the packages of folders, and prints each change.
    private func fixPackages(_ folders: [String]) throws {
        let catalog = catalog(folders)
        var made = 0
        var open = 0
        for package in packages(of: catalog, in: folders) {
            let files = try Report.orExit { try catalog.fix(package: package.location) }
            for file in files {
                for fix in file.made {
                    Output.line("\(fix.place): \(fix.action.words)")
                    if fix.action.isMark { open += 1 } else { made += 1 }
                }
                for fix in file.left {
                    Report.print(
                        Diagnostic(
                            .warning, .oldSpelling, at: fix.place, "this cannot be changed by a program",
                            hint: fix.action.advice))
                }
            }
        }
        let words = "\(made) \(made == 1 ? "change" : "changes")"
        Output.result(open == 0 ? words + "\n" : "\(words), \(open) marked for you to decide\n")
    }
}

extension TextFix.Action {
    /// What was done.
    fileprivate var words: String {
        switch self {
        case .replace(let old, let new): "\(old) is now \(new)"
        case .mark(let comment): "marked: \(comment)"
        }
    }

    /// What a person should do.
    fileprivate var advice: String {
        switch self {
        case .replace(let old, let new): "write \(new) for \(old)"
        case .mark(let comment): comment
        }
    }
}
