internal import ObsHSCEmbedded
public import ObsKit

/// The camera package of Hyper Suprime-Cam, linked into a program: `InstrumentCatalog(linked: [HSC()])`.
///
/// All of it is data; it needs no rule in Swift.
public struct HSC: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "HSC"

    /// The package's files.
    public var files: EmbeddedFiles { unsafe EmbeddedFiles(table: obs_hsc_files, count: obs_hsc_file_count) }
}
