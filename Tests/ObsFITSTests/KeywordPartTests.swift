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

    @Test("A piece of a whole name is found in plain names, in long ones and in both, repeated or not")
    func wholeNames() throws {
        let part = try #require(KeywordPart(Array("SIMULATE".utf8), isPrefix: false))
        let cards = [
            "SIMULATE= 1", "HIERARCH SIMULATE = 2", "HIERARCH DOME SIMULATE = 3", "HIERARCH GRÖSSE SIMULATE = 4",
            "HIERARCH HIERARCH SIMULATE X = 5", "A       = 6", "HIERARCH  = 7", "HIERARCH= 8", "HIERARCH SIMULAT = 9",
        ]
        let names = [
            "SIMULATE", "SIMULATE", "DOME SIMULATE", "GRÖSSE SIMULATE", "SIMULATE X", "A", "HIERARCH", "HIERARCH",
            "SIMULAT",
        ]
        for first in cards.indices {
            for second in cards.indices {
                let header = try Header(cardImages: [first, second].flatMap { image(cards[$0]) })
                let found = header.keywords(containing: part).map(\.name)
                #expect(header.map(\.keyword.name) == [names[first], names[second]])
                #expect(found == [names[first], names[second]].filter { $0.contains("SIMULATE") })
                #expect(header[Keyword(names[second])] == .integer(second + 1))
            }
        }
    }

    @Test("Long names that differ in one byte are told apart")
    func longNames() throws {
        for count in 9...40 {
            let name = String(repeating: "A", count: count)
            let others = (0..<count).map { place in
                String(name.prefix(place)) + "B" + String(name.dropFirst(place + 1))
            }
            let cards = ([name] + others).enumerated().map { "HIERARCH \($0.element) = \($0.offset)" }
            let header = try Header(cardImages: cards.flatMap(image))
            for (number, found) in ([name] + others).enumerated() {
                #expect(header[Keyword(found)] == .integer(number))
                #expect(!header.isRepeated(Keyword(found)))
            }
            #expect(header[Keyword(name + "A")] == nil && header[Keyword(String(name.dropLast()))] == nil)
        }
    }

    @Test("What no name can contain is no piece", arguments: ["", "a", "A.", "É"])
    func unusable(_ text: String) {
        #expect(KeywordPart(Array(text.utf8), isPrefix: false) == nil)
    }
}
