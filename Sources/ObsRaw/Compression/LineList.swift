/// A line list of IRAF: the pixels of a mask as runs, in words of 16 bits.
///
/// Every word is looked at before it is believed: cfitsio's decoder trusts the length that a list says of itself.
///
/// Source: FITS 4.0, section 10.4.3 and table 40. The list begins with the number of its words, in the third one (old form) or in the
/// fourth and fifth behind a negative third one. A word has an operation in its upper four bits and a number in its lower twelve.
struct LineList {
    /// Why a list is none.
    struct Problem: Error {
        let text: String
    }

    /// Decodes a list.
    ///
    /// - Parameters:
    ///   - bytes: the words, the larger byte first
    ///   - pixels: room for as many pixels as the tile has; those that the list does not reach are 0
    /// - Throws: `Problem`
    static func decode(
        _ bytes: Span<UInt8>, into pixels: inout MutableSpan<Int32>
    ) throws(Problem) {
        let count = bytes.count / 2
        func word(_ place: Int) -> Int {
            Int(Int16(truncatingIfNeeded: UInt16(bytes[2 * place]) << 8 | UInt16(bytes[2 * place + 1])))
        }
        guard count >= 3 else { throw Problem(text: "its line list has \(count) words, fewer than its head") }
        let isOld = word(2) > 0
        guard isOld || count >= 5 else { throw Problem(text: "its line list has \(count) words, fewer than its head") }
        let first = isOld ? 3 : word(1)
        let end = isOld ? word(2) : word(3) & 0x7FFF | (word(4) & 0x7FFF) << 15
        guard first >= (isOld ? 3 : 5), end >= first, end <= count else {
            throw Problem(text: "its line list is said to go from word \(first) to \(end) of \(count)")
        }
        var (place, filled, value) = (first, 0, 1)
        while place < end {
            let (operation, number) = (word(place) >> 12 & 15, word(place) & 0xFFF)
            place += 1
            switch operation {
            case 0, 4, 5:
                guard number <= pixels.count - filled else {
                    throw Problem(text: "its line list has more than its \(pixels.count) pixels")
                }
                let known = operation == 0 ? 0 : try pixel(value)
                let run = filled..<filled + number
                for place in run { pixels[place] = operation == 4 ? known : 0 }
                if operation == 5, let last = run.last { pixels[last] = known }
                filled = run.upperBound
            case 1:
                guard place < end else { throw Problem(text: "its line list ends within a number") }
                value = word(place) << 12 + number
                place += 1
            case 2: value += number
            case 3: value -= number
            case 6, 7:
                value += operation == 6 ? number : -number
                guard filled < pixels.count else {
                    throw Problem(text: "its line list has more than its \(pixels.count) pixels")
                }
                pixels[filled] = try pixel(value)
                filled += 1
            default: throw Problem(text: "word \(place) of its line list has the unknown operation \(operation)")
            }
        }
        for place in filled..<pixels.count { pixels[place] = 0 }
    }

    private static func pixel(_ value: Int) throws(Problem) -> Int32 {
        guard 0...1 << 27 ~= value else { throw Problem(text: "its line list has the pixel \(value), no mask's") }
        return Int32(value)
    }
}
