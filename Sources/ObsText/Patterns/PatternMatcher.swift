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
    private let text: UnsafeBufferPointer<UInt8>
    private let isWhole: Bool
    private let slots: UnsafeMutableBufferPointer<Int>
    /// One bit for each choice and place: whether the choice was made there.
    private let made: UnsafeMutableBufferPointer<UInt64>
    private var stack: [Resume] = []

    /// Whether a text matches; what is found goes to a function as starts and ends of the match and its captures.
    static func match<Result>(
        _ program: PatternProgram, _ text: UnsafeBufferPointer<UInt8>, isWhole: Bool,
        _ body: (UnsafeMutableBufferPointer<Int>) -> Result
    ) -> Result? {
        let slots = 2 * program.captureCount + 2
        return withUnsafeTemporaryAllocation(of: Int.self, capacity: slots) { slots in
            slots.initialize(repeating: -1)
            let choices = isWhole && !program.hasChoices ? 0 : program.splitCount
            let words = (choices * (text.count + 1) + 63) / 64
            return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words) { made in
                made.initialize(repeating: 0)
                var matcher = PatternMatcher(
                    program: program, text: text, isWhole: isWhole, slots: slots, made: made)
                return matcher.search() ? body(slots) : nil
            }
        }
    }

    private init(
        program: PatternProgram, text: UnsafeBufferPointer<UInt8>, isWhole: Bool,
        slots: UnsafeMutableBufferPointer<Int>, made: UnsafeMutableBufferPointer<UInt64>
    ) {
        self.program = program
        self.text = text
        self.isWhole = isWhole
        self.slots = slots
        self.made = made
        if !made.isEmpty { stack.reserveCapacity(24) }
    }

    private mutating func search() -> Bool {
        if isWhole { return run(from: 0) }
        // Without a choice before it, the first byte of a match is known.
        let first = program.instructions[1...].first { $0.operation != .save }
        for start in 0...text.count {
            if start < text.count {
                if text[start] & 0xC0 == 0x80 { continue }
                if let first, first.operation == .byte, UInt16(text[start]) != first.first { continue }
            }
            if run(from: start) { return true }
        }
        return false
    }

    private mutating func run(from start: Int) -> Bool {
        program.instructions.withUnsafeBufferPointer { instructions in
            program.classes.withUnsafeBufferPointer { run(instructions, $0, from: start) }
        }
    }

    private mutating func run(
        _ instructions: UnsafeBufferPointer<PatternProgram.Instruction>,
        _ classes: UnsafeBufferPointer<PatternProgram.CharacterClass>, from start: Int
    ) -> Bool {
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
                    goesOn = classes[Int(instruction.first)].contains(value)
                    at &+= length
                }
            case .split where isWhole && instruction.run > 0:
                at = Self.end(of: classes[Int(instruction.run) &- 1], in: text, from: at)
                counter = Int(instruction.second)
            case .split:
                goesOn = notes(Int(instruction.number), at)
                if goesOn {
                    stack.append(Resume(instruction: Int(instruction.second), value: at))
                    counter = Int(instruction.first)
                }
            case .jump: counter = Int(instruction.first)
            case .save:
                let slot = Int(instruction.first)
                if !stack.isEmpty { stack.append(Resume(instruction: -1 - slot, value: slots[slot])) }
                slots[slot] = at
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
        of set: PatternProgram.CharacterClass, in text: UnsafeBufferPointer<UInt8>, from start: Int
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
    private mutating func notes(_ split: Int, _ at: Int) -> Bool {
        let bit = split &* (text.count &+ 1) &+ at
        let mask: UInt64 = 1 << UInt64(bit & 63)
        guard made[bit >> 6] & mask == 0 else { return false }
        made[bit >> 6] |= mask
        return true
    }

    /// Takes back what was done since the last choice that is left.
    private mutating func resume() -> (counter: Int, at: Int)? {
        while let last = stack.popLast() {
            if last.instruction >= 0 { return (last.instruction, last.value) }
            slots[-1 - last.instruction] = last.value
        }
        for slot in slots.indices { slots[slot] = -1 }
        return nil
    }

    /// The character at a place; a byte that is not UTF-8 counts as the replacement character.
    @inline(__always)
    private static func character(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> (length: Int, value: UInt32) {
        text[at] < 0x80 ? (1, UInt32(text[at])) : (UTF8Text.character(text, at) ?? (1, 0xFFFD))
    }
}
