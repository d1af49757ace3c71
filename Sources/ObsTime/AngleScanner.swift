internal import ObsText

/// Reads one angle from UTF-8 bytes, in one pass.
///
/// A value that lasts cannot hold bytes that are lent: each function takes them.
struct AngleScanner {
    /// An angle in the unit in which it was written.
    struct Angle {
        var value: Double
        var isHours: Bool
        var isSixtyCarried: Bool
    }

    private var index = 0
    private var end = 0
    /// Why a well-formed angle cannot be; nil when the text has not the form of an angle.
    private(set) var error: TimeError?

    private enum Byte {
        static let blank = UInt8(ascii: " ")
        static let point = UInt8(ascii: ".")
        static let colon = UInt8(ascii: ":")
    }

    /// How the parts are separated, decided by what follows the first.
    private enum Style {
        case colons, blanks, letters
    }

    /// The angle, or nil when the text is none.
    ///
    /// - Parameters:
    ///   - text: the angle in UTF-8
    ///   - isHours: whether an angle is in hours that names no unit
    /// - Returns: the angle
    mutating func angle(_ text: Span<UInt8>, isHours: Bool) -> Angle? {
        end = text.count
        while end > 0, text[end &- 1] == Byte.blank { end &-= 1 }
        _ = skipBlanks(text)
        let start = index
        var isNegative = false
        if index < end, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index &+= 1
            _ = skipBlanks(text)
        }
        guard var part = number(text) else { return nil }
        var angle = Angle(value: 0, isHours: isHours, isSixtyCarried: false)
        guard index < end else { return finish(part.value, isNegative, angle) }

        let style: Style
        switch text[index] {
        case Byte.colon:
            style = .colons
            index &+= 1
        case Byte.blank:
            style = .blanks
        case UInt8(ascii: "h"), UInt8(ascii: "H"):
            style = .letters
            angle.isHours = true
            index &+= 1
        case UInt8(ascii: "d"), UInt8(ascii: "D"):
            // Never a Fortran exponent: 30d10 is thirty degrees and ten minutes.
            style = .letters
            angle.isHours = false
            index &+= 1
        case 0xC2 where index &+ 1 < end && text[index &+ 1] == 0xB0:  // °
            style = .letters
            angle.isHours = false
            index &+= 2
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            return exponent(text, from: start, angle)
        default:
            return nil
        }
        var value = part.value
        var divisor = 60.0
        for unit in 0..<2 {
            let blanks = skipBlanks(text)
            guard index < end else {
                // A trailing colon promises a part that is missing.
                return unit == 0 && style == .colons ? nil : finish(value, isNegative, angle)
            }
            if style == .blanks && blanks == 0 { return nil }
            guard part.isWhole, let next = number(text) else { return nil }
            part = next
            guard part.value <= 60 else {
                error = sixty(text, part.value, unit)
                return nil
            }
            angle.isSixtyCarried = angle.isSixtyCarried || part.value == 60
            value += part.value / divisor
            divisor = 3_600
            guard index < end else { break }
            switch style {
            case .colons:
                guard unit == 0, text[index] == Byte.colon, index &+ 1 < end else { return nil }
                index &+= 1
            case .blanks:
                break
            case .letters:
                guard letter(text, unit) else { return nil }
            }
        }
        _ = skipBlanks(text)
        return index == end ? finish(value, isNegative, angle) : nil
    }

    private func finish(_ value: Double, _ isNegative: Bool, _ angle: Angle) -> Angle {
        var angle = angle
        angle.value = isNegative ? -value : value
        return angle
    }

    @inline(__always)
    private mutating func skipBlanks(_ text: Span<UInt8>) -> Int {
        let start = index
        while index < end, text[index] == Byte.blank { index &+= 1 }
        return index &- start
    }

    /// Passes the letter or sign that ends minutes (0) or seconds (1).
    private mutating func letter(_ text: Span<UInt8>, _ unit: Int) -> Bool {
        let byte = text[index]
        index &+= 1
        return unit == 0
            ? byte | 0x20 == UInt8(ascii: "m") || byte == UInt8(ascii: "'")
            : byte | 0x20 == UInt8(ascii: "s") || byte == UInt8(ascii: "\"")
    }

    private func sixty(_ text: Span<UInt8>, _ value: Double, _ unit: Int) -> TimeError {
        TimeError(
            .outOfRange,
            "\(TimeError.quoted(text)) has \(value) \(unit == 0 ? "minutes" : "seconds"); expected less than 60")
    }

    /// A number with an exponent, which only a plain number has.
    private mutating func exponent(_ text: Span<UInt8>, from start: Int, _ angle: Angle) -> Angle? {
        guard let value = DecimalNumber(text.extracting(start..<end))?.finiteReal else { return nil }
        index = end
        return finish(value, false, angle)
    }

    /// Digits with an optional decimal point.
    @inline(__always)
    private mutating func number(_ text: Span<UInt8>) -> (value: Double, isWhole: Bool)? {
        guard let number = DecimalNumber(prefixOf: text.extracting(index..<end)) else { return nil }
        index &+= number.length
        return (number.real, number.isInteger)
    }
}
