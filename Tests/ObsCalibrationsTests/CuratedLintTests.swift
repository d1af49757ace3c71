import ObsCalibrations
import ObsText
import ObsTime
import Testing

/// Every rule of a folder of curated calibrations is broken once, and said with its file and line.
struct CuratedLintTests {
    private static let path = "defects/a1/20200101T000000.ecsv"

    /// A good file of defects, with changes of its text.
    private static func defects(_ changes: (String, String)...) -> String {
        var text = """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: x0, unit: pix, datatype: int32}
            # - {name: y0, unit: pix, datatype: int32}
            # - {name: width, unit: pix, datatype: int32}
            # - {name: height, unit: pix, datatype: int32}
            # meta: !!omap
            # - {OBSTYPE: defects}
            # - {INSTRUME: cam}
            # - {DETECTOR: 1}
            # - {CALIBDATE: '2020-01-01T00:00:00'}
            # schema: astropy-2.0
            x0 y0 width height
            0 0 1 50
            """
        for (old, new) in changes { text = text.replacing(old, with: new) }
        return text
    }

    private static func curve(_ changes: (String, String)...) -> String {
        var text = """
            # %ECSV 0.9
            # ---
            # datatype:
            # - {name: wavelength, unit: nm, datatype: float64}
            # - {name: efficiency, unit: '%', datatype: float64}
            # meta:
            #   OBSTYPE: glass
            #   INSTRUME: Cam
            #   FILTER: g band
            #   CALIBDATE: '2020-01-01 00:00:00'
            wavelength efficiency
            400 10
            500 90.5
            """
        for (old, new) in changes { text = text.replacing(old, with: new) }
        return text
    }

    private static func read(_ texts: [String: String]) throws -> (folder: CuratedFolder, diagnostics: [Diagnostic]) {
        let detector = KeyRule("detector", .exact)
        let kinds = try CalibrationKinds([
            CalibrationKind(name: "defects", keys: [detector], format: .defects),
            CalibrationKind(name: "crosstalk", keys: [detector], format: .crosstalk),
            CalibrationKind(name: "kernel", keys: [detector], format: .brighterFatterKernel),
            CalibrationKind(name: "linear", keys: [detector], format: .linearizer),
            CalibrationKind(name: "glass", keys: [KeyRule("filter", .exact)], format: .transmissionCurve),
            CalibrationKind(name: "all", keys: [], format: .other),
        ])
        let instrument = CuratedInstrument(
            names: ["Camera"],
            detectors: [.init(id: 1, name: "A1", width: 100, height: 50, amplifierCount: 2)], filters: ["g band"])
        let problems = Problems()
        let files = CalibrationFiles(name: "cam", paths: texts.keys) { Array((texts[$0] ?? "").utf8) }
        let folder = CuratedFolder(files, kinds: kinds, instrument: instrument, problems: problems)
        return (folder, problems.sorted)
    }

    @Test("Good files are read without a word")
    func good() throws {
        let (folder, diagnostics) = try Self.read([
            Self.path: Self.defects(), "glass/g_band/2020-01-01T00:00:00.ecsv": Self.curve(),
            "all/20200101t0000.json":
                #"{"metadata": {"OBSTYPE": "ALL", "INSTRUME": "cam", "CALIBDATE": "20200101T000000Z"}}"#,
        ])
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(folder.files.count == 3)
        guard case .transmission(let curves) = folder.files.last?.content else { return #expect(Bool(false)) }
        #expect(curves.whole?.fractions == [0.1, 0.905])
    }

    private struct Broken: CustomTestStringConvertible, Sendable {
        let path: String
        let text: String
        let code: String
        let line: Int
        let column: Int
        var testDescription: String { "\(code) in \(path):\(line)" }

        init(_ code: String, _ line: Int, _ column: Int, _ path: String, _ text: String) {
            (self.code, self.line, self.column, self.path, self.text) = (code, line, column, path, text)
        }

        init(_ code: String, _ line: Int, _ column: Int, _ text: String) {
            self.init(code, line, column, CuratedLintTests.path, text)
        }
    }

    private static let glass = "glass/g_band/20200101T000000.ecsv"
    private static let matrix = "crosstalk/a1/20200101T000000.yaml"
    private static let meta = "metadata: {OBSTYPE: crosstalk, INSTRUME: cam, DETECTOR: 1, CALIBDATE: 2020-01-01}"
    private static let kernel = "metadata: {OBSTYPE: kernel, INSTRUME: cam, DETECTOR: 1, CALIBDATE: 2020-01-01}"
    private static let linear = "metadata: {OBSTYPE: linear, INSTRUME: cam, DETECTOR: 1, CALIBDATE: 2020-01-01}"

    private static let broken: [Broken] = [
        Broken("wrong-instrument", 10, 16, defects(("INSTRUME: cam", "INSTRUME: decam"))),
        Broken("wrong-calibration-kind", 9, 15, defects(("OBSTYPE: defects", "OBSTYPE: bias"))),
        Broken("wrong-detector", 11, 16, defects(("DETECTOR: 1", "DETECTOR: 2"))),
        Broken("wrong-filter", 9, 13, glass, curve(("g band", "r band"))),
        Broken("wrong-calibration-date", 12, 17, defects(("'2020-01-01T", "'2020-01-02T"))),
        Broken("bad-file-date", 12, 17, defects(("'2020-01-01T00:00:00'", "'2020-13-01'"))),
        Broken("bad-file-date", 1, 1, "defects/a1/20201301T000000.ecsv", defects()),
        Broken("bad-file-date", 1, 1, "defects/a1/latest.ecsv", defects()),
        Broken("missing-metadata", 1, 1, defects(("# - {CALIBDATE: '2020-01-01T00:00:00'}\n", ""))),
        Broken("missing-metadata", 1, 1, defects(("# - {DETECTOR: 1}\n", ""))),
        Broken("missing-metadata", 1, 1, glass, curve(("#   FILTER: g band\n", ""))),
        Broken("bad-metadata", 11, 6, defects(("{INSTRUME: cam}", "{INSTRUME: cam}\n# - {INSTRUME: cam}"))),
        Broken("bad-metadata", 11, 5, defects(("{INSTRUME: cam}", "{INSTRUME: cam}\n# - cam"))),
        Broken("unknown-folder", 1, 1, "defect/a1/20200101T000000.ecsv", defects()),
        Broken("unknown-folder", 1, 1, "defects/b7/20200101T000000.ecsv", defects()),
        Broken("unknown-folder", 1, 1, "glass/r_band/20200101T000000.ecsv", curve()),
        Broken("stray-entry", 1, 1, "defects/20200101T000000.ecsv", defects()),
        Broken("stray-entry", 1, 1, "defects/a1/old/20200101T000000.ecsv", defects()),
        Broken("ignored-file", 1, 1, "defects/README.md", "about"),
        Broken("ignored-file", 1, 1, "README.md", "about"),
        Broken("bad-table", 1, 1, defects(("# %ECSV 1.0", "# %CSV 1.0"))),
        Broken("bad-table", 1, 1, defects(("# %ECSV 1.0", "# %ECSV 2.0"))),
        Broken("bad-table", 14, 1, defects(("x0 y0 width height", "x y width height"))),
        Broken("bad-table", 1, 1, defects(("name: x0", "name: x1"), ("\nx0", "\nx1"))),
        Broken("bad-table", 5, 5, defects(("name: y0,", "label: y0,"))),
        Broken("bad-unit", 6, 5, defects(("{name: width, unit: pix", "{name: width, unit: mm"))),
        Broken("bad-cell", 15, 1, defects(("0 0 1 50", "0 0 1.5 50"))),
        Broken("bad-cell", 15, 1, defects(("0 0 1 50", "0 0 1"))),
        Broken("defect-outside", 15, 1, defects(("0 0 1 50", "0 1 1 50"))),
        Broken("defect-outside", 15, 1, defects(("0 0 1 50", "0 0 0 50"))),
        Broken("syntax", 12, 17, defects(("'2020-01-01T00:00:00'}", "\"2020}"))),
        Broken("bad-unit", 4, 5, glass, curve(("unit: nm", "unit: furlong"))),
        Broken("bad-unit", 5, 5, glass, curve(("unit: '%'", "unit: K"))),
        Broken("bad-cell", 12, 1, glass, curve(("400 10", "400 nan"))),
        Broken("bad-curve", 12, 1, glass, curve(("500 90.5", "400 90.5"))),
        Broken("bad-curve", 1, 1, glass, curve(("\n400 10\n500 90.5", ""))),
        Broken("bad-fraction", 13, 1, glass, curve(("90.5", "905"))),
        Broken("bad-table", 1, 1, glass, curve(("#   FILTER", "#   MODE: AMP\n#   FILTER"))),
        Broken("matrix-size", 1, 9, matrix, "coeffs: [0, 1, 1]\n\(meta)"),
        Broken("matrix-size", 1, 1, matrix, "coeffs: [0, 1, 1, 0, 1, 1, 1, 1, 0]\n\(meta)"),
        Broken("matrix-size", 2, 89, matrix, "coeffs: [0, 1, 1, 0]\n\(meta.dropLast()), NAMP: 3}"),
        Broken("matrix-size", 1, 9, matrix, "coeffs: [0, 1, 1, 0]\ninterChip: {b: [1]}\n\(meta)"),
        Broken("missing-key", 1, 1, matrix, "\(meta)"),
        Broken(
            "matrix-size", 1, 18, "kernel/a1/20200101T000000.yaml", "detKernels: {A1: [1, 2, 3, 4]}\n\(kernel)"),
        Broken("missing-key", 1, 1, "kernel/a1/20200101T000000.yaml", "detKernels: {}\n\(kernel)"),
        Broken(
            "matrix-size", 1, 1, "linear/a1/20200101T000000.yaml",
            "amplifiers: {A: {linearityType: Squared, linearityCoeffs: [1]}}\n\(linear)"),
        Broken(
            "matrix-size", 1, 13, "linear/a1/20200101T000000.yaml",
            "amplifiers: {A: {linearityType: LookupTable, linearityCoeffs: [0, 0]}}\n\(linear)"),
        Broken(
            "matrix-size", 2, 12, "linear/a1/20200101T000000.yaml",
            "amplifiers: {}\ntableData: [[1, 2], [1]]\n\(linear)"),
        Broken("empty-validity", 3, 5, "defects/absences.yaml", absences("begin: 2020-01-02, end: 2020-01-02")),
        Broken("bad-absence", 3, 5, "defects/absences.yaml", absences("begin: 2020-01-02")),
        Broken("bad-date", 3, 13, "defects/absences.yaml", absences("begin: soon")),
    ]

    private static func absences(_ text: String) -> String {
        "schema: obskit/calibration-absences/1\nabsences:\n  - {\(text), reason: none}"
    }

    @Test("A broken file is said with its place, its code and what to do", arguments: broken)
    private func rule(_ broken: Broken) throws {
        let (_, diagnostics) = try Self.read([broken.path: broken.text])
        let one = try #require(diagnostics.first { $0.code.rawValue == broken.code }, "\(diagnostics)")
        #expect(
            one.place == SourcePosition(file: "cam/\(broken.path)", line: broken.line, column: broken.column), "\(one)")
        #expect(diagnostics.count == 1, "\(diagnostics)")
    }

    @Test("Two spellings of one date in a folder are refused")
    func duplicates() throws {
        let (_, diagnostics) = try Self.read([
            Self.path: Self.defects(), "defects/a1/2020-01-01T00:00:00.ecsv": Self.defects(),
        ])
        #expect(diagnostics.map(\.code) == [.duplicateDate])
    }

    @Test("Absences end a file, leave a gap, and retire what comes last")
    func absence() throws {
        let later = Self.defects(("'2020-01-01T", "'2021-01-01T"))
        let (folder, diagnostics) = try Self.read([
            Self.path: Self.defects(), "defects/a1/20210101T000000.ecsv": later,
            "defects/absences.yaml": """
            schema: obskit/calibration-absences/1
            absences:
              - {detector: A1, begin: 2020-06-01, end: 2021-02-01, reason: the chip was warm}
              - {begin: 2022-01-01, reason: the chip was taken out}
            """,
        ])
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        let texts = folder.files.map { file in folder.validities[file.path]?.map(\.description) ?? [] }
        #expect(
            texts == [
                ["[2020-01-01T00:00:00Z, 2020-06-01T00:00:00Z)"], ["[2021-02-01T00:00:00Z, 2022-01-01T00:00:00Z)"],
            ])
        let index = try CalibrationIndex(try folder.set(in: "curated"), searching: ["curated"])
        let query = try CalibrationQuery("defects", detector: 1, at: try Instant("2023-01-01"))
        #expect(throws: CalibrationMiss.self) { try index.answer(query) }
    }

    @Test("A detector for which nothing is there is named, where there is something for others")
    func missing() throws {
        let kinds = try CalibrationKinds([
            CalibrationKind(name: "defects", keys: [KeyRule("detector", .exact)], format: .defects)
        ])
        let instrument = CuratedInstrument(
            names: ["cam"], detectors: [.init(id: 1, name: "A1"), .init(id: 2, name: "A2")], filters: [])
        let problems = Problems()
        let files = CalibrationFiles(name: "cam", paths: [Self.path]) { _ in Array(Self.defects().utf8) }
        _ = CuratedFolder(files, kinds: kinds, instrument: instrument, problems: problems)
        #expect(problems.sorted.map(\.code) == [.missingDetector])
        #expect(problems.sorted.first?.message == "1 of 2 detectors have no defects: A2")
    }

    @Test("Our own form of a calibration says what it is of in keys, and is checked alike")
    func ownForm() throws {
        let head = "schema: obskit/calibration/1\n"
        let good = "\(head)kind: defects\ndetector: A1\nregions: [[0, 0, 1, 2], [5, 5, 1, 1]]\n"
        let path = "defects/a1/20200101T000000.yaml"
        let (folder, diagnostics) = try Self.read([path: good])
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        guard case .defects(let defects) = folder.files.first?.content else { return #expect(Bool(false)) }
        #expect(defects.pixelCount == 3)
        for (old, new, code) in [
            ("A1", "A2", "wrong-detector"), ("regions", "boxes", "unknown-key"), ("1, 2]", "1]", "defect-outside"),
            ("kind: defects", "kind: bias", "wrong-calibration-kind"), ("calibration/1", "filters/1", "unknown-schema"),
        ] {
            let (_, diagnostics) = try Self.read([path: good.replacing(old, with: new)])
            #expect(diagnostics.contains { $0.code.rawValue == code }, "\(diagnostics)")
        }
        let matrix = "\(head)kind: crosstalk\ndetector: 1\nunit: adu\ncoefficients: [[0, 1], [2, 0]]\n"
        #expect(try Self.read([Self.matrix: matrix]).diagnostics.isEmpty)
        let uneven = matrix.replacing("[2, 0]", with: "[2]")
        #expect(try Self.read([Self.matrix: uneven]).diagnostics.map(\.code) == [.matrixSize])
        let curve = "\(head)kind: glass\nfilter: g band\nwavelength_nm: [400, 500]\nfraction: [0.5, 0.6]\n"
        let glass = "glass/g_band/20200101T000000.yaml"
        #expect(try Self.read([glass: curve]).diagnostics.isEmpty)
        let short = curve.replacing("[0.5, 0.6]", with: "[0.5]")
        #expect(try Self.read([glass: short]).diagnostics.map(\.code) == [.badCurve])
    }
}
