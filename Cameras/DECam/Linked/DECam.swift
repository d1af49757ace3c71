// Made by 'obskit embed'; do not edit.
internal import ObsDECamEmbedded
public import ObsKit

/// The camera package DECam, linked into a program: `InstrumentCatalog(linked: [DECam()])`.
public struct DECam: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "DECam"

    /// The package's files.
    public var files: EmbeddedFiles {
        unsafe EmbeddedFiles(table: obs_decam_files, count: obs_decam_file_count)
    }
}
