public import ObsDocuments
public import ObsFITS
package import ObsText

/// Headers that were dumped as a map of JSON or YAML.
public enum HeaderDump {
    /// The header of a map from card names to values.
    ///
    /// A null value is an undefined card; a list is a card that occurs several times. A whole number beyond 64 bits keeps
    /// its digits. `NaN` and its like are numbers
    /// that are not finite, which no property takes.
    ///
    /// - Parameter node: the root of the document
    /// - Returns: the header, with the cards in the order of the map
    /// - Throws: `DiagnosticsError` when the document is no map, or a card's value is a map
    public static func header(_ node: Node) throws -> Header {
        let problems = Problems()
        guard node.kind == .mapping else {
            problems.error(
                .wrongType, at: node, "a header dump is a map of card names to values, and this is \(node.found)",
                hint: "write {\"INSTRUME\": \"MyCam\", …}")
            throw DiagnosticsError(problems.sorted)
        }
        let header = header(node.entries.map { ($0.key, $0.value) }, problems)
        try problems.throwIfErrors()
        return header
    }

    /// The header of entries of one or more maps, in order.
    ///
    /// - Parameters:
    ///   - entries: names and values
    ///   - problems: takes what is wrong
    /// - Returns: the header, without what is wrong
    package static func header(_ entries: [(key: Node, value: Node)], _ problems: Problems) -> Header {
        var cards: [Card] = []
        cards.reserveCapacity(entries.count)
        for (key, value) in entries {
            guard let name = key.text else {
                problems.error(.wrongType, at: key, "the name of a card is text, and this is \(key.found)")
                continue
            }
            // The peer's own marks in a dump are no cards of the header.
            if name == "__CONTENT__" { continue }
            let keyword = Keyword(name)
            switch value.kind {
            case .scalar: cards.append(Card(keyword, self.value(value)))
            case .sequence:
                for element in value.elements {
                    if element.kind == .scalar {
                        cards.append(Card(keyword, self.value(element)))
                    } else {
                        problems.error(
                            .wrongType, at: element, "\(name) holds a list in a list",
                            hint: "write one value for each card")
                    }
                }
            case .mapping:
                problems.error(.wrongType, at: value, "the value of \(name) is a map", hint: "a card holds one value")
            }
        }
        return Header(cards: cards)
    }

    /// The value of a scalar.
    ///
    /// - Parameter node: a scalar
    /// - Returns: the value of the card
    package static func value(_ node: Node) -> HeaderValue {
        switch node.resolved {
        case .null?, nil: .undefined
        case .boolean(let truth)?: .logical(truth)
        case .integer(let number)?: .integer(number)
        case .double(let number)?: .real(number)
        case .string(let text)?: self.text(text)
        case .outOfRange(let text)?:
            LargeInteger.digits(text).map { .largeInteger($0) } ?? .malformed(text)
        }
    }

    /// A text as the value of a card.
    ///
    /// Blanks at its end say nothing (FITS 4.0, section 4.2.1), and a dump may have them all.
    static func text(_ text: String) -> HeaderValue {
        let blank = UInt8(ascii: " ")
        guard text.utf8.last == blank else { return .string(text) }
        let length = text.utf8.count - text.utf8.reversed().prefix { $0 == blank }.count
        return .string(String(decoding: text.utf8.prefix(length), as: UTF8.self))
    }
}
