import ObsFITS
import Testing

@Suite struct CompressedImageTests {
    /// A compressed image as `fpack` would write it, with more cards.
    private func hdu(_ more: [String]) throws -> HDU {
        let table = [
            "XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 8", "NAXIS2  = 3", "PCOUNT  = 0",
            "GCOUNT  = 1",
            "TFIELDS = 1", "TTYPE1  = 'COMPRESSED_DATA'", "TFORM1  = '1PB(16)'",
        ]
        let bytes = block(emptyPrimary) + block(table + more) + [UInt8](repeating: 0, count: 2880)
        let reader = try HeaderReader(bytes: bytes)
        _ = try reader.next()
        return try #require(try reader.next())
    }

    private let image = ["ZIMAGE  = T", "ZBITPIX = -32", "ZNAXIS  = 2", "ZNAXIS1 = 50 / width", "ZNAXIS2 = 60"]

    @Test("The image's own cards get their names back, first what must be first")
    func names() throws {
        let hdu = try hdu(
            ["OBJECT  = 'M 31' / name", "ZTENSION= 'IMAGE' / image"] + image + [
                "ZPCOUNT = 0", "ZGCOUNT = 1", "ZTILE1  = 50", "ZTILE2  = 1", "ZCMPTYPE= 'RICE_1'",
                "ZNAME1  = 'BLOCKSIZE'",
                "ZVAL1   = 32", "ZQUANTIZ= 'NO_DITHER'", "ZDITHER0= 1", "ZBLANK  = -1", "ZEXTEND = T", "THEAP   = 24",
                "ZHECKSUM= 'abc'", "ZDATASUM= '12'", "CHECKSUM= 'def'", "DATASUM = '34'", "EXTNAME = 'CCD1'",
                "ZOOM    = 3",
                "TEMP    = 5", "TSCAL1  = 1", "NAXIS3  = 9", "HISTORY  packed",
            ])
        #expect(hdu.kind == .compressedImage && hdu.dataLength == 24)
        #expect(
            hdu.header.map(\.keyword.name) == [
                "XTENSION", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2", "PCOUNT", "GCOUNT", "OBJECT", "EXTEND", "CHECKSUM",
                "DATASUM", "EXTNAME", "ZOOM", "TEMP", "HISTORY",
            ])
        #expect(hdu.header["XTENSION"] == .string("IMAGE") && hdu.header["BITPIX"] == .integer(-32))
        #expect(hdu.header.card("NAXIS1") == Card("NAXIS1", .integer(50), comment: "width"))
        #expect(hdu.header["CHECKSUM"] == .string("abc") && hdu.header["DATASUM"] == .string("12"))
        #expect(hdu.header["OBJECT"] == .string("M 31") && hdu.extensionName == "CCD1")
        #expect(hdu.storedHeader["CHECKSUM"] == .string("def") && hdu.storedHeader["ZIMAGE"] == .logical(true))
    }

    @Test("A compressed primary is a primary header")
    func primary() throws {
        let header = try hdu(["ZSIMPLE = T"] + image).header
        #expect(header.map(\.keyword.name) == ["SIMPLE", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2"])
    }

    @Test("Cards that the compression left out are made")
    func made() throws {
        let header = try hdu(image).header
        #expect(
            Array(header.prefix(1)) == [Card("XTENSION", .string("IMAGE"), comment: "image extension")])
        #expect(header.cards(named: "PCOUNT").map(\.value) == [.integer(0)])
        #expect(header.cards(named: "GCOUNT").map(\.value) == [.integer(1)])
    }

    @Test("The name that the compression gave goes, any other stays")
    func givenName() throws {
        #expect(try hdu(image + ["EXTNAME = 'COMPRESSED_IMAGE'"]).extensionName == nil)
        #expect(try hdu(image + ["EXTNAME = 'COMPRESSED'"]).extensionName == "COMPRESSED")
    }

    @Test("Continued strings and long names stay whole")
    func continued() throws {
        let hdu = try hdu(
            ["TTYPE2  = 'a&'", "CONTINUE  'b'"] + image + ["NOTE    = 'c&'", "CONTINUE  'd'", "HIERARCH Z NAXIS = 4"])
        #expect(hdu.header["NOTE"] == .string("cd") && hdu.header["Z NAXIS"] == .integer(4))
        #expect(!hdu.header.contains("CONTINUE") && !hdu.header.contains("TTYPE2"))
    }

    @Test(
        "A table that is no compressed image stays as it is",
        arguments: [
            ["ZIMAGE  = F", "ZBITPIX = 8", "ZNAXIS  = 0"], ["ZIMAGE  = 'T'", "ZBITPIX = 8", "ZNAXIS  = 0"],
            ["ZIMAGE  = T"],
            ["ZIMAGE  = T", "ZBITPIX = 8", "ZNAXIS  = 1000"], ["ZIMAGE  = T", "ZBITPIX = 8", "ZNAXIS  = -1"],
            ["ZTABLE  = T", "ZNAXIS1 = 5"],
        ])
    func table(cards: [String]) throws {
        let hdu = try hdu(cards)
        #expect(hdu.kind == .binaryTable)
        #expect(hdu.header.map(\.keyword) == hdu.storedHeader.map(\.keyword) && hdu.header.contains("TTYPE1"))
    }
}
