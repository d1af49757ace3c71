extension Header {
    /// The header as FITS card images: 80 bytes each, closed by END and filled with blanks to a multiple of 2880.
    ///
    /// Long texts go on in CONTINUE cards, names that are no standard keyword are written as HIERARCH (FITS 4.0,
    /// section 4; the HIERARCH convention), letters of names keep their case, bytes that FITS does not allow become `?`, and a number that is not finite
    /// becomes an undefined value.
    public var cardImages: [UInt8] {
        var writer = CardWriter()
        for card in self { writer.write(card) }
        writer.line("END")
        let rest = writer.bytes.count % 2880
        if rest > 0 { writer.bytes += [UInt8](repeating: UInt8(ascii: " "), count: 2880 - rest) }
        return writer.bytes
    }
}

/// Writes cards as 80-byte images.
private struct CardWriter {
    var bytes: [UInt8] = []

    mutating func line(_ text: String) {
        let image = text.utf8.prefix(80).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        bytes += image
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: 80 - image.count)
    }

    mutating func write(_ card: Card) {
        let name = card.keyword.name
        if card.isCommentary {
            var text = Array((card.value.stringValue ?? "").utf8)[...]
            repeat {
                line(Self.pad(name, 8) + String(decoding: text.prefix(72), as: UTF8.self))
                text = text.dropFirst(72)
            } while !text.isEmpty
            return
        }
        let isStandard = name.utf8.count <= 8 && name.utf8.allSatisfy(Self.isKeywordByte)
        let head = isStandard ? Self.pad(name, 8) + "= " : "HIERARCH \(name) = "
        guard case .string(let text) = card.value else {
            let value = Self.words(card.value)
            let field = isStandard ? String(repeating: " ", count: max(0, 20 - value.utf8.count)) + value : value
            line(head + field + (card.comment.isEmpty ? "" : " / \(card.comment)"))
            return
        }
        writeText(text, head, card.comment)
    }

    /// A text in quotes, in as many cards as it needs.
    private mutating func writeText(_ text: String, _ head: String, _ comment: String) {
        // Every quote is written twice, and a pair is never torn apart.
        let units = text.utf8.map { $0 == UInt8(ascii: "'") ? [$0, $0] : [$0] }
        var room = max(1, 78 - head.utf8.count)
        var start = head + "'"
        if units.reduce(0, { $0 + $1.count }) <= room {
            let field = Self.pad(String(decoding: units.joined(), as: UTF8.self), 8)
            line(start + field + "'" + (comment.isEmpty ? "" : " / \(comment)"))
            return
        }
        var rest = units[...]
        while !rest.isEmpty {
            var piece: [UInt8] = []
            while let next = rest.first, piece.count + next.count <= room - 1 {
                piece += next
                rest = rest.dropFirst()
            }
            line(start + String(decoding: piece, as: UTF8.self) + (rest.isEmpty ? "'" : "&'"))
            start = "CONTINUE  '"
            room = 68
        }
    }

    private static func words(_ value: HeaderValue) -> String {
        switch value {
        case .undefined, .string: ""
        case .logical(let truth): truth ? "T" : "F"
        case .integer(let number): "\(number)"
        case .largeInteger(let digits): digits
        case .real(let number): number.isFinite ? "\(number)".uppercased() : ""
        case .complex(let real, let imaginary): "(\(real), \(imaginary))".uppercased()
        case .malformed(let text): text
        }
    }

    private static func isKeywordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}
