public import ObsTime

/// A curated calibration: a text file of a folder `<kind>/[detector]/[filter]/<start>.{ecsv,yaml,json}`.
public struct CuratedFile: Sendable {
    /// The path from the folder.
    public let path: String
    /// What selects it, where it is and what it weighs.
    public let dataset: CalibrationDataset
    /// From when it holds, unless its folder says otherwise.
    public let begin: Instant
    /// What it says of itself.
    public let metadata: CalibrationMetadata
    /// What it holds.
    public let content: CuratedCalibration
    /// Where it belongs in a package: with folder names and dates in one form.
    public let packagePath: String
}
