package import ObsFITS
internal import ObsTime

/// One change of one card.
final class HeaderChange: Sendable {
    enum Operation: Sendable {
        /// A literal; nil makes the card undefined.
        case literal(HeaderValue)
        case rule(Rule)
        case copy(Keyword)
        case add(Double)
        case scale(Double)
        case wrap(low: Double, high: Double)
        case replace(old: String, new: String)
        case shift(seconds: Double)
        case delete
    }

    let keyword: Keyword
    let operation: Operation
    /// The value that the card must have, if the correction shall apply.
    let guardValue: PropertyValue?

    init(keyword: Keyword, operation: Operation, guardValue: PropertyValue?) {
        self.keyword = keyword
        self.operation = operation
        self.guardValue = guardValue
    }

    /// Why a change cannot be made.
    struct Failure: Error { let message: String }

    /// Whether the card has the value for which the correction was written.
    func guardHolds(_ header: Header) -> Bool { guardValue.map { isValue($0, of: header) } ?? true }

    private func isValue(_ guardValue: PropertyValue, of header: Header) -> Bool {
        switch (guardValue, header[keyword]) {
        case (.null, .undefined?), (.null, nil): return true
        case (.text(let wanted), .string(let text)?): return wanted == text
        case (.boolean(let wanted), .logical(let truth)?): return wanted == truth
        case (_, let value?): return guardValue.asReal.map { value.realValue == $0 } ?? false
        default: return false
        }
    }

    /// Whether the new value follows from what else the header says, and not from the card's own old value.
    var isAbsolute: Bool {
        switch operation {
        case .literal, .rule, .copy, .delete: true
        case .add, .scale, .wrap, .replace, .shift: false
        }
    }

    /// The card's new value; nil takes the card away.
    ///
    /// - Parameters:
    ///   - old: the value that the card has; nil when there is no such card
    ///   - evaluation: the header
    /// - Returns: the value
    /// - Throws: `Failure` when the change cannot be made
    func newValue(
        insteadOf old: HeaderValue?, _ evaluation: inout Evaluation
    ) throws(Failure) -> HeaderValue? {
        switch operation {
        case .literal(let value): return value
        case .delete: return nil
        case .copy(let other):
            if let reason = evaluation.refusal(of: other) {
                throw Failure(message: "\(other.name) cannot be copied: \(reason.text ?? "it is refused")")
            }
            guard let value = evaluation.header[other] else {
                throw Failure(message: "there is no \(other.name) card to copy")
            }
            return value
        case .rule(let rule):
            let outcome = rule.outcome(&evaluation)
            guard case .value(let value) = outcome else {
                let reason = outcome.reason?.text.map { ": " + $0 } ?? ", since nothing of what it is made of is there"
                throw Failure(message: "the new value of \(keyword.name) cannot be computed\(reason)")
            }
            if case .instant(let instant) = value { return .string(try text(of: instant, &evaluation)) }
            guard let card = HeaderValue(value) else {
                throw Failure(message: "a \(value.kindName) cannot be the value of \(keyword.name)")
            }
            return card
        case .add(let amount): return try number(old) { $0 + amount }
        case .scale(let factor): return try number(old) { $0 * factor }
        case .wrap(let low, let high): return try number(old) { WrapStep.wrap($0, low, high) }
        case .replace(let part, let new):
            guard case .string(let text)? = old else {
                throw Failure(message: "\(keyword.name) is no text in which to replace '\(part)'")
            }
            return .string(TextSteps.replacing(part, with: new, in: text))
        case .shift(let seconds): return try shifted(old, seconds)
        }
    }

    private func number(_ old: HeaderValue?, _ change: (Double) -> Double) throws(Failure) -> HeaderValue {
        guard let value = old else { throw Failure(message: "there is no \(keyword.name) card") }
        guard let number = value.realValue ?? value.stringValue.flatMap({ NumberReading.real($0) }), number.isFinite
        else {
            throw Failure(message: "\(keyword.name) is no number")
        }
        let result = change(number)
        guard result.isFinite else { throw Failure(message: "\(keyword.name) becomes too large") }
        // Identifiers stay whole numbers, and are never rounded to what a real number can hold.
        guard value.integerValue != nil, result == result.rounded() else { return .real(result) }
        guard max(abs(number), abs(result)) < 9_007_199_254_740_992 else {
            throw Failure(message: "\(keyword.name) is too large to be changed exactly")
        }
        return .integer(Int(result))
    }

    /// A time as the header's date cards have it: in the scale that the rules read them in.
    private func text(of instant: Instant, _ evaluation: inout Evaluation) throws(Failure) -> String {
        guard case .value(let scale) = TimeBuilder.fileScale(&evaluation) else {
            throw Failure(message: "the header's time scale, in which \(keyword.name) would be written, is not known")
        }
        return instant.isoText(scale: scale, fractionDigits: 9)
    }

    /// A date as text moved on a calendar without leap seconds, or a Modified Julian Date moved.
    private func shifted(_ old: HeaderValue?, _ seconds: Double) throws(Failure) -> HeaderValue {
        if let text = old?.stringValue {
            guard let moved = (try? Instant(iso: text, scale: .tai))?.adding(seconds: seconds) else {
                throw Failure(message: "\(keyword.name) is no date that can be moved")
            }
            let given = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1).dropFirst().first?.count ?? 0
            // As many decimals as there were, and more where the shift needs them.
            let full = moved.isoText(scale: .tai, fractionDigits: 9)
            let needed = 9 - full.utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.prefix(9).count
            return .string(moved.isoText(scale: .tai, fractionDigits: min(max(given, needed), 9)))
        }
        return try number(old) { $0 + seconds / 86_400 }
    }
}

extension HeaderValue {
    /// The value as a card can hold it; nil for composed values.
    init?(_ value: PropertyValue) {
        switch value {
        case .null: self = .undefined
        case .text(let text): self = .string(text)
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .boolean(let truth): self = .logical(truth)
        case .instant, .sky, .horizontal, .location: return nil
        }
    }

    /// The value for people.
    package var words: String {
        switch self {
        case .undefined: "undefined"
        case .logical(let truth): truth ? "T" : "F"
        case .integer(let number): "\(number)"
        case .largeInteger(let digits): digits
        case .real(let number): "\(number)"
        case .complex(let real, let imaginary): "(\(real), \(imaginary))"
        case .string(let text): "'\(text)'"
        case .malformed(let text): text
        }
    }
}
