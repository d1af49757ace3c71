internal import ObsFITS
public import ObsText

/// Files, and the FITS files of folders and of the folders in them, found while they are asked for.
///
/// Names come in the order in which they are given, those in a folder in the order of their names. Links to folders are not
/// followed. A folder that cannot be read, lies too deep or has no FITS file is said when its turn comes.
public struct FileSearch: Sequence, IteratorProtocol {
    /// What was found.
    public enum Found: Hashable, Sendable {
        /// A file that was named, or the FITS file of a folder.
        case file(String)
        /// What is wrong with a folder.
        case problem(folder: String, Diagnostic)
    }

    private static let endings =
        [".fits", ".fit", ".fts"].flatMap { plain in [plain] + Compression.endings.map { plain + $0 } }
        + [".fz", ".zip"]
    private static let greatestDepth = 64

    private let nextName: () -> String?
    /// The folders from the first to the one that is being searched, each with the names that are still to come.
    private var open: [(folder: String, names: ArraySlice<String>)] = []
    /// The folder that was named, as long as nothing was found in it.
    private var empty: String?

    /// A search of files and folders.
    ///
    /// - Parameter names: their names, which are asked for one after the other
    public init(_ names: some Sequence<String>) {
        var names = names.makeIterator()
        nextName = { names.next() }
    }

    /// Whether a file is named as FITS files are, so that it is tried as one before anything else.
    package static func isNamedFITS(_ path: String) -> Bool {
        let lower = path.lowercased()
        return !lower.hasSuffix(".zip") && endings.contains { lower.hasSuffix($0) }
    }

    /// The next file, or what is wrong with a folder; nil after the last.
    public mutating func next() -> Found? {
        while true {
            if let found = nextInFolder() { return found }
            if let folder = empty {
                empty = nil
                return .problem(
                    folder: folder,
                    Diagnostic(
                        .error, .emptyFolder, at: nil, "there is no FITS file in this folder",
                        hint: "name files of other kinds"))
            }
            guard let name = nextName() else { return nil }
            guard name != "-", FileSystem.isFolder(name) else { return .file(name) }
            empty = name
            if let problem = enter(name) { return problem }
        }
    }

    private mutating func nextInFolder() -> Found? {
        while let last = open.indices.last {
            guard let name = open[last].names.popFirst() else {
                open.removeLast()
                continue
            }
            let path = open[last].folder + name
            if FileSystem.isFolder(path) {
                if !FileSystem.isLink(path), let problem = enter(path) { return problem }
            } else {
                let lower = name.lowercased()
                if Self.endings.contains(where: { lower.hasSuffix($0) }) {
                    empty = nil
                    return .file(path)
                }
            }
        }
        return nil
    }

    /// Begins with a folder; what prevents it from being searched, if anything does.
    private mutating func enter(_ folder: String) -> Found? {
        guard open.count < Self.greatestDepth else {
            return refuse(
                folder,
                "folders lie in each other \(Self.greatestDepth) deep here, and deeper ones are not searched")
        }
        guard let names = FileSystem.names(in: folder) else { return refuse(folder, "this folder cannot be read") }
        open.append((folder.hasSuffix("/") ? folder : folder + "/", names[...]))
        return nil
    }

    private mutating func refuse(_ folder: String, _ reason: String) -> Found {
        empty = nil
        return .problem(folder: folder, Diagnostic(.error, .unreadable, at: nil, reason))
    }
}

extension Diagnostic.Code {
    /// A folder that is searched has no file that is wanted.
    package static let emptyFolder = Self(rawValue: "empty-folder")
}
