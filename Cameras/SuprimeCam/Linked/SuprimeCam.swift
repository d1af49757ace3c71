// Made by 'obskit embed'; do not edit.
internal import ObsSuprimeCamEmbedded
public import ObsKit

/// The camera package SuprimeCam, linked into a program: `InstrumentCatalog(linked: [SuprimeCam()])`.
public struct SuprimeCam: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "SuprimeCam"

    /// The package's files.
    public var files: EmbeddedFiles {
        unsafe EmbeddedFiles(table: obs_suprimecam_files, count: obs_suprimecam_file_count)
    }
}
