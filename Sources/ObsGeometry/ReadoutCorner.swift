/// The corner of an amplifier's pixels that is read out first.
public enum ReadoutCorner: String, Hashable, Sendable, CaseIterable {
    /// Small x, small y.
    case lowerLeft = "lower-left"

    /// Large x, small y.
    case lowerRight = "lower-right"

    /// Large x, large y.
    case upperRight = "upper-right"

    /// Small x, large y.
    case upperLeft = "upper-left"

    /// The two letters of afw and of the JSON form: LL, LR, UR, UL.
    package var abbreviation: String {
        switch self {
        case .lowerLeft: "LL"
        case .lowerRight: "LR"
        case .upperRight: "UR"
        case .upperLeft: "UL"
        }
    }

    /// The same corner after the image was mirrored.
    package func mirrored(_ flips: Flips) -> ReadoutCorner {
        let right = (self == .lowerRight || self == .upperRight) != flips.x
        let upper = (self == .upperLeft || self == .upperRight) != flips.y
        return upper ? (right ? .upperRight : .upperLeft) : (right ? .lowerRight : .lowerLeft)
    }
}
