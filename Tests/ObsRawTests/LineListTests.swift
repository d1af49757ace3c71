import CObsCFITSIO
import ObsFITS
import TestSupport
import Testing

@testable import ObsRaw

@Suite("Line lists")
struct LineListTests {
    private func decode(_ words: [Int16], count: Int) throws -> [Int32] {
        let bytes = words.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        var pixels = [Int32](repeating: -1, count: count)
        var room = pixels.mutableSpan
        try LineList.decode(bytes.span, into: &room)
        return pixels
    }

    /// A word of an operation.
    private func word(_ operation: Int16, _ number: Int16) -> Int16 { operation << 12 | number }

    @Test("make pixels of each operation, and zeros of what they do not reach")
    func operations() throws {
        let list: [Int16] = [
            word(0, 2), word(2, 4), word(4, 3), word(1, 7), 2, word(5, 3), word(6, 1), word(7, 2), word(3, 6),
            word(4, 1),
        ]
        let pixels: [Int32] = [0, 0, 5, 5, 5, 0, 0, 8199, 8200, 8198, 8192, 0, 0]
        #expect(try decode([0, 0, Int16(3 + list.count)] + list, count: 13) == pixels)
        #expect(try decode([0, 7, -100, Int16(7 + list.count), 0, 0, 0] + list, count: 13) == pixels)
    }

    @Test("are refused when a word of them says what cannot be")
    func problems() throws {
        let lists: [([Int16], String)] = [
            ([], "has 0 words"), ([0, 7, -100, 8], "has 4 words"), ([0, 0, 9, 16385], "from word 3 to 9 of 4"),
            ([0, 7, -100, 100, 0, 0, 0, 1], "from word 7 to 100 of 8"),
            ([0, 7, -100, -1, -1, 0, 0, 1], "from word 7 to 1073741823 of 8"),
            ([0, -7, -100, 8, 0, 0, 0, 1], "from word -7 to 8 of 8"),
            ([0, 0, 4, word(4, 9)], "more than its 8 pixels"),
            ([0, 0, 5, word(0, 8), word(6, 1)], "more than its 8 pixels"), ([0, 0, 4, word(1, 1)], "ends within"),
            ([0, 0, 5, word(3, 9), word(4, 1)], "the pixel -8"), ([0, 0, 4, -1], "the unknown operation 15"),
        ]
        for (list, phrase) in lists {
            let problem = #expect(throws: LineList.Problem.self) { try decode(list, count: 8) }
            #expect(problem?.text.contains(phrase) == true, "\(list): \(problem?.text ?? "none")")
        }
    }

    @Test("of cfitsio are read as it reads them, unsigned numbers too")
    func peer() throws {
        for tile in [[70, 1], [32, 7]] { try compare(tile) }
    }

    private func compare(_ tile: [Int]) throws {
        try compare(UInt8.self, BYTE_IMG, TBYTE, 200, tile)
        try compare(Int16.self, SHORT_IMG, TSHORT, 32767, tile)
        try compare(UInt16.self, USHORT_IMG, TUSHORT, 65535, tile)
        try compare(Int32.self, LONG_IMG, TINT, 1 << 24 - 1, tile)
    }

    private func compare<Pixel: PixelValue & FixedWidthInteger>(
        _ type: Pixel.Type, _ bits: Int32, _ code: Int32, _ greatest: Pixel, _ tile: [Int]
    ) throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 4)
        var values = [Pixel](repeating: 0, count: 70 * 40)
        for _ in 0..<60 {
            let start = Int.random(in: 0..<values.count, using: &generator)
            let value = Pixel.random(in: 0...greatest, using: &generator)
            for index in start..<min(values.count, start + Int.random(in: 9...90, using: &generator)) {
                values[index] = value
            }
        }
        // cfitsio has room for two words of a pixel, which pixels far from each other need more than.
        for index in 700..<900 { values[index] = Pixel.random(in: 90...100, using: &generator) }
        try SampleImage.write(
            [values], width: 70, bits: bits, code: code, to: folder.path + "/a", compression: PLIO_1, tile: tile,
            blank: 77)
        let file = try ImageFile(path: folder.path + "/a")
        let pixels = try file.pixels(of: 1, as: type)
        #expect(pixels.values == values, "\(type)")
        let undefined: Pixel = Pixel.pixelType == .uint16 ? 32845 : 77
        #expect(pixels.undefined == undefined)
        let part = try file.pixels(of: 1, columns: 5..<61, rows: 3..<18, as: type)
        let expected = (3..<18).flatMap { row in values[row * 70 + 5..<row * 70 + 61] }
        #expect(part.values == expected)
    }
}
