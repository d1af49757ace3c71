/// A compiled pattern: instructions for a machine that reads text from left to right.
struct PatternProgram: Sendable {
    enum Operation: UInt8 {
        /// Matches one byte, `first`.
        case byte
        /// Matches one character but a line feed.
        case any
        /// Matches one character of the class `first`.
        case set
        /// Goes on at `first`, and when that fails at `second`; `number` counts such instructions.
        case split
        /// Goes on at `first`.
        case jump
        /// Stores the place in slot `first`.
        case save
        case textStart
        case textEnd
        case accept
    }

    struct Instruction {
        var operation: Operation
        var number: UInt16 = 0
        var first: UInt16 = 0
        var second: UInt16 = 0
    }

    /// Characters of a class.
    struct CharacterClass {
        /// One bit for each ASCII character.
        var low: UInt64 = 0
        var high: UInt64 = 0
        /// Characters beyond ASCII.
        var ranges: [ClosedRange<UInt32>] = []
        var isNegated = false

        @inline(__always)
        func contains(_ value: UInt32) -> Bool {
            let isMember: Bool
            if value < 64 {
                isMember = low >> UInt64(value) & 1 != 0
            } else if value < 128 {
                isMember = high >> UInt64(value &- 64) & 1 != 0
            } else {
                isMember = ranges.contains { $0.contains(value) }
            }
            return isMember != isNegated
        }

        mutating func insert(_ range: ClosedRange<UInt32>) {
            var value = range.lowerBound
            while value <= range.upperBound, value < 128 {
                if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
                value += 1
            }
            if range.upperBound >= 128 { ranges.append(max(range.lowerBound, 128)...range.upperBound) }
        }
    }

    static let largest = 4000
    /// Each choice costs a bit for each byte of text.
    static let mostSplits = 512

    var instructions: [Instruction] = []
    var classes: [CharacterClass] = []
    var splitCount = 0
    var captureCount = 0
}
