internal import ObsDocuments
internal import ObsFITS
package import ObsText
internal import ObsTranslation

/// A header as the YAML of an afw PropertyList or PropertySet: a tag, and a list of `[name, type, value, comment]`.
///
/// The type that is declared rules: `2013` is text under `String`, and `1` is 1.0 under `Double`. A list of values is a card
/// that is repeated.
enum PropertyListHeader {
    /// Whether a tag is that of such a document.
    static func isTag(_ tag: String) -> Bool {
        tag.hasSuffix("lsst.daf.base.PropertyList") || tag.hasSuffix("lsst.daf.base.PropertySet")
    }

    /// The header of a document.
    ///
    /// - Throws: `DiagnosticsError` with every entry that is wrong
    static func header(_ root: Node) throws -> Header {
        let problems = Problems()
        var cards: [Card] = []
        for entry in root.items("entries [name, type, value, comment]", problems) { add(entry, to: &cards, problems) }
        try problems.throwIfErrors()
        return Header(cards: cards)
    }

    private static func add(_ entry: Node, to cards: inout [Card], _ problems: Problems) {
        let parts = Array(entry.elements)
        guard entry.kind == .sequence, parts.count == 4 || parts.count == 3 else {
            return entry.wrongType(
                "an entry [name, type, value, comment]", problems,
                hint: entry.kind == .sequence ? "it has \(parts.count) parts" : nil)
        }
        guard let name = parts[0].string(problems), let type = ValueType.of(parts[1], problems) else { return }
        let comment = parts.count < 4 || parts[3].isNull ? "" : parts[3].string(problems) ?? ""
        let keyword = Keyword(name)
        func add(_ node: Node) {
            guard let value = type.value(of: node, name, problems) else { return }
            cards.append(Card(keyword, value, comment: comment))
        }
        guard parts[2].kind == .sequence else { return add(parts[2]) }
        if parts[2].elements.isEmpty {
            problems.error(
                .valueDoesNotFit, at: parts[2], "\(name) has a list without a value",
                hint: "write one, or null under Undef")
        }
        for node in parts[2].elements { add(node) }
    }

    /// The types of a PropertyList (lsst.daf.base), and what a card has of them.
    private enum ValueType: String, CaseIterable {
        case bool = "Bool"
        case char = "Char"
        case signedChar = "SignedChar"
        case unsignedChar = "UnsignedChar"
        case short = "Short"
        case unsignedShort = "UnsignedShort"
        case int = "Int"
        case unsignedInt = "UnsignedInt"
        case long = "Long"
        case unsignedLong = "UnsignedLong"
        case longLong = "LongLong"
        case unsignedLongLong = "UnsignedLongLong"
        case float = "Float"
        case double = "Double"
        case string = "String"
        case dateTime = "DateTime"
        case undef = "Undef"

        static func of(_ node: Node, _ problems: Problems) -> ValueType? {
            guard let word = node.string(problems) else { return nil }
            if let type = ValueType(rawValue: word) { return type }
            let words = allCases.map(\.rawValue)
            problems.error(
                .unknownType, at: node, "a PropertyList has no type '\(word)'",
                hint: DidYouMean.hint(for: word, among: words) ?? "it is one of \(words.joined(separator: ", "))")
            return nil
        }

        /// What a card has of a value; nil, and a problem, where it does not fit the type.
        func value(of node: Node, _ name: String, _ problems: Problems) -> HeaderValue? {
            guard node.kind == .scalar, let value = value(node) else {
                problems.error(
                    .valueDoesNotFit, at: node, "\(name) is declared \(rawValue), and this is \(node.found)",
                    hint: hint)
                return nil
            }
            return value
        }

        private func value(_ node: Node) -> HeaderValue? {
            let text = node.text ?? ""
            switch self {
            case .undef: return node.isNull ? .undefined : nil
            case .string, .dateTime, .char:
                return node.isNull ? nil : HeaderDump.text(text)
            case .bool:
                if case .boolean(let truth)? = node.resolved { return .logical(truth) }
                return nil
            case .float, .double: return Self.real(text).map { .real($0) }
            default: return integer(text)
            }
        }

        private func integer(_ text: String) -> HeaderValue? {
            let digits = text.hasPrefix("+") ? String(text.dropFirst()) : text
            guard let range else {
                if let number = UInt64(digits) {
                    return Int(exactly: number).map { .integer($0) } ?? .largeInteger(String(number))
                }
                return nil
            }
            return Int(digits).flatMap { range.contains($0) ? .integer($0) : nil }
        }

        /// What whole numbers may be; nil for those of 64 bits without a sign.
        private var range: ClosedRange<Int>? {
            switch self {
            case .signedChar: -128...127
            case .unsignedChar: 0...255
            case .short: -32_768...32_767
            case .unsignedShort: 0...65_535
            case .int: -2_147_483_648...2_147_483_647
            case .unsignedInt: 0...4_294_967_295
            case .unsignedLong, .unsignedLongLong: nil
            default: .min ... .max
            }
        }

        /// A number as YAML, Python or C++ write it.
        private static func real(_ text: String) -> Double? {
            switch text.lowercased() {
            case "nan", ".nan", "-nan", "+nan": return .nan
            case "inf", ".inf", "+inf", "+.inf", "infinity", "+infinity": return .infinity
            case "-inf", "-.inf", "-infinity": return -.infinity
            default: return DecimalNumber.finiteReal(text)
            }
        }

        private var hint: String {
            switch self {
            case .undef: "an undefined card has the value null"
            case .bool: "write true or false"
            case .string, .dateTime, .char: "put the text in quotation marks, or declare the card Undef"
            case .float, .double: "write a number, or .nan"
            default:
                range.map { "write a whole number from \($0.lowerBound) to \($0.upperBound), or declare a wider type" }
                    ?? "write a whole number that is not negative"
            }
        }
    }
}

extension Diagnostic.Code {
    /// A value does not fit the type that is declared beside it.
    package static let valueDoesNotFit = Self(rawValue: "value-does-not-fit")
    /// A type is none that a PropertyList has.
    package static let unknownType = Self(rawValue: "unknown-type")
}
