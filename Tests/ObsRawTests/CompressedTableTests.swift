import CObsCFITSIO
import ObsFITS
import ObsRaw
import TestSupport
import Testing

@Suite("Tables of compressed images")
struct CompressedTableTests {
    /// What is thrown when a card of a compressed image says something else.
    private func failure(_ card: String, _ value: String, kind: Int32, bits: Int32 = LONG_IMG) throws -> String {
        let folder = try TemporaryFolder()
        try SampleImage.write(
            [SampleImage.sky(64 * 48)], width: 64, bits: bits, code: TINT, to: folder.path + "/a", compression: kind,
            tile: [64, 12])
        let bytes = try folder.bytes("a")
        let changed = Array(bytes[..<2880]) + Array(bytes[2880...]).replacing(card: card, with: value)
        try #require(changed != bytes, "there is a card \(card)")
        let path = try folder.write(changed, to: "b")
        do {
            _ = try ImageFile(path: path).pixels(of: 1, as: Double.self)
            return "none"
        } catch let error as ImageError {
            return "\(error.code.rawValue) \(error.message)"
        } catch let error as FITSError {
            return "\(error.code.rawValue) \(error.message)"
        }
    }

    @Test(
        "are refused when a card of them says what cannot be",
        arguments: [
            ("ZVAL2", String(repeating: "X", count: 70), "corrupt-tiles", "ZVAL2 = XXXX"),
            ("ZVAL2", "3", "unsupported-compression", "RICE tiles of 3 bytes"),
            ("ZVAL1", "0", "corrupt-tiles", "ZVAL1 = 0, expected 1 to 32768"),
            ("ZBITPIX", "-9223372036854775808", "not-an-image", "BITPIX = -9223372036854775808"),
            ("ZBITPIX", "0", "not-an-image", "BITPIX = 0"),
            ("ZNAXIS1", "9223372036854775807", "too-large", "9223372036854775807 x 48 pixels"),
            ("ZNAXIS1", "-64", "wrong-axes", "-64 x 48"),
            ("ZNAXIS2", "61", "corrupt-tiles", "it has 4 rows, and the image has 6 tiles"),
            ("ZNAXIS", "999", "wrong-axes", "999 axes"), ("ZTILE1", "0", "corrupt-tiles", "ZTILE1"),
            ("ZTILE2", "-9223372036854775808", "corrupt-tiles", "ZTILE2"),
            ("ZTILE2", "9223372036854775807", "corrupt-tiles", "the image has 1 tiles"),
            ("ZCMPTYPE", "'\(String(repeating: "R", count: 67))'", "unsupported-compression", "RRRR"),
            ("ZCMPTYPE", "'BZIP2_1 '", "unsupported-compression", "BZIP2_1"),
            ("ZCMPTYPE", "5", "corrupt-tiles", "ZCMPTYPE = 5, expected a text"),
            ("ZCMPTYPE", "'PLIO_1  '", "corrupt-tiles", "has the form 1PB, expected 1PI or 1QI"),
            ("TFORM1", "'99999999999999999999PB'", "corrupt-tiles", "is no form of a column"),
            ("TFORM1", "'2PB'", "corrupt-tiles", "is no form of a column"),
            ("TFORM1", "'1PD'", "corrupt-tiles", "expected 1PB or 1QB"),
            ("TFORM1", "'1QB'", "corrupt-tiles", "its columns have 16 bytes, and a row has 8"),
            ("TFORM1", "'999999999B'", "corrupt-tiles", "has the form 999999999B"),
            ("TTYPE1", "'OTHER'", "corrupt-tiles", "no column of compressed data"),
            ("TTYPE1", "'NULL_PIXEL_MASK'", "unsupported-compression", "a mask of undefined pixels"),
            ("TFIELDS", "0", "corrupt-tiles", "TFIELDS = 0, expected 1 to 999"),
            ("NAXIS1", "9223372036854775807", "missing-hdu", "more bytes than a file can hold"),
            ("PCOUNT", "-1", "missing-hdu", "PCOUNT = -1"),
            ("PCOUNT", "9223372036854775000", "missing-hdu", "more than a file can hold"),
        ])
    func badCards(_ card: String, _ value: String, _ code: String, _ phrase: String) throws {
        let text = try failure(card, value, kind: RICE_1)
        #expect(text.hasPrefix(code + " ") && text.contains(phrase), "\(card) = \(value): \(text)")
    }

    @Test(
        "of fractions are refused when their scales or seeds cannot be",
        arguments: [
            (["ZQUANTIZ": "'NONE'"], "corrupt-tiles", "compressed by GZIP alone"),
            (["ZQUANTIZ": "'SOMEHOW'"], "unsupported-compression", "SOMEHOW"),
            (["ZDITHER0": "0"], "corrupt-tiles", "ZDITHER0 = 0, expected 1 to 10000"),
            (["ZDITHER0": "-2147483648"], "corrupt-tiles", "expected 1 to 10000"),
            (["TTYPE2": "'OTHER'"], "corrupt-tiles", "of ZSCALE and ZZERO it has only ZZERO"),
            (
                ["TTYPE2": "'OTHER'", "TTYPE3": "'ANOTHER'"], "corrupt-tiles",
                "nothing says their scale (ZSCALE, ZZERO)"
            ),
            (["TFORM2": "'1PD'"], "corrupt-tiles", "column ZSCALE has the form 1PD"),
        ])
    func badScales(_ cards: [String: String], _ code: String, _ phrase: String) throws {
        let folder = try TemporaryFolder()
        var status: Int32 = 0
        var handle: UnsafeMutablePointer<fitsfile>?
        unsafe ffdkinit(&handle, folder.path + "/a", &status)
        unsafe fits_set_compression_type(handle, RICE_1, &status)
        unsafe fits_set_quantize_dither(handle, SUBTRACTIVE_DITHER_1, &status)
        var (sizes, pixels) = ([64, 48], SampleImage.sky(64 * 48).map { Float($0) / 3 })
        unsafe ffcrim(handle, FLOAT_IMG, 2, &sizes, &status)
        unsafe ffppr(handle, TFLOAT, 1, Int64(pixels.count), &pixels, &status)
        unsafe ffclos(handle, &status)
        try #require(status == 0)
        let bytes = try folder.bytes("a")
        let table = cards.reduce(Array(bytes[2880...])) { $0.replacing(card: $1.key, with: $1.value) }
        let path = try folder.write(Array(bytes[..<2880]) + table, to: "b")
        let error = #expect(throws: ImageError.self) { try ImageFile(path: path).pixels(of: 1, as: Float.self) }
        #expect(error?.code.rawValue == code && error?.message.contains(phrase) == true, "\(error?.message ?? "none")")
    }

    @Test(
        "and plain images are refused when pixels cannot be scaled by their cards",
        arguments: [("NaN", "NaN"), ("0.0", "0.0"), ("'x'", "'x'"), ("1E400", "1E400")])
    func badScale(_ value: String, _ shown: String) throws {
        let folder = try TemporaryFolder()
        try SampleImage.write(
            [[1, 2, 3, 4] as [Int16]], width: 2, bits: SHORT_IMG, code: TSHORT, to: folder.path + "/a",
            cards: [("BSCALE", 2)])
        let bytes = try folder.bytes("a").replacing(card: "BSCALE", with: value)
        let file = try ImageFile(path: try folder.write(bytes, to: "b"))
        let error = #expect(throws: ImageError.self) { try file.pixels(of: 0, as: Float.self) }
        #expect(error?.code == .badScale)
        #expect(error?.message.hasPrefix("BSCALE = \(shown), expected a number other than 0") == true)
    }

    @Test("take parameters by their names and not by their place")
    func names() throws {
        let folder = try TemporaryFolder()
        let values = SampleImage.values(64 * 48, Int16.self)
        try SampleImage.write(
            [values], width: 64, bits: SHORT_IMG, code: TSHORT, to: folder.path + "/a", compression: RICE_1)
        var bytes = try folder.bytes("a")
        for (card, value) in [("ZNAME1", "'BYTEPIX'"), ("ZVAL1", "2"), ("ZNAME2", "'BLOCKSIZE'"), ("ZVAL2", "32")] {
            bytes = Array(bytes[..<2880]) + Array(bytes[2880...]).replacing(card: card, with: value)
        }
        let file = try ImageFile(path: try folder.write(bytes, to: "b"))
        #expect(try file.pixels(of: 1, as: Int16.self).values == values)
    }

    @Test("of HCOMPRESS have streams that are refused when they are cut or claim another size", arguments: [0, 1])
    func hcompress(_ change: Int) throws {
        for shape in [[64, 16], [32, 48]] {
            let folder = try TemporaryFolder()
            let values = SampleImage.sky(64 * 48)
            try SampleImage.write(
                [values], width: 64, bits: LONG_IMG, code: TINT, to: folder.path + "/a", compression: HCOMPRESS_1,
                tile: shape)
            let file = try ImageFile(path: folder.path + "/a")
            #expect(try file.pixels(of: 1, as: Int32.self).values == values)
            let hdu = file.hdus[1]
            let rows = try #require(hdu.storedHeader["NAXIS2"]?.integerValue)
            var bytes = try folder.bytes("a")
            let row = Int(hdu.dataOffset)
            if change == 0 {
                let length = bytes[row..<row + 4].reduce(0) { $0 << 8 | Int($1) } - 2
                for byte in 0..<4 { bytes[row + byte] = UInt8(truncatingIfNeeded: length >> (24 - 8 * byte)) }
            } else {
                bytes[row + rows * 8 + 5] &+= 1
            }
            let changed = try ImageFile(path: try folder.write(bytes, to: "b"))
            let error = #expect(throws: ImageError.self) { try changed.pixels(of: 1, as: Int32.self) }
            #expect(error?.message.contains("tile 1: its HCOMPRESS stream") == true, "\(error?.message ?? "none")")
        }
    }

    @Test("may hold a tile of double precision as it is, which is read in single precision too")
    func doubles() throws {
        let folder = try TemporaryFolder()
        let values = (0..<64 * 48).map { 1 / (Double($0) + 0.3) }
        for kind in [GZIP_1, GZIP_2] {
            try SampleImage.write(
                [values], width: 64, bits: DOUBLE_IMG, code: TDOUBLE, to: folder.path + "/\(kind)", compression: kind)
            let file = try ImageFile(path: folder.path + "/\(kind)")
            #expect(try file.pixels(of: 1, as: Double.self).values == values)
            #expect(try file.pixels(of: 1, as: Float.self).values == values.map { Float($0) })
        }
    }
}
