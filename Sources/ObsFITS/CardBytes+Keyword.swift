internal import ObsText

extension CardBytes {
    /// Whether the keyword field is the whole name, in upper case.
    @inline(__always)
    var hasPlainName: Bool {
        let field = field
        return !PackedName.mayNeedUpper(field) && !(field == PackedName.hierarch && self[8] == ASCII.blank)
    }

    /// The keyword.
    var keyword: Keyword {
        if hasPlainName { return Keyword(packed: field) }
        if let longName { return with(longName, Keyword.init(longASCII:)) }
        return Keyword(with(hierarchName ?? 0..<8, CardText.string))
    }

    /// The `Keyword.key`.
    @inline(__always)
    var key: UInt64 { hasPlainName ? field : oddKey }

    /// The `Keyword.key` of a card whose keyword field is not the whole name.
    private var oddKey: UInt64 { longName.map { with($0, Keyword.hashed(upper:)) } ?? keyword.key }

    /// The keyword field in upper case.
    @inline(__always)
    var upperField: UInt64 {
        let field = field
        return PackedName.mayNeedUpper(field) ? PackedName.upper(field) : field
    }

    /// Whether the key is that of a keyword.
    @inline(__always)
    func hasKey(of keyword: Keyword) -> Bool {
        hasPlainName ? field == keyword.key : hasOddKey(of: keyword)
    }

    /// Whether a card whose keyword field is not the whole name has the key of a keyword.
    @inline(never)
    private func hasOddKey(of keyword: Keyword) -> Bool {
        if !keyword.written.isEmpty, let longName, with(longName, { $0.equals(keyword.written.utf8.span) }) {
            return true
        }
        return key == keyword.key
    }

    /// Where the equals sign of a card of the `HIERARCH` convention is; nil when it is no such card.
    var hierarchSign: Int? {
        guard upperField == PackedName.hierarch, self[8] == ASCII.blank else { return nil }
        let sign = first(ASCII.equals, from: 9)
        return sign < CardFields.length ? sign : nil
    }

    /// The name of a card of the `HIERARCH` convention: what stands before the equals sign.
    private var hierarchName: Range<Int>? {
        guard let sign = hierarchSign else { return nil }
        let start = skippingBlanks(from: 9)
        return start < sign ? start..<endOfText(start, sign) : 0..<8
    }

    /// The name of a card of the `HIERARCH` convention when it is what `Keyword.written` holds as it stands: longer than
    /// eight bytes, all of them ASCII in upper case, and without another `HIERARCH` at its beginning.
    var longName: Range<Int>? {
        guard let range = hierarchName, range.count > 8 else { return nil }
        guard word(at: range.lowerBound).byteSwapped != PackedName.hierarch else { return nil }
        return with(range, CardText.hasNoLowerCase) ? range : nil
    }
}
