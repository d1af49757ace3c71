package import ObsDocuments

/// The value of a parameter.
public enum ParameterValue: Hashable, Sendable {
    /// No value, where the schema of the task allows that.
    case null
    /// True or false.
    case boolean(Bool)
    /// An integer.
    case integer(Int)
    /// A real number, finite; its unit is in the parameter's name.
    case number(Double)
    /// A text.
    case text(String)
    /// Values of one type in an order.
    case list([ParameterValue])
    /// Values of one type by key.
    case map([String: ParameterValue])
}

extension ParameterValue: CustomStringConvertible {
    /// The value as YAML on one line, the keys of a map in their order.
    public var description: String {
        var writer = YAMLWriter()
        write(&writer)
        return String(writer.text.dropLast(writer.text.hasSuffix("\n") ? 1 : 0))
    }

    /// Writes the value, the keys of a map in their order; YAML of it is on one line.
    package func write(_ writer: inout some ValueWriter) {
        switch self {
        case .null: writer.null()
        case .boolean(let truth): writer.value(truth)
        case .integer(let number): writer.value(number)
        case .number(let number): writer.value(number)
        case .text(let text): writer.value(text)
        case .list(let values):
            writer.beginSequence(flow: true)
            for value in values { value.write(&writer) }
            writer.endSequence()
        case .map(let values):
            writer.beginMapping(flow: true)
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                writer.key(key)
                value.write(&writer)
            }
            writer.endMapping()
        }
    }
}

/// A Swift type that the value of a parameter can be taken as.
public protocol ParameterConvertible {
    /// The value as this type; nil when it is of another.
    init?(_ value: ParameterValue)
}

extension Bool: ParameterConvertible {
    /// A truth value.
    public init?(_ value: ParameterValue) {
        guard case .boolean(let truth) = value else { return nil }
        self = truth
    }
}

extension Int: ParameterConvertible {
    /// An integer.
    public init?(_ value: ParameterValue) {
        guard case .integer(let number) = value else { return nil }
        self = number
    }
}

extension Double: ParameterConvertible {
    /// A real number; an integer is one too.
    public init?(_ value: ParameterValue) {
        switch value {
        case .number(let number): self = number
        case .integer(let number): self = Double(number)
        default: return nil
        }
    }
}

extension String: ParameterConvertible {
    /// A text.
    public init?(_ value: ParameterValue) {
        guard case .text(let text) = value else { return nil }
        self = text
    }
}

extension Array: ParameterConvertible where Element: ParameterConvertible {
    /// A list whose elements are all of the element's type.
    public init?(_ value: ParameterValue) {
        guard case .list(let values) = value else { return nil }
        let elements = values.compactMap { Element($0) }
        guard elements.count == values.count else { return nil }
        self = elements
    }
}

extension Dictionary: ParameterConvertible where Key == String, Value: ParameterConvertible {
    /// A map whose values are all of the value's type.
    public init?(_ value: ParameterValue) {
        guard case .map(let values) = value else { return nil }
        let converted = values.compactMapValues { Value($0) }
        guard converted.count == values.count else { return nil }
        self = converted
    }
}

extension Optional: ParameterConvertible where Wrapped: ParameterConvertible {
    /// Null as nil, and everything else as the type itself.
    public init?(_ value: ParameterValue) {
        if case .null = value {
            self = .none
            return
        }
        guard let wrapped = Wrapped(value) else { return nil }
        self = wrapped
    }
}
