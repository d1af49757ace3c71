/// A generator that repeats itself for a seed, which failures print.
///
/// SplitMix64: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// A generator that starts from a seed.
    package init(seed: UInt64) { state = seed }

    /// The next word.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

extension SeededGenerator {
    /// A number of a range.
    package mutating func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }

    /// A whole number of a range.
    package mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// One of a list, which is not empty.
    package mutating func pick<Element>(_ list: [Element]) -> Element { list[integer(0...list.count - 1)] }
}
