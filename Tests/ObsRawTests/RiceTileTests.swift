import CObsCFITSIO
import ObsFITS
import ObsRaw
import TestSupport
import Testing

@Suite("Tiles that RICE compressed")
struct RiceTileTests {
    private let width = 131

    @Test("are read when they are whole, and refused when a byte of one is missing", arguments: [[131, 1], [50, 7]])
    func whole(_ tile: [Int]) throws {
        try compare(BYTE_IMG, TBYTE, UInt8.self, tile)
        try compare(SHORT_IMG, TSHORT, Int16.self, tile)
        try compare(LONG_IMG, TINT, Int32.self, tile)
    }

    /// Images that make blocks of every kind: all alike, with low bits, and as they are.
    private func compare<Pixel: PixelValue & FixedWidthInteger>(
        _ bits: Int32, _ code: Int32, _ type: Pixel.Type, _ tile: [Int]
    ) throws {
        var generator = SeededGenerator(seed: 5)
        let count = width * 53
        let images: [[Pixel]] = [
            [Pixel](repeating: 7, count: count), (0..<count).map { Pixel(truncatingIfNeeded: $0 / 9) },
            (0..<count).map { _ in Pixel.random(in: 0...40, using: &generator) },
            (0..<count).map { _ in Pixel.random(in: .min ... .max, using: &generator) },
            (0..<count).map { $0 % 40 < 38 ? 3 : Pixel.random(in: .min ... .max, using: &generator) },
        ]
        let folder = try TemporaryFolder()
        try SampleImage.write(
            images, width: width, bits: bits, code: code, to: folder.path + "/a", compression: RICE_1, tile: tile)
        let file = try ImageFile(path: folder.path + "/a")
        let bytes = try folder.bytes("a")
        let headers = try HeaderReader.headers(atPath: folder.path + "/a")
        for (number, values) in images.enumerated() {
            #expect(try file.pixels(of: number + 1, as: type).values == values, "image \(number)")
            let hdu = headers[number + 1]
            let rowBytes = try #require(hdu.storedHeader["NAXIS1"]?.integerValue)
            let tiles = try #require(hdu.storedHeader["NAXIS2"]?.integerValue)
            for tile in [0, tiles / 2, tiles - 1] {
                var changed = bytes
                let place = Int(hdu.dataOffset) + tile * rowBytes
                let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } - 1
                for byte in 0..<4 { changed[place + byte] = UInt8(truncatingIfNeeded: length >> (24 - 8 * byte)) }
                let path = try folder.write(changed, to: "short")
                let error = #expect(throws: ImageError.self) {
                    try ImageFile(path: path).pixels(of: number + 1, as: type)
                }
                #expect(error?.code == .corruptTiles)
                #expect(error?.description.contains("tile \(tile + 1): its RICE stream is damaged") == true)
            }
        }
    }

    @Test("are refused when no bit is set to the end: the program reads nothing behind it")
    func zeros() throws {
        let folder = try TemporaryFolder()
        try SampleImage.write(
            [SampleImage.sky(width * 53)], width: width, bits: LONG_IMG, code: TINT, to: folder.path + "/a",
            compression: RICE_1, tile: [width, 53])
        let hdu = try HeaderReader.headers(atPath: folder.path + "/a")[1]
        let heap = Int(hdu.dataOffset) + (try #require(hdu.storedHeader["NAXIS1"]?.integerValue))
        var bytes = try folder.bytes("a")
        // Behind the first pixel and the code of the first block.
        for place in heap + 5..<bytes.count { bytes[place] = 0 }
        let path = try folder.write(bytes, to: "zeros")
        let error = #expect(throws: ImageError.self) { try ImageFile(path: path).pixels(of: 1, as: Int32.self) }
        #expect(error?.code == .corruptTiles)
    }
}
