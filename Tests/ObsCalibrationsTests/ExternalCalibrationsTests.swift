import ObsCalibrations
import ObsDocuments
import ObsText
import ObsTime
import TestSupport
import Testing

struct ExternalCalibrationsTests {
    private static let kinds = CalibrationKinds(
        layers: [
            (try? Document.yaml(
                text: """
                    schema: obskit/calibration-kinds/1
                    kinds:
                      - {name: bias, keys: {detector: exact, mode: {match: exact, required: false}}, policy: begin, format: image}
                      - {name: flat, keys: {detector: exact, filter: exact}, policy: begin, format: image}
                      - {name: mask, keys: {detector: exact}, policy: begin, format: image}
                    """, file: "kinds.yaml"))?.root
        ].compactMap { $0 }, problems: Problems())

    private static let sample = """
        schema: obskit/external-calibrations/1
        products:
          - name: cp-bias
            kind: bias
            producer: Pipeline
            version: PLVER
            when: {PROCTYPE: MasterCal, OBSTYPE: [zero, bias]}
            detector: CCDNUM
            state: {mode: READMODE}
            creation: DATE
            validity: {card: DATE-OBS, days_before: 1, days_after: 2}
          - name: cp-flat
            kind: flat
            producer: Pipeline
            when: {PROCTYPE: MasterCal, OBSTYPE: flat}
            has: [FILTER]
            detector: CCDNUM
            filter: FILTER
            validity: {card: DATE-OBS, days_before: 0}
          - name: mask
            kind: mask
            producer: Elixir
            file: 'm\\.\\d\\d.*'
            detector: {card: EXTNAME, pattern: 'ccd0*(\\d+)'}
            validity:
              - {file: 'm\\.00.*', begin: 2003-05-23, end: 2003-09-17}
              - {file: 'm\\.01.*', begin: 2003-09-17}
        """

    private func rules(_ text: String = sample) throws -> (rules: ExternalCalibrations, diagnostics: [Diagnostic]) {
        let problems = Problems()
        let root = try Document.yaml(text: text, file: "external.yaml").root
        return (ExternalCalibrations(layers: [root], kinds: Self.kinds, problems: problems), problems.sorted)
    }

    private static let bias: [String: KeyValue] = [
        "PROCTYPE": .text("MasterCal "), "OBSTYPE": .text("ZERO"), "CCDNUM": .number(3), "READMODE": .text("fast"),
        "DATE-OBS": .text("2013-02-10T10:00:00"), "DATE": .text("2013-02-12T00:00:00"), "PLVER": .text("V2.1"),
    ]

    private func register(
        _ cards: [String: KeyValue], file: String = "/data/a.fits", hdu: Int = 1
    ) throws
        -> ExternalCalibrations.Registration?
    {
        try rules().rules.registration(
            of: ExternalHeader(uri: file, hdu: hdu) { cards[$0] },
            file: .init(checksum: ContentHash(of: [1]), size: 1), detector: { $0 == "S1" ? 25 : nil },
            filter: { $0 == "g long" ? "g" : nil })
    }

    @Test("A header says of what a product is, when it holds, and who made it")
    func header() throws {
        let found = try #require(try register(Self.bias))
        #expect(found.product == "cp-bias" && found.dataset.kind == "bias")
        #expect(found.dataset.keys == CalibrationKeys(detector: 3, state: ["mode": .value(.text("fast"))]))
        #expect(found.dataset.producer == "Pipeline V2.1" && found.dataset.uri == "/data/a.fits#hdu=1")
        #expect(found.dataset.creation == (try Instant("2013-02-12")))
        #expect(found.validity.description == "[2013-02-09T10:00:00Z, 2013-02-12T10:00:00Z)")
        #expect(try register(Self.bias)?.dataset.id == found.dataset.id)
        #expect(try register(Self.bias, hdu: 2)?.dataset.id != found.dataset.id)
    }

    @Test("A filter's alias, a detector's name and a table of file names are understood")
    func names() throws {
        let flat = Self.bias.merging(
            ["OBSTYPE": .text("flat"), "FILTER": .text("g long"), "CCDNUM": .text("S1")]) { $1 }
        let found = try #require(try register(flat))
        #expect(found.dataset.keys == CalibrationKeys(detector: 25, filter: "g"))
        #expect(found.validity.end == nil)
        let mask = try #require(try register(["EXTNAME": .text("ccd07")], file: "x/m.00.fits.gz"))
        #expect(mask.dataset.keys.detector == 7)
        #expect(mask.validity.description == "[2003-05-23T00:00:00Z, 2003-09-17T00:00:00Z)")
        #expect(try register(["EXTNAME": .text("ccd00")], file: "m.01.fits")?.dataset.keys.detector == 0)
    }

    @Test("A file that no rule is for registers nothing")
    func other() throws {
        #expect(try register(Self.bias.merging(["PROCTYPE": .text("RAW")]) { $1 }) == nil)
        #expect(try register([:]) == nil)
        #expect(try register(Self.bias.merging(["OBSTYPE": .text("flat")]) { $1 }) == nil, "a card is missing")
    }

    @Test(
        "A file that a rule is for, and that does not say of what it is, is an error with its name",
        arguments: [
            (["CCDNUM": nil], "bad-calibration-keys"), (["DATE-OBS": .text("soon")], "no-calibration-date"),
            (["OBSTYPE": .text("flat"), "FILTER": .text("none")], "bad-calibration-keys"),
            (["DATE-OBS": .text("1960-01-01")], "calibration-date-out-of-range"),
            (["CCDNUM": .text("X9")], "bad-calibration-keys"),
        ] as [([String: KeyValue?], String)])
    func broken(_ changes: [String: KeyValue?], _ code: String) throws {
        var cards = Self.bias
        for (card, value) in changes { cards[card] = value }
        let error = #expect(throws: CalibrationError.self) { try register(cards) }
        #expect(error?.code.rawValue == code)
        let mask = #expect(throws: CalibrationError.self) {
            try register(["EXTNAME": .text("ccd01")], file: "m.02.fits")
        }
        #expect(mask?.code == .noDate)
        let name = #expect(throws: CalibrationError.self) { try register(["EXTNAME": .text("im")], file: "m.00.fits") }
        #expect(name?.code == .badKeys)
    }

    @Test(
        "What is wrong with a rule is said with its place",
        arguments: [
            ("kind: bias", "kind: ▸bais", "unknown-value"), ("file: 'm\\.\\d\\d.*'", "file: ▸'('", "bad-pattern"),
            ("days_before: 1", "days_before: ▸-1", "out-of-range"),
            ("card: DATE-OBS, days_before: 0", "▸days_before: 0", "missing-key"),
            ("begin: 2003-05-23", "begin: ▸spring", "bad-date"),
            ("- name: cp-flat", "- ▸name: cp-bias", "ambiguous-kind"),
            (
                "      - {file: 'm\\.01.*', begin: 2003-09-17}",
                "      - ▸{file: 'm\\.01.*', begin: 2003-09-17, end: 2003-09-17}", "empty-validity"
            ),
            ("producer: Elixir\n    file: 'm\\.\\d\\d.*'", "producer: Elixir", "missing-key"),
            (
                "{card: DATE-OBS, days_before: 1, days_after: 2}", "▸{card: DATE-OBS, days_before: 0, days_after: 0}",
                "out-of-range"
            ),
        ])
    func diagnostics(_ old: String, _ new: String, _ code: String) throws {
        let text = Self.sample.replacing(old, with: new, maxReplacements: 1)
        #expect(text != Self.sample)
        let marked = Marked(text, file: "external.yaml")
        let (_, diagnostics) = try rules(marked.text)
        let one = try #require(diagnostics.first)
        #expect(diagnostics.count == 1 && one.code.rawValue == code, "\(diagnostics)")
        if let place = marked.places.first, code != "missing-key" { #expect(one.place == place, "\(one)") }
    }

    @Test("Every key that the readers ask for is in the JSON Schemas, and no other")
    func schemas() throws {
        let problems = Problems(recordingKeys: true)
        let removed = Self.sample + "\n  - {name: gone, remove: true}"
        let root = try Document.yaml(text: removed, file: "external.yaml").root
        _ = ExternalCalibrations(layers: [root], kinds: Self.kinds, problems: problems)
        try SchemaShapes.expect(problems.keys, in: ["external-calibrations"])
    }
}
