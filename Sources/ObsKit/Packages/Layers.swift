internal import ObsDocuments
internal import ObsText

/// A file of a package and the files that it extends, one beneath the other.
struct Layers {
    let documents: [Document]
    /// For each document, the files among which it stands, and its path there.
    let places: [(files: PackageFiles, path: String)]
    /// Whether every base was found and read.
    let isComplete: Bool
    /// Where the base is that was found and could not be read.
    private let unread: (files: PackageFiles, path: String)?

    var nodes: [Node] { documents.map(\.root) }

    /// Reports bases without an entry that counts, since other entries of their names replace all of them.
    func reportUnused(entriesOf list: String, problems: Problems) {
        var names: Set<String> = []
        for (index, node) in nodes.enumerated() {
            let own = (node[list]?.elements.map { $0 } ?? []).compactMap { $0["name"]?.text }
            if index > 0, own.allSatisfy({ names.contains($0) }), let place = nodes[index - 1]["extends"] {
                problems.error(.unusedBase, at: place, "nothing of the base is used", hint: "take extends: away")
            }
            names.formUnion(own)
        }
    }

    /// What finds another package by its name.
    struct Locator: Sendable {
        /// The names that can be found.
        let names: [String]
        private let find: @Sendable (String) throws -> PackageFiles?

        init(names: [String], _ find: @escaping @Sendable (String) throws -> PackageFiles?) {
            self.names = names
            self.find = find
        }

        func callAsFunction(_ name: String) throws -> PackageFiles? { try find(name) }
    }

    /// Reads a file and, following `extends:`, its bases.
    ///
    /// What is wrong with a base is among the problems; the files above it are there all the same.
    ///
    /// - Throws: `DiagnosticsError` when the file itself is missing or no YAML
    static func read(_ path: String, in files: PackageFiles, locate: Locator, problems: Problems) throws -> Layers {
        var documents: [Document] = []
        var places: [(files: PackageFiles, path: String)] = []
        var seen: Set<String> = []
        var place = (files: files, path: path)
        var isComplete = true
        var unread: (files: PackageFiles, path: String)?
        let own = Problems()
        while true {
            let document: Document
            do {
                document = try place.files.document(place.path)
            } catch {
                guard let extends = documents.last?.root["extends"] else { throw error }
                own.report(
                    DiagnosticsError(error).diagnostics.map { $0.place == nil ? $0.moved(to: extends.position) : $0 })
                isComplete = false
                unread = place
                break
            }
            own.report(document.duplicateKeys)
            documents.append(document)
            places.append(place)
            seen.insert(place.files.displayName(place.path))
            guard let node = document.root["extends"] else { break }
            isComplete = false
            guard let next = try referenced(node, "base", place, locate, own) else { break }
            guard seen.insert(next.files.displayName(next.path)).inserted, documents.count < 16 else {
                own.error(
                    .circularBase, at: node,
                    "these files extend each other in a circle: \(seen.sorted().joined(separator: ", "))",
                    hint: "let one of them stand alone")
                break
            }
            isComplete = true
            place = next
        }
        let layers = Layers(documents: documents, places: places, isComplete: isComplete, unread: unread)
        layers.report(own, to: problems)
        return layers
    }

    /// The file that a node names, by a path from its own file or as PACKAGE:PATH; nil with the reason among the problems,
    /// which call it `what`.
    static func referenced(
        _ node: Node, _ what: String, _ place: (files: PackageFiles, path: String), _ locate: Locator,
        _ problems: Problems
    ) throws -> (files: PackageFiles, path: String)? {
        guard let reference = node.string(problems) else { return nil }
        let parts = reference.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var files = place.files
        var path = PackagePath.resolve(reference, in: place.path)
        if parts.count == 2 {
            guard let other = try locate(String(parts[0])) else {
                problems.error(
                    .missingBase, at: node, "there is no package '\(parts[0])' on the search path",
                    hint: DidYouMean.hint(for: String(parts[0]), among: locate.names)
                        ?? "obskit instruments --explain lists what is there")
                return nil
            }
            files = other
            path = PackagePath.resolve(String(parts[1]), in: "package.yaml")
        }
        guard let path else {
            problems.error(
                .leavesPackage, at: node, "'\(reference)' is not inside the package",
                hint: "write PACKAGE:PATH for another package")
            return nil
        }
        guard files.exists(path) else {
            problems.error(
                .missingBase, at: node, "the \(what) \(files.displayName(path)) does not exist",
                hint: files.nearest(to: path).map { near in
                    // The path in the words of whoever wrote it: only its last part is another.
                    let folder = reference.split(separator: "/", omittingEmptySubsequences: false).dropLast()
                    let start = folder.isEmpty && parts.count == 2 ? "\(parts[0]):" : ""
                    return "did you mean '\(start)\((folder.map(String.init) + [near]).joined(separator: "/"))'?"
                } ?? "correct the path, which counts from this file")
            return nil
        }
        return (files, path)
    }
}

extension Layers {
    /// Passes on what a reader of these files says: nothing that only follows from a base which is not there, and each at a
    /// place that the author of the package can edit.
    ///
    /// - Parameters:
    ///   - found: what the reader says
    ///   - problems: takes what must be said
    func report(_ found: Problems, to problems: Problems) {
        for fix in found.fixes { problems.offer(fix) }
        problems.report(reworded(found.sorted))
    }

    /// Diagnostics without those that only follow from a base which is not there, each at a place that the author of the
    /// package can edit.
    func reworded(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.filter { isComplete || !mayFollowFromBase($0) }.map(editable)
    }

    /// Whether what seems to be missing may stand in the base that could not be read.
    private func mayFollowFromBase(_ diagnostic: Diagnostic) -> Bool {
        guard documents.contains(where: { $0.file == diagnostic.place?.file }) else { return false }
        return switch diagnostic.code {
        case .missingRule, .unknownName, .unusedEntry, .unusedBase, .unreadBase, .unknownLayout, .unknownDevice,
            .unknownGroup, .unknownSlot, .unknownAmplifier, .valueCount:
            true
        case .missingKey: documents.contains { $0.root.position == diagnostic.place }
        default: false
        }
    }

    /// A diagnostic of a file in another package, at the line that brings that package in.
    private func editable(_ diagnostic: Diagnostic) -> Diagnostic {
        guard let first = places.first, let place = diagnostic.place else { return diagnostic }
        let read = places + [unread].compactMap(\.self)
        let owners = read.indices.filter { read[$0].files.owns(place) }
        // One package may lie in the folder of another.
        let owner = owners.max { read[$0].files.description.utf8.count < read[$1].files.description.utf8.count }
        guard let owner, read[owner].files.description != first.files.description,
            let foreign = read.firstIndex(where: { $0.files.description == read[owner].files.description }),
            let extends = documents[..<foreign].last(where: { first.files.owns($0.root.position) })?.root["extends"]
        else { return diagnostic }
        return diagnostic.brought(inBy: extends)
    }
}

extension Diagnostic {
    /// A diagnostic of a file of another package, at the node that brings that file in.
    ///
    /// Notes stay where they are, and so does what is said of the language of a file: it is for whoever owns the file.
    func brought(inBy node: Node) -> Diagnostic {
        guard severity != .note, ![.oldLanguage, .oldSpelling, .formerSpelling].contains(code), let place else {
            return self
        }
        return Diagnostic(
            severity, code, at: node.position, "\(message) (line \(place.line) of \(place.file))", hint: hint)
    }

    /// The diagnostic at another place.
    fileprivate func moved(to place: SourcePosition) -> Diagnostic {
        Diagnostic(severity, code, at: place, message, hint: hint)
    }
}

extension PackageFiles {
    /// The name in the folder of a path that is nearest to its last part; nil when none is near.
    func nearest(to path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        guard let last = parts.last else { return nil }
        let names = names(in: parts.dropLast().joined(separator: "/"))
        return DidYouMean.nearest(to: last, among: names.filter { $0 != last })
    }
}
