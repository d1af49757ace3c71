import ObsFITS
import ObsHeaderFiles
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

@Suite("Forms of headers")
struct HeaderFormTests {
    private static let json = """
        {"INSTRUME": "Toy", "EXPNUM": 7, "EXPTIME": 2.5, "FILTER": "red", "DATE-OBS": "2020-01-02T03:04:05", "OBSID": "T7",
        "TELESCOP": "T1", "RUNID": "2013", "ODD": "NaN", "HISTORY": ["one", "two"], "NOTHING": null, "ESO DET ID": true}
        """

    private static let propertyList = """
        !<lsst.daf.base.PropertyList>
        - [INSTRUME, String, Toy, '']
        - [EXPNUM, Int, 7, 'a number']
        - [EXPTIME, Double, 2.5, '[s]']
        - - FILTER
          - String
          - red
          - ''
        - [DATE-OBS, String, 2020-01-02T03:04:05, '']
        - [OBSID, String, T7, '']
        - [TELESCOP, String, T1, '']
        - [RUNID, String, 2013, '']
        - [ODD, String, NaN, '']
        - [HISTORY, String, [one, two], '']
        - [NOTHING, Undef, null, '']
        - [ESO DET ID, Bool, true, '']

        """

    private static let service = """
        PRIMARY:
        - {keyword: null, value: null, comment: '---- a heading ----'}
        - {keyword: INSTRUME, value: Toy, comment: ''}
        - {keyword: EXPNUM, value: 6, comment: ''}
        - {keyword: DATE-OBS, value: '2020-01-02T03:04:05', comment: ''}
        - {keyword: OBSID, value: 'T7   ', comment: ''}
        - {keyword: TELESCOP, value: T1, comment: ''}
        - {keyword: RUNID, value: '2013', comment: ''}
        - {keyword: ODD, value: NaN, comment: ''}
        - {keyword: HISTORY, value: one, comment: ''}
        - {keyword: HISTORY, value: two, comment: ''}
        - {keyword: NOTHING, value: null, comment: ''}
        - {keyword: HIERARCH ESO DET ID, value: true, comment: ''}
        R22S11_PRIMARY:
        - {keyword: EXPNUM, value: 7, comment: ''}
        - {keyword: EXPTIME, value: 2.5, comment: ''}
        - {keyword: FILTER, value: red, comment: ''}
        R22S11_Segment10:
        - {keyword: XTENSION, value: 'IMAGE   ', comment: ''}

        """

    private static let cards = [
        "INSTRUME= 'Toy     '", "EXPNUM  =                    7", "EXPTIME =                  2.5 / [s] = seconds",
        "FILTER  = 'red     '", "DATE-OBS= '2020-01-02T03:04:05'", "OBSID   = 'T7      '", "TELESCOP= 'T1&'",
        "CONTINUE  ''", "RUNID   = '2013    '", "ODD     = 'NaN     '", "HISTORY one", "HISTORY two", "NOTHING =",
        "HIERARCH ESO DET ID = T",
    ]

    private static let structure = [
        "SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0",
    ]

    private static func text(_ lines: [String], end: String = "\n") -> [UInt8] {
        Array(lines.map { $0 + end }.joined().utf8)
    }

    /// Every form of the same header, with the cards that a FITS file must have beside it.
    private static var forms: [(name: String, bytes: [UInt8], more: Int)] {
        let whole = structure + cards
        let padded = whole.map { $0 + String(repeating: " ", count: 80 - $0.utf8.count) }
        return [
            ("json", Array(json.utf8), 0), ("json.gz", gzip(Array(json.utf8)), 0),
            ("PropertyList", Array(propertyList.utf8), 0),
            ("PropertyList.yaml", Array(("# comment\n---\n" + propertyList).utf8), 0),
            ("service", Array(service.utf8), 0), ("service.yaml", Array(service.utf8), 0),
            ("lines", text(whole + ["END"]), 3), ("lines.json", text(whole + ["END"]), 3),
            ("lines without END", text(cards), 0), ("lines of Windows", text(whole + ["END", ""], end: "\r\n"), 3),
            ("lines.gz", gzip(text(whole)), 3), ("folded", text(padded + ["END", "   ", ""]), 3),
            ("fitsheader", text(["# HDU 0 in a.fits:"] + padded + [""]), 3),
            ("dfits", text(["====> file a.fits (main) <===="] + whole + ["END"]), 3),
            ("listhead", text(["Header listing for HDU #1:"] + padded + ["END", ""]), 3),
            ("one line of two cards", text(structure + [padded[3] + padded[4]] + cards.dropFirst(2)), 3),
        ]
    }

    @Test("give the cards and the observation of the map of JSON, whatever the name")
    func same() throws {
        let samples = try HeaderFileSamples()
        let expected = try #require(try samples.infos(FileSource(bytes: Array(Self.json.utf8), name: "json")).first)
        #expect(expected.exposureID == 7)
        for form in Self.forms {
            let path = try samples.folder.write(form.bytes, to: form.name)
            let sources: [any HeaderSource] = [
                FileSource(path: path), FileSource(bytes: form.bytes, name: form.name),
                try #require(try HeaderSources.at(path: path).first),
                try #require(try HeaderSources(bytes: form.bytes, name: form.name).sources.first),
            ]
            for source in sources {
                #expect(try samples.infos(source) == [expected], "\(form.name)")
                let header = try #require(try source.headers().first?.header)
                #expect(header.count == 13 + form.more, "\(form.name)")
                #expect(header["RUNID"] == .string("2013"), "\(form.name)")
                #expect(header["ESO DET ID"] == .logical(true), "\(form.name)")
                #expect(header["NOTHING"] == .undefined, "\(form.name)")
                #expect(
                    header.cards(named: "HISTORY").map(\.value) == [.string("one"), .string("two")], "\(form.name)")
                if form.name.hasPrefix("service") { continue }
                #expect(header["ODD"] == .string("NaN"), "\(form.name)")
            }
            #expect(try HeaderSources(path: path).diagnostics.isEmpty, "\(form.name)")
        }
    }

    @Test("A PropertyList has the types that are declared")
    func types() throws {
        let text = """
            !<lsst.daf.base.PropertySet>
            - [A, Double, 1]
            - [B, Double, NaN]
            - [C, Double, '-inf']
            - [D, UnsignedLongLong, 18446744073709551615]
            - [E, LongLong, -9223372036854775808]
            - [F, Bool, false]
            - [G, Int, '12']
            - [H, Float, 1e5]
            - [I, String, 'blanks  ']
            - [J, DateTime, 2020-01-02T03:04:05]
            - [K, Int, [1, 2]]
            """
        let header = try FileSource(bytes: Array(text.utf8), name: "x").headers()[0].header
        #expect(header["A"] == .real(1))
        #expect(header["B"]?.realValue?.isNaN == true)
        #expect(header["C"] == .real(-.infinity))
        #expect(header["D"] == .largeInteger("18446744073709551615"))
        #expect(header["E"] == .integer(.min))
        #expect(header["F"] == .logical(false))
        #expect(header["G"] == .integer(12))
        #expect(header["H"] == .real(100_000))
        #expect(header["I"] == .string("blanks"))
        #expect(header["J"] == .string("2020-01-02T03:04:05"))
        #expect(header.cards(named: "K").map(\.value) == [.integer(1), .integer(2)])
    }

    @Test(
        "say where something is wrong",
        arguments: [
            ("!<lsst.daf.base.PropertyList>\n- [A, ▸Strng, x, '']", ["unknown-type"]),
            (
                "!<lsst.daf.base.PropertyList>\n- [A, Int, ▸3.5, '']\n- [B, Int, ▸3000000000, '']",
                ["value-does-not-fit", "value-does-not-fit"]
            ),
            (
                "!<lsst.daf.base.PropertyList>\n- [A, Bool, ▸2, '']\n- [B, Undef, ▸3, '']\n- [C, String, ▸null, '']",
                ["value-does-not-fit", "value-does-not-fit", "value-does-not-fit"]
            ),
            (
                "!<lsst.daf.base.PropertyList>\n- [A, Double, [1, ▸abc], '']\n- [B, Int, ▸[], '']\n- ▸[C, Int]\n- ▸7",
                ["value-does-not-fit", "value-does-not-fit", "wrong-type", "wrong-type"]
            ),
            ("PRIMARY:\n- {keyword: A, value: ▸[1]}\n- {keyword: ▸null, value: 3}", ["wrong-type", "missing-keyword"]),
            ("PRIMARY:\n- {keyword: A, value: 1, ▸coment: x}", ["unknown-key"]),
            ("SIMPLE  =                    T\nBITPIX  = 8\n▸no card at all\nEND\n", ["bad-card-line"]),
            ("BITPIX  = 8\n▸EXPTIME=30\nEXPTIME = ▸\t30\n", ["bad-card-line", "bad-card-line"]),
            (
                "A       = 1\nOBJECT  = 'x'                                                                   ▸xyz b\n",
                ["bad-card-line"]
            ),
        ] as [(String, [String])])
    func wrong(_ text: String, _ codes: [String]) throws {
        let marked = Marked(text, file: "x")
        let error = #expect(throws: DiagnosticsError.self) {
            try FileSource(bytes: Array(marked.text.utf8), name: "x").headers()
        }
        #expect(error?.diagnostics.map(\.code.rawValue) == codes)
        #expect(error?.diagnostics.map(\.place) == marked.places)
    }

    @Test(
        "Documents that are something else are named",
        arguments: [
            ("- [A, Int, 1, '']\n", "this is a list as of a PropertyList, without the tag"),
            ("- 1\n- 2\n", "this is a list, and no header"), ("[{\"_translator\": \"HSC\"}]", "a list of translated"),
            ("{\"_translator\": \"HSC\", \"instrument\": \"HSC\"}", "holds observations, not cards"),
            ("!<lsst.afw.image.VisitInfo>\nA: 1\n", "a document of the type lsst.afw.image.VisitInfo, and no header"),
            ("A: {x: 1}\nB: {x: 2}\n", "a map of 2 maps, the first of them 'A', and no header"),
            ("schema: obskit/translation/2\n", "a document 'obskit/translation/2' of ObsKit, and no header"),
        ])
    func others(_ text: String, _ message: String) throws {
        let error = #expect(throws: DiagnosticsError.self) {
            try FileSource(bytes: Array(text.utf8), name: "x.yaml").headers()
        }
        #expect(error?.diagnostics.count == 1)
        #expect(error?.diagnostics.first?.message.contains(message) == true, "\(String(describing: error))")
    }

    @Test("A file of the header service has every detector, and text that looks like a number stays text")
    func detectors() throws {
        let text =
            Self.service.replacing("value: '2013'", with: "value: 189216e5").replacing(
                "EXPNUM, value: 6", with: "MJD, value: 1.0e+5")
            + "R22S12_PRIMARY:\n- {keyword: EXPNUM, value: 8}\nSOMETHING:\n- {keyword: A, value: 1}\n"
        let found = try HeaderSources(bytes: Array(text.utf8), name: "x.yaml")
        #expect(found.sources.map(\.name) == ["x.yaml:R22_S11", "x.yaml:R22_S12"])
        #expect(found.diagnostics.map(\.code.rawValue) == ["unknown-section"])
        let headers = try found.sources.map { try $0.headers()[0].header }
        #expect(headers.map { $0["EXPNUM"] } == [.integer(7), .integer(8)])
        #expect(headers.map { $0["RUNID"] } == [.string("189216e5"), .string("189216e5")])
        #expect(headers[0]["MJD"] == .real(100_000))
        let error = codes { _ = try FileSource(bytes: Array(text.utf8), name: "x.yaml").headers() }
        #expect(error == ["several-headers"])
        let auxiliary = text.replacing("value: Toy", with: "value: LATISS")
        #expect(
            try HeaderSources(bytes: Array(auxiliary.utf8), name: "x").sources.map(\.name) == [
                "x:RXX_S11", "x:RXX_S12",
            ])
    }

    @Test("A text has the headers of several files and HDUs")
    func several() throws {
        let first = Self.structure + Self.cards
        let lines =
            ["====> file a.fits (main) <===="] + first + ["END", "===> xtension 1"]
            + ["XTENSION= 'IMAGE   '", "EXTNAME = 'SCI     '", "END", "====> file b.fits (main) <===="] + first + [
                "END"
            ]
        let found = try HeaderSources(bytes: Self.text(lines), name: "x")
        #expect(found.sources.map(\.name) == ["x:a.fits", "x:b.fits"])
        #expect(try found.sources.map { try $0.headers().map(\.name) } == [[nil, "SCI"], [nil]])
        let untitled = first + ["END", "", "XTENSION= 'IMAGE   '", "EXTNAME = 'SCI     '"] + first
        let others = try HeaderSources(bytes: Self.text(untitled), name: "x")
        #expect(try others.sources.map { try $0.headers().map(\.hdu) } == [[0, 1], [0]])
        let fitsheader = ["# HDU 0 in a:"] + first + ["", "# HDU 1 in a:"] + ["XTENSION= 'IMAGE   '", ""]
        #expect(try FileSource(bytes: Self.text(fitsheader), name: "x").headers().map(\.hdu) == [0, 1])
    }

    @Test("A map on each line is an input by itself, and a bad line costs that line")
    func lines() throws {
        let line = Self.json.replacing("\n", with: " ")
        let found = try HeaderSources(bytes: Array("\(line)\n{\"A\": }\n\n\(line)\n".utf8), name: "x")
        #expect(found.sources.map(\.name) == ["x:1", "x:2", "x:3"])
        #expect(try found.sources[0].headers()[0].header["EXPNUM"] == .integer(7))
        let error = #expect(throws: DiagnosticsError.self) { try found.sources[1].headers() }
        #expect(error?.diagnostics.first?.place?.line == 2)
        #expect(try found.sources[2].headers()[0].header["EXPNUM"] == .integer(7))
    }
}
