/// Kernels of the brighter-fatter effect.
public struct BrighterFatterKernel: Hashable, Sendable {
    /// A square kernel.
    public struct Kernel: Hashable, Sendable {
        /// The number of columns and of rows, which is odd.
        public let size: Int
        /// The values by rows.
        public let values: [Double]

        /// A kernel; nil unless there are as many values as an odd number squared.
        public init?(values: [Double]) {
            let size = Int(Double(values.count).squareRoot().rounded())
            guard size * size == values.count, size % 2 == 1 else { return nil }
            self.size = size
            self.values = values
        }
    }

    /// The kernels of whole detectors, by name.
    public let detectors: [String: Kernel]
    /// The kernels of amplifiers, by name.
    public let amplifiers: [String: Kernel]
    /// Amplifiers for which there is no good kernel.
    public let badAmplifiers: [String]
}
