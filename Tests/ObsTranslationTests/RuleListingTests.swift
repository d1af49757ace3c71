import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

/// A base's rule, a rule that stands on it, and what that is after all `extends`.
struct SuperCase: Sendable, CustomTestStringConvertible {
    let base: String
    let top: String
    let written: String
    var testDescription: String { "\(top) over \(base)" }
}

@Suite("Rules as they are after all extends")
struct RuleListingTests {
    private static func listing(_ texts: [String]) throws -> RuleListing {
        let layers = try texts.enumerated().map { number, text in
            try Document.yaml(text: "schema: obskit/translation/2\n" + text, file: "layer\(number).yaml").root
        }
        return try #require(RuleListing(layers: layers, identifiers: nil))
    }

    private static let nullBase = RuleSample.nullBase.replacing("schema: obskit/translation/2\n", with: "")

    static let cases = [
        SuperCase(
            base: "[{card: A}, {card: B}]", top: "[{card: C}, {super: true}, {card: D}]",
            written: "[{card: C}, {card: A}, {card: B}, {card: D}]"),
        SuperCase(base: "{card: A}", top: "{super: true}", written: "{card: A}"),
        SuperCase(base: "null", top: "[{card: C}, {super: true}]", written: "[{card: C}, null]"),
        SuperCase(
            base: "[{card: A}, {card: B}]", top: "{super: true, steps: [upper], when: {card: C, is: present}}",
            written: "{first_of: [{card: A}, {card: B}], steps: [upper], when: {card: C, is: present}}"),
        SuperCase(
            base: "{card: A}", top: "[{super: true, refused: next}, {card: C}]",
            written: "[{first_of: [{card: A}], refused: next}, {card: C}]"),
        // The last card of the list passes nothing on to what stands behind super.
        SuperCase(
            base: "[{card: [A, B], refused: next}]", top: "[{super: true}, {card: C}]",
            written: "[{first_of: [{card: [A, B], refused: next}]}, {card: C}]"),
        SuperCase(
            base: "[{card: [A, B], refused: next}]", top: "[{card: C}, {super: true}]",
            written: "[{card: C}, {card: [A, B], refused: next}]"),
        // Elements of join are rules, each of which may be a list.
        SuperCase(
            base: "[{card: A}, {card: B}]", top: "{join: [{super: true}, C], separator: '-'}",
            written: "{join: [[{card: A}, {card: B}], C], separator: \"-\"}"),
        SuperCase(
            base: "{card: A}", top: "{text: 'x{super}', with: {super: {super: true}}}",
            written: "{text: \"x{super}\", with: {super: {card: A}}}"),
        SuperCase(
            base: "{card: A}", top: "{card: C, when: {super: true, equals: a}}",
            written: "{card: C, when: {first_of: [{card: A}], equals: a}}"),
        SuperCase(
            base: "{card: A}", top: "{card: C, steps: [{table: {super: true, a: '1'}, else: 'no'}]}",
            written: "{card: C, steps: [{table: {super: true, a: \"1\"}, else: \"no\"}]}"),
    ]

    @Test("have each super replaced by what it stands for, and mean the same", arguments: cases)
    func expanded(_ one: SuperCase) throws {
        let texts = [
            "properties: {object: \(one.top)}\n", "properties: {object: \(one.base), telescope: {card: T}}\n",
            Self.nullBase,
        ]
        let listing = try Self.listing(texts)
        let rule = try #require(listing[RuleName(.properties, "object")])
        #expect(rule.text.line == one.written)
        let over = texts.dropFirst().map { "schema: obskit/translation/2\n" + $0 }
        let own = try RuleSample.translator(texts[0], over: over)
        let printed = String(decoding: listing.yaml([rule], heading: "object"), as: UTF8.self)
        let alone = try RuleSample.translator(
            printed.replacing("schema: obskit/translation/2\n", with: ""))
        let slot = ObservationProperty.object.rawValue
        let values: [HeaderValue?] = [nil, "a", "super", true, .undefined]
        for (a, b) in values.flatMap({ a in values.map { (a, $0) } }) {
            for c in values {
                let cards = header(["A": a, "B": b, "C": c, "D": "d"].compactMapValues { $0 })
                let (expected, found) = (own.evaluate(slot: slot, cards), alone.evaluate(slot: slot, cards))
                #expect(found.end == expected.end)
                #expect(found.value == expected.value)
                #expect(found.flags == expected.flags)
                #expect(found.reason == expected.reason)
            }
        }
    }

    @Test("tell of each part where it stands and which super brought it in, through several bases")
    func places() throws {
        let listing = try Self.listing([
            "values:\n  x:\n  - {card: A}\n  - {super: true}\nproperties: {object: {value: x}}\n",
            "values:\n  x:\n  - super: true\n  - {card: B}\n", "values: {x: {card: C}}\n", Self.nullBase,
        ])
        let rule = try #require(listing.entries(named: "x").first)
        #expect(rule.place.description == "layer0.yaml:3:3")
        #expect(
            rule.text.parts.map { "\($0.line) \($0.place.file):\($0.place.line)" } == [
                "{card: A} layer0.yaml:4", "{card: C} layer2.yaml:2", "{card: B} layer1.yaml:5",
            ])
        #expect(
            rule.text.parts.map { $0.broughtInBy.map { "\($0.file):\($0.line)" } } == [
                [], ["layer0.yaml:5", "layer1.yaml:4"], ["layer0.yaml:5"],
            ])
        let printed = String(decoding: listing.yaml([rule], heading: "x"), as: UTF8.self)
        #expect(printed.contains("    # layer2.yaml:2, by super of layer1.yaml:4\n    - {card: C}\n"))
    }

    @Test("come with all that they use, also through others, and nothing else")
    func closure() throws {
        let listing = try Self.listing([
            """
            predicates:
              known: {value: word, known: true}
              other: {card: X, is: present}
            values:
              word: {card: A, steps: [{table: words}]}
              unused: {card: B, when: {predicate: other}}
            tables: {words: {a: b}, more: {c: d}}
            extensions:
              mood: {type: text, rule: {text: '{word}-{object}'}}
            properties:
              object: {value: word, when: {predicate: known}}
              datetime_begin: {time: {iso: DATE}}

            """, "time_scale: {constant: tai}\n" + Self.nullBase,
        ])
        func names(_ words: String...) -> [String] {
            listing.closure(of: words.flatMap { listing.entries(named: $0).map(\.name) }).map(\.name.description)
        }
        #expect(names("object") == ["rule object", "value word", "predicate known", "table words"])
        #expect(
            names("ext_mood") == [
                "rule object", "extension ext_mood", "value word", "predicate known", "table words",
            ])
        #expect(names("datetime_begin") == ["rule time_scale", "rule datetime_begin"])
        #expect(names("mood") == [])
        #expect(listing.needs(of: [RuleName(.extensions, "mood")]).tables == ["words"])
    }

    @Test("are written with digits and words as they stand in their file")
    func scalars() throws {
        let listing = try Self.listing([
            "properties: {object: {card: A, steps: [{table: {0: 007, '1e5': 'no', 2: 1e5, x: 'null', true: ''}}, trim]}}\n",
            Self.nullBase,
        ])
        let rule = try #require(listing[RuleName(.properties, "object")])
        #expect(
            rule.text.line
                == #"{card: A, steps: [{table: {"0": 007, "1e5": "no", "2": 1e5, x: "null", "true": ""}}, trim]}"#)
    }

    @Test("are in the words of version 2 where their file is of version 1")
    func firstVersion() throws {
        let text = """
            schema: obskit/translation/1
            properties:
              object: {cardMatching: 'A(\\d)', give: name, steps: [{dropPrefix: a}], when: {card: A, oneOf: [dropPrefix, 1]}}
              detector_name: {detector: uniqueName, by: {number: CCD}}

            """
        let layers = try [text, RuleSample.nullBase].map { try Document.yaml(text: $0, file: "sample").root }
        let listing = try #require(RuleListing(layers: layers, identifiers: nil))
        let names = ["object", "detector_name"].map { RuleName(.properties, $0) }
        let printed = listing.yaml(listing.closure(of: names), heading: "both")
        let (rules, problems) = try RuleSample.compile(String(decoding: printed, as: UTF8.self))
        #expect(problems.map(\.description) == [])
        #expect(rules != nil)
        #expect(
            listing[names[0]]?.text.line
                == #"{card_matching: A(\d), give: name, steps: [{drop_prefix: a}], when: {card: A, one_of: [dropPrefix, 1]}}"#
        )
        #expect(listing[names[1]]?.text.line == "{detector: unique_name, by: {number: CCD}}")
    }
}
