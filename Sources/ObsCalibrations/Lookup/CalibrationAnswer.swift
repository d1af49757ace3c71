public import ObsYAML

/// The calibration that goes with an exposure, and why.
public struct CalibrationAnswer: Sendable {
    /// What an index makes once for each certification, so that an answer costs one reference.
    final class Content: Sendable {
        let dataset: CalibrationDataset
        let certification: Certification
        let context: ContentHash?

        init(_ dataset: CalibrationDataset, _ certification: Certification, _ context: ContentHash?) {
            self.dataset = dataset
            self.certification = certification
            self.context = context
        }
    }

    private let content: Content

    /// The dataset.
    public var dataset: CalibrationDataset { content.dataset }
    /// The statement because of which it is the answer.
    public var certification: Certification { content.certification }
    /// The hash of the context in which it was asked; nil when it was asked outside any.
    public var context: ContentHash? { content.context }
    /// What was searched and refused; nil unless it was asked for.
    public let trace: CalibrationTrace?

    /// An answer.
    public init(
        dataset: CalibrationDataset, certification: Certification, context: ContentHash? = nil,
        trace: CalibrationTrace? = nil
    ) {
        self.init(Content(dataset, certification, context), trace: trace)
    }

    @inline(__always)
    init(_ content: Content, trace: CalibrationTrace? = nil) {
        self.content = content
        self.trace = trace
    }
}
