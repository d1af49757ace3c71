/// Reads a pattern and makes its program.
struct PatternCompiler {
    private typealias Operation = PatternProgram.Operation
    private typealias Instruction = PatternProgram.Instruction

    private static let deepest = 16
    private static let mostCaptures = 20
    private static let largestCount = 255

    private let source: String
    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var depth = 0
    private var program = PatternProgram()

    static func program(_ source: String) throws -> PatternProgram {
        var compiler = PatternCompiler(source)
        guard compiler.scalars.count <= Pattern.maximumLength else {
            throw compiler.error(
                .tooLarge, Pattern.maximumLength,
                "the pattern has \(compiler.scalars.count) characters; at most \(Pattern.maximumLength) are allowed")
        }
        try compiler.emit(.save, 0)
        try compiler.alternatives()
        if compiler.at < compiler.scalars.count {
            throw compiler.error(.syntax, compiler.at, "')' closes no group; write \\)")
        }
        try compiler.emit(.save, 1)
        try compiler.emit(.accept)
        compiler.program.findRuns()
        return compiler.program
    }

    private init(_ source: String) {
        self.source = source
        scalars = Array(source.unicodeScalars)
    }

    /// Alternatives up to a closing parenthesis or the end.
    private mutating func alternatives() throws {
        var exits: [Int] = []
        while true {
            let start = program.instructions.count
            try items()
            guard here == "|" else { break }
            at += 1
            // The alternative moves by one, so that the choice stands before it.
            try insertSplit(at: start)
            exits.append(program.instructions.count)
            try emit(.jump)
            program.instructions[start].second = UInt16(program.instructions.count)
        }
        for exit in exits { program.instructions[exit].first = UInt16(program.instructions.count) }
    }

    private mutating func items() throws {
        while let scalar = here, scalar != "|", scalar != ")" {
            let start = at
            let firstInstruction = program.instructions.count
            switch scalar {
            case "(":
                try group()
                try repeatGroup(firstInstruction)
            case "^", "$":
                at += 1
                try emit(scalar == "^" ? .textStart : .textEnd)
                if isRepeat(here) {
                    throw error(.syntax, at, "nothing can be repeated here; write \\\(scalar) for the character")
                }
            default:
                try atom()
                try repeatAtom(firstInstruction, start)
            }
        }
    }

    private mutating func group() throws {
        let open = at
        at += 1
        guard depth < Self.deepest else {
            throw error(.tooLarge, open, "groups are nested deeper than \(Self.deepest)")
        }
        depth += 1
        defer { depth -= 1 }
        var capture: Int?
        if here == "?" {
            guard at + 1 < scalars.count, scalars[at + 1] == ":" else {
                throw error(.unsupported, at, "'(?' begins something that patterns do not have; only (?:…) exists")
            }
            at += 2
        } else {
            program.captureCount += 1
            guard program.captureCount <= Self.mostCaptures else {
                throw error(
                    .tooLarge, open, "there are more than \(Self.mostCaptures) captures; write (?:…) for groups")
            }
            capture = program.captureCount
        }
        if let capture { try emit(.save, UInt16(2 * capture)) }
        try alternatives()
        guard here == ")" else { throw error(.syntax, open, "'(' is not closed; write \\( for the character") }
        at += 1
        if let capture { try emit(.save, UInt16(2 * capture + 1)) }
    }

    private mutating func repeatGroup(_ firstInstruction: Int) throws {
        guard let scalar = here, isRepeat(scalar) else { return }
        guard scalar == "?" else {
            throw error(.unsupported, at, "a group cannot be repeated; only single characters and classes can")
        }
        at += 1
        try insertSplit(at: firstInstruction)
        program.instructions[firstInstruction].second = UInt16(program.instructions.count)
        try refuseSecondRepeat()
    }

    /// Repeats the instructions of the atom from `firstInstruction` to the end as often as what follows says.
    private mutating func repeatAtom(_ firstInstruction: Int, _ start: Int) throws {
        guard let scalar = here, isRepeat(scalar) else { return }
        let atom = Array(program.instructions[firstInstruction...])
        let place = at
        at += 1
        var least = 0
        var most: Int?
        switch scalar {
        case "?": most = 1
        case "*": break
        case "+": least = 1
        default: (least, most) = try counts(from: place)
        }
        program.instructions.removeSubrange(firstInstruction...)
        for _ in 0..<least { try append(atom) }
        if let most {
            var splits: [Int] = []
            for _ in least..<most {
                splits.append(program.instructions.count)
                try emitSplit()
                try append(atom)
            }
            for split in splits { program.instructions[split].second = UInt16(program.instructions.count) }
        } else {
            let split = program.instructions.count
            try emitSplit()
            try append(atom)
            try emit(.jump, UInt16(split))
            program.instructions[split].second = UInt16(program.instructions.count)
        }
        try refuseSecondRepeat()
    }

    private func refuseSecondRepeat() throws {
        guard isRepeat(here) else { return }
        throw error(.unsupported, at, "a repeat cannot be repeated, and there are no lazy or possessive ones")
    }

    /// Reads `n}`, `n,}` or `n,m}`.
    private mutating func counts(from brace: Int) throws -> (least: Int, most: Int?) {
        guard let least = try count() else {
            throw error(.syntax, brace, "'{' is followed by a number, as in {2} or {1,3}; write \\{ for the character")
        }
        var most: Int? = least
        if here == "," {
            at += 1
            most = try count()
        }
        guard here == "}" else { throw error(.syntax, brace, "a repeat is written {2}, {1,} or {1,3}") }
        at += 1
        if let most, most < least { throw error(.syntax, brace, "the repeat {\(least),\(most)} allows no number") }
        return (least, most)
    }

    private mutating func count() throws -> Int? {
        let start = at
        var value = 0
        while let digit = here?.value, (0x30...0x39).contains(digit) {
            value = value * 10 + Int(digit - 0x30)
            guard value <= Self.largestCount else {
                throw error(.tooLarge, start, "at most \(Self.largestCount) repeats can be counted")
            }
            at += 1
        }
        return at > start ? value : nil
    }

    private mutating func atom() throws {
        let start = at
        let scalar = scalars[at]
        at += 1
        switch scalar {
        case ".": try emit(.any)
        case "[": try characterClass(from: start)
        case "\\":
            let (value, set) = try escape(from: start, isInClass: false)
            if let set { try emit(set) } else { try emit(value) }
        case "?", "*", "+":
            throw error(.syntax, start, "'\(scalar)' has nothing to repeat; write \\\(scalar) for the character")
        case "{", "}", "]":
            throw error(.syntax, start, "'\(scalar)' stands alone; write \\\(scalar) for the character")
        default: try emit(scalar)
        }
    }

    /// Reads an escape behind its backslash: a character, or a class.
    private mutating func escape(
        from start: Int, isInClass: Bool
    ) throws -> (Unicode.Scalar, PatternProgram.CharacterClass?) {
        guard let scalar = here else {
            throw error(.syntax, start, "a backslash ends the pattern; write \\\\ for the character")
        }
        at += 1
        switch scalar {
        case "t": return ("\t", nil)
        case "n": return ("\n", nil)
        case "r": return ("\r", nil)
        case "d", "w", "s": return (scalar, Self.shorthand(scalar))
        case "D", "W", "S":
            guard !isInClass else {
                throw error(
                    .unsupported, start, "'\\\(scalar)' cannot stand in a class; negate the whole class with [^…]")
            }
            var set = Self.shorthand(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            set.isNegated = true
            return (scalar, set)
        case "0"..."9", "a"..."z", "A"..."Z":
            throw error(.unsupported, start, "patterns have no '\\\(scalar)'")
        default:
            guard scalar.isASCII, scalar.value > 0x20, scalar.value < 0x7F else {
                throw error(.syntax, start, "only punctuation is written with a backslash")
            }
            return (scalar, nil)
        }
    }

    private static func shorthand(_ letter: Unicode.Scalar) -> PatternProgram.CharacterClass {
        var set = PatternProgram.CharacterClass()
        switch letter {
        case "d": set.insert(0x30...0x39)
        case "w":
            set.insert(0x30...0x39)
            set.insert(0x41...0x5A)
            set.insert(0x5F...0x5F)
            set.insert(0x61...0x7A)
        default:
            set.insert(0x09...0x0D)
            set.insert(0x20...0x20)
        }
        return set
    }

    private mutating func characterClass(from start: Int) throws {
        var set = PatternProgram.CharacterClass()
        if here == "^" {
            set.isNegated = true
            at += 1
        }
        let first = at
        while true {
            guard let scalar = here else {
                throw error(.syntax, start, "'[' is not closed; write \\[ for the character")
            }
            if scalar == "]" { break }
            let memberStart = at
            guard let low = try member(into: &set) else {
                if here == "-", at + 1 < scalars.count, scalars[at + 1] != "]" {
                    throw error(.syntax, at, "a range goes from character to character")
                }
                continue
            }
            guard here == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
                set.insert(low.value...low.value)
                continue
            }
            at += 1
            var unused = PatternProgram.CharacterClass()
            guard let high = try member(into: &unused) else {
                throw error(.syntax, memberStart, "a range goes from character to character")
            }
            guard low.value <= high.value else {
                throw error(
                    .syntax, memberStart, "the range '\(low)-\(high)' is empty; its ends are the wrong way round")
            }
            set.insert(low.value...high.value)
        }
        guard at > first else {
            throw error(.syntax, start, "a class has at least one character; write \\] for a bracket")
        }
        at += 1
        try emit(set)
    }

    /// Reads a member of a class: a character, or nil when it was a class that went into `set`.
    private mutating func member(into set: inout PatternProgram.CharacterClass) throws -> Unicode.Scalar? {
        let start = at
        guard let scalar = here else { throw error(.syntax, start, "a class is not closed") }
        at += 1
        switch scalar {
        case "\\":
            let (value, inner) = try escape(from: start, isInClass: true)
            guard let inner else { return value }
            set.low |= inner.low
            set.high |= inner.high
            return nil
        case "[": throw error(.syntax, start, "'[' stands in a class; write \\[ for the character")
        default: return scalar
        }
    }
}

// Instructions.
extension PatternCompiler {
    private var here: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private func isRepeat(_ scalar: Unicode.Scalar?) -> Bool {
        scalar == "?" || scalar == "*" || scalar == "+" || scalar == "{"
    }

    private mutating func emit(_ operation: Operation, _ first: UInt16 = 0) throws {
        try append([Instruction(operation: operation, first: first)])
    }

    private mutating func emit(_ scalar: Unicode.Scalar) throws {
        // A character of several bytes is repeated as one: as a class of one character.
        guard scalar.isASCII else {
            var set = PatternProgram.CharacterClass()
            set.insert(scalar.value...scalar.value)
            return try emit(set)
        }
        try emit(.byte, UInt16(scalar.value))
    }

    private mutating func emit(_ set: PatternProgram.CharacterClass) throws {
        program.classes.append(set)
        try emit(.set, UInt16(program.classes.count - 1))
    }

    private mutating func emitSplit() throws {
        guard program.splitCount < PatternProgram.mostSplits else { throw tooLarge }
        let next = UInt16(program.instructions.count + 1)
        try append([Instruction(operation: .split, number: UInt16(program.splitCount), first: next)])
        program.splitCount += 1
    }

    /// Puts a split before instructions that exist, whose targets move with them.
    private mutating func insertSplit(at place: Int) throws {
        guard program.instructions.count < PatternProgram.largest, program.splitCount < PatternProgram.mostSplits else {
            throw tooLarge
        }
        for index in place..<program.instructions.count {
            let operation = program.instructions[index].operation
            guard operation == .split || operation == .jump else { continue }
            program.instructions[index].first += 1
            program.instructions[index].second += 1
        }
        program.instructions.insert(
            Instruction(operation: .split, number: UInt16(program.splitCount), first: UInt16(place + 1)), at: place)
        program.splitCount += 1
    }

    private mutating func append(_ instructions: [Instruction]) throws {
        guard program.instructions.count + instructions.count <= PatternProgram.largest else { throw tooLarge }
        program.instructions.append(contentsOf: instructions)
    }

    private var tooLarge: PatternError {
        error(.tooLarge, at, "the pattern is too large; repeat less")
    }

    private func error(_ code: PatternError.Code, _ offset: Int, _ message: String) -> PatternError {
        PatternError(code: code, source: source, position: offset + 1, message: message)
    }
}
