internal import ObsFITS
internal import ObsYAML

/// `card:` — the first usable one of some cards.
final class CardSource: Source, @unchecked Sendable {
    let cards: [(keyword: Keyword, unit: PropertyUnit?)]
    let hdu: String?

    init(cards: [(keyword: Keyword, unit: PropertyUnit?)], hdu: String?) {
        self.cards = cards
        self.hdu = hdu
    }

    override var keyword: Keyword? { cards.first?.keyword }
    override var keywords: [Keyword] { cards.map(\.keyword) }
    override var subject: String { cards.map(\.keyword.name).joined(separator: " or ") }

    override func value(_ evaluation: Evaluation) -> PropertyValue? {
        guard let hdu else { return value(in: evaluation.header, evaluation) }
        guard let header = evaluation.surroundings.hdus.first(where: { $0.name == hdu })?.header else {
            evaluation.note("the file has no HDU '\(hdu)'")
            return nil
        }
        return value(in: header, evaluation)
    }

    private func value(in header: Header, _ evaluation: Evaluation) -> PropertyValue? {
        for (keyword, unit) in cards {
            guard let raw = header[keyword] else {
                evaluation.note("there is no \(keyword.name) card")
                continue
            }
            guard let value = CardReading.value(raw, keyword, evaluation) else { continue }
            evaluation.cardUnit = unit
            CardReading.record(keyword, header, evaluation)
            return value
        }
        return nil
    }
}

/// Card values as rules see them.
enum CardReading {
    /// The value; nil for an undefined or unusable one, which is written down.
    static func value(_ raw: HeaderValue, _ keyword: Keyword, _ evaluation: Evaluation) -> PropertyValue? {
        switch raw {
        case .string(let text): return .text(text)
        case .integer(let number): return .integer(number)
        case .logical(let truth): return .boolean(truth)
        case .real(let number):
            if number.isFinite { return .real(number) }
            evaluation.complain(keyword, "\(keyword.name) is \(number), not a finite number")
        case .undefined:
            evaluation.note("\(keyword.name) is undefined")
        case .malformed(let text):
            evaluation.complain(
                keyword, "\(keyword.name) cannot be read as a FITS value: \(PropertyValue.text(text).quoted)")
        case .complex:
            evaluation.complain(keyword, "\(keyword.name) is a complex number, which no property is")
        }
        return nil
    }

    /// Remembers which card was used, and that it is not the only one of its name.
    static func record(_ keyword: Keyword, _ header: Header, _ evaluation: Evaluation) {
        if header.isRepeated(keyword) { evaluation.flags.insert(.repeated) }
        if evaluation.trace != nil, let card = header.card(keyword), !(evaluation.trace?.cards.contains(card) ?? true) {
            evaluation.trace?.cards.append(card)
        }
    }
}

/// `cardMatching:` — cards whose names match a pattern.
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

    init(pattern: Pattern, give: Give, test: ValueTest?) {
        self.pattern = pattern
        self.give = give
        self.test = test
    }

    override var subject: String { "the cards named like the pattern" }

    override func value(_ evaluation: Evaluation) -> PropertyValue? {
        for card in evaluation.header {
            guard let match = pattern.match(card.keyword.name),
                let value = CardReading.value(card.value, card.keyword, evaluation),
                test?.holds(value, evaluation) ?? true
            else { continue }
            switch give {
            case .value:
                CardReading.record(card.keyword, evaluation.header, evaluation)
                return value
            case .name: return .text(card.keyword.name)
            case .card(let pieces, let captures):
                var name = pieces[0]
                for (piece, capture) in zip(pieces.dropFirst(), captures) {
                    name +=
                        (match.captures.indices.contains(capture - 1) ? match.captures[capture - 1] ?? "" : "") + piece
                }
                let keyword = Keyword(name)
                guard let raw = evaluation.header[keyword] else {
                    evaluation.note("there is no \(name) card")
                    continue
                }
                guard let other = CardReading.value(raw, keyword, evaluation) else { continue }
                CardReading.record(keyword, evaluation.header, evaluation)
                return other
            }
        }
        evaluation.note("no card has such a name and value")
        return nil
    }

    /// Whether any card of such a name has a value that passes.
    func anyMatch(_ evaluation: Evaluation, _ passes: (PropertyValue) -> Bool) -> Bool {
        for card in evaluation.header where pattern.match(card.keyword.name) != nil {
            if let value = CardReading.value(card.value, card.keyword, evaluation), passes(value) { return true }
        }
        return false
    }
}
