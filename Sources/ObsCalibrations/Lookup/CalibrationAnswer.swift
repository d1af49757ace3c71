public import ObsYAML

/// The calibration that goes with an exposure, and why.
public struct CalibrationAnswer: Sendable {
    /// The dataset.
    public let dataset: CalibrationDataset
    /// The statement because of which it is the answer.
    public let certification: Certification
    /// The hash of the context in which it was asked; nil when it was asked outside any.
    public let context: ContentHash?
    /// What was searched and refused; nil unless it was asked for.
    public let trace: CalibrationTrace?

    /// An answer.
    public init(
        dataset: CalibrationDataset, certification: Certification, context: ContentHash? = nil,
        trace: CalibrationTrace? = nil
    ) {
        self.dataset = dataset
        self.certification = certification
        self.context = context
        self.trace = trace
    }
}
