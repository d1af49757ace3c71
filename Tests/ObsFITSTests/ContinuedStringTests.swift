import ObsFITS
import Testing

@Suite struct ContinuedStringTests {
    @Test("A chain is one card, its comments joined")
    func chain() throws {
        let header = try header(
            "BEFORE  = 1", "LONG    = 'one &' / a", "CONTINUE  'two ''&'", "CONTINUE  ' three' / b", "AFTER   = 2")
        #expect(header.card("LONG") == Card("LONG", .string("one two ' three"), comment: "a b"))
        #expect(header["LONG"] == .string("one two ' three"))
        #expect(header.map(\.keyword) == ["BEFORE", "LONG", "AFTER"])
        #expect(header.count == 3)
        #expect(!header.contains("CONTINUE"))
        #expect(header["AFTER"] == .integer(2))
    }

    @Test("Without CONTINUE the ampersand stays")
    func ampersand() throws {
        let header = try header("A       = 'this & that &'", "B       = 1", "C       = '&'")
        #expect(header["A"] == .string("this & that &"))
        #expect(header["C"] == .string("&"))
    }

    @Test("An ampersand at the end of a chain stays")
    func lastAmpersand() throws {
        let header = try header("A       = 'one&'", "CONTINUE  'two&'", "B       = 1")
        #expect(header["A"] == .string("onetwo&"))
    }

    @Test("A string that is only an ampersand is continued")
    func emptyParts() throws {
        let header = try header("A       = '&'", "CONTINUE  '&'", "CONTINUE  ''")
        #expect(Array(header) == [Card("A", .string(""))])
    }

    @Test(
        "CONTINUE without a string to continue is a card of its own",
        arguments: ["A       = 'one'", "A       = 5", "COMMENT &", "A       = '&' junk", "HIERARCH A B 'one&'"])
    func stray(first: String) throws {
        let header = try header(first, "CONTINUE  'two'", "B       = 1")
        #expect(header.count == 3)
        #expect(header.card("CONTINUE") == Card("CONTINUE", .undefined, comment: "  'two'"))
    }

    @Test("A CONTINUE card without a string ends the chain", arguments: ["CONTINUE  5", "CONTINUE", "CONTINUE= 'x'"])
    func noString(second: String) throws {
        let header = try header("A       = 'one&'", second, "B       = 1")
        #expect(header["A"] == .string("one&"))
        #expect(header.contains("CONTINUE"))
        #expect(header.count == 3)
    }

    @Test("CONTINUE as the first card is a card of its own")
    func first() throws {
        let header = try header("CONTINUE  'one&'", "CONTINUE  'two'", "A       = 1")
        #expect(header.map(\.keyword) == ["CONTINUE", "CONTINUE", "A"])
        #expect(header.isRepeated("CONTINUE"))
    }

    @Test("HIERARCH strings are continued too")
    func hierarch() throws {
        let header = try header("HIERARCH ESO A LONG NAME = 'one&'", "CONTINUE  'two'")
        #expect(header["ESO A LONG NAME"] == .string("onetwo"))
    }

    @Test("Of repeated continued strings each is whole")
    func repeated() throws {
        let header = try header("A       = 'a&'", "CONTINUE  'b'", "A       = 'c&'", "CONTINUE  'd'")
        #expect(header.cards(named: "A").map(\.value) == [.string("ab"), .string("cd")])
        #expect(header["A"] == .string("cd"))
        #expect(header.isRepeated("A"))
    }

    @Test("A chain of many thousand cards is read in no time", .timeLimit(.minutes(1)))
    func longChain() throws {
        let part = image("CONTINUE  '\(String(repeating: "x", count: 66))&'")
        let bytes = image("A       = '&'") + (0..<20_000).flatMap { _ in part }
        let header = try Header(cardImages: bytes)
        #expect(header["A"]?.stringValue?.utf8.count == 20_000 * 66 + 1)
        #expect(header.count == 1)
    }
}
