import Foundation
import TestSupport
import Testing

@Suite("obskit import lsst-camera")
struct ImportCommandTests {
    static let file = """
        name: Toy
        plateScale: 20.0
        transforms:
          nativeSys: FocalPlane
          FieldAngle: {transformType: radial, coeffs: [0, 1]}
        CCDs:
          S00:
            id: 0
            serial: X-001
            detectorType: 0
            bbox: [[0, 0], [9, 7]]
            pixelSize: [0.01, 0.01]
            refpos: [4.5, 3.5]
            offset: [0, 0]
            yaw: 0
            pitch: 0
            roll: 0
            transformDict: {nativeSys: Pixels, transforms: None}
            amplifiers:
              C00:
                hdu: 1
                perAmpData: true
                ixy: [0, 0]
                flipXY: [false, false]
                readCorner: LL
                rawBBox: [[0, 0], [16, 10]]
                rawDataBBox: [[2, 0], [10, 8]]
                rawSerialPrescanBBox: [[0, 0], [2, 8]]
                rawSerialOverscanBBox: [[12, 0], [4, 8]]
                rawParallelOverscanBBox: [[2, 8], [10, 2]]
                gain: 1.5
                readNoise: 5
                saturation: 60000
                linearityType: PROPORTIONAL
                linearityThreshold: 0
                linearityMax: 60000
                linearityCoeffs: [1, 0]

        """

    @Test("writes a camera folder, which validate accepts")
    func writes() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.file, to: "toy.yaml")
        let run = try Obskit.run(["import", "lsst-camera", path, "-o", "out/camera"], in: folder.path)
        #expect(run.status == 0)
        #expect(
            run.output == """
                out/camera/sensors.yaml: written
                out/camera/focal-plane.yaml: written
                Toy: 1 detector, 1 amplifier

                """)
        #expect(
            run.diagnostics == """
                \(path):7:3: note: the sensor layout 'CCD' is named after the physical type; chips with equal amplifiers share it; rename it in sensors.yaml if it has a better name
                \(path):18:5: note: transformDict is ignored: it says nothing

                """)
        let validated = try Obskit.run(["validate", "out/camera"], in: folder.path)
        #expect(validated.status == 0)
        #expect(validated.output == "camera Toy (out/camera): 1 versions\n0 errors, 0 warnings\n")
        #expect(try Obskit.run(["camera", "out/camera"], in: folder.path).output.contains("X-001"))
    }

    @Test("overwrites no camera")
    func existing() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.file, to: "toy.yaml")
        try folder.write("mine", to: "camera/focal-plane.yaml")
        let run = try Obskit.run(["import", "lsst-camera", path], in: folder.path)
        #expect(run.status == 2)
        #expect(
            run.diagnostics.hasSuffix(
                "obskit: error: camera/focal-plane.yaml exists and is not a focal plane, so it is not replaced; "
                    + "name another file, or take it away\n"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/camera/sensors.yaml"))
    }

    @Test("says all that is wrong with the file, and writes nothing")
    func broken() throws {
        let folder = try TemporaryFolder()
        let text = Self.file.replacingOccurrences(of: "readCorner: LL", with: "readCorner: XX")
            .replacingOccurrences(of: "id: 0", with: "id: zero")
        let path = try folder.write(text, to: "toy.yaml")
        let run = try Obskit.run(["import", "lsst-camera", path], in: folder.path)
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.diagnostics.contains("\(path):8:9: error"))
        #expect(run.diagnostics.contains("\(path):25:21: error: there is no corner 'XX'; it is LL, LR, UL or UR"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/camera"))
        #expect(try Obskit.run("import", "lsst-camera", folder.path + "/none.yaml").status == 1)
        #expect(try Obskit.run("import").status == 2 || (try Obskit.run("import").output.contains("lsst-camera")))
    }
}
