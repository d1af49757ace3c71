internal import ObsDECamEmbedded
public import ObsKit

/// The camera package of the Dark Energy Camera, linked into a program: `InstrumentCatalog(linked: [DECam()])`.
///
/// All of it is data; it needs no rule in Swift.
public struct DECam: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "DECam"

    /// The package's files.
    public var files: EmbeddedFiles { unsafe EmbeddedFiles(table: obs_decam_files, count: obs_decam_file_count) }
}
