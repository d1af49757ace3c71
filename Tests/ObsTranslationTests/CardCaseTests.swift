import ObsDocuments
import ObsFITS
import ObsHeaderFiles
import Testing

@testable import ObsTranslation

/// The case of a card's name does not count, in the header and in a rule.
@Suite struct CardCaseTests {
    @Test(
        "A rule finds a card whatever the case of either",
        arguments: ["EXPTIME", "exptime", "ExpTime"], ["EXPTIME", "exptime", "eXPtIME"])
    func card(_ named: String, _ written: String) throws {
        #expect(try evaluate("{card: \(named)}", [written: 200.0]).value == 200.0)
        #expect(try evaluate("{test: {card: \(named), is: present}}", [written: 200.0]).value == true)
        #expect(try evaluate("{test: {card: \(named), equals: 200}}", [written: 200.0]).value == true)
        let long = "ESO DET \(written)"
        #expect(try evaluate("{card: HIERARCH eso Det \(named)}", [long: 200.0]).value == 200.0)
    }

    @Test("Two cards that differ only in case are one that is repeated; the last counts")
    func repeated() throws {
        let translator = try RuleSample.translator("values:\n  subject: {card: FILTER}\n")
        let cards = [Card("FILTER", "g"), Card("Filter", "r")]
        let result = translator.evaluate(slot: translator.rules.valueBase, Header(cards: cards))
        #expect(result.value == "r" && result.flags == .repeated && result.cards == ["Filter"])
    }

    @Test(
        "A pattern finds names in whatever case, and gives them in upper case",
        arguments: [
            ("{card_matching: 'VER\\d', give: name}", "VER1"), ("{card_matching: 'ver\\d', give: name}", "VER1"),
            ("{card_matching: 'V[a-f]R.*', give: value}", "1"),
            ("{card_matching: '(v)er(\\d)', give: 'k{2}'}", "found"),
            ("{card_matching: 'eso det.*', give: name}", "ESO DET CHIP1 ID"),
            ("{card_matching: '.*CHIP.*', give: name}", "ESO DET CHIP1 ID"),
            ("{card_matching: 'ver\\D', give: name}", nil),
        ] as [(String, PropertyValue?)])
    func pattern(_ rule: String, _ expected: PropertyValue?) throws {
        let cards: [String: HeaderValue] = ["Ver1": "1", "K1": "found", "eso det Chip1 id": 7]
        #expect(try evaluate(rule, cards).value == expected)
    }

    @Test("A header dump finds its cards in whatever case, repeated ones too")
    func dump() throws {
        let json = #"{"exptime": 200.0, "Filter": "g", "FILTER": "r", "hierarch eso det id": [1, 2]}"#
        let yaml = "exptime: 200.0\nFilter: g\nFILTER: r\nhierarch eso det id: [1, 2]\n"
        for document in [try Document.json(text: json, file: "h"), try Document.yaml(text: yaml, file: "h")] {
            let header = try HeaderDump.header(document.root)
            #expect(header["EXPTIME"] == 200.0 && header["filter"] == "r" && header.isRepeated("Filter"))
            #expect(header["ESO DET ID"] == 2 && header.map(\.keyword.name).first == "exptime")
        }
    }

    @Test("A correction changes a card in whatever case, and the report says which card was corrected")
    func correction() throws {
        let translator = try RuleSample.translator(
            "properties:\n  object: {card: OBJECT}\n",
            corrections: """
                schema: obskit/corrections/1
                corrections:
                  - {name: better-name, reason: r, when: {card: oBJECT, equals: Mars}, change: [{set: OBJECT, to: Venus}]}
                """)
        let report = translator.translate(Header(cards: [Card("Object", "Mars"), Card("LAST", 1)]))
        #expect(report.info.object == "Venus")
        #expect(report.explanation(of: .object).correctedCards == ["Object"])
    }
}

/// A whole number beyond 64 bits keeps its digits, and no rule takes it for another number.
@Suite struct LargeIntegerRuleTests {
    private let large = HeaderValue.largeInteger("55700500000000067457")

    @Test("As text it is taken with its digits, flagged as cast")
    func text() throws {
        let result = try evaluate(.object, "{card: QID}", ["QID": large])
        #expect(result.value == "55700500000000067457" && result.flags == .cast && result.reason == nil)
        #expect(try evaluate("{test: {card: QID, is: present}}", ["QID": large]).value == true)
    }

    @Test("As a whole number it is refused, with the reason", arguments: [true, false])
    func integer(_ isText: Bool) throws {
        let value = isText ? HeaderValue.string("55700500000000067457") : large
        let result = try evaluate(.exposureID, "{card: QID}", ["QID": value])
        #expect(result.value == nil)
        #expect(
            result.reason
                == "QID is '55700500000000067457', a whole number that does not fit into 64 bits; it can be taken as text"
        )
    }

    @Test(
        "As a number it is taken only where double precision holds it exactly",
        arguments: [
            ("55700500000000067457", nil), ("18446744073709551616", 18_446_744_073_709_551_616.0),
            ("-9223372036854775809", nil),
        ] as [(String, PropertyValue?)])
    func real(_ digits: String, _ expected: PropertyValue?) throws {
        for value in [HeaderValue.largeInteger(digits), .string(digits)] {
            let result = try evaluate(.exposureTime, "{card: T, unit: s}", ["T": value])
            #expect(result.value == expected)
            let reason = result.reason ?? "64 bits, not rounded"
            #expect(reason.contains("64 bits") && reason.contains("round"))
            #expect((result.reason == nil) == (expected != nil))
        }
    }

    @Test("In words it is its digits")
    func words() {
        #expect(large.words == "55700500000000067457")
    }
}
