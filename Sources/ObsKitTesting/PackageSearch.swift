internal import ObsDocuments
internal import ObsKit
internal import ObsText

/// Where a camera package is in a Swift package.
enum PackageSearch {
    /// The folder with the package.yaml of a name; nil when there is none.
    ///
    /// Looked through is the Swift package of a source file, four folders deep, in the order of the names.
    static func folder(of name: String, from filePath: String) -> String? {
        var root = filePath
        while let slash = root.lastIndex(of: "/") {
            root = String(root[..<slash])
            if FileSystem.isFile(root + "/Package.swift") { return search(root, name, depth: 4) }
        }
        return nil
    }

    private static func search(_ folder: String, _ name: String, depth: Int) -> String? {
        let file = folder + "/package.yaml"
        if FileSystem.isFile(file), (try? Document.read(path: file))?.root["name"]?.text == name { return folder }
        guard depth > 0 else { return nil }
        for entry in FileSystem.names(in: folder) ?? [] where !entry.hasPrefix(".") {
            let path = folder + "/" + entry
            if FileSystem.isFolder(path) && !FileSystem.isLink(path), let found = search(path, name, depth: depth - 1) {
                return found
            }
        }
        return nil
    }
}
