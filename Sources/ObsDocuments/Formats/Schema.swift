/// Pieces of JSON schemas, and the words for what they allow.
package enum Schema {
    /// A text: readers take what looks like a number or a truth value as text.
    package static let text = #""type": ["string", "number", "boolean"]"#

    /// A list of two numbers.
    package static let pair = #""type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2"#

    /// A list; further members may follow.
    package static func array(_ element: String, _ rules: String = "") -> String {
        #""type": "array", "items": {\#(element)}"# + (rules.isEmpty ? "" : ", " + rules)
    }

    /// A mapping of names that are not empty.
    ///
    /// - Parameter value: The schema of what stands behind each, with braces.
    /// - Returns: The schema, without braces.
    package static func byName(_ value: String) -> String {
        #""type": "object", "additionalProperties": \#(value), "propertyNames": {"minLength": 1}"#
    }

    /// A whole number in a range.
    package static func integer(_ range: ClosedRange<Int>) -> String {
        var schema = #""type": "integer""#
        if range.lowerBound != .min { schema += ", \"minimum\": \(range.lowerBound)" }
        if range.upperBound != .max { schema += ", \"maximum\": \(range.upperBound)" }
        return schema
    }

    /// One of some words.
    package static func words(_ names: [String]) -> String {
        #""enum": [\#(names.map(quoted).joined(separator: ", "))]"#
    }

    /// A text as JSON.
    package static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.value(text)
        return writer.text
    }

    /// An object as JSON.
    ///
    /// - Parameter members: Keys, and values as JSON.
    /// - Returns: The object.
    static func object(_ members: [(key: String, value: String)]) -> String {
        "{" + members.map { "\(quoted($0.key)): \($0.value)" }.joined(separator: ", ") + "}"
    }

    /// Words for people: `a`, `b` or `c`.
    package static func listed(_ names: [String]) -> String {
        let marked = names.map { "`\($0)`" }
        guard let last = marked.last, marked.count > 1 else { return marked.first ?? "" }
        return marked.dropLast().joined(separator: ", ") + " or " + last
    }

    /// What people read of a range: ` from 0`, ` from 1 to 1000`.
    static func within(_ range: ClosedRange<Int>) -> String {
        let isOpen = range.upperBound >= Int(Int32.max)
        if range.lowerBound == .min { return isOpen ? "" : " to \(range.upperBound)" }
        return " from \(range.lowerBound)" + (isOpen ? "" : " to \(range.upperBound)")
    }
}
