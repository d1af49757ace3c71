/// What a sidecar or an index holds of each header.
///
/// The words are those of astro_metadata_translator's `__CONTENT__`.
public enum HeaderContent: String, Sendable, CaseIterable {
    /// The observation, in the wire form.
    case translated
    /// The cards as they are in the file, uncorrected.
    case metadata
}
