package import ObsDocuments
package import ObsText

/// The value of a key of the instrument's state: a text or a number.
///
/// A number is never equal to a text: whoever gives values gives them in the type that the kind expects.
public enum KeyValue: Hashable, Sendable {
    /// A text, compared exactly.
    case text(String)
    /// A finite number.
    case number(Double)
}

extension KeyValue: CustomStringConvertible {
    /// The text, or the number without needless decimals.
    public var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): Self.text(number)
        }
    }

    /// A number without needless decimals.
    static func text(_ number: Double) -> String {
        Int(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}

extension KeyValue: Comparable {
    /// Numbers before texts, each in their own order.
    public static func < (left: KeyValue, right: KeyValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.number, .text): true
        case (.text, .number): false
        }
    }
}

extension KeyValue {
    /// Reads a scalar: a number where the notation says so, else a text; a problem is reported for anything else.
    package init?(_ node: Node, _ problems: Problems) { self.init(node, as: nil, problems) }

    /// Reads a scalar of a type: a text as it is written, whatever it looks like.
    init?(_ node: Node, as type: KeyRule.ValueType?, _ problems: Problems) {
        if type == .text, let text = node.text {
            self = .text(text)
            return
        }
        switch node.resolved {
        case .integer(let number): self = .number(Double(number))
        case .double(let number) where number.isFinite: self = .number(number)
        case .string(let text): self = .text(text)
        case .boolean(let truth): self = .text(truth ? "true" : "false")
        default:
            node.wrongType("a text or a finite number", problems)
            return nil
        }
    }
}
