internal import ObsText

/// Where camera packages are searched, the first place before all others.
///
/// A folder is a package, or holds packages. What is linked into the program comes after all folders.
public struct PackageSearchPath: Sendable, Hashable {
    /// Why a folder is searched.
    package enum Origin: String, Sendable, Hashable, CaseIterable {
        /// Somebody named it for this run.
        case named
        /// The environment variable `OBSKIT_PATH` has it, a list of folders with colons between them.
        case environment = "OBSKIT_PATH"
        /// It is `../share/obskit/cameras` beside the program's folder, where an installation puts packages.
        case installed
        /// It is `cameras` in the program's folder.
        case besideProgram = "beside the program"
    }

    /// A folder that is searched.
    package struct Place: Sendable, Hashable {
        /// Why it is searched.
        package let origin: Origin
        /// The folder.
        package let folder: String
        /// Whether the folder must hold a package; the last two origins are searched only if they are there.
        package var isExpected: Bool { origin == .named || origin == .environment }
    }

    /// The folders, in order of precedence, each once.
    package let places: [Place]

    /// A path of folders that are named.
    ///
    /// - Parameter folders: package folders, or folders of package folders
    public init(_ folders: [String] = []) { self.init(places: folders.map { Place(origin: .named, folder: $0) }) }

    /// The path of this process: what is named, then `OBSKIT_PATH`, the installation, and the program's own folder.
    ///
    /// - Parameter folders: package folders, or folders of package folders, that are named for this run
    /// - Returns: the path
    public static func ofProcess(naming folders: [String] = []) -> PackageSearchPath {
        PackageSearchPath(
            naming: folders, variable: FileSystem.environment("OBSKIT_PATH"),
            programFolder: FileSystem.programFolder)
    }

    /// The path of a library in a process that is not its own: what is named, then `OBSKIT_PATH`.
    ///
    /// - Parameter folders: package folders, or folders of package folders, that are named
    /// - Returns: the path
    package static func ofLibrary(naming folders: [String] = []) -> PackageSearchPath {
        PackageSearchPath(naming: folders, variable: FileSystem.environment("OBSKIT_PATH"), programFolder: nil)
    }

    init(naming folders: [String], variable: String?, programFolder: String?) {
        var places = folders.map { Place(origin: .named, folder: $0) }
        places += (variable ?? "").split(separator: ":").map { Place(origin: .environment, folder: String($0)) }
        if let program = programFolder {
            // The parent by its name, so that messages show no '..'.
            let parent = program.lastIndex(of: "/").map { String(program[..<$0]) } ?? program + "/.."
            places.append(Place(origin: .installed, folder: parent + "/share/obskit/cameras"))
            places.append(Place(origin: .besideProgram, folder: program + "/cameras"))
        }
        self.init(places: places)
    }

    private init(places: [Place]) {
        var seen: Set<String> = []
        self.places = places.filter { seen.insert($0.folder).inserted }
    }
}

/// A package that was found while a catalog was made.
package struct FoundPackage: Sendable, Hashable {
    /// What became of it.
    package enum State: Sendable, Hashable {
        /// It is used.
        case used
        /// Another of its name comes first, at this location.
        case shadowed(by: String)
        /// It cannot be read, and is left out; no other takes its place.
        case broken
    }

    /// The name in its package.yaml; the folder's where that cannot be read.
    package let name: String
    /// The version in its package.yaml; nil where that cannot be read.
    package let version: String?
    /// Its folder, or `embedded:NAME` for what is linked into the program.
    package let location: String
    /// Where it was found; nil for what is linked into the program.
    package let place: PackageSearchPath.Place?
    /// What became of it.
    package let state: State
}
