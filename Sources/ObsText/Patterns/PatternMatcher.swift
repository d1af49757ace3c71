/// Runs the program of a pattern over a text.
///
/// It tries alternatives one after the other, as backtracking matchers do, so that simple patterns cost next to nothing;
/// but it notes every choice (split, place) that has failed, and never makes it twice. Between two choices there are
/// at most as many steps as the program has instructions, so the time is bounded by text times program. Captures do not
/// influence what matches, therefore a choice that failed once fails always, from whichever start it is reached.
struct PatternMatcher {
    /// A choice to return to, or a slot to restore.
    private struct Resume {
        /// Instruction, or -1 - slot.
        let instruction: Int
        /// Place, or the slot's value.
        let value: Int
    }

    private let program: PatternProgram
    private let isWhole: Bool
    /// How many slots there are; 0 where nobody asks for them.
    private let slotCount: Int
    /// Starts and ends of the match and its first captures, -1 where there is none.
    private var firstSlots = InlineArray<8, Int>(repeating: -1)
    /// Starts and ends of the other captures.
    private var moreSlots: [Int]
    /// One bit for each choice and place: whether the choice was made there.
    private var made: [UInt64]
    private var stack: [Resume] = []

    /// Whether a text in UTF-8 matches.
    static func matches(_ program: PatternProgram, _ text: Span<UInt8>, isWhole: Bool) -> Bool {
        var matcher = PatternMatcher(program, textCount: text.count, isWhole: isWhole, slotCount: 0)
        return matcher.search(text)
    }

    /// Starts and ends of the match and its captures in a text in UTF-8, -1 where there is none; nil when it does not match.
    static func slots(_ program: PatternProgram, _ text: Span<UInt8>, isWhole: Bool) -> [Int]? {
        var matcher = PatternMatcher(
            program, textCount: text.count, isWhole: isWhole, slotCount: 2 * program.captureCount + 2)
        return matcher.search(text) ? (0..<matcher.slotCount).map { matcher.slot($0) } : nil
    }

    /// Where a capture lies in a text in UTF-8 that matches as a whole; nil when it does not match, or when nothing is captured.
    static func range(ofCapture number: Int, _ program: PatternProgram, _ text: Span<UInt8>) -> Range<Int>? {
        var matcher = PatternMatcher(
            program, textCount: text.count, isWhole: true, slotCount: 2 * program.captureCount + 2)
        guard matcher.search(text), matcher.slot(2 * number) >= 0 else { return nil }
        return matcher.slot(2 * number)..<matcher.slot(2 * number + 1)
    }

    @inline(__always)
    private func slot(_ slot: Int) -> Int {
        slot < firstSlots.count ? firstSlots[slot] : moreSlots[slot - firstSlots.count]
    }

    @inline(__always)
    private mutating func set(_ slot: Int, _ value: Int) {
        if slot < firstSlots.count { firstSlots[slot] = value } else { moreSlots[slot - firstSlots.count] = value }
    }

    private init(_ program: PatternProgram, textCount: Int, isWhole: Bool, slotCount: Int) {
        self.program = program
        self.isWhole = isWhole
        self.slotCount = slotCount
        let more = slotCount - firstSlots.count
        moreSlots = more > 0 ? Array(repeating: -1, count: more) : []
        let choices = isWhole && !program.hasChoices ? 0 : program.splitCount
        made = choices == 0 ? [] : Array(repeating: 0, count: (choices * (textCount + 1) + 63) / 64)
        if !made.isEmpty { stack.reserveCapacity(24) }
    }

    private mutating func search(_ text: Span<UInt8>) -> Bool {
        if isWhole { return run(text, from: 0) }
        // Without a choice before it, the first byte of a match is known.
        let first = program.instructions[1...].first { $0.operation != .save }
        for start in 0...text.count {
            if start < text.count {
                if text[start] & 0xC0 == 0x80 { continue }
                if let first, first.operation == .byte, UInt16(text[start]) != first.first { continue }
            }
            if run(text, from: start) { return true }
        }
        return false
    }

    private mutating func run(_ text: Span<UInt8>, from start: Int) -> Bool {
        let instructions = program.instructions
        var at = start
        var counter = 0
        while true {
            let instruction = instructions[counter]
            var goesOn = true
            counter &+= 1
            switch instruction.operation {
            case .byte:
                goesOn = at < text.count && UInt16(text[at]) == instruction.first
                at &+= 1
            case .any:
                goesOn = at < text.count && text[at] != 0x0A
                if goesOn { at &+= Self.character(text, at).length }
            case .set:
                goesOn = at < text.count
                if goesOn {
                    let (length, value) = Self.character(text, at)
                    goesOn = program.classes[Int(instruction.first)].contains(value)
                    at &+= length
                }
            case .split where isWhole && instruction.run > 0:
                at = Self.end(of: program.classes[Int(instruction.run) &- 1], in: text, from: at)
                counter = Int(instruction.second)
            case .split:
                goesOn = notes(Int(instruction.number), at, text.count)
                if goesOn {
                    stack.append(Resume(instruction: Int(instruction.second), value: at))
                    counter = Int(instruction.first)
                }
            case .jump: counter = Int(instruction.first)
            case .save:
                if slotCount == 0 { break }
                let slot = Int(instruction.first)
                if !stack.isEmpty { stack.append(Resume(instruction: -1 - slot, value: self.slot(slot))) }
                set(slot, at)
            case .textStart: goesOn = at == 0
            case .textEnd: goesOn = at == text.count
            case .accept:
                goesOn = !isWhole || at == text.count
                if goesOn {
                    stack.removeAll(keepingCapacity: true)
                    return true
                }
            }
            if goesOn { continue }
            guard let resumed = resume() else { return false }
            (counter, at) = resumed
        }
    }

    /// Where the characters of a class end.
    @inline(__always)
    private static func end(
        of set: PatternProgram.CharacterClass, in text: Span<UInt8>, from start: Int
    ) -> Int {
        var at = start
        while at < text.count {
            let (length, value) = character(text, at)
            guard set.contains(value) else { break }
            at &+= length
        }
        return at
    }

    /// Notes a choice; false when it was made before.
    @inline(__always)
    private mutating func notes(_ split: Int, _ at: Int, _ textCount: Int) -> Bool {
        let bit = split &* (textCount &+ 1) &+ at
        let mask: UInt64 = 1 << UInt64(bit & 63)
        guard made[bit >> 6] & mask == 0 else { return false }
        made[bit >> 6] |= mask
        return true
    }

    /// Takes back what was done since the last choice that is left.
    private mutating func resume() -> (counter: Int, at: Int)? {
        while let last = stack.popLast() {
            if last.instruction >= 0 { return (last.instruction, last.value) }
            set(-1 - last.instruction, last.value)
        }
        for slot in 0..<slotCount { set(slot, -1) }
        return nil
    }

    /// The character at a place; a byte that is not UTF-8 counts as the replacement character.
    @inline(__always)
    private static func character(_ text: Span<UInt8>, _ at: Int) -> (length: Int, value: UInt32) {
        text[at] < 0x80 ? (1, UInt32(text[at])) : (UTF8Text.character(text, at) ?? (1, 0xFFFD))
    }
}
