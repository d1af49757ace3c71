/// The level of some pixels and how much they scatter, little touched by a few that are far off.
///
/// The start is the median and 1.4826 times the median absolute deviation, which is the standard deviation of normal noise
/// (P. J. Rousseeuw and C. Croux, J. Am. Stat. Assoc. 88, 1273, 1993). Whole numbers make that coarse, so mean and standard deviation
/// of the pixels within four of it follow, repeated until the same pixels remain; of normal noise that leaves out 6 pixels in
/// 100,000 and takes 0.05 % off the deviation.
public struct RegionStatistics: Hashable, Sendable {
    /// The number of pixels, undefined ones left out.
    public let count: Int
    /// The number of undefined pixels, and of others that are no finite number.
    public let undefined: Int
    /// The number of pixels that were used in the end.
    public let used: Int
    /// The median.
    public let median: Double
    /// The mean of the pixels that were used.
    public let level: Double
    /// The standard deviation of the pixels that were used.
    public let noise: Double
    /// The smallest pixel.
    public let minimum: Double
    /// The largest pixel.
    public let maximum: Double

    /// How many deviations from the level a pixel is used.
    public static let reach = 4.0

    /// The statistics of some values; nil when no pixel is defined.
    ///
    /// - Parameter values: the pixels, in any order, undefined ones NaN
    public init?(_ values: [Double]) {
        let sorted = values.filter(\.isFinite).sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        (count, minimum, maximum) = (sorted.count, first, last)
        undefined = values.count - sorted.count
        median = RegionStatistics.median(sorted)
        let center = median
        let deviations = sorted.map { abs($0 - center) }.sorted()
        var (level, noise) = (center, 1.4826 * RegionStatistics.median(deviations))
        var kept = 0..<0
        for _ in 0..<50 {
            // Never less than a whole number: quantized noise may have no deviation at all.
            let range = RegionStatistics.reach * max(noise, RegionStatistics.step(sorted))
            let next = RegionStatistics.range(sorted, from: level - range, to: level + range)
            if next == kept || next.isEmpty { break }
            kept = next
            (level, noise) = RegionStatistics.moments(sorted[kept])
        }
        (self.level, self.noise, used) = (level, noise, kept.count)
    }

    private static func median(_ sorted: [Double]) -> Double {
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The least difference that whole numbers can have; 0 of fractions.
    private static func step(_ sorted: [Double]) -> Double {
        sorted.prefix(16).allSatisfy { $0 == $0.rounded() } ? 1 : 0
    }

    private static func moments(_ values: ArraySlice<Double>) -> (mean: Double, deviation: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, count > 1 ? (squares / (count - 1)).squareRoot() : 0)
    }

    private static func range(_ sorted: [Double], from low: Double, to high: Double) -> Range<Int> {
        func first(_ isBehind: (Double) -> Bool) -> Int {
            var (start, end) = (0, sorted.count)
            while start < end {
                let middle = (start + end) / 2
                if isBehind(sorted[middle]) { end = middle } else { start = middle + 1 }
            }
            return start
        }
        let (start, end) = (first { $0 >= low }, first { $0 > high })
        return start..<max(start, end)
    }
}
