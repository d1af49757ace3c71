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
        /// Of a split: the class of which as many characters as there are may be taken at once, counted from 1; 0
        /// where a character may have to be given back.
        var run: UInt16 = 0
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

        /// Whether no ASCII character is in both classes, and no other in either.
        func isApart(from other: CharacterClass) -> Bool {
            guard !isNegated || !other.isNegated else { return false }
            let beyond = (isNegated || !ranges.isEmpty) && (other.isNegated || !other.ranges.isEmpty)
            return !beyond && bits.low & other.bits.low == 0 && bits.high & other.bits.high == 0
        }

        private var bits: (low: UInt64, high: UInt64) { isNegated ? (~low, ~high) : (low, high) }

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
    /// Whether a match of the whole text may have to try more than one way.
    var hasChoices = false
}

extension PatternProgram {
    /// Finds the repeats that a match of the whole text can take at once: nothing that may follow them begins with a
    /// character that they repeat, and no choice comes before them, so that each is come upon once.
    mutating func findRuns() {
        for place in instructions.indices where instructions[place].operation == .split {
            let split = instructions[place]
            // As the compiler writes `x*`: a split, the atom, and a jump back to the split.
            guard Int(split.first) == place + 1, Int(split.second) == place + 3,
                instructions[place + 2].operation == .jump, Int(instructions[place + 2].first) == place,
                let set = characters(of: instructions[place + 1]),
                isApart(set, from: place + 3, depth: 0)
            else {
                hasChoices = true
                return
            }
            classes.append(set)
            instructions[place].run = UInt16(classes.count)
        }
    }

    /// The characters of an instruction that matches one.
    private func characters(of instruction: Instruction) -> CharacterClass? {
        switch instruction.operation {
        case .set: return classes[Int(instruction.first)]
        case .byte:
            var set = CharacterClass()
            set.insert(UInt32(instruction.first)...UInt32(instruction.first))
            return set
        default: return nil
        }
    }

    /// Whether nothing that matches from a place on begins with one of some characters; a match may end there.
    private func isApart(_ set: CharacterClass, from place: Int, depth: Int) -> Bool {
        guard depth < 8 else { return false }
        let next = instructions[place]
        switch next.operation {
        case .set, .byte: return characters(of: next).map(set.isApart) ?? false
        case .save: return isApart(set, from: place + 1, depth: depth + 1)
        case .jump: return isApart(set, from: Int(next.first), depth: depth + 1)
        case .split:
            return isApart(set, from: Int(next.first), depth: depth + 1)
                && isApart(set, from: Int(next.second), depth: depth + 1)
        case .textEnd, .accept: return true
        case .any, .textStart: return false
        }
    }
}
