import ObsCalibrations
import ObsText
import ObsTime
import Testing

/// What a curated file says of itself against where it lies and against the chips of the camera; the forms of tables.
@Suite("Curated files")
struct CuratedAgreementTests {
    private static let path = "defects/r22_s11/20200101T000000.ecsv"

    private static func table(_ metadata: String = "", rows: String = "0 0 1 50\n") -> String {
        """
        # %ECSV 1.0
        # ---
        # datatype:
        # - {name: x0, datatype: int32}
        # - {name: y0, datatype: int32}
        # - {name: width, datatype: int32}
        # - {name: height, datatype: int32}
        # meta: !!omap
        # - {OBSTYPE: defects}
        # - {INSTRUME: cam}
        # - {DETECTOR: 94}
        # - {CALIBDATE: '2020-01-01T00:00:00'}
        \(metadata)x0 y0 width height
        \(rows)
        """
    }

    private static func read(
        _ texts: [String: String], chips: [CuratedInstrument.Chip] = []
    ) throws -> (folder: CuratedFolder, diagnostics: [Diagnostic]) {
        let kinds = try CalibrationKinds([
            CalibrationKind(name: "defects", keys: [KeyRule("detector", .exact)], format: .defects),
            CalibrationKind(name: "glass", keys: [], format: .transmissionCurve),
        ])
        let instrument = CuratedInstrument(
            names: ["Cam"],
            detectors: [.init(id: 94, name: "R22_S11", width: 100, height: 50, group: "R22", chips: chips)], filters: []
        )
        let problems = Problems()
        let files = CalibrationFiles(name: "cam", paths: texts.keys) { Array((texts[$0] ?? "").utf8) }
        let folder = CuratedFolder(files, kinds: kinds, instrument: instrument, problems: problems)
        let checked = Problems()
        #expect(
            CuratedFolder.check(files, kinds: kinds, instrument: instrument, problems: checked) == folder.files.count)
        #expect(checked.sorted == problems.sorted)
        return (folder, problems.sorted)
    }

    @Test(
        "that say another detector than their folder are refused at the line that says so",
        arguments: [
            ("DET_NAME: R22_S12", "wrong-detector"), ("DETECTOR_NAME: S12", "wrong-detector"),
            ("SLOTNAME: S12", "wrong-detector"), ("RAFTNAME: R21", "wrong-detector"),
            ("CALIB_ID: detector=95 calibDate=2020-01-01", "wrong-detector"), ("INSTRUMENT: HSC", "wrong-instrument"),
            ("DET_SER: ITL-9", "wrong-serial"), ("DETECTOR_SERIAL: ITL-9", "wrong-serial"),
        ])
    func otherDetector(_ metadata: String, _ code: String) throws {
        let (folder, diagnostics) = try Self.read(
            [Self.path: Self.table("# - {\(metadata)}\n")], chips: [.init(serial: "ITL-1", since: nil)])
        #expect(diagnostics.map(\.code.rawValue) == [code])
        #expect(diagnostics.first?.severity == .error)
        #expect(diagnostics.first?.place?.line == 13)
        #expect(folder.files.isEmpty)
    }

    @Test(
        "that name their detector in one of its ways are read",
        arguments: [
            "DET_NAME: R22_S11", "DET_NAME: S11", "DETECTOR_NAME: r22_s11", "SLOTNAME: S11", "RAFTNAME: R22",
            "CALIB_ID: raftName=R22 detector=94 filter=None", "DET_SER: ITL-1", "DET_SER: '94'", "DET_NAME: ''",
            "DET_SER: null",
        ])
    func sameDetector(_ metadata: String) throws {
        let (folder, diagnostics) = try Self.read(
            [Self.path: Self.table("# - {\(metadata)}\n")], chips: [.init(serial: "ITL-1", since: nil)])
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(folder.files.count == 1)
    }

    @Test("that go on over an exchange of their chip are doubtful, until the new chip has its own")
    func exchange() throws {
        let chips: [CuratedInstrument.Chip] = [
            .init(serial: "A", since: nil), .init(serial: "B", since: try Instant("2021-06-01")),
        ]
        let (_, over) = try Self.read([Self.path: Self.table()], chips: chips)
        #expect(
            over.map(\.description) == [
                "cam/\(Self.path):1:1: warning: it holds forever, and the chip in R22_S11 was exchanged on 2021-06-01T00:00:00Z for B; "
                    + "add a file of the new chip, defects/r22_s11/20210601T000000.ecsv, an absence from that date, or chips: of a file in "
                    + "ObsKit's own form, if it is for both"
            ])
        let next = Self.table().replacing("'2020-01-01T", with: "'2021-06-01T")
        #expect(
            try Self.read([Self.path: Self.table(), "defects/r22_s11/20210601T000000.ecsv": next], chips: chips)
                .diagnostics == [])
        let absence = "schema: obskit/calibration-absences/1\nabsences: [{begin: 2021-06-01, reason: another chip}]\n"
        #expect(
            try Self.read([Self.path: Self.table(), "defects/absences.yaml": absence], chips: chips).diagnostics == [])
        let own = "schema: obskit/calibration/1\nkind: defects\ndetector: 94\nregions: [[0, 0, 1, 1]]\n"
        let ownPath = "defects/r22_s11/20200101T000000.yaml"
        #expect(try Self.read([ownPath: own], chips: chips).diagnostics.map(\.code) == [.overExchange])
        #expect(try Self.read([ownPath: own + "chips: [A, B]\n"], chips: chips).diagnostics == [])
        // A serial of the chip that came later is doubtful in a file of before.
        let (_, early) = try Self.read([Self.path: Self.table("# - {DET_SER: B}\n")], chips: chips)
        #expect(early.map(\.code) == [.overExchange, .wrongSerial])
    }

    @Test("that are wrong end what was before them, and nothing holds in their time")
    func badFile() throws {
        let late = Self.table().replacing("'2020-01-01T", with: "'2022-01-01T")
        let (folder, diagnostics) = try Self.read([
            Self.path: Self.table(), "defects/r22_s11/20210101T000000.ecsv": "spoilt\n",
            "defects/r22_s11/20220101T000000.ecsv": late,
        ])
        #expect(diagnostics.map(\.code) == [.badTable])
        #expect(
            folder.validities.mapValues { $0.map(\.description) } == [
                Self.path: ["[2020-01-01T00:00:00Z, 2021-01-01T00:00:00Z)"],
                "defects/r22_s11/20220101T000000.ecsv": ["[2022-01-01T00:00:00Z, …)"],
            ])
    }

    @Test("have each region that reaches outside at its own line")
    func regions() throws {
        let (_, diagnostics) = try Self.read([
            Self.path: Self.table(rows: "0 0 1 50\n# beside the chip\n99 0 2 1\n1 1 1 1\n0 49 1 2\n")
        ])
        #expect(diagnostics.map(\.code) == [.defectOutside, .defectOutside])
        #expect(diagnostics.map { $0.place?.line } == [16, 18])
    }

    /// What `astropy.table` 7 reads too; the text of the rows, and how many there are.
    @Test(
        "may have whatever the format allows",
        arguments: [
            ("0 0 1 50\n# a remark\n1 1 1 1\n", 2), ("   # a remark\n0 0 1 50\n", 1), ("\n   \n0 0 1 50\n\n", 1),
            ("  0   0 1    50  \n", 1), ("\t0 0 1 50\t\n", 1), ("\"0\" \"0\" \"1\" \"50\"\n", 1),
            ("0.0 0 1e0 5e1\n", 1),
            ("# it is \"open\n0 0 1 50", 1), ("", 0),
        ])
    func forms(_ rows: String, _ count: Int) throws {
        for end in ["\n", "\r\n"] {
            let text = Self.table(rows: rows).split(separator: "\n", omittingEmptySubsequences: false).joined(
                separator: end)
            let (folder, diagnostics) = try Self.read([Self.path: text])
            #expect(diagnostics.isEmpty, "\(diagnostics)")
            guard case .defects(let defects) = folder.files.first?.content else { return #expect(Bool(false)) }
            #expect(defects.regions.count == count)
        }
    }

    @Test(
        "may have whatever header the format allows",
        arguments: [
            ("# %ECSV 1.0\n", "# %ECSV 1.0.1\n"), ("# %ECSV 1.0\n", "#%ECSV 0.9\n"), ("# ---\n", ""),
            ("# ---\n", "\n# ---\n"),
            ("# - {name: y0, datatype: int32}", "  # - {name: y0, datatype: int32}"),
            ("{name: x0, datatype: int32}", "{name: x0, unit: !astropy.units.Unit {unit: pix}, datatype: int32}"),
            ("# datatype:", "# delimiter: ','\n# datatype:"),
        ])
    func headers(_ old: String, _ new: String) throws {
        var text = Self.table().replacing(old, with: new)
        if new.contains("delimiter") {
            text = text.replacing("x0 y0 width height", with: "x0, y0 ,width,height").replacing(
                "0 0 1 50", with: "0 , 0,1,50")
        }
        let (folder, diagnostics) = try Self.read([Self.path: text])
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(folder.files.count == 1)
    }

    @Test("may have cells with line breaks and quotation marks")
    func cells() throws {
        let text = Self.table(rows: "0 0 1 50 \"a\n# kept out\nb \"\"c\"\"\"\n1 1 1 1 \"\"\n")
            .replacing("# meta:", with: "# - {name: note, datatype: string}\n# meta:")
            .replacing("width height\n", with: "width height note\n")
        let (folder, diagnostics) = try Self.read([Self.path: text])
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        guard case .defects(let defects) = folder.files.first?.content else { return #expect(Bool(false)) }
        #expect(defects.regions.count == 2)
    }

    @Test("have each row judged by itself")
    func rows() throws {
        func curve(_ rows: String) -> String {
            """
            # %ECSV 1.0
            # datatype:
            # - {name: wavelength, unit: Angstrom, datatype: float64}
            # - {name: efficiency, unit: '%', datatype: float64}
            # meta: {OBSTYPE: glass, INSTRUME: cam, CALIBDATE: 2020-01-01}
            wavelength efficiency
            \(rows)
            """
        }
        let path = "glass/20200101T000000.ecsv"
        let (folder, diagnostics) = try Self.read([path: curve("4000 10\n4500 nan\n5000 905\n5500 \"\"\n6000 90")])
        #expect(
            diagnostics.map { "\($0.severity) \($0.code.rawValue) \($0.place?.line ?? 0)" } == [
                "warning bad-cell 8", "warning bad-fraction 9", "warning bad-cell 10",
            ])
        guard case .transmission(let curves) = folder.files.first?.content else { return #expect(Bool(false)) }
        #expect(curves.whole?.wavelengths == [400, 500, 600])
        let (none, wrong) = try Self.read([path: curve("nan 10\n4500 inf\n5000 905\n4900 x")])
        #expect(
            wrong.map { "\($0.severity) \($0.code.rawValue) \($0.place?.line ?? 0)" } == [
                "error bad-cell 7", "error bad-cell 8", "warning bad-fraction 9", "error bad-cell 10",
            ])
        #expect(none.files.isEmpty)
    }
}
