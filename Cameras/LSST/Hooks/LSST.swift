internal import ObsLSSTEmbedded
public import ObsKit

/// The camera package of the Rubin Observatory's cameras, linked into a program: `InstrumentCatalog(linked: [LSST()])`.
///
/// All of it is data; it needs no rule in Swift.
public struct LSST: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "LSST"

    /// The package's files.
    public var files: EmbeddedFiles { unsafe EmbeddedFiles(table: obs_lsst_files, count: obs_lsst_file_count) }
}
