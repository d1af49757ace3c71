import TestSupport
import Testing

@testable import ObsFITS

@Suite("Header writing")
struct HeaderWritingTests {
    static let cards: [Card] = [
        Card("SIMPLE", .logical(true), comment: "conforms"),
        Card("EXPNUM", .integer(229_388), comment: "number of the exposure"),
        Card("BIG", .integer(.min)),
        Card("EXPTIME", .real(200)),
        Card("SMALL", .real(-1.8249413473e-07)),
        Card("OBJECT", .string("O'Neil's ''field''")),
        Card("EMPTY", .string("")),
        Card("UNDEF", .undefined, comment: "nobody knows"),
        Card("PAIR", .complex(1.5, -2)),
        Card("ESO DET ID", .string("CCID20")),
        Card("time_recorded", .string("2013-09-01T06:06:38.489808")),
        Card("HISTORY", .string("made by hand")),
        Card("LONG", .string(String(repeating: "it's & long; ", count: 20) + "end")),
    ]

    @Test("what is written is read back", arguments: cards)
    func roundTrip(card: Card) throws {
        let images = Header(cards: [card]).cardImages
        #expect(images.count == 2880)
        let header = try Header(cardImages: images)
        #expect(header[card.keyword] == card.value)
        #expect(header.card(card.keyword)?.comment == card.comment)
    }

    @Test("texts of any length with quotes at any place are read back")
    func generatedTexts() throws {
        let seed: UInt64 = 20_130_901
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let length = Int(generator.next() % 300)
            let alphabet = Array("ab'&/ =")
            var text = String((0..<length).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] })
            // Trailing blanks do not count in FITS.
            while text.last == " " { text.removeLast() }
            let header = try Header(cardImages: Header(cards: [Card("OBJECT", .string(text))]).cardImages)
            #expect(header["OBJECT"] == .string(text), "seed \(seed)")
        }
    }

    @Test("a number that is not finite becomes an undefined value, and foreign bytes a question mark")
    func whatFITSCannotHold() throws {
        let cards = [Card("A", .real(.nan)), Card("B", .real(-.infinity)), Card("C", .string("Größe"))]
        let header = try Header(cardImages: Header(cards: cards).cardImages)
        #expect(header["A"] == .undefined)
        #expect(header["B"] == .undefined)
        #expect(header["C"]?.stringValue?.allSatisfy { $0.isASCII } == true)
    }

    private struct Found: Equatable {
        var value: HeaderValue?
        var isRepeated = false

        init(value: HeaderValue?, isRepeated: Bool) { (self.value, self.isRepeated) = (value, isRepeated) }

        init(_ keyword: Keyword, in header: Header) { value = header.value(of: keyword, isRepeated: &isRepeated) }
    }

    @Test("one look-up tells the value and whether the name is repeated, in every kind of header")
    func lookUp() throws {
        let cards = [Card("A", .integer(1)), Card("B", .integer(2)), Card("A", .integer(3))]
        let images = try Header(cardImages: Header(cards: cards).cardImages)
        for header in [Header(cards: cards), images, Header(cards: []).inheriting(images), images.replacing([])] {
            #expect(Found("A", in: header) == Found(value: .integer(3), isRepeated: true))
            #expect(Found("B", in: header) == Found(value: .integer(2), isRepeated: false))
            #expect(Found("C", in: header) == Found(value: nil, isRepeated: false))
            header.prefetch(["A", "B", "C", "HIERARCH LONG NAME"])
        }
        let edited = images.replacing([("A", .integer(9)), ("B", nil)])
        #expect(Found("A", in: edited) == Found(value: .integer(9), isRepeated: false))
        #expect(Found("B", in: edited) == Found(value: nil, isRepeated: false))
    }

    @Test("every one of very many names is found")
    func manyNames() {
        let cards = (0..<60_000).map { Card(Keyword("K\($0)"), .integer($0)) }
        let header = Header(cards: cards)
        for card in cards.indices where card.isMultiple(of: 97) {
            #expect(header[Keyword("K\(card)")] == .integer(card))
        }
        #expect(header["K60000"] == nil)
    }
}
