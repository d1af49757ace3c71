import ObsCalibrations
import ObsFITS
import ObsText
import ObsTranslation
import TestSupport
import Testing

@testable import ObsKit

/// How the cards that kinds of calibration name become the state of an exposure.
@Suite("The state of an exposure")
struct ExposureStateTests {
    private typealias Sample = ExposureSample

    private func state(_ card: Card, _ rule: KeyRule) throws -> (StateCards.Reading?, KeyRule) {
        let sample = try Sample()
        let kinds = try CalibrationKinds([CalibrationKind(name: "k", keys: [rule])])
        let header = Header(cards: Sample.primary.map { Card($0.0, $0.1) } + [card])
        let report = try #require(try sample.catalog.translate(header: header).report)
        return (StateCards(report, kinds)[rule], rule)
    }

    private static let text = KeyRule("key", .exact, card: "KEY", type: .text)
    private static let number = KeyRule("key", .exact, card: "KEY", type: .number)
    private static let celsius = KeyRule("key", .tolerance(2), card: "KEY", unit: "degC")

    @Test(
        "takes a card in the type of the key",
        arguments: [
            (HeaderValue.string("1.10"), text, KeyValue.text("1.10")), (.integer(12), text, .text("12")),
            (.string("v2"), KeyRule("key", .exact, card: "KEY"), .text("v2")),
            (.logical(true), KeyRule("key", .exact, card: "KEY"), .text("true")),
            (.real(1.5), KeyRule("key", .exact, card: "KEY"), .number(1.5)), (.integer(3), number, .number(3)),
        ])
    func types(_ value: HeaderValue, _ rule: KeyRule, _ expected: KeyValue) throws {
        #expect(try state(Card("KEY", value), rule).0 == .value(expected, remark: nil))
    }

    @Test("says that a number was a text, and that a value is converted from the unit of its comment")
    func remarks() throws {
        let quoted = try state(Card("KEY", .string(" 10.5")), Self.number).0
        #expect(
            quoted == .value(.number(10.5), remark: "KEY is the text ' 10.5', and is taken for the number 10.5"))
        let kelvin = try state(Card("KEY", .real(173.15), comment: "[K] how cold"), Self.celsius).0
        guard case .value(.number(let value), let remark) = kelvin else { return #expect(Bool(false)) }
        #expect(abs(value + 100) < 1e-9)
        #expect(remark == "KEY is in K, as its comment says, and is converted to degC")
        #expect(
            try state(Card("KEY", .real(-100), comment: "[degC] how cold"), Self.celsius).0
                == .value(.number(-100), remark: nil))
        #expect(
            try state(Card("KEY", .real(-100), comment: "[chilly] how cold"), Self.celsius).0
                == .value(.number(-100), remark: nil))
    }

    @Test(
        "refuses what cannot be taken, with the reason",
        arguments: [
            (Card("KEY", .string("10s")), number, "KEY is '10s', and 'key' is a finite number"),
            (Card("KEY", .string("cold")), celsius, "KEY is 'cold', and 'key' is a finite number in degC"),
            (Card("KEY", .logical(true)), number, "KEY is T, and 'key' is a finite number"),
            (Card("KEY", .real(1.1)), text, "how the number was written is not known"),
            (
                Card("KEY", .real(1), comment: "[mm] x"), celsius,
                "KEY is in mm, as its comment says, and 'key' is in degC"
            ),
            (Card("KEY", .malformed("1.2.3")), number, "'key' is a finite number"),
        ])
    func refused(_ card: Card, _ rule: KeyRule, _ words: String) throws {
        guard case .refused(let reason) = try state(card, rule).0 else { return #expect(Bool(false)) }
        #expect(reason.contains(words), "\(reason)")
    }

    @Test("takes no card that is undefined, absent, or there twice with different values")
    func absent() throws {
        #expect(try state(Card("KEY", .undefined), Self.text).0 == .absent("KEY is undefined"))
        #expect(try state(Card("OTHER", .integer(1)), Self.text).0 == .absent("there is no KEY card"))
        let seq = KeyRule("sequencer", .exact, card: "SEQFILE")
        #expect(try state(Card("SEQFILE", .string("v2.seq")), seq).0 == .value(.text("v2.seq"), remark: nil))
        guard case .refused(let reason) = try state(Card("SEQFILE", .string("v3.seq")), seq).0 else {
            return #expect(Bool(false))
        }
        #expect(reason == "SEQFILE is there several times, as 'v2.seq' and 'v3.seq'")
    }

    @Test("is read after corrections, and not of a card that a correction could not repair")
    func corrected() throws {
        let sample = try Sample()
        try sample.folder.write(
            """
            schema: obskit/corrections/1
            instrument: Toy
            corrections:
              - name: warm
                when: {card: EXPNUM, equals: 7}
                change: [{set: CCDTEMP, to: -90.0}]
                reason: The sensor was off by ten degrees.
            """, to: "site.yaml")
        let catalog = InstrumentCatalog(
            folders: ["\(sample.folder.path)/Toy"], correctionFiles: ["\(sample.folder.path)/site.yaml"])
        #expect(catalog.diagnostics.map(\.description) == [])
        let exposure = try catalog.exposure(file: try sample.file("a.fits", Sample.primary, Sample.chip(0)))
        #expect(try CalibrationQuery("dark", for: exposure, detector: 0).state["temperature"] == .number(-90))
    }

    @Test("is each detector's own, and of a kind without detectors what they agree in")
    func detectors() throws {
        let sample = try Sample()
        let exposure = try sample.exposure(
            Sample.primary, Sample.chip(0), Sample.chip(1, ("CCDTEMP", .real(-90)), ("MODE", .string("slow"))))
        #expect(try CalibrationQuery("dark", for: exposure, detector: 0).state["temperature"] == .number(-100))
        #expect(try CalibrationQuery("dark", for: exposure, detector: 1).state["temperature"] == .number(-90))
        let error = #expect(throws: CalibrationError.self) { try CalibrationQuery("slow", for: exposure) }
        #expect(error?.code == .badKeys)
        #expect(error?.message.contains("'mode', which is fast in ") == true)
        #expect(try CalibrationQuery("slow", for: exposure, detector: 1).state["mode"] == .text("slow"))
    }

    @Test("has what the program gives before what cards say")
    func given() throws {
        let sample = try Sample()
        let path = try sample.file("a.fits", Sample.primary(("CCDTEMP", .string("?"))), Sample.chip(0))
        let refused = try sample.catalog.exposure(file: path)
        #expect(refused.diagnostics.map(\.code.rawValue) == ["state-refused"])
        #expect(throws: CalibrationError.self) { try CalibrationQuery("dark", for: refused, detector: 0) }
        let exposure = try sample.catalog.exposure(file: path, state: ["temperature": .number(-95)])
        #expect(try CalibrationQuery("dark", for: exposure, detector: 0).state["temperature"] == .number(-95))
    }

    @Test("is said to be missing where a kind is selected by it, once for all detectors")
    func missing() throws {
        let exposure = try Sample().exposure(
            Sample.primary(("CCDTEMP", nil), ("SEQFILE", nil)), Sample.chip(0), Sample.chip(1))
        #expect(exposure.diagnostics.map(\.code.rawValue) == ["state-missing"])
        #expect(
            exposure.diagnostics[0].message.contains(
                "'temperature' of the state has no value: there is no CCDTEMP card"))
    }

    @Test("of kinds that were not asked for when the headers were there is an error, and no empty state")
    func unread() throws {
        let sample = try Sample()
        let exposure = try sample.exposure(Sample.primary, Sample.chip(0))
        let other = CalibrationKind(name: "glow", keys: [KeyRule("gain", .exact, isRequired: false, card: "GAIN")])
        let error = #expect(throws: CalibrationError.self) { try exposure.state(of: other, detector: 0) }
        #expect(error?.code == .unknownKey)
        let path = try sample.file("a.fits", Sample.primary(("GAIN", .integer(2))), Sample.chip(0))
        let asked = try sample.catalog.exposure(file: path, kinds: CalibrationKinds([other]))
        #expect(try asked.state(of: other, detector: 0) == ["gain": .number(2)])
    }
}
