internal import ObsFITS

/// Cards of the table of a compressed image, each with what it may say.
struct CheckedCards {
    let header: Header
    let file: String
    let hdu: Int

    /// What is wrong with the table, where.
    func damaged(_ message: String) -> ImageError {
        ImageError(.corruptTiles, "the table of the compressed tiles: \(message)", file: file, hdu: hdu)
    }

    /// What the table has and nobody here reads.
    func unsupported(_ what: String, _ known: String) -> ImageError {
        ImageError(
            .unsupportedCompression,
            "\(what) cannot be read; \(known) can: decompress the file with the program that made it",
            file: file, hdu: hdu)
    }

    /// A whole number, nil where there is no card.
    ///
    /// - Throws: `ImageError` (`corruptTiles`) when the card says something else, or a number out of its range
    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let value = header[Keyword(name)], !value.isUndefined else { return nil }
        guard let number = value.integerValue, range.contains(number) else {
            throw damaged("\(name) = \(Self.text(of: value)), expected \(Self.text(of: range))")
        }
        return number
    }

    /// A whole number that must be there.
    ///
    /// - Throws: `ImageError` (`corruptTiles`) when it is not, or is out of its range
    func required(_ name: String, in range: ClosedRange<Int>) throws -> Int {
        guard let number = try integer(name, in: range) else {
            throw damaged("\(name) is missing, expected \(Self.text(of: range))")
        }
        return number
    }

    /// A finite number, nil where there is no card.
    ///
    /// - Throws: `ImageError` (`corruptTiles`) when the card says something else
    func real(_ name: String) throws -> Double? {
        guard let value = header[Keyword(name)], !value.isUndefined else { return nil }
        guard let number = value.realValue, number.isFinite else {
            throw damaged("\(name) = \(Self.text(of: value)), expected a number")
        }
        return number
    }

    /// A text that must be there.
    ///
    /// - Throws: `ImageError` (`corruptTiles`) when it is not
    func text(_ name: String) throws -> String {
        guard let value = header[Keyword(name)] else { throw damaged("\(name) is missing, expected a text") }
        guard let text = value.stringValue else {
            throw damaged("\(name) = \(Self.text(of: value)), expected a text")
        }
        return text
    }

    /// A parameter of the compression: that of its name, or that in its place where the place has no other name.
    ///
    /// - Throws: `ImageError` (`corruptTiles`) when it is no whole number, or out of its range
    func parameter(_ name: String, place: Int, in range: ClosedRange<Int>, default value: Int) throws -> Int {
        for number in 1...9 where header[Keyword("ZNAME\(number)")]?.stringValue?.uppercased() == name {
            return try integer("ZVAL\(number)", in: range) ?? value
        }
        guard header[Keyword("ZNAME\(place)")]?.stringValue == nil else { return value }
        return try integer("ZVAL\(place)", in: range) ?? value
    }

    /// A value as people read it, and no longer than they like.
    static func text(of value: HeaderValue) -> String {
        let text: String =
            switch value {
            case .undefined: "nothing"
            case .logical(let truth): truth ? "T" : "F"
            case .integer(let number): "\(number)"
            case .largeInteger(let digits): digits
            case .real(let number): MemoryFile.text(of: number)
            case .complex(let real, let imaginary): "(\(real), \(imaginary))"
            case .string(let text): "'\(text)'"
            case .malformed(let text): text
            }
        return text.count > 40 ? text.prefix(40) + "…" : text
    }

    private static func text(of range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (let low, Int.max): "\(low) or more"
        case (let low, let high): "\(low) to \(high)"
        }
    }
}

extension ImageError.Code {
    /// The tiles are compressed in a way that is not read here.
    public static let unsupportedCompression = Self(rawValue: "unsupported-compression")
}
