internal import ObsDocuments
internal import ObsFITS
internal import ObsText

/// `card_matching:` — cards whose names match a pattern.
final class CardMatchingSource: Source, SourceWord, @unchecked Sendable {
    static let word = "card_matching"
    static let about =
        "of the cards whose names match this pattern and whose values pass the test beside it (`equals:` …), the first: "
        + "with `give:` its value, its name, or the value of another card, whose name may hold the captures: `VER{1}`"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.text, .integer, .real, .boolean]
    static let argument = Argument()
    static let reads = CardReads.unnamed
    static let examples: [RuleExample] = [
        RuleExample("{card_matching: 'FILTER\\d', one_of: [r, g]}", of: "{FILTER1: open, FILTER2: r}", gives: "r"),
        RuleExample("{card_matching: 'FILTER\\d', give: name, equals: r}", of: "{FILTER2: r}", gives: "FILTER2"),
        RuleExample(
            "{card_matching: 'NAME(\\d)', give: 'VER{1}', equals: cam}", of: "{NAME1: a, NAME2: cam, VER2: 5}",
            gives: "5"),
        RuleExample("{card_matching: 'FILTER\\d'}", of: "{EXPTIME: 30}", ends: .none),
    ]

    enum Give: Sendable {
        case value
        case name
        /// Another card, its name made of pieces and captures.
        case card(prefix: [String], captures: [Int])
    }

    /// What is told of the cards.
    struct Told {
        let pattern: Pattern
        let give: Give
        let test: ValueTest?
    }

    /// A pattern of names, what is given of the card that is found, and a test of its value.
    struct Argument: RuleArgument {
        private let names = PatternArgument()

        let notation: String? = "P"
        var schema: String { names.schema }

        var keys: [RuleKey] {
            var key = RuleKey(
                "give", TextArgument("value|name|CARD", mayBeEmpty: true), isRequired: false,
                "Of the card that was found: value, name, or the name of another card, in which {1} is the first capture."
            )
            // A condition tests the values of all such cards.
            key.schemaInCondition = #""const": "value""#
            return [key]
        }

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Told? {
            let giveNode = compiler.optional(place.reader, keys[0].name)
            let test = place.isInCondition ? nil : compiler.test(place.reader, isRequired: false)
            guard let pattern = names.read(node, place, compiler) else { return nil }
            var give = Give.value
            switch giveNode?.string(compiler.problems) {
            case nil, "value"?: break
            case _ where place.isInCondition:
                compiler.error(
                    .notAllowedHere, giveNode ?? node, "a condition tests the values of all such cards",
                    hint: "take give: away, or put it into values:")
                return nil
            case "name"?: give = .name
            case let template?:
                guard let card = card(template, pattern, giveNode ?? node, compiler) else { return nil }
                give = card
            }
            return Told(pattern: pattern, give: give, test: test)
        }

        /// Another card, whose name a template makes of captures.
        private func card(_ template: String, _ pattern: Pattern, _ node: Node, _ compiler: RuleCompiler) -> Give? {
            var pieces = [""]
            var captures: [Int] = []
            var rest = template[...]
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                guard let number = Int(rest[rest.index(after: open)..<close]),
                    (1...max(1, pattern.captureCount)) ~= number,
                    pattern.captureCount > 0
                else {
                    compiler.error(
                        .badTemplate, node,
                        "'\(template)' has a field that is no capture of a pattern with \(pattern.captureCount)",
                        hint: "write {1} for the first")
                    return nil
                }
                pieces[pieces.count - 1] += rest[..<open]
                pieces.append("")
                captures.append(number)
                rest = rest[rest.index(after: close)...]
            }
            pieces[pieces.count - 1] += rest
            return .card(prefix: pieces, captures: captures)
        }
    }

    private let pattern: Pattern
    private let give: Give
    private let test: ValueTest?
    /// What names must contain, where the pattern says only that.
    private let part: KeywordPart?

    init(_ told: Told) {
        // The case of names does not count.
        pattern = told.pattern.inUpperCase
        give = told.give
        test = told.test
        part = Self.part(pattern.source)
    }

    override var needsUnit: Bool { true }

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
