internal import ObsText

extension HeaderReader {
    /// The most places of a file behind which reading goes on.
    private static let maximumResumptions = 16

    /// Goes on behind a damage, with the next extension that is found.
    ///
    /// Call it when `next()` threw, or when `trailing` says that what follows is no HDU. Extensions are looked for from the
    /// data of the last HDU on, whose size may be what is wrong, at any byte. The HDU of a header that cannot be read is counted.
    ///
    /// - Returns: whether there is an extension, which `next()` then gives; false also behind the 16th damage of a file
    /// - Throws: whatever the source throws, but for a gzip stream that is damaged itself
    public func resume() throws -> Bool {
        guard index > 0, resumptions < Self.maximumResumptions, isDamaged else { return false }
        resumptions += 1
        do {
            // Behind the data of the last HDU there is a damaged header, or the size of the data is wrong.
            let isHeader = try isInHeader || trailing != nil && window.holdsHeader(at: offset)
            let from = isHeader ? offset + Int64(CardFields.length) : dataOffset
            guard let place = try window.nextExtension(from: from) else { return false }
            // Headers without data, one behind the other, cost no search.
            if place == dataOffset { resumptions -= 1 }
            try restart(at: place, index: isHeader ? index + 1 : index)
            return true
        } catch is FITSError {
            return false
        }
    }

    /// What follows the last HDU, read to its end.
    func bytesToTheEnd() throws -> Trailing {
        var (isZero, isBlank) = (true, true)
        let length = window.length
        let end = try window.forEachPiece(from: offset) { bytes, _ in
            isZero = isZero && bytes.firstIndex { $0 != 0 } == nil
            isBlank = isBlank && bytes.firstIndex { $0 != ASCII.blank } == nil
            return isZero || isBlank || length == nil
        }
        return Trailing(offset: offset, length: (length ?? end) - offset, isFill: isZero || isBlank)
    }
}

extension HeaderWindow {
    /// Whether the cards at a place are the first of an extension, but perhaps for the name of the first.
    func holdsHeader(at offset: Int64) throws -> Bool {
        var found = false
        _ = try forEachPiece(from: offset) { bytes, _ in
            found = ExtensionStart.isFollowed(bytes, at: 0)
            return false
        }
        return found
    }

    /// Where the next extension begins, from a byte on; nil when there is none.
    func nextExtension(from offset: Int64) throws -> Int64? {
        var place: Int64?
        var rest: [UInt8] = []
        _ = try forEachPiece(from: offset) { bytes, start in
            let joined = rest + bytes.array
            if let index = ExtensionStart.first(in: joined.span) {
                place = start - Int64(rest.count) + Int64(index)
                return false
            }
            rest = Array(joined.suffix(ExtensionStart.length - 1))
            return true
        }
        return place
    }
}

/// The first cards of an extension, as the standard orders them (FITS 4.0, section 4.4.1.2).
private enum ExtensionStart {
    /// Three cards, as far as their names go.
    static let length = 2 * CardFields.length + 9

    /// Where an extension begins in some bytes.
    static func first(in bytes: Span<UInt8>) -> Int? {
        var from = 0
        while from + length <= bytes.count {
            guard let index = bytes.firstIndex(of: 0x58, from: from), index + length <= bytes.count else { return nil }
            if bytes.extracting(index...).starts(with: "XTENSION= '".utf8), isFollowed(bytes, at: index) {
                return index
            }
            from = index + 1
        }
        return nil
    }

    /// Whether the second and the third card are BITPIX and NAXIS.
    static func isFollowed(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        guard index + length <= bytes.count else { return false }
        let (second, third) = (index + CardFields.length, index + 2 * CardFields.length)
        return bytes.extracting(second...).starts(with: "BITPIX  =".utf8)
            && bytes.extracting(third...).starts(with: "NAXIS   =".utf8)
    }
}

extension Header {
    /// Whether the first card of another extension is among the cards, since the END card is damaged that stood between.
    func holdsAnother(isPrimary: Bool) -> Bool {
        let first = Keyword(packed: PackedName.xtension)
        return isPrimary ? contains(first) : isRepeated(first)
    }
}
