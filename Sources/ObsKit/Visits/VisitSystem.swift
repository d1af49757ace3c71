/// A way in which exposures become visits: what a pipeline reduces as one image of the sky.
///
/// Names and numbers are as in the LSST pipelines (obs_base, `VisitSystem`).
public enum VisitSystem: String, Hashable, Sendable, CaseIterable {
    /// Each exposure is a visit.
    case oneToOne = "one-to-one"

    /// The exposures of a group (`exposure_group`) are a visit.
    case byGroupMetadata = "by-group-metadata"

    /// The exposures of a day from one number to another (`group_counter_start`, `group_counter_end`) are a visit.
    case bySeqStartEnd = "by-seq-start-end"

    /// The number in records: 0, 1 or 2.
    public var id: Int {
        switch self {
        case .oneToOne: 0
        case .byGroupMetadata: 1
        case .bySeqStartEnd: 2
        }
    }
}
