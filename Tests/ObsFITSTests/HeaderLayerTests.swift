import ObsFITS
import Testing

@Suite struct HeaderLayerTests {
    private let primary: Header
    private let own: Header

    init() throws {
        primary = try header(
            "SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "NAXIS3  = 7", "EXTEND  = T", "TELESCOP= 'CTIO' / which",
            "EXPTIME = 30", "FILTER  = 'r'", "FILTER  = 'g'", "HISTORY made", "COMMENT said", "CHECKSUM= 'x'",
            "DATASUM = '0'", "HIERARCH LONG NAME = 5")
        own = try header(
            "XTENSION= 'IMAGE'", "BITPIX  = 16", "NAXIS   = 2", "EXPTIME = 31 / own", "CCDNUM  = 4", "HISTORY own")
    }

    @Test("Own cards win, the others shine through")
    func inheriting() {
        let merged = own.inheriting(primary)
        #expect(merged["EXPTIME"] == .integer(31) && merged["CCDNUM"] == .integer(4))
        #expect(merged["TELESCOP"] == .string("CTIO") && merged["LONG NAME"] == .integer(5))
        #expect(merged.card("TELESCOP")?.comment == "which" && merged.card("EXPTIME")?.comment == "own")
        #expect(merged.isRepeated("FILTER") && merged["FILTER"] == .string("g"))
        #expect(merged.cards(named: "FILTER").count == 2 && merged.cards(named: "EXPTIME").count == 1)
        #expect(merged["ABSENT"] == nil && merged.cards(named: "ABSENT").isEmpty && !merged.isRepeated("ABSENT"))
    }

    @Test("Iteration gives own cards first and nothing twice")
    func iteration() {
        let merged = own.inheriting(primary)
        let names = merged.map(\.keyword.name)
        #expect(
            names == [
                "XTENSION", "BITPIX", "NAXIS", "EXPTIME", "CCDNUM", "HISTORY", "TELESCOP", "FILTER", "FILTER",
                "LONG NAME",
            ])
        #expect(merged.count == names.count)
        #expect(merged.allSatisfy { merged.contains($0.keyword) })
    }

    @Test(
        "Structure and commentary of the primary stay with it",
        arguments: ["SIMPLE", "NAXIS3", "EXTEND", "CHECKSUM", "DATASUM", "COMMENT"] as [Keyword])
    func structure(keyword: Keyword) {
        let merged = own.inheriting(primary)
        #expect(primary.contains(keyword))
        #expect(merged[keyword] == nil && !merged.contains(keyword) && merged.card(keyword) == nil)
        #expect(merged.cards(named: keyword).isEmpty && !merged.isRepeated(keyword))
    }

    @Test("Edits replace, add and hide")
    func replacing() {
        let edited = primary.replacing([
            ("EXPTIME", .real(29.5)), ("FILTER", .string("z")), ("TELESCOP", nil), ("NEW", .integer(1)), ("GONE", nil),
            ("LONG NAME", .integer(6)), ("EXPTIME", .real(29)),
        ])
        #expect(edited["EXPTIME"] == .real(29) && edited["NEW"] == .integer(1) && edited["LONG NAME"] == .integer(6))
        #expect(edited["TELESCOP"] == nil && !edited.contains("TELESCOP") && edited.card("TELESCOP") == nil)
        #expect(edited.cards(named: "TELESCOP").isEmpty && edited["GONE"] == nil)
        #expect(edited.cards(named: "FILTER") == [Card("FILTER", .string("z"))] && !edited.isRepeated("FILTER"))
        #expect(edited["BITPIX"] == .integer(8) && edited.cards(named: "BITPIX").count == 1)
        #expect(
            edited.map(\.keyword.name) == [
                "SIMPLE", "BITPIX", "NAXIS", "NAXIS3", "EXTEND", "EXPTIME", "FILTER", "HISTORY", "COMMENT", "CHECKSUM",
                "DATASUM", "LONG NAME", "NEW",
            ])
        #expect(edited.count == 13)
        #expect(primary["EXPTIME"] == .integer(30), "the header itself is not changed")
    }

    @Test("An edit keeps the comment")
    func comment() {
        let edited = own.replacing([("EXPTIME", .integer(1))])
        #expect(edited.card("EXPTIME") == Card("EXPTIME", .integer(1), comment: "own"))
        #expect(edited.first { $0.keyword == "EXPTIME" }?.comment == "own")
    }

    @Test("Edits of edits add up, the later ones win")
    func edits() {
        let once = own.replacing([("A", .integer(1)), ("CCDNUM", nil)])
        let twice = once.replacing([("A", nil), ("CCDNUM", .integer(9))])
        #expect(once["A"] == .integer(1) && once["CCDNUM"] == nil)
        #expect(twice["A"] == nil && twice["CCDNUM"] == .integer(9))
        #expect(own.replacing([]).map(\.keyword) == own.map(\.keyword))
    }

    @Test("However many edits there are, each is found and nothing else is", arguments: [0, 1, 5, 63, 64, 65, 200])
    func manyEdits(count: Int) throws {
        let cards = (0..<300).map { Card(Keyword("K\($0)"), .integer($0)) } + [Card("A LONG NAME", .integer(300))]
        let images = try Header(cardImages: Header(cards: cards).cardImages)
        let edits = (0..<count).map { (keyword: Keyword("K\($0)"), value: $0 % 3 == 0 ? nil : HeaderValue.real(0.5)) }
        let edited = images.replacing(edits + [("ANOTHER LONG NAME", .integer(-1))])
        for number in 0..<300 {
            let expected: HeaderValue? =
                number >= count ? .integer(number) : number % 3 == 0 ? nil : .real(0.5)
            #expect(edited[Keyword("K\(number)")] == expected)
        }
        #expect(edited["A LONG NAME"] == .integer(300) && edited["ANOTHER LONG NAME"] == .integer(-1))
    }

    @Test("Hidden cards of an extension do not uncover the primary's")
    func hidden() {
        let merged = own.inheriting(primary).replacing([("EXPTIME", nil)])
        #expect(merged["EXPTIME"] == nil)
        #expect(own.replacing([("EXPTIME", nil)]).inheriting(primary)["EXPTIME"] == .integer(30))
    }
}
