// Made by 'obskit embed'; do not edit.
internal import ObsHSCEmbedded
public import ObsKit

/// The camera package HSC, linked into a program: `InstrumentCatalog(linked: [HSC()])`.
public struct HSC: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "HSC"

    /// The package's files.
    public var files: EmbeddedFiles {
        unsafe EmbeddedFiles(table: obs_hsc_files, count: obs_hsc_file_count)
    }
}
