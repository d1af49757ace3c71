/// What the checksums of an HDU say of its bytes.
public struct ChecksumReport: Hashable, Sendable {
    /// What one checksum says.
    public enum Verdict: String, Hashable, Sendable {
        /// It agrees with the bytes.
        case correct
        /// It does not.
        case wrong
        /// There is none.
        case absent
    }

    /// A card that does not agree with the bytes.
    public struct Mismatch: Hashable, Sendable {
        /// `DATASUM` or `CHECKSUM`.
        public let card: String
        /// The sum that the card demands, in decimal digits; of `DATASUM` as it stands there.
        public let expected: String
        /// The sum of the bytes.
        public let found: UInt32
    }

    /// What `DATASUM` says of the data.
    public let data: Verdict
    /// What `CHECKSUM` says of header and data together.
    public let hdu: Verdict
    /// The cards that do not agree.
    public let mismatches: [Mismatch]

    /// Whether there is no sum.
    static let none = ChecksumReport(dataSum: nil, hasChecksum: false, data: 0, hdu: 0)

    /// Compares sums.
    ///
    /// - Parameters:
    ///   - dataSum: what `DATASUM` says; nil where there is none
    ///   - hasChecksum: whether there is a `CHECKSUM`, by which the sum of the HDU is all ones, or no ones
    ///   - data: the sum of the data
    ///   - hdu: the sum of header and data
    init(dataSum: String?, hasChecksum: Bool, data: UInt32, hdu: UInt32) {
        var mismatches: [Mismatch] = []
        if let dataSum, UInt32(dataSum) != data {
            mismatches.append(Mismatch(card: "DATASUM", expected: dataSum, found: data))
        }
        self.data = dataSum == nil ? .absent : mismatches.isEmpty ? .correct : .wrong
        let isWhole = hdu == .max || hdu == 0
        if hasChecksum, !isWhole {
            mismatches.append(Mismatch(card: "CHECKSUM", expected: "\(UInt32.max)", found: hdu))
        }
        self.hdu = !hasChecksum ? .absent : isWhole ? .correct : .wrong
        self.mismatches = mismatches
    }
}
