internal import ObsFITS
internal import ObsText

/// `card_matching:` — cards whose names match a pattern.
final class CardMatchingSource: Source, @unchecked Sendable {
    enum Give: Sendable {
        case value
        case name
        /// Another card, its name made of pieces and captures.
        case card(prefix: [String], captures: [Int])
    }

    let pattern: Pattern
    let give: Give
    let test: ValueTest?
    /// What names must contain, where the pattern says only that.
    private let part: KeywordPart?

    init(pattern: Pattern, give: Give, test: ValueTest?) {
        // The case of names does not count.
        let pattern = pattern.inUpperCase
        self.pattern = pattern
        self.give = give
        self.test = test
        part = Self.part(pattern.source)
    }

    /// The piece of a pattern `TEXT.*` or `.*TEXT.*`.
    private static func part(_ pattern: String) -> KeywordPart? {
        guard pattern.hasSuffix(".*") else { return nil }
        let isPrefix = !pattern.hasPrefix(".*")
        return KeywordPart(Array(pattern.utf8.dropLast(2).dropFirst(isPrefix ? 0 : 2)), isPrefix: isPrefix)
    }

    /// The keywords whose names match.
    private func keywords(_ header: Header) -> [Keyword] {
        if let part { return header.keywords(containing: part) }
        return header.keywords { pattern.matches($0.canonicalName) }
    }

    override var subject: String { "the cards named like the pattern" }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        for keyword in keywords(evaluation.header) {
            guard let match = pattern.match(keyword.canonicalName) else { continue }
            let own = CardReading.outcome(of: keyword, &evaluation)
            guard case .value(let value) = own else {
                if case .none = own { continue }
                return own
            }
            switch test?.truth(of: value, &evaluation, keyword.name) ?? .yes {
            case .yes: break
            case .no: continue
            case .undecided(let reason): return .undecided(reason)
            }
            switch give {
            case .value: return own
            case .name: return .value(.text(keyword.canonicalName))
            case .card(let pieces, let captures):
                var name = pieces[0]
                for (piece, capture) in zip(pieces.dropFirst(), captures) {
                    name +=
                        (match.captures.indices.contains(capture - 1) ? match.captures[capture - 1] ?? "" : "") + piece
                }
                let other = CardReading.outcome(of: Keyword(name), &evaluation)
                if case .none = other { continue }
                return other
            }
        }
        evaluation.note("no card has such a name and value")
        return .none
    }

    /// Whether any card of such a name passes.
    func anyTruth(
        _ evaluation: inout Evaluation, _ truth: (Outcome, String, inout Evaluation) -> Truth
    ) -> Truth {
        var open: Truth?
        for keyword in keywords(evaluation.header) {
            let found = truth(CardReading.outcome(of: keyword, &evaluation), keyword.name, &evaluation)
            switch found {
            case .yes: return .yes
            case .no: continue
            case .undecided: if open == nil { open = found }
            }
        }
        return open ?? .no
    }
}
