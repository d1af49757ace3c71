internal import ObsFITS
internal import ObsText

/// The value of a card as a column has it: a number, a text or nothing.
enum StoredValue {
    /// What stood beside the value in the first version of the tables.
    private enum Kind: String {
        case undefined, logical, integer, real, complex, string, malformed
    }

    /// What a column holds for the value of a card.
    static func column(_ value: HeaderValue) -> SQLiteValue {
        switch value {
        case .undefined: .null
        case .logical(let truth): .integer(truth ? 1 : 0)
        case .integer(let number): .integer(Int64(number))
        // An integer that SQLite has no number for is a text.
        case .largeInteger(let digits): .text(digits)
        // SQLite keeps NaN as NULL.
        case .real(let number): number.isNaN ? .null : .real(number)
        case .complex(let re, let im): .text("\(re) \(im)")
        case .string(let text), .malformed(let text): .text(text)
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
