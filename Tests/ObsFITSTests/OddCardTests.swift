import Foundation
import TestSupport
import Testing

@testable import ObsFITS

/// Cards of every form, against a reader that goes from byte to byte.
@Suite struct OddCardTests {
    private static let seed: UInt64 = 20_260_711

    @Test(
        "A card has the value and the comment that reading it byte by byte finds",
        arguments: [
            "KEY     = 'ACQ     '", "KEY     =  'ACQ    '", "KEY     ='ACQ     '", "KEY     = 'ACQ     '/x",
            "KEY     = 'ACQ     ' x", "KEY     = 'ACQ     ' x / y", "KEY     = 'A''B'", "KEY     = ''",
            "KEY     = ''''",
            "KEY     = '''", "KEY     = '", "KEY     = '       '", "KEY     = '12345678'", "KEY     = '123456789'",
            "KEY     = '123456789012345'", "KEY     = '1234567890123456'", "KEY     = 'É'", "KEY     = '1234567É'",
            "KEY     = '12345678É'", "KEY     = '123456789012345É'", "KEY     = 'a&'", "KEY     = '&'",
            "KEY     = 'a & '", "KEY     = 'a\0'", "KEY     = '\0'",
            "KEY     = '\(String(repeating: "x", count: 67))'", "KEY     = '\(String(repeating: "x", count: 68))'",
            "KEY     = '\(String(repeating: "x", count: 69))", "KEY     = '\(String(repeating: " ", count: 68))'",
            "KEY     = '\(String(repeating: "x", count: 66))'/", "KEY     = '\(String(repeating: "x", count: 66))''",
            "KEY     = '\(String(repeating: "x", count: 66))'x", "KEY     =                    T", "KEY     = T",
            "KEY     = F/", "KEY     =                    T x", "KEY     =                   TT",
            "KEY     =                    X", "KEY     =                    1", "KEY     =                   -1",
            "KEY     =                    -", "KEY     =                    .", "KEY     =                   1.",
            "KEY     =                   .5", "KEY     =                 -0.0", "KEY     =                   -0",
            "KEY     =                  1.0 / c", "KEY     =                  1.0/ c",
            "KEY     =                  1.0c",
            "KEY     =                 1.0 ", "KEY     =                   1.0", "KEY     =                1 1.0",
            "KEY     =                1/1.0", "KEY     =              / 1 1.0", "KEY     =                    /",
            "KEY     =              1.1.0.", "KEY     =              1-1.0", "KEY     =             --1.0",
            "KEY     = 12345678", "KEY     = 123456789", "KEY     = 1234567890123456", "KEY     = 12345678901234567",
            "KEY     = 9223372036854775807", "KEY     = -9223372036854775808", "KEY     = 9223372036854775808",
            "KEY     = 18446744073709551615", "KEY     = 00000000000000000001", "KEY     = 1234567.1234567890123456",
            "KEY     = 1234567.123456789012", "KEY     = 1234567.1234567890123", "KEY     = 12345678.5",
            "KEY     = 0.12345678", "KEY     = 0.123456789", "KEY     = 0.1234567890123456",
            "KEY     = 0.12345678901234567",
            "KEY     = 9007199254740992.5", "KEY     = 900.7199254740993", "KEY     = 999.9999999999999999",
            "KEY     = 1.5E3", "KEY     =                1.5D3", "KEY     =                1E5 ", "KEY     = 5 .0",
            "KEY     = 5\0", "KEY     = 5\t", "KEY     = 5:0", "KEY     = 5\u{80}", "KEY     = (1, 2)", "KEY     = nan",
            "KEY     = \(String(repeating: " ", count: 69))5", "KEY     = \(String(repeating: " ", count: 62))5.125678",
            "KEY     = \(String(repeating: " ", count: 61))5.125678",
            "KEY     = \(String(repeating: " ", count: 60))5.1 / xx",
            "KEY     = \(String(repeating: "0", count: 70))", "KEY     =", "KEY     = /", "KEY       5", "KEY",
            "KEY     =5",
            "COMMENT = 'x'", "HISTORY = 5", "        = 5", "CONTINUE= 'x'", "CONTINUE  'x'", "COMMENTS= 5",
            "HIST    = 5",
            "C       = 'x'", "H       = 5", "A       = 5", "HIERARCH= 5", "HIERARCH KEY = 5",
            "HIERARCH LONG NAME = 'x'",
            "HIERARCH LONG NAME = 5 / c", "HIERARCH  = 5", "HIERARCH HIERARCH LONG NAME = 5", "HIERARCH",
            "HIERARCH GRÖSSER ALS = 5", "GRÖSSE  = 5", "",
        ])
    func edges(text: String) throws {
        try expectReference([image(text)])
        // The same with what may go on behind it, and with bytes that are no text at all.
        try expectReference([image(text), image("CONTINUE  'more' / c")])
        for place in [8, 9, 10, 11, 18, 19, 29, 30, 31, 78, 79] {
            for byte: UInt8 in [0x00, 0x27, 0x2F, 0xE9, 0xFF] {
                var card = image(text)
                card[place] = byte
                try expectReference([card])
            }
        }
    }

    @Test("Whatever stands in a card, its value is what reading it byte by byte finds")
    func generated() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let pieces = [
            "'", "''", "/", " ", "        ", ".", "-", "+", "0", "5", "123", "12345678", "9999999999", "E", "D", "T",
            "F",
            "&", "abc", "abcdefgh", "É", "\0", "(", ",", ")", "=", "'x'", " / comment", "0.", "1.5", "-17.25",
        ]
        let starts = [
            "KEY     = ", "KEY     = '", "KEY     =", "KEY     =           ", "HIERARCH A LONG NAME = ", "CCD     = '",
        ]
        for _ in 0..<20_000 {
            var text = generator.pick(starts)
            for _ in 0..<generator.integer(1...8) { text += generator.pick(pieces) }
            let more = generator.integer(0...3) == 0 ? [image("CONTINUE  'more'")] : []
            try expectReference([image(text)] + more)
        }
    }

    @Test("A number of the fixed format is what strtod makes of it, wherever its point is")
    func numbers() throws {
        var generator = SeededGenerator(seed: Self.seed)
        for _ in 0..<20_000 {
            let digits = (0..<generator.integer(1...19)).map { _ in String(generator.integer(0...9)) }.joined()
            let point = generator.integer(0...digits.count)
            let sign = generator.pick(["", "-", "+"])
            let number = sign + digits.prefix(point) + "." + digits.dropFirst(point)
            let padding = String(repeating: " ", count: max(0, 20 - number.count))
            let bytes = image("KEY     = " + padding + number + generator.pick(["", " / c", "/c", " "]))
            let found = try #require(try Header(cardImages: bytes)["KEY"]?.realValue)
            let expected = unsafe strtod(number, nil)
            #expect(found.bitPattern == expected.bitPattern, "\(number)")
        }
    }

    /// Expects that cards, of which the second may continue the first, are what the reference makes of them.
    private func expectReference(_ images: [[UInt8]]) throws {
        var expected = images.map(ReferenceCard.init)
        if expected.count == 2, case .string(let text) = expected[0].value, text.hasSuffix("&"), expected[0].hasValue {
            expected = [expected[0].joined(to: "more")]
        }
        let header = try Header(cardImages: images.flatMap(\.self))
        let place = "\(String(decoding: images.joined(), as: UTF8.self)), seed \(Self.seed)"
        let cards = Array(header)
        #expect(cards.map(\.value) == expected.map(\.value), "\(place)")
        if images.count == 1 { #expect(cards.map(\.comment) == expected.map(\.comment), "\(place)") }
        for (card, reference) in zip(cards, expected) where !header.isRepeated(card.keyword) {
            #expect(header[card.keyword] == reference.value, "\(place)")
            #expect(header.card(card.keyword) == card, "\(place)")
            if case .real(let number)? = header[card.keyword], case .real(let other) = reference.value {
                #expect(number.bitPattern == other.bitPattern, "\(place)")
            }
        }
    }
}
