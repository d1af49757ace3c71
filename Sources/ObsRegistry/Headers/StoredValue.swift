internal import ObsFITS
internal import ObsText

/// The value of a card as a column has it: its kind, and a number, a text or nothing.
struct StoredValue {
    enum Kind: String {
        case undefined, logical, integer, real, complex, string, malformed

        var isNumber: Bool { self == .integer || self == .real }
    }

    let kind: Kind
    let value: SQLiteValue

    init(_ value: HeaderValue) {
        switch value {
        case .undefined: (kind, self.value) = (.undefined, .null)
        case .logical(let truth): (kind, self.value) = (.logical, .integer(truth ? 1 : 0))
        case .integer(let number): (kind, self.value) = (.integer, .integer(Int64(number)))
        // An integer that SQLite has no number for is a text.
        case .largeInteger(let digits): (kind, self.value) = (.integer, .text(digits))
        // SQLite keeps NaN as NULL, which in this kind means NaN again.
        case .real(let number): (kind, self.value) = (.real, number.isNaN ? .null : .real(number))
        case .complex(let re, let im): (kind, self.value) = (.complex, .text("\(re) \(im)"))
        case .string(let text): (kind, self.value) = (.string, .text(text))
        case .malformed(let text): (kind, self.value) = (.malformed, .text(text))
        }
    }

    /// The value of a card; nil when kind and column do not fit together.
    static func headerValue(_ word: String, _ value: SQLiteValue) -> HeaderValue? {
        switch (Kind(rawValue: word), value) {
        case (.undefined?, .null): .undefined
        case (.logical?, .integer(let number)): .logical(number != 0)
        case (.integer?, .integer(let number)): .integer(Int(number))
        case (.integer?, .text(let digits)): LargeInteger.digits(digits).map { .largeInteger($0) }
        case (.real?, .real(let number)): .real(number)
        case (.real?, .null): .real(.nan)
        case (.complex?, .text(let text)): complex(text)
        case (.string?, .text(let text)): .string(text)
        case (.malformed?, .text(let text)): .malformed(text)
        default: nil
        }
    }

    private static func complex(_ text: String) -> HeaderValue? {
        let parts = text.split(separator: " ").compactMap { Double($0) }
        return parts.count == 2 ? .complex(parts[0], parts[1]) : nil
    }
}
