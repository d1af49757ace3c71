internal import ObsFITS
internal import ObsYAML

/// `card:` — the first usable one of some cards.
final class CardSource: Source, @unchecked Sendable {
    /// One of the cards, and the next to try.
    final class Choice: Sendable {
        let keyword: Keyword
        let unit: PropertyUnit?
        let hdu: String?
        let next: Choice?

        init(_ keyword: Keyword, unit: PropertyUnit?, hdu: String?, next: Choice?) {
            self.keyword = keyword
            self.unit = unit
            self.hdu = hdu
            self.next = next
        }

        func value(_ evaluation: inout Evaluation) -> PropertyValue? {
            guard let value = CardReading.value(of: keyword, in: hdu, &evaluation) else {
                return next?.value(&evaluation)
            }
            evaluation.cardUnit = unit
            return value
        }
    }

    let first: Choice

    init(_ first: Choice) { self.first = first }

    override var keyword: Keyword? { first.keyword }

    /// The card, if there is just one, in no particular HDU.
    var only: Keyword? { first.hdu == nil && first.next == nil ? first.keyword : nil }

    override var keywords: [Keyword] { sequence(first: first, next: \.next).map(\.keyword) }
    override var subject: String { keywords.map(\.name).joined(separator: " or ") }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        if let hdu = first.hdu, evaluation.header(ofHDU: hdu) == nil {
            evaluation.note("the file has no HDU '\(hdu)'")
            return nil
        }
        return first.value(&evaluation)
    }
}

/// Card values as rules see them.
enum CardReading {
    /// The value; nil for an undefined or unusable one, which is written down.
    @inline(__always)
    static func value(
        _ raw: consuming HeaderValue, _ keyword: Keyword, _ evaluation: inout Evaluation
    ) -> PropertyValue? {
        switch consume raw {
        case .string(let text): return .text(text)
        case .integer(let number): return .integer(number)
        case .logical(let truth): return .boolean(truth)
        case .real(let number) where number.isFinite: return .real(number)
        case let other:
            objection(other, keyword, &evaluation)
            return nil
        }
    }

    /// The value of a card, which is remembered as used; nil where there is none that can be used.
    @inline(__always)
    static func value(of keyword: Keyword, in hdu: String? = nil, _ evaluation: inout Evaluation) -> PropertyValue? {
        // No header is passed around, so that none is counted.
        var isRepeated = false
        let found =
            hdu == nil
            ? evaluation.header.value(of: keyword, isRepeated: &isRepeated)
            : evaluation.header(ofHDU: hdu)?.value(of: keyword, isRepeated: &isRepeated)
        guard let found else {
            evaluation.note("there is no \(keyword.name) card")
            return nil
        }
        guard let value = value(found, keyword, &evaluation) else { return nil }
        record(keyword, isRepeated: isRepeated, hdu: hdu, &evaluation)
        return value
    }

    /// The value of a card that is looked at before it is known whether it will be used.
    static func candidate(
        _ keyword: Keyword, _ evaluation: inout Evaluation
    ) -> (
        value: PropertyValue, isRepeated: Bool
    )? {
        var isRepeated = false
        guard let found = evaluation.header.value(of: keyword, isRepeated: &isRepeated) else { return nil }
        return value(found, keyword, &evaluation).map { ($0, isRepeated) }
    }

    private static func objection(_ raw: HeaderValue, _ keyword: Keyword, _ evaluation: inout Evaluation) {
        switch raw {
        case .string, .integer, .logical: break
        case .real(let number):
            evaluation.complain(keyword, "\(keyword.name) is \(number), not a finite number")
        case .undefined:
            evaluation.note("\(keyword.name) is undefined")
        case .malformed(let text):
            evaluation.complain(
                keyword, "\(keyword.name) cannot be read as a FITS value: \(PropertyValue.text(text).quoted)")
        case .complex:
            evaluation.complain(keyword, "\(keyword.name) is a complex number, which no property is")
        }
    }

    /// Remembers which card was used, and that it is not the only one of its name.
    @inline(__always)
    static func record(
        _ keyword: Keyword, isRepeated: Bool, hdu: String? = nil, _ evaluation: inout Evaluation
    ) {
        if isRepeated { evaluation.flags.insert(.repeated) }
        if evaluation.trace != nil { trace(keyword, hdu, &evaluation) }
    }

    private static func trace(_ keyword: Keyword, _ hdu: String?, _ evaluation: inout Evaluation) {
        guard let card = evaluation.header(ofHDU: hdu)?.card(keyword) else { return }
        if evaluation.trace?.cards.contains(card) == false { evaluation.trace?.cards.append(card) }
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
    private let part: KeywordPart?

    init(pattern: Pattern, give: Give, test: ValueTest?) {
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
        return header.keywords { pattern.matches($0.name) }
    }

    override var subject: String { "the cards named like the pattern" }

    override func value(_ evaluation: inout Evaluation) -> PropertyValue? {
        for keyword in keywords(evaluation.header) {
            guard let match = pattern.match(keyword.name), let own = CardReading.candidate(keyword, &evaluation),
                test?.holds(own.value, &evaluation) ?? true
            else { continue }
            switch give {
            case .value:
                CardReading.record(keyword, isRepeated: own.isRepeated, &evaluation)
                return own.value
            case .name: return .text(keyword.name)
            case .card(let pieces, let captures):
                var name = pieces[0]
                for (piece, capture) in zip(pieces.dropFirst(), captures) {
                    name +=
                        (match.captures.indices.contains(capture - 1) ? match.captures[capture - 1] ?? "" : "") + piece
                }
                guard let other = CardReading.value(of: Keyword(name), &evaluation) else { continue }
                return other
            }
        }
        evaluation.note("no card has such a name and value")
        return nil
    }

    /// Whether any card of such a name has a value that passes.
    func anyMatch(_ evaluation: inout Evaluation, _ passes: (PropertyValue, inout Evaluation) -> Bool) -> Bool {
        for keyword in keywords(evaluation.header) {
            guard let value = CardReading.value(of: keyword, &evaluation) else { continue }
            if passes(value, &evaluation) { return true }
        }
        return false
    }
}
