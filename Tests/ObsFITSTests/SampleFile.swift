import CObsCFITSIO
import Glibc
import Testing

/// Files that cfitsio writes, with every kind of card.
enum SampleFile {
    /// A primary with one card of each kind, an image with a small table behind it.
    static func write(to path: String) throws -> String {
        var status: Int32 = 0
        let file = try unsafe create(path)
        var shape = [4, 3]
        unsafe ffcrim(file, SHORT_IMG, 2, &shape, &status)
        unsafe addCards(file, &status)
        unsafe ffcrim(file, DOUBLE_IMG, 2, &shape, &status)
        unsafe ffpkys(file, "EXTNAME", "SCI", nil, &status)
        unsafe ffpkyl(file, "INHERIT", 1, "take the primary's", &status)
        unsafe addTable(file, &status)
        unsafe ffclos(file, &status)
        try #require(status == 0, "cfitsio writes \(path)")
        return path
    }

    /// The images of a primary and an extension, compressed as fpack does it: behind an empty primary.
    static func writeTiles(to path: String) throws -> String {
        var status: Int32 = 0
        let plain = try unsafe create("mem://")
        let packed = try unsafe create(path)
        var shape = [40, 30]
        for isExtension in [false, true] {
            unsafe ffcrim(plain, LONG_IMG, 2, &shape, &status)
            if isExtension {
                unsafe addCards(plain, &status)
                unsafe ffpkys(plain, "EXTNAME", "TWO", "compressed", &status)
            }
            var pixels = (0..<1200).map { Int32($0 % 7) }
            unsafe ffppr(plain, TINT, 1, 1200, &pixels, &status)
            unsafe ffpcks(plain, &status)
            unsafe fits_set_compression_type(packed, RICE_1, &status)
            unsafe fits_img_compress(plain, packed, &status)
        }
        unsafe ffclos(plain, &status)
        unsafe ffclos(packed, &status)
        try #require(status == 0, "cfitsio writes \(path)")
        return path
    }

    private static func create(_ path: String) throws -> UnsafeMutablePointer<fitsfile>? {
        var status: Int32 = 0
        var file: UnsafeMutablePointer<fitsfile>?
        // ffdkinit takes the name literally and would not compress; the names here have nothing to interpret.
        unsafe ffinit(&file, path, &status)
        try #require(status == 0, "cfitsio makes \(path)")
        return unsafe file
    }

    private static func addCards(_ file: UnsafeMutablePointer<fitsfile>?, _ status: inout Int32) {
        unsafe ffpkys(file, "OBJECT", "M 31", "what it is", &status)
        unsafe ffpkys(file, "OBSERVER", "O'Neil & Sons'", "with quotes", &status)
        unsafe ffpkys(file, "EMPTY", "", "nothing", &status)
        unsafe ffpkys(file, "BLANK1", "   ", nil, &status)
        unsafe ffpkys(file, "SLASH", "a / b", "a slash / in both", &status)
        unsafe ffpkyj(file, "BIG", .max, "largest", &status)
        unsafe ffpkyj(file, "SMALL", .min, "smallest", &status)
        unsafe ffpkyuj(file, "TOOBIG", .max, "does not fit", &status)
        unsafe ffpkyd(file, "PI", 3.141592653589793, 15, "a real", &status)
        unsafe ffpkyd(file, "TINY", -1.23456789e-300, 12, nil, &status)
        unsafe ffpkyg(file, "FIXED", 1234.5, 3, nil, &status)
        unsafe ffpkyl(file, "YES", 1, nil, &status)
        unsafe ffpkyl(file, "NO", 0, "not so", &status)
        var pair = [1.5, -2.25e-10]
        unsafe ffpkym(file, "CPLX", &pair, 10, "complex", &status)
        unsafe ffpkyu(file, "UNDEF", "no value", &status)
        unsafe ffpkys(file, "HIERARCH ESO DET CHIP1 ID", "ccd60", "a long name", &status)
        unsafe ffpkyd(file, "HIERARCH ESO TEL ALT", 61.25, 6, nil, &status)
        let long = String(repeating: "a long text with 'quotes' & more, ", count: 9)
        unsafe ffplsw(file, &status)
        unsafe ffpkls(file, "LONGSTR", long, "continued", &status)
        unsafe ffpkls(file, "HIERARCH ESO LONG TEXT", long, "continued", &status)
        unsafe ffpkys(file, "AMPER", "ends in &", nil, &status)
        unsafe ffpcom(file, "a comment = with a sign", &status)
        unsafe ffphis(file, "it happened", &status)
        unsafe ffphis(file, "and again", &status)
        unsafe ffprec(file, "        a card with a blank keyword", &status)
        unsafe ffprec(file, "FREE    =-1.5D-3/ free format", &status)
        unsafe ffprec(file, "FREE2   =       +007 / free format", &status)
        unsafe ffprec(file, "FREE3   = .5", &status)
        unsafe ffprec(file, "FREE4   = 5.", &status)
        unsafe ffprec(file, "FREE5   = 'free'/no blanks", &status)
        unsafe ffprec(file, "NOVALUE  a card without an indicator", &status)
    }

    private static func addTable(_ file: UnsafeMutablePointer<fitsfile>?, _ status: inout Int32) {
        var names = unsafe ["X", "Y"].map { (text: String) in unsafe strdup(text) }
        var forms = unsafe ["1D", "16A"].map { (text: String) in unsafe strdup(text) }
        unsafe ffcrtb(file, BINARY_TBL, 5, 2, &names, &forms, nil, "TAB", &status)
        var textForms = unsafe ["E12.5", "A16"].map { (text: String) in unsafe strdup(text) }
        unsafe ffcrtb(file, ASCII_TBL, 5, 2, &names, &textForms, nil, "TEXT", &status)
        unsafe (names + forms + textForms).forEach { unsafe free($0) }
    }
}
