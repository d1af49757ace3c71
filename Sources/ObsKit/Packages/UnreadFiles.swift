internal import ObsDocuments
internal import ObsText

/// Files of a package that look as if they were read, and are not.
struct UnreadFiles {
    let package: InstrumentPackage
    let layout: PackageLayout
    let misnamed: [PackageLayout.Misnamed]
    /// The paths of what was read.
    let read: Set<String>

    /// Folders in which other programs look.
    private static let leftOut: Set<String> = ["conformance", "Hooks", "Embedded", "Tests"]

    /// How deep folders are looked into.
    private static let deepest = 8

    /// Whether a file is YAML by its name.
    static func isYAML(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    /// Says of each that nothing reads it: at a name like one that is missing always, of others where nothing else is wrong,
    /// since what names them may be what is wrong.
    func report(to problems: Problems) {
        guard package.folder != nil else { return }
        let unread = files(in: "", depth: 0).filter { !read.contains($0) }
        var explained: Set<String> = []
        for one in misnamed where !read.contains(one.found) {
            let inside = unread.filter { $0.hasPrefix(one.found + "/") }
            let all = one.isFolder ? inside.isEmpty ? anyFile(in: one.found).map { [$0] } ?? [] : inside : [one.found]
            guard let first = all.first, !read.contains(where: { $0.hasPrefix(one.found + "/") }) else { continue }
            explained.formUnion(all)
            let message =
                one.isFolder
                ? "nothing reads the folder \(package.displayName(one.found))"
                : "\(package.displayName(one.expected)) does not exist, and nothing reads this file"
            let place = SourcePosition(file: package.displayName(first), line: 1, column: 1)
            let severity: Diagnostic.Severity = PackageLayout.isRequired(one.name) && !one.isTwin ? .error : .warning
            problems.report(
                Diagnostic(
                    severity, .unusedFile, at: place,
                    one.isFolder || severity == .error ? message : "nothing reads this file",
                    hint: one.isTwin
                        ? "'\(one.name)' is there as well; put what belongs there into it and take this away"
                        : "did you mean '\(one.name)'?"))
        }
        reportMisplaced(unread.filter { !explained.contains($0) }, problems)
    }

    /// Files that say that they are ObsKit's, or have the name of one, and that nothing reads.
    private func reportMisplaced(_ unread: [String], _ problems: Problems) {
        // A file may be unread because of what was said already.
        // What a package without instruments has is there for others.
        let isDoubtful = problems.hasErrors || misnamed.contains { !$0.isTwin } || package.instrumentNames.isEmpty
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

    private func anyFile(in folder: String) -> String? {
        guard let root = package.folder else { return nil }
        return FileSystem.paths(under: root + "/" + folder).first.map { folder + "/" + $0 }
    }

    /// The YAML files of the package, without what other programs read, what curated files lie among, and packages inside of it.
    private func files(in folder: String, depth: Int) -> [String] {
        guard let root = package.folder, depth < Self.deepest else { return [] }
        let prefix = folder.isEmpty ? "" : folder + "/"
        return package.names(in: folder).flatMap { name -> [String] in
            let path = prefix + name
            if name.hasPrefix(".") || FileSystem.isLink(root + "/" + path) { return [] }
            if FileSystem.isFolder(root + "/" + path) {
                let isOther =
                    Self.leftOut.contains(name) || package.hasFile(path + "/package.yaml")
                    || layout.folders.contains { $0.files.contains("kinds.yaml") && $0.path == folder }
                return isOther ? [] : files(in: path, depth: depth + 1)
            }
            return Self.isYAML(name) ? [path] : []
        }
    }
}
