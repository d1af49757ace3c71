/// How the counts of a detector's amplifiers are made proportional to light.
public struct Linearizer: Hashable, Sendable {
    /// How one amplifier is treated.
    public struct Amplifier: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The name of the method, such as `LookupTable`.
        public let type: String
        /// What the method needs: of a look-up table the row of the table and the offset of its first column.
        public let coefficients: [Double]
        /// The pixels of the amplifier; nil when the file does not say.
        public let region: Defects.Region?
    }

    /// The amplifiers in the order of the file.
    public let amplifiers: [Amplifier]
    /// The rows of the table of corrections, ADU, by counts; empty without one.
    public let table: [[Double]]
}
