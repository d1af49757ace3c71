internal import ObsDocuments
internal import ObsText

/// Files of a package that look as if they were read, and are not.
struct UnreadFiles {
    /// What is there under a name like one that is read, and its files, the first of which is named.
    private struct Misnamed {
        let what: PackageLayout.Misnamed
        let files: [String]
    }

    private let package: InstrumentPackage
    private let layout: PackageLayout
    /// The YAML files that nothing reads, by their paths inside the package.
    private let unread: [String]
    private let misnamed: [Misnamed]

    /// Looks at a package after all that it describes was read.
    ///
    /// - Parameters:
    ///   - package: the package
    ///   - read: the paths of what was read
    init(of package: InstrumentPackage, read: Set<String>) {
        let layout = PackageLayout(of: package)
        let calibrations = Set(layout.folders.filter { $0.files.contains("kinds.yaml") }.map(\.path))
        // Other programs read some folders, and curated files lie in the folders of their kinds.
        let unread = package.yamlFiles { path in
            let parts = path.split(separator: "/")
            return parts.last.map { PackageLayout.otherFolders.contains(String($0)) } ?? false
                || calibrations.contains(parts.dropLast().joined(separator: "/"))
        }.filter { !read.contains($0) }
        misnamed = layout.misnamed(in: package).compactMap { what in
            guard what.isFolder else {
                return read.contains(what.found) ? nil : Misnamed(what: what, files: [what.found])
            }
            let inside = unread.filter { $0.hasPrefix(what.found + "/") }
            let files = inside.isEmpty ? Self.anyFile(in: what.found, of: package).map { [$0] } ?? [] : inside
            // Another instrument may have its files there.
            let isRead = files.isEmpty || read.contains { $0.hasPrefix(what.found + "/") }
            return isRead ? nil : Misnamed(what: what, files: files)
        }
        (self.package, self.layout, self.unread) = (package, layout, unread)
    }

    /// Whether a file or folder that is missing is there under another name, which `report` says.
    ///
    /// - Parameter path: a path inside the package
    /// - Returns: whether it is
    func hasMisnamed(_ path: String) -> Bool { misnamed.contains { $0.what.expected == path && !$0.what.isTwin } }

    /// Whether `report` says something at a place.
    func isReported(at place: SourcePosition?) -> Bool {
        misnamed.contains { place?.file == package.displayName($0.what.found) }
    }

    /// Says of each that nothing reads it: at a name like one that is missing always, of others where nothing else is wrong,
    /// since what names them may be what is wrong.
    func report(to problems: Problems) {
        var explained: Set<String> = []
        for one in misnamed {
            let what = one.what
            explained.formUnion(one.files)
            let isRequired = PackageLayout.isRequired(what.name) && !what.isTwin
            let message =
                what.isFolder
                ? "nothing reads the folder \(package.displayName(what.found))"
                : isRequired
                    ? "\(package.displayName(what.expected)) does not exist, and nothing reads this file"
                    : "nothing reads this file"
            problems.report(
                Diagnostic(
                    isRequired ? .error : .warning, .unusedFile,
                    at: SourcePosition(file: package.displayName(one.files[0]), line: 1, column: 1), message,
                    hint: what.isTwin
                        ? "'\(what.name)' is there as well; put what belongs there into it and take this away"
                        : "did you mean '\(what.name)'?"))
        }
        reportMisplaced(unread.filter { !explained.contains($0) }, problems)
    }

    /// Files that say that they are ObsKit's, or have the name of one, and that nothing reads.
    private func reportMisplaced(_ unread: [String], _ problems: Problems) {
        // A file may be unread because of what was said already.
        // What a package without instruments has is there for others.
        let isDoubtful = problems.hasErrors || misnamed.contains { !$0.what.isTwin } || package.instrumentNames.isEmpty
        for path in unread {
            let parts = path.split(separator: "/").map(String.init)
            let place = SourcePosition(file: package.displayName(path), line: 1, column: 1)
            if let folder = parts.lastIndex(of: "parameters"), parts.count > folder + 2, let name = parts.last {
                let target = (parts[...folder] + [name]).joined(separator: "/")
                problems.warning(
                    .unusedFile, at: place, "nothing reads this file, which lies in a folder of \(parts[folder])/",
                    hint: "move it to \(target); what is of some detectors or filters is an entry of that file")
                continue
            }
            // What lies among the parameters was said with them.
            guard !isDoubtful, parts.dropLast().last != "parameters",
                isObsKits(path) || layout.knowsFile(parts.last ?? "")
            else { continue }
            problems.warning(
                .unusedFile, at: place, "nothing reads this file", hint: "take it away, or name it where it belongs")
        }
    }

    /// Whether a file names a schema of ObsKit in its first lines.
    private func isObsKits(_ path: String) -> Bool {
        guard let root = package.folder else { return false }
        return FileSystem.beginning(of: root + "/" + path, count: 4096)
            .split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
            .contains { line in
                line.starts(with: "schema:".utf8) && String(decoding: line, as: UTF8.self).contains("obskit/")
            }
    }

    private static func anyFile(in folder: String, of package: InstrumentPackage) -> String? {
        guard let root = package.folder else { return nil }
        return FileSystem.paths(under: root + "/" + folder).first.map { folder + "/" + $0 }
    }
}
