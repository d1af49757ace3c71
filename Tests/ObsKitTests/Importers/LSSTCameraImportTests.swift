import ObsDocuments
import ObsGeometry
import ObsKit
import ObsText
import ObsTime
import PackageSupport
import TestSupport
import Testing

/// A camera in the form of the LSST pipelines, with templates and merges as their files have them.
enum YamlCameraSample {
    static let amplifiers = """
        AMP: &AMP
          perAmpData: true
          dataExtent: [10, 8]
          readCorner: LL
          rawBBox: [[0, 0], [16, 10]]
          rawDataBBox: [[2, 0], [10, 8]]
          rawSerialPrescanBBox: [[0, 0], [2, 8]]
          rawSerialOverscanBBox: [[12, 0], [4, 8]]
          rawParallelOverscanBBox: [[2, 8], [10, 2]]
          rawParallelPrescanBBox: [[0, 0], [0, 0]]
          saturation: 60000
          linearityType: PROPORTIONAL
          linearityThreshold: 0
          linearityMax: 60000
          linearityCoeffs: [1.0, .nan]

        """

    static let chip = """
        CHIP: &CHIP
          detectorType: 0
          physicalType: XX
          bbox: [[0, 0], [19, 15]]
          pixelSize: [0.01, 0.01]
          refpos: [9.5, 7.5]
          yaw: 0
          pitch: 0.0
          roll: 0.0
          transposeDetector: false
          transformDict: {nativeSys: Pixels, transforms: None}
          amplifiers:
            C10: &C10 {<<: *AMP, hdu: 1, ixy: [0, 1], flipXY: [True, True]}
            C11: &C11 {<<: *AMP, hdu: 2, ixy: [1, 1], flipXY: [true, true]}
            C01: &C01 {<<: *AMP, hdu: 3, ixy: [1, 0], flipXY: [false, false]}
            C00: &C00 {<<: *AMP, hdu: 4, ixy: [0, 0], flipXY: [false, false]}

        """

    static let top = """
        name: Toy
        plateScale: 20.0
        transforms:
          nativeSys: FocalPlane
          FieldAngle: {transformType: radial, coeffs: [0, 1, 0, -1.0e-8]}

        """

    static let chips = """
        CCDs:
          R00_S00:
            <<: *CHIP
            id: 0
            serial: X-001
            offset: [-1.0, 2.5]
            amplifiers:
              C10: {<<: *C10, gain: 1.5, readNoise: 5.0}
              C11: {<<: *C11, gain: 1.6, readNoise: 5.5}
              C01: {<<: *C01, gain: 1.7, readNoise: 6.0, saturation: 50000}
              C00: {<<: *C00, gain: 1.8, readNoise: 6.5}
          R00_S01:
            <<: *CHIP
            id: 1
            detectorType: 3
            serial: X-002
            offset: [1.0, 2.5, -1.5]
            yaw: 450
            amplifiers:
              C10: {<<: *C10, gain: 2.5, readNoise: 5.0}
              C11: {<<: *C11, gain: 2.6, readNoise: 5.5}
              C01: {<<: *C01, gain: 2.7, readNoise: 6.0}
              C00: {<<: *C00, gain: 2.8, readNoise: 6.5}

        """

    static let text = top + amplifiers + chip + chips
}

@Suite("LSST camera import")
struct LSSTCameraImportTests {
    private func imported(_ text: String) throws -> LSSTCameraImport {
        try LSSTCameraImport(Document.yaml(text: text, file: "sample"))
    }

    /// What is said of a text with one part in the place of another: diagnostics that the sample alone does not have.
    ///
    /// `▸` in the new part marks where they are expected.
    private func remarks(_ old: String, _ new: String) throws -> (found: [Diagnostic], marks: [SourcePosition]) {
        let marked = Marked(YamlCameraSample.text.replacing(old, with: new))
        #expect(marked.text != YamlCameraSample.text)
        let known = Set(try imported(YamlCameraSample.text).diagnostics.map { "\($0.severity) \($0.message)" })
        let all: [Diagnostic]
        do {
            all = try LSSTCameraImport(Document.yaml(text: marked.text, file: marked.file)).diagnostics
        } catch let error as DiagnosticsError {
            all = error.diagnostics
        }
        return (all.filter { !known.contains("\($0.severity) \($0.message)") }, marked.places)
    }

    @Test("gives slots, devices and layouts")
    func camera() throws {
        let camera = try imported(YamlCameraSample.text).camera
        #expect(camera.name == "Toy")
        #expect(camera.parity == .normal)
        #expect(abs(camera.plateScale - 20) < 1e-12)
        #expect(camera.detectors.map(\.name) == ["R00_S00", "R00_S01"])
        #expect(Array(camera.parts.layouts.keys) == ["XX"])
        let first = try #require(camera.detector(0))
        #expect(first.serial == "X-001" && first.group == "R00" && first.type == .science && first.physicalType == "XX")
        #expect(first.box == Box(width: 20, height: 16))
        #expect(first.slot.position == Point(-1, 2.5))
        let second = try #require(camera.detector(1))
        #expect(second.type == .wavefront && second.slot.height == -1.5 && second.slot.orientation.yaw == 450)
    }

    @Test("places amplifiers in the order of hdu, with boxes of one kind")
    func amplifiers() throws {
        let detector = try #require(try imported(YamlCameraSample.text).camera.detector(0))
        #expect(detector.amplifiers.map(\.name) == ["C10", "C11", "C01", "C00"])
        #expect(detector.amplifiers.map(\.hdu) == [1, 2, 3, 4])
        #expect(detector.amplifiers.map(\.gain) == [1.5, 1.6, 1.7, 1.8])
        #expect(detector.amplifiers.map(\.readNoise) == [5, 5.5, 6, 6.5])
        #expect(detector.amplifiers.map(\.saturation) == [60000, 60000, 50000, 60000])
        let amplifier = try #require(detector.amplifier(named: "C11"))
        #expect(amplifier.box == Box(x: 10, y: 8, width: 10, height: 8))
        #expect(amplifier.rawBox == Box(width: 16, height: 10))
        #expect(amplifier.rawDataBox == Box(x: 2, y: 0, width: 10, height: 8))
        #expect(amplifier.rawSerialPrescanBox == Box(x: 0, y: 0, width: 2, height: 8))
        #expect(amplifier.rawSerialOverscanBox == Box(x: 12, y: 0, width: 4, height: 8))
        #expect(amplifier.rawParallelOverscanBox == Box(x: 2, y: 8, width: 10, height: 2))
        #expect(amplifier.rawOffset == (16, 10))
        #expect(amplifier.flips == Flips(x: true, y: true))
        #expect(amplifier.linearity?.coefficients == [1, nil])
    }

    @Test("shifts the boxes of amplifiers that share an image")
    func sharedImage() throws {
        let text = YamlCameraSample.text.replacing("perAmpData: true", with: "perAmpData: false")
        let amplifier = try #require(try imported(text).camera.detector(0)?.amplifier(named: "C11"))
        #expect(amplifier.rawBox == Box(x: 16, y: 10, width: 16, height: 10))
        #expect(amplifier.rawDataBox == Box(x: 18, y: 10, width: 10, height: 8))
        #expect(amplifier.rawOffset == (0, 0))
        #expect(amplifier.hdu == nil)
    }

    @Test("writes files that give the same camera again")
    func files() throws {
        let result = try imported(YamlCameraSample.text)
        let history = try CameraHistory(
            focalPlane: Document.yaml(text: result.focalPlane, file: "focal-plane.yaml"),
            sensors: [Document.yaml(text: result.sensors, file: "sensors.yaml")])
        #expect(try history.camera(at: Instant("2020-01-01")) == result.camera)
        #expect(result.sensors.hasPrefix("schema: obskit/sensors/1\n"))
        #expect(result.focalPlane.hasPrefix("schema: obskit/focal-plane/1\n"))
    }

    @Test("takes affine optics as they are, and the parity")
    func affine() throws {
        let text = YamlCameraSample.text
            .replacing(
                "{transformType: radial, coeffs: [0, 1, 0, -1.0e-8]}",
                with: "{transformType: affine, linear: [[1.0e-4, 0], [0, 1.0e-4]], translation: [0, 0]}"
            ).replacing("plateScale: 20.0", with: "plateScale: 20.0\nfocalPlaneParity: True")
        let result = try imported(text)
        #expect(result.camera.parity == .flipped)
        #expect(abs(result.camera.plateScale - 1e-4 / FieldAngleModel.arcsecond) < 1e-9)
        #expect(result.diagnostics.contains { $0.message.hasPrefix("plateScale is ignored") })
    }

    @Test("says what of a sound file is ignored, guessed or contradictory, once for each place")
    func said() throws {
        let found = try imported(YamlCameraSample.text).diagnostics.map { "\($0)" }
        #expect(
            found == [
                "sample:6:1: note: 'AMP' is ignored: it is no part of the camera; what refers to it with an anchor is taken",
                "sample:8:15: note: dataExtent is ignored: rawDataBBox says the same",
                "sample:15:27: note: rawParallelPrescanBBox is ignored: it is empty",
                "sample:19:17: warning: linearityMax is 60000.0, and the saturation of amplifier C01 of detector R00_S00 is 50000.0; others that take the value from here may differ too; both are kept as they are",
                "sample:21:1: note: 'CHIP' is ignored: it is no part of the camera; what refers to it with an anchor is taken",
                "sample:30:3: note: transposeDetector is ignored: nothing reads it",
                "sample:31:3: note: transformDict is ignored: it says nothing",
                "sample:38:3: note: the group 'R00' is taken from the names of its detectors, for nothing else says it",
                "sample:38:3: note: the sensor layout 'XX' is named after the physical type; chips with equal amplifiers share it; rename it in sensors.yaml if it has a better name",
            ])
    }

    static let doubtful: [(code: Diagnostic.Code, old: String, new: String)] = [
        (.ignoredKey, "name: Toy", "name: Toy\n▸colour: red"),
        (.ignoredKey, "  nativeSys: FocalPlane", "  nativeSys: FocalPlane\n  ▸Other: {transformType: radial}"),
        (.ignoredKey, "coeffs: [0", "▸flavour: 1, coeffs: [0"),
        (.ignoredKey, "    id: 0", "    ▸colour: red\n    id: 0"),
        (.ignoredKey, "hdu: 1,", "hdu: 1, ▸hdv: 3,"),
        (.ignoredKey, "transposeDetector: false", "▸transposeDetector: true"),
        (.ignoredKey, "transforms: None", "transforms: ▸{Other: {}}"),
        (.guessedValue, "serial: X-001", "serial: ▸0123"),
        (.guessedValue, "rawParallelPrescanBBox: [[0, 0], [0, 0]]", "rawParallelPrescanBBox: ▸[[0, 8], [2, 2]]"),
        (.contradiction, "dataExtent: [10, 8]", "dataExtent: ▸[10, 9]"),
        (.contradiction, "coeffs: [0, 1,", "coeffs: ▸[0, 1.5,"),
        (.contradiction, "refpos: [9.5, 7.5]", "refpos: ▸[10.5, 8.5]"),
        (.contradiction, "bbox: [[0, 0], [19, 15]]", "bbox: ▸[[0, 0], [20, 16]]"),
        (.contradiction, "hdu: 4,", "hdu: ▸5,"),
    ]

    @Test("goes on where something is doubtful, and says where", arguments: doubtful)
    func doubts(_ code: Diagnostic.Code, _ old: String, _ new: String) throws {
        let (found, marks) = try remarks(old, new)
        #expect(found.map(\.code) == [code], "\(found)")
        #expect(found.map(\.place) == marks)
        #expect(found.allSatisfy { $0.severity != .error })
    }

    @Test("makes two devices of one chip in two slots, and says so")
    func repeatedSerial() throws {
        let (found, _) = try remarks("serial: X-002", "serial: X-001")
        #expect(found.map(\.code) == [.contradiction])
        #expect(found.first?.place?.column == 3)
        let text = YamlCameraSample.text.replacing("serial: X-002", with: "serial: X-001")
        #expect(try imported(text).camera.detectors.map(\.serial) == ["X-001", "X-001"])
    }

    static let wrong: [(code: String, old: String, new: String)] = [
        ("missing-key", "name: Toy\n", "▸"),
        ("wrong-type", "plateScale: 20.0", "plateScale: ▸big"),
        ("unknown-value", "nativeSys: FocalPlane", "nativeSys: ▸Pixels"),
        ("unknown-value", "transformType: radial", "transformType: ▸cubic"),
        ("singular-transform", "coeffs: [0, 1, 0, -1.0e-8]", "coeffs: ▸[0, 0, 1]"),
        ("unknown-value", "detectorType: 3", "detectorType: ▸4"),
        ("unknown-value", "nativeSys: Pixels", "nativeSys: ▸Other"),
        ("not-finite", "offset: [-1.0, 2.5]", "offset: ▸[.nan, .nan]"),
        ("wrong-type", "offset: [-1.0, 2.5]", "offset: ▸[-1.0]"),
        ("wrong-type", "pixelSize: [0.01, 0.01]", "pixelSize: ▸[0.01]"),
        ("wrong-type", "bbox: [[0, 0], [19, 15]]", "bbox: ▸[[0, 0]]"),
        ("unknown-value", "readCorner: LL", "readCorner: ▸XX"),
        ("bad-box", "rawBBox: [[0, 0], [16, 10]]", "rawBBox: ▸[[0, 0], [-16, 10]]"),
        ("wrong-type", "rawBBox: [[0, 0], [16, 10]]", "rawBBox: ▸[[0, 0]]"),
        ("wrong-type", "perAmpData: true", "perAmpData: ▸maybe"),
        ("crosstalk-size", "    id: 0\n", "    id: 0\n    crosstalk: ▸[0, 0, 0]\n"),
    ]

    @Test("refuses what cannot be a camera, and says where", arguments: wrong)
    func refuses(_ code: String, _ old: String, _ new: String) throws {
        let (found, marks) = try remarks(old, new)
        let errors = found.filter { $0.severity == .error }
        #expect(errors.map(\.code.rawValue).first == code, "\(found)")
        #expect(errors.map(\.place).first == marks.first)
    }

    @Test("places what only the whole camera shows at the detector")
    func whole() throws {
        let (found, marks) = try remarks(
            "  R00_S01:\n    <<: *CHIP\n    id: 1", "  ▸R00_S01:\n    <<: *CHIP\n    id: 0")
        let error = try #require(found.first { $0.severity == .error })
        #expect(error.code == .duplicateID)
        #expect(error.place == marks.first, "\(error)")
    }

    @Test("reads crosstalk by rows")
    func crosstalk() throws {
        let numbers = (0..<16).map { "\($0)e-6" }.joined(separator: ", ")
        let text = YamlCameraSample.text.replacing("    id: 0\n", with: "    id: 0\n    crosstalk: [\(numbers)]\n")
        let matrix = try #require(try imported(text).camera.detector(0)?.crosstalk)
        #expect(matrix.size == 4)
        #expect(matrix[victim: 1, source: 2] == 6e-6)
    }
}
