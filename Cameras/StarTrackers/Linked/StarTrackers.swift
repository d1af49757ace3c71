// Made by 'obskit embed'; do not edit.
internal import ObsStarTrackersEmbedded
public import ObsKit

/// The camera package StarTrackers, linked into a program: `InstrumentCatalog(linked: [StarTrackers()])`.
public struct StarTrackers: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "StarTrackers"

    /// The package's files.
    public var files: EmbeddedFiles {
        unsafe EmbeddedFiles(table: obs_startrackers_files, count: obs_startrackers_file_count)
    }
}
