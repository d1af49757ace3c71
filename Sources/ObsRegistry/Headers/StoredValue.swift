internal import GRDB
internal import ObsFITS
internal import ObsText

/// The value of a card as a column has it: its kind, and a number, a text or nothing.
struct StoredValue {
    enum Kind: String {
        case undefined, logical, integer, real, complex, string, malformed

        var isNumber: Bool { self == .integer || self == .real }
    }

    let kind: Kind
    let value: DatabaseValue

    init(_ value: HeaderValue) {
        switch value {
        case .undefined: (kind, self.value) = (.undefined, .null)
        case .logical(let truth): (kind, self.value) = (.logical, (truth ? 1 : 0).databaseValue)
        case .integer(let number): (kind, self.value) = (.integer, number.databaseValue)
        // An integer that SQLite has no number for is a text.
        case .largeInteger(let digits): (kind, self.value) = (.integer, digits.databaseValue)
        // SQLite keeps NaN as NULL, which in this kind means NaN again.
        case .real(let number): (kind, self.value) = (.real, number.isNaN ? .null : number.databaseValue)
        case .complex(let re, let im): (kind, self.value) = (.complex, "\(re) \(im)".databaseValue)
        case .string(let text): (kind, self.value) = (.string, text.databaseValue)
        case .malformed(let text): (kind, self.value) = (.malformed, text.databaseValue)
        }
    }

    /// The value of a card; nil when kind and column do not fit together.
    static func headerValue(_ word: String, _ value: DatabaseValue) -> HeaderValue? {
        switch (Kind(rawValue: word), value.storage) {
        case (.undefined?, .null): .undefined
        case (.logical?, .int64(let number)): .logical(number != 0)
        case (.integer?, .int64(let number)): .integer(Int(number))
        case (.integer?, .string(let digits)): LargeInteger.digits(digits).map { .largeInteger($0) }
        case (.real?, .double(let number)): .real(number)
        case (.real?, .null): .real(.nan)
        case (.complex?, .string(let text)): complex(text)
        case (.string?, .string(let text)): .string(text)
        case (.malformed?, .string(let text)): .malformed(text)
        default: nil
        }
    }

    private static func complex(_ text: String) -> HeaderValue? {
        let parts = text.split(separator: " ").compactMap { Double($0) }
        return parts.count == 2 ? .complex(parts[0], parts[1]) : nil
    }
}
