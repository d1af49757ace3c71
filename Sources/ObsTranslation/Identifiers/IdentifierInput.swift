internal import ObsTime

/// Something that an identifier is put together from.
public struct IdentifierInput: Hashable, Sendable {
    /// What the values are.
    public enum Kind: Hashable, Sendable {
        /// A whole number.
        case number
        /// A day of the calendar as one number, 20130831.
        case day
        /// One of these words.
        case word([String])
        /// A text: the name of a group.
        case text
        /// An instant.
        case instant
    }

    /// The name: `day`.
    public let name: String
    /// What the values are.
    public let kind: Kind
    /// Whether the identifier takes a value of its own where none is given.
    public let hasFallback: Bool
    private let room: Room

    private enum Room: Hashable, Sendable {
        case part(IdentifierLayout.Part)
        case integers([ClosedRange<Int>])
        case words(String)
    }

    /// The values that there is room for, in words: `0 to 99999`.
    public var values: String {
        switch room {
        case .part(let part): part.words
        case .integers(let ranges): ranges.map { "\($0.lowerBound) to \($0.upperBound)" }.joined(separator: ", or ")
        case .words(let words): words
        }
    }
}

extension IdentifierInput {
    /// The name of the input that is a whole exposure.
    static let exposure = "exposure"

    /// The name of a group.
    static let groupName = Self(name: "name", kind: .text, hasFallback: false, room: .words("the name of a group"))

    /// The time to which a day belongs.
    static let instant = Self(name: "at", kind: .instant, hasFallback: false, room: .words("a time"))

    /// A part of a layout.
    init(_ part: IdentifierLayout.Part) {
        name = part.name
        room = .part(part)
        hasFallback = part.encoding.fallback != nil
        kind =
            switch part.encoding {
            case .number: .number
            case .calendarDay, .dayCount: .day
            case .words: .word(part.wordList.map(\.word))
            }
    }

    /// An exposure as a whole, which is taken apart.
    init(exposureOf layout: IdentifierLayout) {
        name = Self.exposure
        room = .integers(layout.forms.map(\.range))
        hasFallback = false
        kind = .number
    }

    /// The value that a person wrote: a day as 20250418 or as 2025-04-18.
    ///
    /// - Parameter text: the text
    /// - Returns: the value; whether there is room for it is not looked at
    /// - Throws: `IdentifierError`: `wrongType`, `noSuchDay`
    public func value(of text: String) throws(IdentifierError) -> IdentifierValue {
        switch kind {
        case .text, .word: return .word(text)
        case .number:
            if let number = Self.number(text) { return .integer(number) }
            let digits = text.utf8.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
            throw IdentifierError(
                digits.isDecimal ? .outOfRange : .wrongType,
                "\(name)='\(text)' is \(digits.isDecimal ? "beyond 64 bits" : "no number"); it is \(values)",
                part: name,
                value: .word(text), expected: values)
        case .day:
            if let day = CalendarDay(text: text) { return .integer(day.yyyymmdd) }
            throw IdentifierError(
                .noSuchDay, "\(name)='\(text)' is no day of the calendar; it is \(values)", part: name,
                value: .word(text), expected: values)
        case .instant:
            do { return .instant(try Instant(text)) } catch {
                throw IdentifierError(
                    .wrongType, "\(name)='\(text)' is no time: \(error)", part: name, value: .word(text),
                    expected: values)
            }
        }
    }

    /// Decimal digits, with a minus before them or without.
    private static func number(_ text: String) -> Int? { text.utf8.first == UInt8(ascii: "+") ? nil : Int(text) }
}
