internal import ObsDocuments

/// The files that the conformance kit reads.
enum ConformanceFiles {
    /// The files, in the order in which documents show them.
    static let all = [
        GoldenHeaderKeys.file, GoldenPointsKeys.file, GoldenLookupsKeys.file, GoldenRawKeys.file, WaiverKeys.file,
        KnownFindingKeys.file, ReleasedKeys.file,
    ]
}
