// Made by 'obskit embed'; do not edit.
internal import ObsSDSSEmbedded
public import ObsKit

/// The camera package SDSS, linked into a program: `InstrumentCatalog(linked: [SDSS()])`.
public struct SDSS: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "SDSS"

    /// The package's files.
    public var files: EmbeddedFiles {
        unsafe EmbeddedFiles(table: obs_sdss_files, count: obs_sdss_file_count)
    }
}
