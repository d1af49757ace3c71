import Testing

@testable import ObsFITS

@Suite struct HeaderTests {
    @Test("Of repeated cards the last counts")
    func repeated() throws {
        let header = try header("A       = 1", "B       = 2", "A       = 3")
        #expect(header["A"] == .integer(3))
        #expect(header.cards(named: "A").map(\.value) == [.integer(1), .integer(3)])
        #expect(header.isRepeated("A") && !header.isRepeated("B") && !header.isRepeated("C"))
    }

    @Test("An absent card is nil, an undefined one is not")
    func absent() throws {
        let header = try header("A       =")
        #expect(header["A"] == .undefined)
        #expect(header["B"] == nil)
        #expect(header.card("B") == nil && header.cards(named: "B").isEmpty && !header.contains("B"))
    }

    @Test("Reading stops at END")
    func end() throws {
        #expect(try header("A       = 1", "END", "B       = 2").map(\.keyword) == ["A"])
        #expect(try Header(cardImages: []).count == 0)
        #expect(try Header(cardImages: image("END") + [1, 2, 3]).count == 0)
        #expect(try header("ENDTIME = 1", "END     = 2").count == 1)
    }

    @Test("Bytes that end within a card are an error")
    func partial() {
        #expect(throws: FITSError(.truncated, "the bytes end within a card; cards have 80 bytes each", offset: 90)) {
            try Header(cardImages: image("A       = 1") + [UInt8](repeating: 0x20, count: 10))
        }
    }

    @Test("Explicit cards are kept as they are")
    func explicit() {
        let cards = [
            Card("A", .real(.nan)), Card("LONG KEYWORD", .string("x"), comment: "c"), Card("A", .integer(2)),
            Card("COMMENT", .string("text")),
        ]
        let header = Header(cards: cards)
        #expect(header.count == 4 && header.map(\.keyword) == cards.map(\.keyword))
        #expect(header["A"] == .integer(2) && header["LONG KEYWORD"] == .string("x") && header["B"] == nil)
        #expect(header.isRepeated("A") && header.cards(named: "A").count == 2)
        #expect(header.card("LONG KEYWORD")?.comment == "c" && header.contains("COMMENT"))
        #expect(Header(cards: []).count == 0)
    }

    @Test("Every card of a large header is found", arguments: [0, 1, 7, 100, 5_000])
    func large(count: Int) throws {
        let texts = (0..<count).map { "K\($0)".padding(8) + "= \($0 * 3)" }
        let header = try Header(cardImages: texts.flatMap(image))
        #expect((0..<count).allSatisfy { header[Keyword("K\($0)")] == .integer($0 * 3) })
        #expect(header[Keyword("K\(count)")] == nil)
        #expect(header.count == count)
    }

    @Test("Names that were made to collide are found as fast", .timeLimit(.minutes(1)))
    func collisions() throws {
        // Multiples of 2^k times the inverse of the multiplier share their first bits after multiplication.
        let inverse = Self.inverse(of: 0x9E37_79B9_7F4A_7C15)
        var images: [UInt8] = []
        var keys: [UInt64] = []
        var candidate: UInt64 = 1
        while keys.count < 20_000 {
            let key = candidate &* inverse
            candidate += 1
            guard key & 0x8080_8080_8080_8080 == 0, PackedName.upper(key) == key, !CardImage.isEnd(key) else {
                continue
            }
            keys.append(key)
            unsafe images += withUnsafeBytes(of: key.bigEndian) { unsafe Array($0) } + image("= 1").prefix(72)
        }
        let header = try Header(cardImages: images)
        #expect(keys.allSatisfy { header[Keyword(packed: $0)] == .integer(1) })
    }

    private static func inverse(of odd: UInt64) -> UInt64 {
        var inverse = odd
        for _ in 0..<6 { inverse = inverse &* (2 &- odd &* inverse) }
        return inverse
    }
}

extension String {
    /// The text with blanks up to a length.
    func padding(_ length: Int) -> String {
        self + String(repeating: " ", count: max(length - utf8.count, 0))
    }
}
