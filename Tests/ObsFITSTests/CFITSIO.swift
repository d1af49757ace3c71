import CObsCFITSIO
import Testing

/// What cfitsio, the independent reader, finds in a file.
struct CFITSIO {
    /// A card as cfitsio splits it.
    struct OracleCard {
        var name: String
        /// `C`, `L`, `I`, `F`, `X` as cfitsio names the types of values; nil without a value.
        var type: Character?
        var value: String
        var comment: String
    }

    /// The cards of each HDU.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - logical: whether compressed images are shown as the images that they stand for.
    /// - Returns: One list per HDU, continued strings joined.
    /// - Throws: When cfitsio reports an error.
    static func cards(of path: String, logical: Bool = false) throws -> [[OracleCard]] {
        var status: Int32 = 0
        var file: UnsafeMutablePointer<fitsfile>?
        unsafe ffdkopn(&file, path, READONLY, &status)
        try #require(status == 0, "cfitsio opens \(path)")
        defer {
            var ignored: Int32 = 0
            unsafe ffclos(file, &ignored)
        }
        var count: Int32 = 0
        unsafe ffthdu(file, &count, &status)
        var result: [[OracleCard]] = []
        for number in 1...count {
            unsafe ffmahd(file, number, nil, &status)
            let isCompressed = unsafe logical && number > 1 && fits_is_compressed_image(file, &status) != 0
            unsafe result.append(isCompressed ? try logicalCards(file) : try cards(of: file))
        }
        try #require(status == 0, "cfitsio goes through \(path)")
        return result
    }

    private static func logicalCards(_ file: UnsafeMutablePointer<fitsfile>?) throws -> [OracleCard] {
        var status: Int32 = 0
        var memory: UnsafeMutablePointer<fitsfile>?
        unsafe ffinit(&memory, "mem://", &status)
        defer {
            var ignored: Int32 = 0
            unsafe ffclos(memory, &ignored)
        }
        unsafe fits_img_decompress_header(file, memory, &status)
        try #require(status == 0, "cfitsio translates the header")
        return try unsafe cards(of: memory)
    }

    private static func cards(of file: UnsafeMutablePointer<fitsfile>?) throws -> [OracleCard] {
        var status: Int32 = 0
        var count: Int32 = 0
        unsafe ffghsp(file, &count, nil, &status)
        var result: [OracleCard] = []
        for number in 1...max(count, 1) where count > 0 {
            var record = [CChar](repeating: 0, count: Int(FLEN_CARD))
            unsafe ffgrec(file, number, &record, &status)
            try #require(status == 0)
            let card = try split(&record)
            if card.name == "CONTINUE", let text = unsafe longText(file, &result) {
                result[result.count - 1].value = text
                continue
            }
            result.append(card)
        }
        return result
    }

    private static func split(_ record: inout [CChar]) throws -> OracleCard {
        var status: Int32 = 0
        var name = [CChar](repeating: 0, count: Int(FLEN_KEYWORD))
        var value = [CChar](repeating: 0, count: Int(FLEN_VALUE))
        var comment = [CChar](repeating: 0, count: Int(FLEN_COMMENT))
        var length: Int32 = 0
        unsafe ffgknm(&record, &name, &length, &status)
        unsafe ffpsvc(&record, &value, &comment, &status)
        var type: CChar = 0
        if value[0] != 0 { unsafe ffdtyp(&value, &type, &status) }
        try #require(status == 0, "cfitsio splits \(text(record))")
        return OracleCard(
            name: text(name), type: type == 0 ? nil : Character(Unicode.Scalar(UInt8(type))), value: text(value),
            comment: text(comment))
    }

    /// The whole text of the last card, if it is a string that a `CONTINUE` card goes on with.
    private static func longText(
        _ file: UnsafeMutablePointer<fitsfile>?, _ cards: inout [OracleCard]
    ) -> String? {
        guard let last = cards.last, last.type == "C" else { return nil }
        if !last.value.hasSuffix("'") { return last.value }  // joined at an earlier CONTINUE card
        guard last.value.hasSuffix("&'") else { return nil }
        var status: Int32 = 0
        var value: UnsafeMutablePointer<CChar>?
        unsafe ffgkls(file, last.name, &value, nil, &status)
        defer { unsafe fffree(value, &status) }
        return unsafe status == 0 ? value.map { unsafe String(cString: $0) } : nil
    }

    private static func text(_ bytes: [CChar]) -> String {
        String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
