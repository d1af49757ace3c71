public import CObsEmbedded
public import ObsTranslation

/// A camera package that is compiled into the program: its files, and its Swift rules.
///
/// A module of a camera has one type that conforms, and whoever uses the camera passes a value of it on:
/// `InstrumentCatalog(linked: [DECam()])`.
///
/// Implementation guidance: `files` comes from the package's C target, which `obskit embed FOLDER` writes.
/// Laws: `files` holds a package.yaml; every hook that a file of the package names is in `hooks`.
public protocol LinkedPackage: Sendable {
    /// The package's name, as in its package.yaml.
    var name: String { get }

    /// The package's files.
    var files: EmbeddedFiles { get }

    /// The package's Swift rules by name; most have none.
    var hooks: [String: TranslationHook] { get }

    /// The version of the hooks, which package.yaml requires by number.
    var hookVersion: Int { get }
}

extension LinkedPackage {
    /// No hooks.
    public var hooks: [String: TranslationHook] { [:] }

    /// The first version.
    public var hookVersion: Int { 1 }
}

/// Files of a package in the memory of the program, never copied.
public struct EmbeddedFiles: Sendable {
    /// The files: paths inside the package, and their bytes.
    let entries: [Entry]

    struct Entry: Sendable {
        let path: String
        let bytes: Bytes
    }

    // Read-only data of the program's image, which lives as long as the program.
    struct Bytes: @unchecked Sendable {
        let pointer: UnsafeRawBufferPointer
    }

    /// The files of a table that `obskit embed` wrote.
    ///
    /// - Parameters:
    ///   - table: the table, which must live as long as the program
    ///   - count: the number of files
    public init(table: UnsafePointer<obs_embedded_file>, count: Int) {
        entries = UnsafeBufferPointer(start: table, count: count).map { file in
            Entry(
                path: String(cString: file.path),
                bytes: Bytes(pointer: UnsafeRawBufferPointer(start: file.bytes, count: file.size)))
        }
    }

    /// The paths of the files, in the order of the table.
    public var paths: [String] { entries.map(\.path) }

    /// The bytes of a file; nil when there is none of this path.
    ///
    /// - Parameter path: a path inside the package
    /// - Returns: bytes that live as long as the program
    public func bytes(of path: String) -> UnsafeRawBufferPointer? {
        entries.first { $0.path == path }?.bytes.pointer
    }
}
