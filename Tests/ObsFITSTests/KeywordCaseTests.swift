import TestSupport
import Testing

@testable import ObsFITS

/// FITS names are upper case, and files with others exist: a card is found without regard to the case of its name.
@Suite struct KeywordCaseTests {
    private static let seed: UInt64 = 20_261_130

    @Test(
        "The case of letters does not count, in short names and in long ones",
        arguments: [
            ("exptime", "EXPTIME"), ("Filter", "FILTER"), ("date-obs", "DATE-OBS"), ("x_1", "X_1"),
            ("eso det chip1 id", "ESO DET CHIP1 ID"), ("hierarch eso det id", "ESO DET ID"),
            ("Hierarch Filter", "FILTER"), ("größer als acht", "GRößER ALS ACHT"), ("comment", "COMMENT"),
        ])
    func equal(written: String, upper: String) {
        #expect(Keyword(written) == Keyword(upper))
        #expect(Keyword(written).hashValue == Keyword(upper).hashValue)
        #expect(Keyword(written).canonicalName == Keyword(upper).name)
    }

    @Test(
        "Letters beyond ASCII, and what merely lies 32 places apart, are no pairs",
        arguments: [("é", "É"), ("[", "{"), ("@", "`"), ("_", "\u{7F}"), ("long name [", "LONG NAME {"), ("0", "P")])
    func different(one: String, other: String) {
        #expect(Keyword(one) != Keyword(other))
    }

    @Test(
        "A card is found in every kind of header, whatever the case of its name and of what is asked for",
        arguments: ["exptime", "Exptime", "EXPTIME", "hierarch eso det exp", "HIERARCH Eso Det Exp", "Hierarch short"])
    func found(name: String) throws {
        let image = try header("FIRST   = 1", "\(name.padded(8))= 200.0 / kept", "LAST    = 2")
        let written = Keyword(name).name
        let explicit = Header(cards: Array(image))
        for header in [
            image, explicit, image.replacing([]), Header(cards: []).inheriting(image), image.inheriting(explicit),
        ] {
            for asked in [name, name.uppercased(), name.lowercased()] {
                #expect(header[Keyword(asked)] == .real(200))
                #expect(header.contains(Keyword(asked)) && !header.isRepeated(Keyword(asked)))
                #expect(header.card(Keyword(asked))?.keyword.name == written)
                #expect(header.cards(named: Keyword(asked)).map(\.comment) == ["kept"])
            }
            #expect(header.contains("FIRST") && header.contains("last"))
        }
    }

    @Test("Cards that differ only in case are one card that is repeated, and the last counts")
    func repeated() throws {
        let image = try header(
            "EXPTIME = 1", "exptime = 2", "HIERARCH ESO DET ID = 3", "HIERARCH eso det id = 4", "OTHER   = 5")
        for header in [image, Header(cards: Array(image))] {
            for (keyword, values) in [("EXPTIME", [1, 2]), ("ESO DET ID", [3, 4])] as [(Keyword, [Int])] {
                var isRepeated = false
                #expect(header.value(of: keyword, isRepeated: &isRepeated) == .integer(values[1]))
                #expect(isRepeated && header.isRepeated(keyword))
                #expect(header.cards(named: keyword).map(\.value) == values.map { .integer($0) })
            }
            #expect(!header.isRepeated("other"))
            #expect(header.count == 5)
        }
    }

    @Test("A replaced card keeps its place and its spelling, and one of another case is the same")
    func replaced() throws {
        let edited = try header("a       = 1 / one", "Filter  = 'g'", "LAST    = 2")
            .replacing([("FILTER", .string("r")), ("A", nil), ("new", .integer(3)), ("NEW", .integer(4))])
        #expect(edited.map(\.keyword.name) == ["Filter", "LAST", "NEW"])
        #expect(edited["filter"] == .string("r") && edited.card("FILTER")?.keyword.name == "Filter")
        #expect(edited["a"] == nil && edited["new"] == .integer(4))
    }

    @Test("What describes the structure of the primary is not inherited, in whatever case")
    func inherited() throws {
        let primary = try header("simple  = T", "naxis1  = 5", "Comment text", "checksum= 'x'", "object  = 'kept'")
        let own = Header(cards: []).inheriting(primary)
        #expect(own.map(\.keyword.name) == ["object"])
    }

    @Test("Commentary and continued strings are what they are in lower case too")
    func commentary() throws {
        let image = try header(
            "comment = 'not' a value", "History more", "object  = 'a long &'", "continue  'text'", "CONTINUE  'alone'")
        #expect(image.cards(named: "COMMENT").map(\.value) == [.string("= 'not' a value")])
        #expect(image["comment"] == .string("= 'not' a value"))
        #expect(image["HISTORY"] == .string("more"))
        #expect(image["OBJECT"] == .string("a long text"))
        #expect(image.map(\.keyword.name) == ["comment", "History", "object", "CONTINUE"])
    }

    @Test("A header that is written keeps the letters that were read")
    func written() throws {
        let cards = [
            Card("exptime", .real(200), comment: "s"), Card("Filter", .string("g")), Card("eso det id", .integer(1)),
            Card("OBJECT", .string("x")),
        ]
        let bytes = Header(cards: cards).cardImages
        #expect(String(decoding: bytes.prefix(8), as: UTF8.self) == "exptime ")
        let read = try Header(cardImages: bytes)
        #expect(Array(read) == cards)
        #expect(read.map(\.keyword.name) == cards.map(\.keyword.name))
    }

    @Test("An image whose structure is written in lower case is read", arguments: [true, false])
    func structure(isCompressed: Bool) throws {
        let names = isCompressed ? ["zimage", "zbitpix", "znaxis", "znaxis1", "znaxis2"] : []
        var cards = imageCards("X", bitpix: 8, 8, 2).map { $0.prefix(8).hasPrefix("XTEN") ? $0 : lowered($0) }
        if isCompressed {
            cards[0] = "XTENSION= 'BINTABLE'"
            cards += zip(names, ["T", "16", "2", "4", "2"]).map { "\($0.padded(8))= \($1)" } + ["tform1  = '1PB'"]
        }
        let data = padded([UInt8](repeating: 7, count: 16), with: 0)
        let file = block(emptyPrimary.enumerated().map { $0 == 0 ? $1 : lowered($1) }) + block(cards) + data
        let reader = try HeaderReader(bytes: file)
        _ = try reader.next()
        let hdu = try #require(try reader.next())
        #expect(hdu.kind == (isCompressed ? .compressedImage : .image))
        #expect(hdu.dataLength == 16 && hdu.extensionName == "X")
        #expect(hdu.header["NAXIS2"] == .integer(2) && hdu.header["tform1"] == nil)
        #expect(try reader.next() == nil && reader.trailing == nil)
    }

    @Test("Names that contain a piece are found in whatever case", arguments: ["SIM", "SIMULATE", "SIM A", "ULATE AT"])
    func pieces(_ piece: String) throws {
        let names = ["simulate", "SIMULATE", "Sim", "hierarch simulate atmdome", "HIERARCH Sim A Long", "A", "xsim"]
        let images = try Header(cardImages: names.flatMap { image($0.padded(8) + "= 1") })
        for isPrefix in [true, false] {
            let part = try #require(KeywordPart(Array(piece.utf8), isPrefix: isPrefix))
            let expected = names.map { Keyword($0) }.filter {
                isPrefix ? $0.canonicalName.hasPrefix(piece) : $0.canonicalName.contains(piece)
            }
            #expect(images.keywords(containing: part) == expected)
            #expect(Header(cards: Array(images)).keywords(containing: part) == expected)
        }
    }

    @Test("10,000 generated cards in random case are what their twins in upper case are")
    func generated() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let letters = Array("ABCXYZ019-_").map(String.init)
        let values = ["T", "5", "-1.5E3", "'a''b'", "'Text' / Comment", "(1, 2)", "", "/ x", "12 34", "'x&'", "nan"]
        for _ in 0..<2500 {
            var cards: [(upper: String, mixed: String)] = []
            for _ in 0..<4 {
                let isLong = generator.integer(0...2) == 0
                var name = isLong ? "HIERARCH " : ""
                let count = generator.integer(isLong ? 1...20 : 0...8)
                for _ in 0..<count { name += generator.pick(isLong ? letters + [" "] : letters) }
                if generator.integer(0...9) == 0 {
                    name = generator.pick(["COMMENT", "HISTORY", "CONTINUE", "HIERARCH", "NAXIS1", "ENDX"])
                }
                // Without a sign a long name is the text behind the word HIERARCH.
                let sign = generator.pick(isLong ? ["= ", "="] : ["= ", "=", "  "])
                let value = generator.pick(values)
                var mixed = ""
                for letter in name { mixed += generator.integer(0...1) == 0 ? letter.lowercased() : String(letter) }
                cards.append((name.padded(8) + sign + value, mixed.padded(8) + sign + value))
            }
            let upper = try Header(cardImages: cards.flatMap { image($0.upper) })
            let mixed = try Header(cardImages: cards.flatMap { image($0.mixed) })
            let text = "seed \(Self.seed): \(cards.map(\.mixed))"
            #expect(Array(mixed) == Array(upper), "\(text)")
            #expect(mixed.map(\.keyword.canonicalName) == upper.map(\.keyword.name), "\(text)")
            for card in upper {
                let keyword = card.keyword
                #expect(mixed[keyword] == upper[keyword], "\(text)")
                #expect(mixed.isRepeated(keyword) == upper.isRepeated(keyword), "\(text)")
                #expect(mixed.cards(named: keyword) == upper.cards(named: keyword), "\(text)")
                #expect(upper[Keyword(keyword.name.lowercased())] == upper[keyword], "\(text)")
            }
            let written = try Header(cardImages: mixed.cardImages)
            #expect(written.map(\.keyword.canonicalName) == mixed.map(\.keyword.canonicalName), "\(text)")
        }
    }

    /// A card with its keyword field in lower case.
    private func lowered(_ card: String) -> String { card.prefix(8).lowercased() + card.dropFirst(8) }
}

extension String {
    /// The text with blanks behind it up to a length.
    fileprivate func padded(_ length: Int) -> String {
        self + String(repeating: " ", count: max(0, length - utf8.count))
    }
}
