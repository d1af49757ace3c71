internal import ObsFITS
internal import ObsYAML

/// `card:` — the first usable one of some cards.
final class CardSource: Source, @unchecked Sendable {
    /// One of the cards, and the next to try.
    final class Choice: Sendable {
        let keyword: Keyword
        let unit: PropertyUnit?
        let next: Choice?

        init(_ keyword: Keyword, unit: PropertyUnit?, next: Choice?) {
            self.keyword = keyword
            self.unit = unit
            self.next = next
        }

        func value(in header: Header, _ evaluation: inout Evaluation) -> PropertyValue? {
            guard let found = header.lookUp(keyword) else {
                evaluation.note("there is no \(keyword.name) card")
                return next?.value(in: header, &evaluation)
            }
            guard let value = CardReading.value(found.value, keyword, &evaluation) else {
                return next?.value(in: header, &evaluation)
            }
            evaluation.cardUnit = unit
            CardReading.record(keyword, found, header, &evaluation)
            return value
        }
    }

    let first: Choice
    let hdu: String?

    init(_ first: Choice, hdu: String?) {
        self.first = first
        self.hdu = hdu
    }

    override var keyword: Keyword? { first.keyword }

    /// The card, if there is just one, in no particular HDU.
    var only: Keyword? { hdu == nil && first.next == nil ? first.keyword : nil }

    override var keywords: [Keyword] { sequence(first: first, next: \.next).map(\.keyword) }
    override var subject: String { keywords.map(\.name).joined(separator: " or ") }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        guard let hdu else { return first.value(in: evaluation.header, &evaluation) }
        guard let header = evaluation.hdus.first(where: { $0.name == hdu })?.header else {
            evaluation.note("the file has no HDU '\(hdu)'")
            return nil
        }
        return first.value(in: header, &evaluation)
    }
}

/// Card values as rules see them.
enum CardReading {
    /// The value; nil for an undefined or unusable one, which is written down.
    static func value(_ raw: HeaderValue, _ keyword: Keyword, _ evaluation: inout Evaluation) -> PropertyValue? {
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
    static func record(
        _ keyword: Keyword, _ found: Header.Occurrence, _ header: Header, _ evaluation: inout Evaluation
    ) {
        if found.isRepeated { evaluation.flags.insert(.repeated) }
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
    /// What names must contain, where the pattern says no more than that.
    private let literal: Literal?

    private struct Literal {
        let bytes: [UInt8]
        let isPrefix: Bool

        /// Takes a pattern `TEXT.*` or `.*TEXT.*` apart.
        init?(_ pattern: String) {
            guard pattern.hasSuffix(".*") else { return nil }
            let isPrefix = !pattern.hasPrefix(".*")
            let text = pattern.utf8.dropLast(2).dropFirst(isPrefix ? 0 : 2)
            for byte in text {
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                    UInt8(ascii: " "), UInt8(ascii: "-"):
                    continue
                default: return nil
                }
            }
            guard !text.isEmpty else { return nil }
            bytes = Array(text)
            self.isPrefix = isPrefix
        }
    }

    init(pattern: Pattern, give: Give, test: ValueTest?) {
        self.pattern = pattern
        self.give = give
        self.test = test
        literal = Literal(pattern.source)
    }

    /// The keywords whose names match.
    private func keywords(_ header: Header) -> [Keyword] {
        if let literal {
            return header.keywords { $0.contains(literal.bytes, isPrefix: literal.isPrefix) }
        }
        return header.keywords { pattern.matches($0.name) }
    }

    override var subject: String { "the cards named like the pattern" }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        for keyword in keywords(evaluation.header) {
            guard let own = evaluation.header.lookUp(keyword), let match = pattern.match(keyword.name),
                let value = CardReading.value(own.value, keyword, &evaluation), test?.holds(value, &evaluation) ?? true
            else { continue }
            switch give {
            case .value:
                CardReading.record(keyword, own, evaluation.header, &evaluation)
                return value
            case .name: return .text(keyword.name)
            case .card(let pieces, let captures):
                var name = pieces[0]
                for (piece, capture) in zip(pieces.dropFirst(), captures) {
                    name +=
                        (match.captures.indices.contains(capture - 1) ? match.captures[capture - 1] ?? "" : "") + piece
                }
                let keyword = Keyword(name)
                guard let found = evaluation.header.lookUp(keyword) else {
                    evaluation.note("there is no \(name) card")
                    continue
                }
                guard let other = CardReading.value(found.value, keyword, &evaluation) else { continue }
                CardReading.record(keyword, found, evaluation.header, &evaluation)
                return other
            }
        }
        evaluation.note("no card has such a name and value")
        return nil
    }

    /// Whether any card of such a name has a value that passes.
    func anyMatch(_ evaluation: inout Evaluation, _ passes: (PropertyValue, inout Evaluation) -> Bool) -> Bool {
        for keyword in keywords(evaluation.header) {
            if let found = evaluation.header.lookUp(keyword),
                let value = CardReading.value(found.value, keyword, &evaluation), passes(value, &evaluation)
            {
                return true
            }
        }
        return false
    }
}
