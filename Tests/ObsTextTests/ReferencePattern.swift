import TestSupport

/// A pattern as a tree, with the obvious exponential matcher: what `Pattern` is compared with.
indirect enum ReferencePattern: CustomStringConvertible {
    case character(Character)
    case any
    case oneOf([Character], isNegated: Bool)
    case digit
    case sequence([ReferencePattern])
    case alternatives([ReferencePattern])
    case capture(ReferencePattern, number: Int)
    case group(ReferencePattern)
    /// Of an atom or, with 0 and 1, a group.
    case repeated(ReferencePattern, least: Int, most: Int?)
    case start
    case end

    var description: String {
        switch self {
        case .character(let character): #"\.[](){}?*+|^$"#.contains(character) ? "\\\(character)" : "\(character)"
        case .any: "."
        case .oneOf(let characters, let isNegated): "[\(isNegated ? "^" : "")\(String(characters))]"
        case .digit: "\\d"
        case .sequence(let items): items.map(\.description).joined()
        case .alternatives(let items): items.map(\.description).joined(separator: "|")
        case .capture(let inner, _): "(\(inner))"
        case .group(let inner): "(?:\(inner))"
        case .repeated(let inner, 0, 1): "\(inner)?"
        case .repeated(let inner, 0, nil): "\(inner)*"
        case .repeated(let inner, 1, nil): "\(inner)+"
        case .repeated(let inner, let least, nil): "\(inner){\(least),}"
        case .repeated(let inner, let least, let most?):
            least == most ? "\(inner){\(least)}" : "\(inner){\(least),\(most)}"
        case .start: "^"
        case .end: "$"
        }
    }

    typealias Captures = [Int: Range<Int>]

    /// Matches from a place and calls `then` with where it came to, in the order of preference, until that is true.
    func match(
        _ text: [Character], _ at: Int, _ captures: Captures, _ then: (Int, Captures) -> Bool
    ) -> Bool {
        switch self {
        case .character(let character): return at < text.count && text[at] == character && then(at + 1, captures)
        case .any: return at < text.count && text[at] != "\n" && then(at + 1, captures)
        case .oneOf(let characters, let isNegated):
            return at < text.count && characters.contains(text[at]) != isNegated && then(at + 1, captures)
        case .digit: return at < text.count && ("0"..."9").contains(text[at]) && then(at + 1, captures)
        case .sequence(let items):
            guard let first = items.first else { return then(at, captures) }
            return first.match(text, at, captures) { at, captures in
                ReferencePattern.sequence(Array(items.dropFirst())).match(text, at, captures, then)
            }
        case .alternatives(let items): return items.contains { $0.match(text, at, captures, then) }
        case .capture(let inner, let number):
            return inner.match(text, at, captures) { end, captures in
                then(end, captures.merging([number: at..<end]) { $1 })
            }
        case .group(let inner): return inner.match(text, at, captures, then)
        case .repeated(let inner, let least, let most):
            if let most, most == 0 { return then(at, captures) }
            let rest = ReferencePattern.repeated(inner, least: max(0, least - 1), most: most.map { $0 - 1 })
            if inner.match(
                text, at, captures,
                { end, captures in
                    (end > at || least > 0 || most != nil) && rest.match(text, end, captures, then)
                })
            {
                return true
            }
            return least == 0 && then(at, captures)
        case .start: return at == 0 && then(at, captures)
        case .end: return at == text.count && then(at, captures)
        }
    }

    /// The match and its captures, of the whole text or leftmost in it.
    func find(_ text: [Character], isWhole: Bool) -> (Range<Int>, Captures)? {
        var found: (Range<Int>, Captures)?
        for start in isWhole ? 0...0 : 0...text.count {
            let isFound = match(text, start, [:]) { end, captures in
                guard !isWhole || end == text.count else { return false }
                found = (start..<end, captures)
                return true
            }
            if isFound { return found }
        }
        return nil
    }

    static func random(using generator: inout SeededGenerator, captures: inout Int, depth: Int = 0) -> ReferencePattern
    {
        let alternatives = (0..<(Int.random(in: 0..<4, using: &generator) == 0 ? 2 : 1)).map { _ in
            ReferencePattern.sequence(
                (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                    item(using: &generator, captures: &captures, depth: depth)
                })
        }
        return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
    }

    private static func item(
        using generator: inout SeededGenerator, captures: inout Int, depth: Int
    ) -> ReferencePattern {
        let choice = Int.random(in: 0..<12, using: &generator)
        if choice == 0 { return Bool.random(using: &generator) ? .start : .end }
        if choice < 4, depth < 3 {
            var group: ReferencePattern
            if Bool.random(using: &generator) {
                captures += 1
                let number = captures
                group = .capture(random(using: &generator, captures: &captures, depth: depth + 1), number: number)
            } else {
                group = .group(random(using: &generator, captures: &captures, depth: depth + 1))
            }
            if Int.random(in: 0..<3, using: &generator) == 0 { group = .repeated(group, least: 0, most: 1) }
            return group
        }
        let atoms: [ReferencePattern] = [
            .character("a"), .character("b"), .character("é"), .character("."), .any, .digit,
            .oneOf(["a", "1"], isNegated: false), .oneOf(["b", "é"], isNegated: true),
        ]
        let atom = atoms[Int.random(in: 0..<atoms.count, using: &generator)]
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: return .repeated(atom, least: 0, most: 1)
        case 1: return .repeated(atom, least: 0, most: nil)
        case 2: return .repeated(atom, least: 1, most: nil)
        case 3: return .repeated(atom, least: 2, most: 2)
        case 4: return .repeated(atom, least: 1, most: 3)
        case 5: return .repeated(atom, least: 2, most: nil)
        default: return atom
        }
    }
}
