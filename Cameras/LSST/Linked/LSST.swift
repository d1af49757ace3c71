// Made by 'obskit embed'; do not edit.
internal import ObsLSSTEmbedded
public import ObsKit

/// The camera package LSST, linked into a program: `InstrumentCatalog(linked: [LSST()])`.
public struct LSST: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "LSST"

    /// The package's files.
    public var files: EmbeddedFiles {
        unsafe EmbeddedFiles(table: obs_lsst_files, count: obs_lsst_file_count)
    }
}
