/// Names that the reader itself must know, as `Keyword.key` packs them: eight ASCII bytes, blank padded.
enum PackedName {
    static let blank: UInt64 = 0x2020_2020_2020_2020
    static let bitpix: UInt64 = 0x4249_5450_4958_2020
    static let blocked: UInt64 = 0x424C_4F43_4B45_4420
    static let checksum: UInt64 = 0x4348_4543_4B53_554D
    static let comment: UInt64 = 0x434F_4D4D_454E_5420
    static let `continue`: UInt64 = 0x434F_4E54_494E_5545
    static let datasum: UInt64 = 0x4441_5441_5355_4D20
    static let end: UInt64 = 0x454E_4420_2020_2020
    static let extend: UInt64 = 0x4558_5445_4E44_2020
    static let extname: UInt64 = 0x4558_544E_414D_4520
    static let gcount: UInt64 = 0x4743_4F55_4E54_2020
    static let groups: UInt64 = 0x4752_4F55_5053_2020
    static let hierarch: UInt64 = 0x4849_4552_4152_4348
    static let history: UInt64 = 0x4849_5354_4F52_5920
    static let naxis: UInt64 = 0x4E41_5849_5320_2020
    static let pcount: UInt64 = 0x5043_4F55_4E54_2020
    static let simple: UInt64 = 0x5349_4D50_4C45_2020
    static let xtension: UInt64 = 0x5854_454E_5349_4F4E
    static let zblocked: UInt64 = 0x5A42_4C4F_434B_4544
    static let zdatasum: UInt64 = 0x5A44_4154_4153_554D
    static let zextend: UInt64 = 0x5A45_5854_454E_4420
    static let zhecksum: UInt64 = 0x5A48_4543_4B53_554D

    /// The top bits of eight bytes, which those of ASCII do not have.
    static let notASCII: UInt64 = 0x8080_8080_8080_8080

    /// Whether bytes may be other than ASCII in upper case: one of them is 0x60 or more, as all letters in lower case are.
    @inline(__always)
    static func mayNeedUpper(_ word: UInt64) -> Bool {
        // Both bits 6 and 5, moved to where those beyond ASCII have theirs.
        ((word &<< 1 & word) &<< 1 | word) & notASCII != 0
    }

    /// Eight bytes with their ASCII letters in upper case.
    static func upper(_ word: UInt64) -> UInt64 {
        let low = word & ~notASCII
        let isFromA = low &+ 0x1F1F_1F1F_1F1F_1F1F
        let isBeyondZ = low &+ 0x0505_0505_0505_0505
        return word ^ (isFromA & ~isBeyondZ & ~word & notASCII) &>> 2
    }

    /// The first letters of a numbered series of names.
    struct Prefix {
        /// The letters, the first in the most significant byte, followed by zeros.
        let bytes: UInt64
        let length: Int

        /// Makes a prefix of at most seven ASCII letters.
        init(_ letters: String) {
            length = letters.utf8.count
            bytes = Keyword(letters).key & ~0 << UInt64(64 - 8 * length)
        }

        static let naxis = Prefix("NAXIS")
        static let znaxis = Prefix("ZNAXIS")
    }

    /// Whether a packed name is that of a commentary card, whose text begins in column 9.
    static func isCommentary(_ key: UInt64) -> Bool {
        key == comment || key == history || key == blank
    }
}

/// Bytes with a meaning in cards.
enum ASCII {
    static let nul: UInt8 = 0x00
    static let blank: UInt8 = 0x20
    static let quote: UInt8 = 0x27
    static let ampersand: UInt8 = 0x26
    static let openParenthesis: UInt8 = 0x28
    static let closeParenthesis: UInt8 = 0x29
    static let plus: UInt8 = 0x2B
    static let comma: UInt8 = 0x2C
    static let minus: UInt8 = 0x2D
    static let point: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let nine: UInt8 = 0x39
    static let equals: UInt8 = 0x3D

    /// A byte, in upper case if it is a letter.
    static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte ^ 0x20 : byte }
}
