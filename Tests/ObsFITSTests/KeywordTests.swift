import Testing

@testable import ObsFITS

@Suite struct KeywordTests {
    @Test(
        "A name comes back as it was given",
        arguments: ["A", "EXPTIME", "DATE-OBS", "ESO DET ID", "longer than eight", ""])
    func name(text: String) {
        #expect(Keyword(text).name == text)
        #expect(Keyword(text).description == text)
    }

    @Test(
        "Trailing blanks and HIERARCH do not count",
        arguments: [
            ("EXPTIME ", "EXPTIME"), ("A       ", "A"), ("HIERARCH ESO DET ID", "ESO DET ID"),
            ("HIERARCH   ESO DET ID  ", "ESO DET ID"), ("HIERARCH ABC", "ABC"), ("HIERARCH", "HIERARCH"),
            ("HIERARCH ", "HIERARCH"), ("        ", ""),
        ])
    func equal(given: String, name: String) {
        #expect(Keyword(given) == Keyword(name))
        #expect(Keyword(given).hashValue == Keyword(name).hashValue)
        #expect(Keyword(given).name == name)
    }

    @Test(
        "Leading blanks and letters beyond ASCII count",
        arguments: [(" A", "A"), ("É", "E"), ("ABCDEFGHI", "ABCDEFGH"), ("ÀÈ", "ÀÉ")])
    func different(one: String, other: String) {
        #expect(Keyword(one) != Keyword(other))
    }

    @Test(
        "The names that the reader knows are packed as written",
        arguments: [
            (PackedName.bitpix, "BITPIX"), (PackedName.blank, ""), (PackedName.blocked, "BLOCKED"),
            (PackedName.checksum, "CHECKSUM"), (PackedName.comment, "COMMENT"), (PackedName.continue, "CONTINUE"),
            (PackedName.datasum, "DATASUM"), (PackedName.end, "END"), (PackedName.extend, "EXTEND"),
            (PackedName.extname, "EXTNAME"), (PackedName.gcount, "GCOUNT"), (PackedName.groups, "GROUPS"),
            (PackedName.hierarch, "HIERARCH"), (PackedName.history, "HISTORY"), (PackedName.naxis, "NAXIS"),
            (PackedName.pcount, "PCOUNT"), (PackedName.simple, "SIMPLE"), (PackedName.xtension, "XTENSION"),
            (PackedName.zblocked, "ZBLOCKED"), (PackedName.zdatasum, "ZDATASUM"), (PackedName.zextend, "ZEXTEND"),
            (PackedName.zhecksum, "ZHECKSUM"),
        ])
    func packed(key: UInt64, name: String) {
        #expect(Keyword(packed: key) == Keyword(name))
        #expect(Keyword(packed: key).name == name)
    }

    @Test("Numbered names are made and taken apart", arguments: [1, 9, 10, 73, 999])
    func numbered(number: Int) {
        #expect(Keyword(.naxis, number).name == "NAXIS\(number)")
        #expect(Keyword("NAXIS\(number)").number(after: .naxis) == number)
    }

    @Test(
        "Names outside a series have no number",
        arguments: ["NAXIS", "NAXISA", "NAXIS 1", "NAXIS1A", "ZNAXIS1", "NAXI1", "OAXIS1", ""])
    func notNumbered(name: String) {
        #expect(Keyword(name).number(after: .naxis) == nil)
    }
}
