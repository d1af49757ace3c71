import Testing

@testable import ObsFITS

@Suite struct HeaderKeywordTests {
    private static let cards = [
        Card("SIMPLE", .logical(true)), Card("DATE", .string("2020")), Card("SIMULATE DOME", .integer(1)),
        Card("A", .integer(1)), Card("A", .integer(2)), Card("SIMULATE", .integer(0)),
    ]

    /// The same cards as a dump, as images, with an edit of each sort, and beneath others.
    private static func headers() throws -> [Header] {
        let explicit = Header(cards: cards)
        let images = try Header(cardImages: explicit.cardImages)
        let edits: [(keyword: Keyword, value: HeaderValue?)] = [
            ("DATE", nil), ("A", .integer(3)), ("NEW", .integer(4)),
        ]
        return [
            explicit, images, images.replacing(edits), explicit.replacing(edits),
            Header(cards: [Card("A", .integer(0)), Card("B", .integer(0))]).inheriting(images),
        ]
    }

    @Test("Keywords come as the cards do, whatever the header is made of")
    func order() throws {
        for header in try Self.headers() {
            #expect(header.keywords { _ in true } == header.map(\.keyword))
        }
    }

    @Test("Only wanted keywords are given")
    func wanted() throws {
        for header in try Self.headers() {
            #expect(
                header.keywords { $0.name.contains("SIMULATE") }.map(\.name) == ["SIMULATE DOME", "SIMULATE"])
        }
    }

    @Test(
        "A name contains a part as its text does",
        arguments: ["", "A", "SIM", "SIMULATE", "SIMULATED", "XSIMULATE", "DET SIMULATE X", "SIMULAT SIMULATE", "ATE"])
    func contains(_ name: String) throws {
        for part in ["SIMULATE", "ATE", "A", "SIM", "DET"] {
            let anywhere = try #require(KeywordPart(Array(part.utf8), isPrefix: false))
            let first = try #require(KeywordPart(Array(part.utf8), isPrefix: true))
            #expect(anywhere.isIn(Keyword(name)) == name.contains(part), "\(part)")
            #expect(first.isIn(Keyword(name)) == name.hasPrefix(part), "\(part)")
        }
    }
}
