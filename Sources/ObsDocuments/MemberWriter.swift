/// What writes keys and values in the order of the calls: `JSONWriter` and `YAMLWriter`.
///
/// Laws: a value follows each key of an object or mapping; the same calls write the same bytes.
public protocol MemberWriter {
    /// Writes the key of the next value.
    mutating func key(_ name: String)

    /// Writes a text.
    mutating func value(_ text: String)

    /// Writes an integer.
    mutating func value(_ number: Int)

    /// Writes a number.
    mutating func value(_ number: Double)

    /// Writes a truth value.
    mutating func value(_ truth: Bool)

    /// Writes null.
    mutating func null()
}

extension MemberWriter {
    /// Writes a key with a text, null when there is none.
    public mutating func member(_ name: String, _ text: String?) {
        key(name)
        if let text { value(text) } else { null() }
    }

    /// Writes a key with an integer, null when there is none.
    public mutating func member(_ name: String, _ number: Int?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    /// Writes a key with a number, null when there is none; one that is not finite as `value` does.
    public mutating func member(_ name: String, _ number: Double?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    /// Writes a key with a truth value, null when there is none.
    public mutating func member(_ name: String, _ truth: Bool?) {
        key(name)
        if let truth { value(truth) } else { null() }
    }
}
