import Foundation
import ObsCalibrations
import ObsText
import ObsTime
import Testing

/// Reads real curated calibrations in the layout of obs packages.
struct CuratedCorpusTests {
    private static let corpus = ProcessInfo.processInfo.environment["OBSKIT_CORPUS"]

    static func kinds() throws -> CalibrationKinds {
        let detector = KeyRule("detector", .exact)
        let filter = KeyRule("filter", .exact)
        return try CalibrationKinds([
            CalibrationKind(name: "defects", keys: [detector], format: .defects),
            CalibrationKind(name: "manual_defects", keys: [detector], format: .defects),
            CalibrationKind(name: "crosstalk", keys: [detector], format: .crosstalk),
            CalibrationKind(name: "linearizer", keys: [detector], format: .linearizer),
            CalibrationKind(name: "brighter-fatter", keys: [detector], format: .brighterFatterKernel, aliases: ["bfk"]),
            CalibrationKind(name: "transmission_atmosphere", keys: [], format: .transmissionCurve),
            CalibrationKind(name: "transmission_optics", keys: [], format: .transmissionCurve),
            CalibrationKind(name: "transmission_filter", keys: [filter], format: .transmissionCurve),
            CalibrationKind(name: "transmission_sensor", keys: [detector], format: .transmissionCurve),
            CalibrationKind(name: "transmission_system", keys: [detector, filter], format: .transmissionCurve),
            CalibrationKind(
                name: "transmission_filter_detector", keys: [detector, filter], format: .transmissionCurve),
        ])
    }

    private typealias Detector = CuratedInstrument.Detector

    private static func instrument(_ name: String) throws -> CuratedInstrument {
        switch name {
        case "decam":
            return CuratedInstrument(
                names: ["DECam"],
                detectors: [("N1", 32), ("N30", 61), ("S30", 2), ("S7", 31), ("S1", 25)].map {
                    Detector(id: $0.1, name: $0.0, width: 2048, height: 4096, amplifierCount: 2)
                }, filters: ["g DECam SDSS c0001 4720.0 1520.0"])
        case "hsc":
            return CuratedInstrument(
                names: ["HSC"],
                detectors: [("0_20", 33), ("0_43", 94), ("1_09", 43)].map {
                    Detector(id: $0.1, name: $0.0, width: 2048, height: 4176)
                }, filters: [])
        case "latiss":
            let names = ["u", "g", "r", "i", "z", "y"].map { "SDSS\($0)_65mm~empty" }
            return CuratedInstrument(
                names: ["LATISS"],
                detectors: [Detector(id: 0, name: "RXX_S00", width: 4072, height: 4000, amplifierCount: 16)],
                filters: names + ["empty~SDSSi_65mm", "empty~SDSSy_65mm"])
        default:
            return CuratedInstrument(
                names: ["LSSTCam"],
                detectors: [
                    Detector(id: 0, name: "R01_S00", width: 4072, height: 4000, amplifierCount: 16),
                    Detector(id: 94, name: "R22_S11", width: 4096, height: 4004, amplifierCount: 16),
                    Detector(id: 191, name: "R00_SW0", width: 4072, height: 2000, amplifierCount: 8),
                ], filters: ["u_24", "g_6", "r_57", "i_39", "z_20", "y_10"])
        }
    }

    static func files(_ folder: String) throws -> CalibrationFiles {
        let root = URL(fileURLWithPath: folder)
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let paths = names.filter { name in
            var isFolder: ObjCBool = false
            let path = root.appendingPathComponent(name).path
            return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
        return CalibrationFiles(name: folder, paths: paths) { path in
            Array(try Data(contentsOf: root.appendingPathComponent(path)))
        }
    }

    private static func read(_ name: String) throws -> (folder: CuratedFolder, problems: [Diagnostic]) {
        let problems = Problems()
        let folder = CuratedFolder(
            try files("\(try #require(corpus))/curated/\(name)"), kinds: try kinds(), instrument: try instrument(name),
            problems: problems)
        return (folder, problems.sorted)
    }

    @Test(
        "Every text file of the corpus is read, agrees with its path, is typed and looked up",
        .enabled(if: corpus != nil),
        arguments: [("decam", 22), ("hsc", 24), ("imsim", 1), ("latiss", 13), ("lsstCam", 11)])
    func all(_ name: String, _ count: Int) throws {
        let (folder, problems) = try Self.read(name)
        #expect(folder.files.count == count)
        for one in problems {
            #expect(one.severity == .note || one.code == .missingDetector, "\(one)")
        }
        let set = try folder.set(in: "curated")
        let index = try CalibrationIndex(set, searching: ["curated"])
        for file in folder.files {
            let keys = file.dataset.keys
            let instant = try #require(file.begin.adding(seconds: 1))
            let query = try CalibrationQuery(
                file.dataset.kind, detector: keys.detector, filter: keys.filter, at: instant)
            #expect(try index.answer(query).dataset == file.dataset)
        }
    }

    @Test(
        "Defects of a chip change at the instants that the names of files say",
        .enabled(if: corpus != nil),
        arguments: [
            ("decam", 32, "n1"), ("decam", 2, "s30"), ("decam", 61, "n30"), ("hsc", 33, "0_20"),
        ])
    func boundaries(_ name: String, _ detector: Int, _ chip: String) throws {
        let (folder, _) = try Self.read(name)
        let index = try CalibrationIndex(try folder.set(in: "curated"), searching: ["curated"])
        let lookup = try index.lookup("defects")
        let files = folder.files.filter { $0.path.hasPrefix("defects/\(chip)/") }.sorted { $0.begin < $1.begin }
        #expect(files.count == ["n1": 6, "s30": 4, "n30": 1, "0_20": 8][chip])
        for (place, file) in files.enumerated() {
            let before = Instant(nanosecondsTAI: file.begin.nanoseconds - 1)
            let on = try lookup.find(detector: detector, at: file.begin)
            let after = try lookup.find(detector: detector, at: Instant(nanosecondsTAI: file.begin.nanoseconds + 1))
            #expect(on?.dataset.uri == file.path && after?.dataset.uri == file.path)
            let earlier = try lookup.find(detector: detector, at: before)
            #expect(earlier?.dataset.uri == (place == 0 ? nil : files[place - 1].path))
        }
        let last = try lookup.find(detector: detector, at: try Instant("2099-01-01"))
        #expect(last?.dataset.uri == files.last?.path)
    }

    @Test("What the files hold is typed, in one unit each", .enabled(if: corpus != nil))
    func contents() throws {
        let folders = try Dictionary(
            uniqueKeysWithValues: ["decam", "lsstCam", "imsim", "latiss"].map { ($0, try Self.read($0).folder) })
        func content(_ name: String, _ path: String) throws -> CuratedCalibration {
            try #require(folders[name]?.files.first { $0.path.hasPrefix(path) }).content
        }
        guard case .defects(let defects) = try content("decam", "defects/n30") else { return #expect(Bool(false)) }
        #expect(defects.regions.isEmpty)
        guard case .crosstalk(let pair) = try content("decam", "crosstalk/n1") else { return #expect(Bool(false)) }
        #expect(pair.amplifierCount == 2 && pair[0, 1] == -0.000828 && pair[1, 0] == 0.00034)
        guard case .crosstalk(let many) = try content("lsstCam", "crosstalk/r00_sw0") else {
            return #expect(Bool(false))
        }
        #expect(many.amplifierCount == 8 && many.unit == "electron" && many.quadraticCoefficients.count == 64)
        guard case .linearizer(let linearizer) = try content("decam", "linearizer") else { return #expect(Bool(false)) }
        #expect(linearizer.amplifiers.map(\.name) == ["A", "B"] && linearizer.table.count == 2)
        #expect(linearizer.amplifiers[1].region == Defects.Region(x: 1024, y: 0, width: 1024, height: 4096))
        guard case .brighterFatterKernel(let kernel) = try content("imsim", "bfk") else { return #expect(Bool(false)) }
        #expect(kernel.detectors["R22_S11"]?.size == 17 && kernel.badAmplifiers.isEmpty)
        guard case .transmission(let air) = try content("decam", "transmission_atmosphere") else {
            return #expect(Bool(false))
        }
        #expect(air.whole?.wavelengths.first == 300 && air.whole?.fractions.first == 0.01458919420838356)
        guard case .transmission(let optics) = try content("latiss", "transmission_optics") else {
            return #expect(Bool(false))
        }
        #expect(abs(try #require(optics.whole?.fraction(at: 381)) - 0.85025) < 1e-12)
        guard case .transmission(let sensor) = try content("latiss", "transmission_sensor") else {
            return #expect(Bool(false))
        }
        #expect(sensor.amplifiers.count == 16 && sensor.whole == nil)
    }

    @Test("Paths of a package have one form of dates and kinds", .enabled(if: corpus != nil))
    func packagePaths() throws {
        let paths = try Self.read("decam").folder.files.map(\.packagePath)
        #expect(paths.contains("defects/n1/20130115T013000.ecsv"))
        #expect(paths.contains("linearizer/n1/19700101T000000.yaml"))
        #expect(
            try Self.read("imsim").folder.files.map(\.packagePath) == ["brighter-fatter/r22_s11/19700101T000000.yaml"])
    }
}
