internal import ObsText

/// Fields of a header that came as a map, each with the type that its value has there.
///
/// They are copied as they come; a text becomes a `String` when somebody asks for the value.
package struct TypedFields: Sendable {
    /// A field: its name, its type, and its value or where that stands in `bytes`.
    fileprivate struct Field {
        let keyword: UInt64
        /// Where the name is written that `keyword` does not say; empty of any other.
        var written = 0..<0
        let content: Content
    }

    fileprivate enum Content {
        case undefined
        case logical(Bool)
        case integer(Int)
        case real(Double)
        case text(Range<Int>)
        case digits(Range<Int>)
    }

    /// How many fields a header can have.
    package static let limit = KeywordIndex.limit

    fileprivate var fields: [Field] = []
    /// Names and texts, all of them UTF-8.
    fileprivate var bytes: [UInt8] = []

    /// No fields yet.
    ///
    /// - Parameter capacity: how many there will be
    package init(capacity: Int) {
        fields.reserveCapacity(capacity)
        bytes.reserveCapacity(24 * capacity)
    }

    /// What cannot be taken.
    package enum Refusal: Error {
        /// The name or the text is no UTF-8.
        case notUTF8
        /// The digits are no whole number of a card.
        case notDigits
    }

    /// Adds a field without a value.
    package mutating func add(_ keyword: Span<UInt8>) throws(Refusal) { try add(keyword, .undefined) }

    /// Adds a truth.
    package mutating func add(_ keyword: Span<UInt8>, _ truth: Bool) throws(Refusal) {
        try add(keyword, .logical(truth))
    }

    /// Adds a whole number.
    package mutating func add(_ keyword: Span<UInt8>, _ number: Int) throws(Refusal) {
        try add(keyword, .integer(number))
    }

    /// Adds a decimal number.
    package mutating func add(_ keyword: Span<UInt8>, _ number: Double) throws(Refusal) {
        try add(keyword, .real(number))
    }

    /// Adds a text; blanks at its end say nothing (FITS 4.0, section 4.2.1).
    package mutating func add(_ keyword: Span<UInt8>, text: Span<UInt8>) throws(Refusal) {
        var length = text.count
        while length > 0, text[length - 1] == UInt8(ascii: " ") { length -= 1 }
        try add(keyword, .text(try keep(text.extracting(..<length))))
    }

    /// Adds a whole number of up to 70 digits.
    package mutating func add(_ keyword: Span<UInt8>, digits: Span<UInt8>) throws(Refusal) {
        guard let first = digits.indices.first else { throw .notDigits }
        let isNegative = digits[first] == UInt8(ascii: "-")
        let begin = isNegative || digits[first] == UInt8(ascii: "+") ? 1 : 0
        guard 1...70 ~= digits.count - begin else { throw .notDigits }
        for place in begin..<digits.count where !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= digits[place]) {
            throw .notDigits
        }
        let range = try keep(digits.extracting((isNegative ? 0 : begin)..<digits.count))
        try add(keyword, .digits(range))
    }

    private mutating func add(_ name: Span<UInt8>, _ content: Content) throws(Refusal) {
        guard Self.isUTF8(name) else { throw .notUTF8 }
        let keyword = Keyword(utf8: name)
        var field = Field(keyword: keyword.key, content: content)
        if !keyword.written.isEmpty {
            let begin = bytes.count
            bytes.append(contentsOf: keyword.written.utf8)
            field.written = begin..<bytes.count
        }
        fields.append(field)
    }

    private mutating func keep(_ text: Span<UInt8>) throws(Refusal) -> Range<Int> {
        guard Self.isUTF8(text) else { throw .notUTF8 }
        let begin = bytes.count
        for place in text.indices { bytes.append(text[place]) }
        return begin..<bytes.count
    }

    private static func isUTF8(_ text: Span<UInt8>) -> Bool {
        var high: UInt8 = 0
        for place in text.indices { high |= text[place] }
        if high < 0x80 { return true }
        return (try? UTF8Span(validating: text)) != nil
    }
}

/// A header of typed fields.
final class FieldCards: CardLayer {
    private let content: TypedFields
    private let index: KeywordIndex

    init(_ content: TypedFields) {
        self.content = content
        index = KeywordIndex(count: content.fields.count) { content.fields[$0].keyword }
    }

    private func place(_ keyword: Keyword) -> KeywordIndex.Place? {
        index.place(of: keyword.key) { content.fields[$0].keyword == keyword.key }
    }

    private func value(at place: Int) -> HeaderValue {
        switch content.fields[place].content {
        case .undefined: .undefined
        case .logical(let truth): .logical(truth)
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .text(let range): .string(text(range))
        case .digits(let range): Int(text(range)).map { .integer($0) } ?? .largeInteger(text(range))
        }
    }

    private func text(_ range: Range<Int>) -> String {
        let bytes = content.bytes
        return String(decoding: bytes.span.extracting(range))
    }

    private func keyword(at place: Int) -> Keyword {
        let field = content.fields[place]
        return field.written.isEmpty ? Keyword(packed: field.keyword) : Keyword(text(field.written))
    }

    private func card(at place: Int) -> Card { Card(keyword(at: place), value(at: place)) }

    func prefetch(_ keywords: Span<Keyword>) -> UInt32 {
        index.prefetch(keywords) { content.fields[$0].keyword }
    }

    func value(of keyword: Keyword, isRepeated: inout Bool) -> HeaderValue? {
        guard let place = place(keyword) else { return nil }
        isRepeated = place.isRepeated
        return value(at: place.last)
    }

    var count: Int { content.fields.count }

    var allCards: [Card] { content.fields.indices.map { card(at: $0) } }

    func forEachKeyword(_ test: KeywordTest, _ body: (Keyword) -> Void) {
        for place in content.fields.indices {
            let keyword = keyword(at: place)
            if test.isPassed(by: keyword) { body(keyword) }
        }
    }

    func card(_ keyword: Keyword) -> Card? { place(keyword).map { card(at: $0.last) } }

    func cards(named keyword: Keyword) -> [Card] {
        content.fields.indices.filter { content.fields[$0].keyword == keyword.key }.map { card(at: $0) }
    }

    func contains(_ keyword: Keyword) -> Bool { place(keyword) != nil }

    func isRepeated(_ keyword: Keyword) -> Bool { place(keyword)?.isRepeated ?? false }
}
