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
        if fix { try fixPackages(paths.filter { !CameraHistory.isCamera($0) }) }
        var tally = InputTally(fail.failOn)
        var count = Count()
        var lines: [String] = []
        for path in paths where CameraHistory.isCamera(path) {
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
        let folders = paths.filter { !CameraHistory.isCamera($0) }
        if !folders.isEmpty || paths.isEmpty { lines += try packages(folders, &count, &tally) }
        for line in lines { Output.result(line) }
        Output.line("\(count.errors) errors, \(count.warnings) warnings")
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
        // What is said of a folder without a package is an error here, since that is what was asked for.
        let empty = folders.filter { folder in !catalog.found.contains { isIn(folder, $0.location) } }
        let found =
            catalog.diagnostics.filter { diagnostic in
                diagnostic.severity != .note && !empty.contains { diagnostic.isAboutEmptyFolder($0) }
            }
            + wanted.flatMap { catalog.validate(package: $0.location) }
        var shown: Set<Diagnostic> = []
        // The catalogue has noticed some of it before.
        let fresh = found.filter { shown.insert($0).inserted }
        Report.print(fresh)
        count.add(fresh)
        for folder in empty {
            let diagnostic = Diagnostic(
                .error, .missingPackage, at: nil,
                FileSystem.isFolder(folder)
                    ? "there is no camera package in \(folder)" : "there is no folder \(folder)",
                hint: "a package is a folder with a package.yaml")
            Report.print(diagnostic)
            count.add([diagnostic])
            tally.packageFailed()
        }
        if empty.count < folders.count || !wanted.isEmpty { tally.add() }
        return wanted.map {
            "\($0.name) \($0.version) (\($0.location)): \($0.instrumentNames.count) instruments\n"
        }
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
