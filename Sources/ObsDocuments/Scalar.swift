internal import ObsText

/// The value of a scalar as its notation alone says: by YAML's core schema, or by JSON's types.
public enum Scalar: Hashable, Sendable {
    /// `null`, `~` or nothing.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// An integer that 64 bits hold.
    case integer(Int)
    /// A number with a decimal point or exponent, or not finite.
    case double(Double)
    /// Text.
    case string(String)
    /// A number that neither `Int` nor a finite `Double` holds, as it is written.
    case outOfRange(String)
}

extension Node {
    /// The value that the notation of a scalar means; nil for sequences and mappings.
    ///
    /// For readers that expect no type, as of header dumps. Plain `yes`, `012` and `1:30` are text, 12 and text, as
    /// YAML 1.2 says; in JSON text is what stands in quotation marks.
    public var resolved: Scalar? {
        switch record.kind {
        case .jsonNull: .null
        case .jsonTrue: .boolean(true)
        case .jsonFalse: .boolean(false)
        case .jsonNumber, .jsonNonFinite, .plain: withUTF8Text { plainScalar($0) }
        case .string: .string(withUTF8Text { String(decoding: $0) })
        case .sequence, .mapping, .alias: nil
        }
    }

    private func plainScalar(_ text: Span<UInt8>) -> Scalar {
        guard let first = text.first, text.count <= NumberText.longest else {
            if text.isEmpty { return .null }
            let whole = String(decoding: text)
            return arena.isJSON ? .outOfRange(whole) : .string(whole)
        }
        if first < 0x3A {
            switch NumberText.integer(text) {
            case .value(let value), .leadingZero(let value): return .integer(value)
            case .outOfRange: return .outOfRange(String(decoding: text))
            case .none: break
            }
            if let value = NumberText.double(text) {
                return value.isFinite ? .double(value) : .outOfRange(String(decoding: text))
            }
        }
        if let value = NumberText.nonFinite(text, isJSON: arena.isJSON) { return .double(value) }
        if NumberText.isNull(text) { return .null }
        if let value = NumberText.boolean(text) { return .boolean(value) }
        return .string(String(decoding: text))
    }
}
