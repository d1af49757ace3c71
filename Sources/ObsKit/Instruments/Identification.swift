/// Which instrument a header is of.
public struct Identification: Sendable, Hashable {
    /// The instruments with the largest score: one when it is recognized, none when not, several when ambiguous.
    public let names: [String]
    /// The score.
    public let score: Int

    /// The instrument, if there is just one.
    public var instrument: String? { names.count == 1 ? names[0] : nil }

    /// Whether several instruments are as likely.
    public var isAmbiguous: Bool { names.count > 1 }

    /// What the detection of one instrument says.
    package struct Candidate: Sendable, Hashable {
        /// The instrument's name.
        public let instrument: String
        /// Its score; 0 when no condition holds.
        public let score: Int
        /// Its conditions.
        public let conditions: [Condition]

        /// The conditions in a line: `INSTRUME is 'DECam': no`.
        public var summary: String {
            conditions.map { "\($0.words): \($0.holds ? "yes" : "no")" }.joined(separator: "; ")
        }
    }

    /// A condition of a detection.
    package struct Condition: Sendable, Hashable {
        /// The condition as a phrase.
        public let words: String
        /// Its weight.
        public let weight: Int
        /// Whether it holds.
        public let holds: Bool
    }
}
