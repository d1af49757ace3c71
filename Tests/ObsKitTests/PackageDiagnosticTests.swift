import ObsKit
import PackageSupport
import Testing

/// A package with one thing wrong, the place marked by `▸`, and the code of the diagnostic.
struct BrokenPackage: Sendable, CustomTestStringConvertible {
    let code: String
    let severity: String
    let file: String
    let text: String
    /// Files beside the broken one; an empty text takes one away.
    let others: [String: String]

    init(_ code: String, _ file: String, _ text: String, severity: String = "error", others: [String: String] = [:]) {
        self.code = code
        self.severity = severity
        self.file = file
        self.text = text
        self.others = others
    }

    var testDescription: String { "\(code) in \(file): \(text.replacing("\n", with: " ").suffix(90))" }

    var package: SamplePackage {
        SamplePackage().replacing(others.mapValues { $0.isEmpty ? nil : $0 }).replacing([file: text])
    }
}

@Suite("Diagnostics of a package")
struct PackageDiagnosticTests {
    @Test("name the code and the place", arguments: package + instrument + headers + filters + bases + corrections)
    func diagnostic(_ broken: BrokenPackage) throws {
        let package = broken.package
        #expect(!package.marks.isEmpty)
        #expect(
            try diagnostics(of: package) == package.marks.map { "\(broken.severity) \(broken.code) \($0)" })
    }

    @Test("are not there when nothing is wrong")
    func sound() throws {
        #expect(try messages(of: SamplePackage()) == [])
    }

    @Test("name files that are missing")
    func missingFiles() throws {
        #expect(
            try diagnostics(of: SamplePackage().replacing(["instrument.yaml": nil]))
                == ["error missing-file package.yaml:5:15"])
        #expect(
            try messages(of: SamplePackage().replacing(["filters.yaml": nil, "translation.yaml": nil]))
                == [
                    "error: Toy/filters.yaml does not exist; a package needs it; RuleLanguage.md says what is in it",
                    "error: Toy/translation.yaml does not exist; a package needs it; RuleLanguage.md says what is in it",
                ].map { $0.replacing("Toy/", with: "") })
    }

    @Test("of all files come at once")
    func allAtOnce() throws {
        let found = try diagnostics(
            of: SamplePackage().replacing([
                "filters.yaml": "schema: obskit/filters/1\nfilters: 5",
                "translation.yaml": "schema: [",
                "corrections.yaml": "schema: obskit/corrections/1\ncorrections: none",
            ]))
        #expect(found.map { $0.split(separator: " ")[1] } == ["wrong-type", "wrong-type", "syntax"])
    }

    @Test("say what is wrong and what to do")
    func text() throws {
        #expect(
            try messages(
                of: SamplePackage().replacing([
                    "package.yaml": SamplePackage.package("Toy").replacing(
                        "obskit: 1", with: "obskit: 1, release: 99.1.0")
                ]))[0]
                == "package.yaml:4:32: error: the package needs release 99.1.0 of ObsKit or a later one, and this is \(ObsKitRelease.current); update ObsKit, or take an older version of the package"
        )
        #expect(
            try messages(
                of: SamplePackage().replacing([
                    "package.yaml": SamplePackage.package("Toy").replacing("obskit: 1", with: "obskit: 2")
                ]))[0]
                == "package.yaml:4:20: error: the package needs version 2 of the package format, and this is 1; use the version of ObsKit that the package names"
        )
    }

    static let package: [BrokenPackage] = [
        .init(
            "unknown-schema", "package.yaml",
            "schema: ▸obskit/packages/1\nname: Toy\nversion: 1\nrequires: {obskit: 1}\ninstruments: []"),
        .init(
            "missing-key", "package.yaml",
            "▸schema: obskit/package/1\nversion: 1\nrequires: {obskit: 1}\ninstruments: []"),
        .init(
            "missing-key", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: ▸{}\ninstruments: []"),
        .init(
            "unsupported-version", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: {obskit: ▸2}\ninstruments: []"),
        .init(
            "unsupported-version", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: {obskit: 1, release: ▸99.0.0}\ninstruments: []"),
        .init(
            "wrong-type", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: {obskit: 1, release: ▸0.1}\ninstruments: []"),
        .init(
            "wrong-type", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: {obskit: 1, hooks: ▸[Toy]}\ninstruments: []"),
        .init(
            "out-of-range", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: {obskit: 1, hooks: {Toy: ▸0}}\ninstruments: []"),
        .init(
            "wrong-type", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: {obskit: 1}\ninstruments: ▸Toy"),
        .init(
            "unknown-key", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\n▸instrument: Toy\nrequires: {obskit: 1}\ninstruments: []"),
        .init(
            "duplicate-key", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\n▸version: 2\nrequires: {obskit: 1}\ninstruments: []"),
        .init(
            "duplicate-key", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: {obskit: 1}\ninstruments: [Toy, ▸Toy]"),
        .init(
            "leaves-package", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: {obskit: 1}\ninstruments: [{name: Toy, folder: ▸../Toy}]"
        ),
        .init(
            "leaves-package", "package.yaml",
            "schema: obskit/package/1\nname: Toy\nversion: 1\nrequires: {obskit: 1}\ninstruments: [{name: Toy, folder: ▸/tmp}]"
        ),
        .init("syntax", "package.yaml", "schema: obskit/package/1\nname: ▸'Toy\nversion: 1"),
    ]

    static let instrument: [BrokenPackage] = [
        .init(
            "wrong-name", "instrument.yaml",
            "schema: obskit/instrument/1\nname: ▸Tog\ndetection: []\nheaders: {from: primary}"),
        .init(
            "unknown-schema", "instrument.yaml",
            "schema: ▸obskit/package/1\nname: Toy\ndetection: []\nheaders: {from: primary}"),
        .init("missing-key", "instrument.yaml", "▸schema: obskit/instrument/1\nname: Toy\nheaders: {from: primary}"),
        .init(
            "unknown-key", "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\n▸site: ctio\ndetection: []\nheaders: {from: primary}"),
        .init(
            "wrong-type", "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\naliases: ▸Tog\ndetection: []\nheaders: {from: primary}"),
        .init(
            "wrong-type", "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\ndetection: ▸Toy\nheaders: {from: primary}"),
        .init(
            "out-of-range", "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\ndetection: [{when: {card: A, is: present}, weight: ▸0}]\nheaders: {from: primary}"
        ),
        .init(
            "missing-key", "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\ndetection: [▸{weight: 5}]\nheaders: {from: primary}"),
        .init(
            "not-allowed-here", "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\ndetection: [{when: ▸{property: object, equals: X}, weight: 5}]\nheaders: {from: primary}"
        ),
        .init(
            "unknown-word", "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\ndetection: []\nheaders: {from: primary}\nconsistency: {altaz: ▸slow}"
        ),
        .init(
            "wrong-type", "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\ndetection: []\nheaders: {from: primary}\nconsistency: {airmass: ▸few}"
        ),
        consistency("{detector_serial: ▸maybe}", "unknown-word"),
        consistency("{interval_slack_s: ▸long}", "wrong-type"),
        consistency("{may_differ: [▸object]}", "unknown-word"),
        consistency("{same_time: [▸{mjd: MJD-STR}]}", "missing-key"),
        consistency("{same_time: [{mjd: A, date: B, ▸clock: C}]}", "unknown-key"),
        visits("▸one-to-one", "wrong-type"),
        visits("▸[]", "missing-key"),
        visits("[▸by-night]", "unknown-word"),
        visits("[one-to-one, ▸one-to-one]", "duplicate-key"),
        visits("[▸by-group-metadata]", "missing-key"),
        visits("[▸by-seq-start-end, one-to-one]", "missing-key"),
    ]

    private static func consistency(_ text: String, _ code: String) -> BrokenPackage {
        .init(
            code, "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\ndetection: []\nheaders: {from: primary}\nconsistency: \(text)")
    }

    private static func visits(_ text: String, _ code: String) -> BrokenPackage {
        .init(
            code, "instrument.yaml",
            "schema: obskit/instrument/1\nname: Toy\ndetection: []\nheaders: {from: primary}\nvisits: \(text)")
    }

    private static func headers(_ text: String, _ code: String) -> BrokenPackage {
        .init(code, "instrument.yaml", "schema: obskit/instrument/1\nname: Toy\ndetection: []\nheaders: \(text)")
    }

    static let headers: [BrokenPackage] = [
        headers("▸{inherit: none, hdus: [0]}", "missing-key"),
        headers("{from: ▸everywhere}", "unknown-word"),
        headers("{from: each, whole: [▸all]}", "unknown-value"),
        headers("{from: primary, whole: ▸[science]}", "unused-key"),
        headers("{from: each, inherit: ▸always}", "unknown-word"),
        headers("▸{from: merged}", "missing-key"),
        headers("▸{from: merged, hdus: []}", "missing-key"),
        headers("{from: merged, hdus: ▸[0, 0]}", "duplicate-key"),
        headers("{from: merged, hdus: [0, ▸-1]}", "out-of-range"),
        headers("{from: primary, inherit: ▸none}", "unused-key"),
        headers("{from: primary, where: ▸{card: A, is: present}}", "unused-key"),
        headers("{from: each, hdus: ▸[0, 1]}", "unused-key"),
        headers("{from: each, where: {card: A, is: ▸there}}", "unknown-word"),
        headers("▸primary", "wrong-type"),
    ]

    static let filters: [BrokenPackage] = [
        .init(
            "ambiguous-alias", "filters.yaml",
            "schema: obskit/filters/1\nfilters:\n- {name: g, band: g}\n- ▸{name: h, band: h, aliases: [g]}"),
        .init(
            "ambiguous-alias", "filters.yaml",
            "schema: obskit/filters/1\nfilters:\n- {name: g, band: g, aliases: [x]}\n- ▸{name: h, band: h, aliases: [x]}"
        ),
        .init(
            "ambiguous-alias", "filters.yaml",
            "schema: obskit/filters/1\nfilters:\n- {name: g, band: g}\n- ▸{name: g, band: h}"),
        .init("missing-key", "filters.yaml", "schema: obskit/filters/1\nfilters:\n- ▸{name: g}"),
        .init("out-of-range", "filters.yaml", "schema: obskit/filters/1\nfilters:\n- {name: g, band: g, width_nm: ▸0}"),
        .init(
            "out-of-range", "filters.yaml",
            "schema: obskit/filters/1\nfilters:\n- {name: g, band: g, central_wavelength_nm: ▸.nan}"),
        .init("unknown-key", "filters.yaml", "schema: obskit/filters/1\nfilters:\n- {name: g, band: g, ▸width: 3}"),
        .init("wrong-type", "filters.yaml", "schema: obskit/filters/1\nfilters: ▸{g: g}"),
        .init("wrong-type", "filters.yaml", "schema: obskit/filters/1\nfilters: [▸g]"),
        .init("unknown-schema", "filters.yaml", "schema: ▸obskit/filter/1\nfilters: []"),
        .init("missing-key", "filters.yaml", "▸schema: obskit/filters/1"),
    ]

    static let bases: [BrokenPackage] = [
        .init("missing-base", "filters.yaml", "schema: obskit/filters/1\nextends: ▸base/filters.yaml\nfilters: []"),
        .init("missing-base", "filters.yaml", "schema: obskit/filters/1\nextends: ▸Nowhere:filters.yaml\nfilters: []"),
        .init("missing-base", "filters.yaml", "schema: obskit/filters/1\nextends: ▸Standard:filters.yaml\nfilters: []"),
        .init(
            "leaves-package", "filters.yaml", "schema: obskit/filters/1\nextends: ▸../other/filters.yaml\nfilters: []"),
        .init("leaves-package", "filters.yaml", "schema: obskit/filters/1\nextends: ▸/etc/filters.yaml\nfilters: []"),
        .init(
            "leaves-package", "filters.yaml",
            "schema: obskit/filters/1\nextends: ▸Standard:../filters.yaml\nfilters: []"),
        .init("wrong-type", "filters.yaml", "schema: obskit/filters/1\nextends: ▸[base.yaml]\nfilters: []"),
        .init(
            "circular-base", "filters.yaml",
            "schema: obskit/filters/1\nextends: base/filters.yaml\nfilters: [{name: red, band: r}]",
            others: [
                "base/filters.yaml":
                    "schema: obskit/filters/1\nextends: ▸../filters.yaml\nfilters: [{name: blue, band: b}]"
            ]),
        .init(
            "circular-base", "filters.yaml",
            "schema: obskit/filters/1\nextends: ▸filters.yaml\nfilters: [{name: red, band: r}]"),
        .init(
            "unused-base", "filters.yaml",
            "schema: obskit/filters/1\nextends: ▸base/filters.yaml\nfilters: [{name: red, band: r}]",
            others: ["base/filters.yaml": "schema: obskit/filters/1\nfilters: [{name: red, band: b}]"]),
        .init(
            "unused-base", "instrument.yaml",
            "schema: obskit/instrument/1\nextends: ▸base.yaml\nname: Toy\ndetection: []\nheaders: {from: primary}",
            others: ["base.yaml": "schema: obskit/instrument/1\nheaders: {from: primary}"]),
        .init(
            "unknown-key", "instrument.yaml",
            "schema: obskit/instrument/1\nextends: base.yaml\nname: Toy\ndetection: []",
            others: ["base.yaml": "schema: obskit/instrument/1\nheaders: {from: primary}\n▸header: {from: primary}"]),
        .init(
            "unused-base", "translation.yaml", SamplePackage.translation.replacing("Standard:", with: "▸base/"),
            others: [
                "base/translation.yaml":
                    "schema: obskit/translation/2\nextends: Standard:translation.yaml\nproperties: {location: {site: ctio}}"
            ]),
        .init(
            "unused-base", "corrections.yaml",
            "schema: obskit/corrections/1\nextends: ▸base.yaml\ncorrections: [{name: a, remove: true}]",
            others: [
                "base.yaml": "schema: obskit/corrections/1\ncorrections: [{name: a, change: [{delete: X}], reason: r}]"
            ]),
    ]

    static let corrections: [BrokenPackage] = [
        .init(
            "missing-key", "corrections.yaml",
            "schema: obskit/corrections/1\ncorrections:\n- ▸{name: a, change: [{delete: X}]}"),
        .init(
            "unknown-key", "corrections.yaml",
            "schema: obskit/corrections/1\ncorrections:\n- {name: a, change: [{delete: X}], reason: r, ▸obsid: x}"),
        .init("wrong-type", "corrections.yaml", "schema: obskit/corrections/1\ncorrections: ▸none"),
    ]
}
