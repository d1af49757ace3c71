internal import ObsDocuments
internal import ObsText

/// A file of a package and the files that it extends, one beneath the other.
struct Layers {
    let documents: [Document]
    /// For each document, the files among which it stands, and its path there.
    let places: [(files: PackageFiles, path: String)]

    var nodes: [Node] { documents.map(\.root) }

    /// Reports bases of which no entry counts, since all are replaced by entries of their names.
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
    typealias Locator = @Sendable (String) throws -> PackageFiles?

    /// Reads a file and, following `extends:`, its bases.
    ///
    /// - Throws: `DiagnosticsError` when a file is missing or no YAML, or when files extend each other in a circle
    static func read(_ path: String, in files: PackageFiles, locate: Locator, problems: Problems) throws -> Layers {
        var documents: [Document] = []
        var places: [(files: PackageFiles, path: String)] = []
        var seen: Set<String> = []
        var place = (files: files, path: path)
        while true {
            let document = try place.files.document(place.path)
            problems.report(document.duplicateKeys)
            documents.append(document)
            places.append(place)
            seen.insert(place.files.displayName(place.path))
            guard let node = document.root["extends"] else { break }
            guard let next = try referenced(node, "base", place, locate, problems) else { break }
            guard seen.insert(next.files.displayName(next.path)).inserted, documents.count < 16 else {
                problems.error(
                    .circularBase, at: node,
                    "these files extend each other in a circle: \(seen.sorted().joined(separator: ", "))",
                    hint: "let one of them stand alone")
                break
            }
            place = next
        }
        return Layers(documents: documents, places: places)
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
                    hint: "obskit instruments lists what is there")
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
                hint: "correct the path, which counts from this file")
            return nil
        }
        return (files, path)
    }
}
