package import ObsDocuments
package import ObsFITS
package import ObsText
internal import ObsTranslation

/// Cards as JSON: without loss in ObsKit's own records, and as a map in the files of astro_metadata_translator.
package enum CardCoding {
    /// Writes `[["EXPTIME", 30.0], …]`: every card with its value, in order.
    ///
    /// What JSON has no word for is an object: `{"complex": [re, im]}`, `{"malformed": text}`, `{"real": "NaN"}`.
    package static func write(_ header: Header, to writer: inout JSONWriter) {
        writer.beginArray()
        for card in header {
            writer.beginArray()
            writer.value(card.keyword.name)
            write(card.value, to: &writer)
            writer.endArray()
        }
        writer.endArray()
    }

    private static func write(_ value: HeaderValue, to writer: inout JSONWriter) {
        switch value {
        case .undefined: writer.null()
        case .logical(let truth): writer.value(truth)
        case .integer(let number): writer.value(number)
        case .largeInteger(let digits): writer.value(wholeNumber: digits)
        case .real(let number) where number.isFinite: writer.value(number)
        case .real(let number):
            writer.beginObject()
            writer.member("real", number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
            writer.endObject()
        case .string(let text): writer.value(text)
        case .complex(let re, let im):
            writer.beginObject()
            writer.key("complex")
            writer.beginArray()
            for part in [re, im] { write(.real(part), to: &writer) }
            writer.endArray()
            writer.endObject()
        case .malformed(let text):
            writer.beginObject()
            writer.member("malformed", text)
            writer.endObject()
        }
    }

    /// Reads what `write` wrote.
    package static func header(_ node: Node, _ problems: Problems) -> Header {
        let cards = node.items("cards", problems).compactMap { element -> Card? in
            let pair = element.items("a name and a value", problems)
            guard pair.count == 2, let name = pair[0].string(problems) else {
                element.wrongType("a name and a value", problems)
                return nil
            }
            return Card(Keyword(name), value(pair[1], problems))
        }
        return Header(cards: cards)
    }

    private static func value(_ node: Node, _ problems: Problems) -> HeaderValue {
        guard node.kind == .mapping else { return HeaderDump.value(node) }
        if let text = node["malformed"]?.string(problems) { return .malformed(text) }
        if let number = real(node) { return .real(number) }
        if let parts = node["complex"]?.items("two numbers", problems), parts.count == 2 {
            let numbers = parts.map { real($0) ?? $0.double(problems) ?? 0 }
            return .complex(numbers[0], numbers[1])
        }
        node.wrongType("{malformed: …}, {real: …} or {complex: …}", problems)
        return .undefined
    }

    private static func real(_ node: Node) -> Double? {
        guard node.kind == .mapping else { return nil }
        switch node["real"]?.text {
        case "NaN": return .nan
        case "Infinity": return .infinity
        case "-Infinity": return -.infinity
        default: return nil
        }
    }

    /// Writes the members of a map from card names to values, as the peer has it: a card that occurs several times is a
    /// list of its values.
    ///
    /// - Returns: the names of cards whose values JSON has no word for; they are written as text, or null
    package static func writeMembers(of header: Header, to writer: inout JSONWriter) -> [String] {
        var unwritable: [String] = []
        var done: Set<Keyword> = []
        func put(_ value: HeaderValue, _ name: String) {
            switch value {
            case .complex(let re, let im):
                unwritable.append(name)
                writer.value("(\(re), \(im))")
            case .malformed(let text):
                unwritable.append(name)
                writer.value(text)
            case .real(let number) where !number.isFinite:
                unwritable.append(name)
                writer.null()
            default: write(value, to: &writer)
            }
        }
        for card in header {
            let name = card.keyword.name
            if header.isRepeated(card.keyword) {
                guard done.insert(card.keyword).inserted else { continue }
                writer.key(name)
                writer.beginArray()
                for one in header.cards(named: card.keyword) { put(one.value, name) }
                writer.endArray()
            } else {
                writer.key(name)
                put(card.value, name)
            }
        }
        return unwritable
    }
}
