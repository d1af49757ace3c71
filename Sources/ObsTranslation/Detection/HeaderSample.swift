public import ObsFITS

/// A header that many instruments look at in turn.
///
/// It belongs to one task.
public final class HeaderSample {
    var evaluation: Evaluation

    /// A sample of a header.
    ///
    /// - Parameter header: the header, uncorrected
    public init(_ header: Header) {
        evaluation = Evaluation(header, translator: nil)
    }
}
