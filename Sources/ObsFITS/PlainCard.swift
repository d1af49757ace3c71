extension CardBytes {
    /// The value of a card in the form that nearly all have: a value indicator with a blank behind it, and then a string
    /// whose quote is in column 11, a logical, or a short number without an exponent.
    ///
    /// The comment is not looked for.
    ///
    /// - Parameter mayContinue: whether a string that ends in an ampersand may be continued by the next card
    /// - Returns: the value that `CardImage` gives; nil when it has to be asked
    @inline(__always)
    func plainValue(mayContinue: Bool) -> HeaderValue? {
        guard UInt16(truncatingIfNeeded: word(at: 8)) == 0x203D, !hasNoValue else { return nil }
        return self[10] == ASCII.quote ? plainString(mayContinue) : plainToken
    }

    /// Whether the keyword field is one of those that have no value: `COMMENT`, `HISTORY`, blanks and `CONTINUE`.
    @inline(__always)
    private var hasNoValue: Bool {
        // Blank, C and H, c and h.
        let letters: UInt64 = 1 << 0x20 | 1 << (0x43 & 63) | 1 << (0x48 & 63) | 1 << (0x63 & 63) | 1 << (0x68 & 63)
        guard letters &>> UInt64(self[0] & 63) & 1 != 0 else { return false }
        let field = upperField
        return PackedName.isCommentary(field) || field == PackedName.continue
    }

    /// A string without doubled quotes that begins in column 11.
    @inline(never)
    private func plainString(_ mayContinue: Bool) -> HeaderValue? {
        let start = 11
        let quote = first(ASCII.quote, from: start)
        guard quote < CardFields.length &- 1, self[quote &+ 1] != ASCII.quote, isBlankUpToComment(from: quote &+ 1)
        else { return nil }
        var first = word(at: start)
        var second: UInt64 = 0
        var count = quote &- start
        if count <= 8 {
            count = Self.countWithoutBlanks(first, count)
        } else if count <= 15 {
            second = word(at: start &+ 8)
            let more = Self.countWithoutBlanks(second, count &- 8)
            count = more > 0 ? more &+ 8 : Self.countWithoutBlanks(first, 8)
        } else {
            count = endOfText(start, quote) &- start
        }
        guard count > 0 else { return .string("") }
        if mayContinue, self[start &+ count &- 1] == ASCII.ampersand { return nil }
        if count <= 8 {
            first &= .max &>> UInt64(64 &- 8 &* count)
            second = 0
        } else if count <= 15 {
            second = word(at: start &+ 8) & .max &>> UInt64(128 &- 8 &* count)
        } else {
            return .string(CardText.string(UnsafeRawBufferPointer(rebasing: all[start..<start + count])))
        }
        guard (first | second) & PackedName.notASCII == 0 else { return nil }
        return .string(CardText.small(first, second, count: count))
    }

    /// How many of the first bytes of a word, up to eight of them, there are without the blanks at their end.
    @inline(__always)
    private static func countWithoutBlanks(_ word: UInt64, _ count: Int) -> Int {
        guard count > 0 else { return 0 }
        let difference = (word ^ PackedName.blank) &<< UInt64(64 &- 8 &* count)
        return difference == 0 ? 0 : count &- difference.leadingZeroBitCount &>> 3
    }

    /// A logical or a number.
    @inline(never)
    private var plainToken: HeaderValue? {
        let begin = skippingBlanks(from: 10)
        // The last column of the standard's fixed format; a blank or a slash before it is no digit.
        let isFixed = begin < 30 && self[29] != ASCII.blank && self[30] == ASCII.blank
        let end = isFixed ? 30 : first(ASCII.blank, or: ASCII.slash, from: begin)
        guard end > begin, end < CardFields.length, isBlankUpToComment(from: end) else { return nil }
        if end &- begin == 1 {
            if self[begin] == 0x54 { return .logical(true) }
            if self[begin] == 0x46 { return .logical(false) }
        }
        return plainNumber(from: begin, to: end)
    }
}
