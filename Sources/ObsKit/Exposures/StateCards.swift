internal import ObsCalibrations
internal import ObsFITS
internal import ObsText
internal import ObsTranslation

/// The cards of an observation that say in which state the instrument was: those that kinds of calibration name.
struct StateCards: Sendable {
    /// What a key comes to.
    enum Reading: Hashable, Sendable {
        /// A value; and what a reader should know of how it was taken.
        case value(KeyValue, remark: String?)
        /// The header does not say.
        case absent(String)
        /// The header says something that cannot be taken.
        case refused(String)
    }

    /// What of a rule decides how a card is read; kinds that compare a key otherwise read it alike.
    private struct Wanted: Hashable {
        let name: String
        let card: String?
        let unit: String?
        let type: KeyRule.ValueType?

        init(_ rule: KeyRule) {
            name = rule.name
            card = rule.card
            unit = rule.unit
            type = rule.comparesNumbers ? .number : rule.type
        }
    }

    private let readings: [Wanted: Reading]
    /// The rules that were read, each for one way to read a card, in the order of the kinds.
    private let rules: [KeyRule]

    /// Reads the keys of kinds from a header.
    ///
    /// - Parameters:
    ///   - report: a translated header, which is read as it is after corrections
    ///   - kinds: the kinds of calibration
    init(_ report: TranslationReport, _ kinds: CalibrationKinds) {
        var readings: [Wanted: Reading] = [:]
        var rules: [KeyRule] = []
        for kind in kinds.all {
            for rule in kind.state where rule.match != .notApplicable {
                let wanted = Wanted(rule)
                if readings[wanted] == nil {
                    readings[wanted] = Self.reading(of: rule, in: report)
                    rules.append(rule)
                } else if rule.isRequired, let place = rules.firstIndex(where: { Wanted($0) == wanted }) {
                    rules[place] = rule
                }
            }
        }
        self.readings = readings
        self.rules = rules
    }

    /// Every key that was read, in the order of the kinds; with the rule that needs it most.
    var all: [(rule: KeyRule, reading: Reading)] {
        rules.compactMap { rule in self[rule].map { (rule: rule, reading: $0) } }
    }

    /// What a key comes to; nil of one that was not asked for when the header was there.
    subscript(rule: KeyRule) -> Reading? { readings[Wanted(rule)] }

    private static func reading(of rule: KeyRule, in report: TranslationReport) -> Reading {
        guard let name = rule.card else { return .absent("no card has it, so the program gives it") }
        let keyword = Keyword(name)
        if let reason = report.refusal(ofCard: keyword) { return .refused(reason) }
        let cards = report.header.cards(named: keyword)
        guard let card = cards.first else { return .absent("there is no \(name) card") }
        if let other = cards.first(where: { $0.value != card.value }) {
            return .refused("\(name) is there several times, as \(card.value.words) and \(other.value.words)")
        }
        if card.value.isUndefined { return .absent("\(name) is undefined") }
        return rule.comparesNumbers ? number(card, rule) : value(card, rule)
    }

    /// The value of a key that may be a text.
    private static func value(_ card: Card, _ rule: KeyRule) -> Reading {
        let wantsText = rule.type == .text
        switch card.value {
        case .string(let text): return .value(.text(text), remark: nil)
        case .logical(let truth): return .value(.text(truth ? "true" : "false"), remark: nil)
        case .integer(let number) where wantsText: return .value(.text("\(number)"), remark: nil)
        case .largeInteger(let digits): return .value(.text(digits), remark: nil)
        case .real where wantsText:
            return .refused(
                "\(card.keyword.name) is the number \(card.value.words), and '\(rule.name)' is a text: "
                    + "how the number was written is not known")
        default: return number(card, rule)
        }
    }

    /// The value of a key that is a number.
    private static func number(_ card: Card, _ rule: KeyRule) -> Reading {
        let name = card.keyword.name
        var found = card.value.realValue
        var remark: String?
        if found == nil, let text = card.value.stringValue, let number = DecimalNumber.finiteReal(text.trimmed) {
            found = number
            remark = "\(name) is the text '\(text)', and is taken for the number \(KeyValue.number(number))"
        }
        guard let found, found.isFinite else {
            let unit = rule.unit.map { " in \($0)" } ?? ""
            return .refused("\(name) is \(card.value.words), and '\(rule.name)' is a finite number\(unit)")
        }
        guard let stated = PropertyUnit(statedIn: card.comment),
            let wanted = rule.unit.flatMap({ PropertyUnit(rawValue: $0) }),
            stated != wanted
        else { return .value(.number(found), remark: remark) }
        guard let converted = stated.converted(found, to: wanted) else {
            return .refused(
                "\(name) is in \(stated.rawValue), as its comment says, and '\(rule.name)' is in \(wanted.rawValue)")
        }
        return .value(
            .number(converted),
            remark: "\(name) is in \(stated.rawValue), as its comment says, and is converted to \(wanted.rawValue)")
    }
}

extension PropertyUnit {
    /// The unit that a comment states in brackets before its words, as FITS 4.0 (section 4.3.2) recommends; nil where there is
    /// none, or one that is not known.
    fileprivate init?(statedIn comment: String) {
        guard comment.first == "[", let end = comment.firstIndex(of: "]") else { return nil }
        self.init(rawValue: String(comment[comment.index(after: comment.startIndex)..<end]))
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
