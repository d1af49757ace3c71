import Testing

@testable import ObsFITS

@Suite struct KeywordPartTests {
    static let names = [
        "SIMULATE", "SIM", "SIMULATE ATMDOMTEMP", "ASIMULAT", "A", "", "XSIM", "SIM-1", "HIERARCH", "DATE-OBS", "OBS",
        "ESO SIM X",
    ]

    @Test(
        "A piece is in the names that contain it, and in those alone",
        arguments: ["SIM", "SIMULATE", "S", "OBS", "SIM X", "SIMULATE ATM", "-", "1"])
    func pieces(_ text: String) throws {
        let cards = Self.names.map { Card(Keyword($0), .integer(1)) }
        let bytes = Header(cards: cards).cardImages
        for isPrefix in [false, true] {
            let part = try #require(KeywordPart(Array(text.utf8), isPrefix: isPrefix))
            func isWanted(_ name: String) -> Bool { isPrefix ? name.hasPrefix(text) : name.contains(text) }
            let expected = Self.names.filter(isWanted)
            let images = try Header(cardImages: bytes)
            let edited = images.replacing([("SIM", nil), ("NEWSIM", .integer(1)), ("A", .integer(2))])
            #expect(images.keywords(containing: part).map(\.name) == expected)
            #expect(images.keywords { isWanted($0.name) }.map(\.name) == expected)
            #expect(Header(cards: cards).keywords(containing: part).map(\.name) == expected)
            #expect(
                edited.keywords(containing: part).map(\.name)
                    == expected.filter { $0 != "SIM" } + (isWanted("NEWSIM") ? ["NEWSIM"] : []))
            #expect(Header(cards: []).inheriting(images).keywords(containing: part).map(\.name) == expected)
        }
    }

    @Test("What no name can contain is no piece", arguments: ["", "a", "A.", "É"])
    func unusable(_ text: String) {
        #expect(KeywordPart(Array(text.utf8), isPrefix: false) == nil)
    }
}
