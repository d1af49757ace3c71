import CObsCFITSIO
import Glibc
import Testing

/// Files that cfitsio writes, with every kind of card.
enum SampleFile {
    /// A primary with one card of each kind, an image with a small table behind it.
    static func write(to path: String) throws -> String {
        var status: Int32 = 0
        let file = try create(path)
        var shape = [4, 3]
        ffcrim(file, SHORT_IMG, 2, &shape, &status)
        addCards(file, &status)
        ffcrim(file, DOUBLE_IMG, 2, &shape, &status)
        ffpkys(file, "EXTNAME", "SCI", nil, &status)
        ffpkyl(file, "INHERIT", 1, "take the primary's", &status)
        addTable(file, &status)
        ffclos(file, &status)
        try #require(status == 0, "cfitsio writes \(path)")
        return path
    }

    /// The images of a primary and an extension, compressed as fpack does it: behind an empty primary.
    static func writeTiles(to path: String) throws -> String {
        var status: Int32 = 0
        let plain = try create("mem://")
        let packed = try create(path)
        var shape = [40, 30]
        for isExtension in [false, true] {
            ffcrim(plain, LONG_IMG, 2, &shape, &status)
            if isExtension {
                addCards(plain, &status)
                ffpkys(plain, "EXTNAME", "TWO", "compressed", &status)
            }
            var pixels = (0..<1200).map { Int32($0 % 7) }
            ffppr(plain, TINT, 1, 1200, &pixels, &status)
            ffpcks(plain, &status)
            fits_set_compression_type(packed, RICE_1, &status)
            fits_img_compress(plain, packed, &status)
        }
        ffclos(plain, &status)
        ffclos(packed, &status)
        try #require(status == 0, "cfitsio writes \(path)")
        return path
    }

    private static func create(_ path: String) throws -> UnsafeMutablePointer<fitsfile>? {
        var status: Int32 = 0
        var file: UnsafeMutablePointer<fitsfile>?
        // ffdkinit takes the name literally and would not compress; the names here have nothing to interpret.
        ffinit(&file, path, &status)
        try #require(status == 0, "cfitsio makes \(path)")
        return file
    }

    private static func addCards(_ file: UnsafeMutablePointer<fitsfile>?, _ status: inout Int32) {
        ffpkys(file, "OBJECT", "M 31", "what it is", &status)
        ffpkys(file, "OBSERVER", "O'Neil & Sons'", "with quotes", &status)
        ffpkys(file, "EMPTY", "", "nothing", &status)
        ffpkys(file, "BLANK1", "   ", nil, &status)
        ffpkys(file, "SLASH", "a / b", "a slash / in both", &status)
        ffpkyj(file, "BIG", .max, "largest", &status)
        ffpkyj(file, "SMALL", .min, "smallest", &status)
        ffpkyuj(file, "TOOBIG", .max, "does not fit", &status)
        ffpkyd(file, "PI", 3.141592653589793, 15, "a real", &status)
        ffpkyd(file, "TINY", -1.23456789e-300, 12, nil, &status)
        ffpkyg(file, "FIXED", 1234.5, 3, nil, &status)
        ffpkyl(file, "YES", 1, nil, &status)
        ffpkyl(file, "NO", 0, "not so", &status)
        var pair = [1.5, -2.25e-10]
        ffpkym(file, "CPLX", &pair, 10, "complex", &status)
        ffpkyu(file, "UNDEF", "no value", &status)
        ffpkys(file, "HIERARCH ESO DET CHIP1 ID", "ccd60", "a long name", &status)
        ffpkyd(file, "HIERARCH ESO TEL ALT", 61.25, 6, nil, &status)
        let long = String(repeating: "a long text with 'quotes' & more, ", count: 9)
        ffplsw(file, &status)
        ffpkls(file, "LONGSTR", long, "continued", &status)
        ffpkls(file, "HIERARCH ESO LONG TEXT", long, "continued", &status)
        ffpkys(file, "AMPER", "ends in &", nil, &status)
        ffpcom(file, "a comment = with a sign", &status)
        ffphis(file, "it happened", &status)
        ffphis(file, "and again", &status)
        ffprec(file, "        a card with a blank keyword", &status)
        ffprec(file, "FREE    =-1.5D-3/ free format", &status)
        ffprec(file, "FREE2   =       +007 / free format", &status)
        ffprec(file, "FREE3   = .5", &status)
        ffprec(file, "FREE4   = 5.", &status)
        ffprec(file, "FREE5   = 'free'/no blanks", &status)
        ffprec(file, "NOVALUE  a card without an indicator", &status)
    }

    private static func addTable(_ file: UnsafeMutablePointer<fitsfile>?, _ status: inout Int32) {
        var names = ["X", "Y"].map { (text: String) in strdup(text) }
        var forms = ["1D", "16A"].map { (text: String) in strdup(text) }
        ffcrtb(file, BINARY_TBL, 5, 2, &names, &forms, nil, "TAB", &status)
        var textForms = ["E12.5", "A16"].map { (text: String) in strdup(text) }
        ffcrtb(file, ASCII_TBL, 5, 2, &names, &textForms, nil, "TEXT", &status)
        for text in names + forms + textForms { free(text) }
    }
}
