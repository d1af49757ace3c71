import ObsFITS
import Testing

@Suite struct CardTests {
    @Test(
        "A card gives its value and its comment",
        arguments: [
            ("KEY     = 'text    '           / comment", HeaderValue.string("text"), "comment"),
            ("KEY     = 'O''Neil''s'", .string("O'Neil's"), ""),
            ("KEY     = ''''", .string("'"), ""),
            ("KEY     = ''", .string(""), ""),
            ("KEY     = '   '", .string(""), ""),
            ("KEY     = '  leading'", .string("  leading"), ""),
            ("KEY     = 'a / b' / c / d", .string("a / b"), "c / d"),
            ("KEY     =     'free'/x", .string("free"), "x"),
            ("KEY     =                    T / yes", .logical(true), "yes"),
            ("KEY     = F", .logical(false), ""),
            ("KEY     =                   42 /two blanks", .integer(42), "two blanks"),
            ("KEY     = +042", .integer(42), ""),
            ("KEY     = -1.5D-3 /   indented", .real(-0.0015), "  indented"),
            ("KEY     = (1.5, -2) / complex", .complex(1.5, -2), "complex"),
            ("KEY     = (1,2)", .complex(1, 2), ""),
            ("KEY     =                      / nothing", .undefined, "nothing"),
            ("KEY     =", .undefined, ""),
            ("KEY     = /", .undefined, ""),
            ("KEY     =5 / no blank behind the sign", .integer(5), "no blank behind the sign"),
            ("KEY     ='x'", .string("x"), ""),
            ("KEY      5 / no sign", .undefined, " 5 / no sign"),
            ("KEY", .undefined, ""),
        ])
    func fields(text: String, value: HeaderValue, comment: String) throws {
        let header = try header(text)
        #expect(header["KEY"] == value)
        #expect(Array(header) == [Card("KEY", value, comment: comment)])
    }

    @Test(
        "What is no FITS value is malformed, never a part of it",
        arguments: [
            ("KEY     = 12 34 56.7 / right ascension", "12 34 56.7", "right ascension"),
            ("KEY     = T junk", "T junk", ""),
            ("KEY     = t", "t", ""),
            ("KEY     = TRUE", "TRUE", ""),
            ("KEY     = unquoted text", "unquoted text", ""),
            ("KEY     = 'no end / comment", "'no end / comment", ""),
            ("KEY     = 'O'Neil' / name", "'O'Neil'", "name"),
            ("KEY     = (1, 2 / no end", "(1, 2", "no end"),
            ("KEY     = (1 2)", "(1 2)", ""),
            ("KEY     = (1,)", "(1,)", ""),
            ("KEY     = (1,2) 3", "(1,2) 3", ""),
            ("KEY     = 1E999", "1E999", ""),
            ("KEY     = nan", "nan", ""),
            ("KEY     = -Infinity", "-Infinity", ""),
            ("KEY     = \t5", "\t5", ""),
            ("KEY     = 5\t/ tab", "5\t", "tab"),
        ])
    func malformed(text: String, raw: String, comment: String) throws {
        let header = try header(text)
        #expect(header.card("KEY") == Card("KEY", .malformed(raw), comment: comment))
    }

    @Test("Commentary is the value from column 9 on", arguments: ["COMMENT", "HISTORY", ""])
    func commentary(name: String) throws {
        let padded = name + String(repeating: " ", count: 8 - name.count)
        let header = try header(padded + "= 'not' a / value  ", padded + " more")
        #expect(header.cards(named: Keyword(name)).map(\.value) == [.string("= 'not' a / value"), .string(" more")])
        #expect(header.allSatisfy { $0.isCommentary && $0.comment.isEmpty })
    }

    @Test(
        "A HIERARCH card has a long name",
        arguments: [
            ("HIERARCH ESO DET CHIP1 ID = 'ccd60' / c", "ESO DET CHIP1 ID", HeaderValue.string("ccd60"), "c"),
            ("HIERARCH   ESO TEL ALT=61.25", "ESO TEL ALT", .real(61.25), ""),
            ("HIERARCH ABC = 1", "ABC", .integer(1), ""),
            ("HIERARCH lower case = T", "lower case", .logical(true), ""),
            ("HIERARCH Größe = 3", "Größe", .integer(3), ""),
            ("HIERARCH no sign", "HIERARCH", .undefined, " no sign"),
            ("HIERARCH= 5", "HIERARCH", .integer(5), ""),
            ("HIERARCH  = 5", "HIERARCH", .integer(5), ""),
        ])
    func hierarch(text: String, name: String, value: HeaderValue, comment: String) throws {
        let header = try header(text, "OTHER   = 1")
        #expect(header.card(Keyword(name)) == Card(Keyword(name), value, comment: comment))
        #expect(header.first { _ in true }?.keyword.name == name)
    }

    @Test("Odd names are kept as they are", arguments: ["exptime", "A B", "A.B$C", "É", "KEY\t", "日本"])
    func oddNames(name: String) throws {
        let padded = name + String(repeating: " ", count: 8 - name.utf8.count)
        let header = try header(padded + "= 1")
        #expect(header[Keyword(name)] == .integer(1))
        #expect(header.map(\.keyword.name) == [name])
    }

    @Test("Bytes beyond ASCII are UTF-8, else Latin-1")
    func encodings() throws {
        var latin = image("KEY     = 'G. Mu?oz' / ?")
        for index in latin.indices where latin[index] == 0x3F { latin[index] = 0xF1 }
        let header = try Header(
            cardImages: latin + image("UTF     = 'Muñoz'") + [0xE9] + image("X      = 1").prefix(79))
        #expect(header.card("KEY") == Card("KEY", .string("G. Muñoz"), comment: "ñ"))
        #expect(header["UTF"] == .string("Muñoz"))
        #expect(header["éX"] == .integer(1))
    }

    @Test("NUL bytes do no harm")
    func nul() throws {
        var card = image("KEY     = 'a?b' / c?")
        for index in card.indices where card[index] == 0x3F { card[index] = 0 }
        let zeros = [UInt8](repeating: 0, count: 80)
        let header = try Header(cardImages: card + zeros + image("LAST    = 1"))
        #expect(header.card("KEY") == Card("KEY", .string("a\0b"), comment: "c\0"))
        #expect(header["LAST"] == .integer(1))
        #expect(header.count == 3)
        #expect(header[Keyword(String(repeating: "\0", count: 8))] == .undefined)
    }

    @Test("Values tell what they are")
    func conveniences() {
        #expect(HeaderValue.integer(3).realValue == 3 && HeaderValue.integer(3).integerValue == 3)
        #expect(HeaderValue.real(3).integerValue == nil && HeaderValue.real(3).realValue == 3)
        #expect(HeaderValue.string("a").stringValue == "a" && HeaderValue.string("a").realValue == nil)
        #expect(HeaderValue.logical(true).logicalValue == true && HeaderValue.logical(true).stringValue == nil)
        #expect(HeaderValue.undefined.isUndefined && !HeaderValue.string("").isUndefined)
        #expect(HeaderValue.malformed("x").stringValue == nil && HeaderValue.integer(1).logicalValue == nil)
    }
}
