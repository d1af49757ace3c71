internal import ObsFITS

/// A picture of 256 grays as a PNG file.
///
/// Source: Portable Network Graphics (PNG) Specification, W3C 2003, sections 5 and 11.
struct PNGImage {
    /// The file.
    let bytes: [UInt8]

    /// Makes the file of grays, row after row from the top.
    ///
    /// - Parameters:
    ///   - width: the number of grays in a row
    ///   - grays: the grays
    ///   - isZeroTransparent: whether what lies behind the picture shows where the gray is 0
    /// - Precondition: there are `width` of them in each row
    init(width: Int, grays: [UInt8], isZeroTransparent: Bool = false) {
        precondition(width > 0 && grays.count.isMultiple(of: width), "the rows have \(width) grays each")
        let height = grays.count / width
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        func chunk(_ name: String, _ data: [UInt8]) {
            let body = Array(name.utf8) + data
            bytes += number(data.count) + body + number(Int(ZlibStream.checksum(body)))
        }
        // Eight bits of gray, no palette, deflate, no interlacing.
        chunk("IHDR", number(width) + number(height) + [8, 0, 0, 0, 0])
        if isZeroTransparent { chunk("tRNS", [0, 0]) }
        var rows: [UInt8] = []
        rows.reserveCapacity(grays.count + height)
        for row in 0..<height {
            // Differences to the row above deflate best.
            rows.append(2)
            for column in 0..<width {
                let place = row * width + column
                rows.append(row == 0 ? grays[place] : grays[place] &- grays[place - width])
            }
        }
        chunk("IDAT", ZlibStream.deflated(rows))
        chunk("IEND", [])
        self.bytes = bytes
    }

    /// The file as a text that SVG may contain (RFC 4648, section 4).
    var base64: String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 3 * 4 + 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let rest = min(3, bytes.count - start)
            var word = 0
            for place in 0..<3 { word = word << 8 | (place < rest ? Int(bytes[start + place]) : 0) }
            for place in 0..<4 {
                text.append(place <= rest ? letters[word >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
