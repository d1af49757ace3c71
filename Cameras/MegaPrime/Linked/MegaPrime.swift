// Made by 'obskit embed'; do not edit.
internal import ObsMegaPrimeEmbedded
public import ObsKit

/// The camera package MegaPrime, linked into a program: `InstrumentCatalog(linked: [MegaPrime()])`.
public struct MegaPrime: LinkedPackage {
    /// The package.
    public init() {}

    /// The package's name.
    public let name = "MegaPrime"

    /// The package's files.
    public var files: EmbeddedFiles {
        unsafe EmbeddedFiles(table: obs_megaprime_files, count: obs_megaprime_file_count)
    }
}
