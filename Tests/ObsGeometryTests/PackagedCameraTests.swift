import ObsDocuments
import Testing

@testable import ObsGeometry

/// The cameras of the packages: what they say, when and as of when.
struct PackagedCameraTests {
    /// What is typed here of a detector: two opposite corners in mm and rad, from the reference's own transforms.
    struct Outline: Sendable, CustomTestStringConvertible {
        let camera: PackagedCamera
        let name: String
        let id: Int
        let focalPlane: [Point]
        let fieldAngle: [Point]

        init(
            _ camera: PackagedCamera, _ name: String, _ id: Int, _ focalPlane: [(Double, Double)],
            _ fieldAngle: [(Double, Double)]
        ) {
            self.camera = camera
            self.name = name
            self.id = id
            self.focalPlane = focalPlane.map { Point($0.0, $0.1) }
            self.fieldAngle = fieldAngle.map { Point($0.0, $0.1) }
        }

        var testDescription: String { "\(camera.name) \(name)" }
    }

    @Test(
        "Each camera is read without a problem and has the name of its instrument", arguments: PackagedCamera.allCases)
    func reading(_ packaged: PackagedCamera) throws {
        let history = try packaged.read()
        #expect(history.name == packaged.name)
        let camera = try history.camera(at: PackagedCamera.date("2025-09-01"))
        #expect(camera.arrangementProblems.isEmpty)
        let isInventory = [PackagedCamera.ts3, .ts8, .ucd].contains(packaged)
        #expect(camera.parts.arrangement == (isInventory ? .inventory : .focalPlane))
        for entry in history.entries { #expect(!entry.reason.isEmpty && !entry.source.isEmpty) }
    }

    @Test(
        "Each camera has its number of detectors and of their kinds",
        arguments: [
            (PackagedCamera.decam, [62, 8, 4, 0]), (.hsc, [104, 8, 0, 0]), (.megaPrime, [36, 0, 0, 0]),
            (.lsstCam, [189, 0, 8, 8]), (.lsstCamSim, [189, 0, 8, 8]), (.latiss, [1, 0, 0, 0]),
            (.comCam, [9, 0, 0, 0]), (.comCamSim, [9, 0, 0, 0]), (.imSim, [189, 0, 0, 0]), (.phoSim, [189, 0, 8, 4]),
            (.ts3, [435, 0, 0, 0]), (.ts8, [225, 0, 0, 0]), (.ucd, [2, 0, 0, 0]),
        ])
    func counts(_ packaged: PackagedCamera, _ counts: [Int]) throws {
        let detectors = try packaged.camera().detectors
        let kinds: [DetectorType] = [.science, .focus, .guider, .wavefront]
        #expect(kinds.map { kind in detectors.count { $0.type == kind } } == counts)
    }

    @Test(
        "Corners lie where the reference has them, to 1e-9 mm and 1e-12 rad",
        arguments: [
            Outline(
                .decam, "S29", 1,
                [(-200.9573614174887, -94.46531870639019), (-170.22663858251127, -33.03068129360982)],
                [(0.017069925922537352, -0.00802416980991785), (0.014474307765819651, -0.002808586545205558)]),
            Outline(
                .decam, "N31", 62, [(170.17606128815305, 33.080973309613825), (200.92393871184697, 94.50702669038617)],
                [(-0.014470017838801197, 0.0028128649252522225), (-0.017067091916769712, 0.008027714973369298)]),
            Outline(
                .hsc, "1_07", 37, [(79.05342934548034, 267.62879049088093), (48.32177065451967, 204.99450950911904)],
                [(0.0041171071962554494, 0.013939494095247513), (0.0025655239106738828, 0.010885143247063422)]),
            Outline(
                .hsc, "0_31", 100,
                [(112.50691891956076, -198.97124576390664), (175.14088108043927, -229.70355423609337)],
                [(0.005949247982341468, -0.010520908733162289), (0.009092226135026098, -0.011923992078615199)]),
            Outline(
                .lsstCam, "R01_S00", 0, [(-189.62, -316.26), (-148.9, -276.26)],
                [(-0.018370137806980696, -0.030638855515429355), (-0.014429930304568697, -0.026772414680591994)]),
            Outline(
                .lsstCam, "R00_SG0", 189, [(-192.23, -279.11), (-232.23, -238.39)],
                [(-0.01862641402081553, -0.02704478186209136), (-0.022503072243452233, -0.02309997585202849)]),
            Outline(
                .lsstCam, "R44_SW1", 204, [(234.62, 235.885), (193.9, 215.885)],
                [(0.0227346773210379, 0.02285725581737714), (0.018793199316126, 0.020924032152459315)]),
            Outline(
                .latiss, "RXX_S00", 0, [(-20.885, -20.065), (19.835, 19.935)],
                [(0.0009689438112897336, -0.0009309005302144364), (-0.0009202298538152677, 0.0009248692783366454)]),
            Outline(
                .comCam, "R22_S22", 8, [(21.88, 22.24), (62.6, 62.24)],
                [(0.002123660221977622, 0.002158601615026614), (0.006079852168269814, 0.006044888162190307)]),
            Outline(
                .megaPrime, "ccd00", 0, [(-100.575, 130.59225), (-128.223, 68.33025)],
                [(-0.006702109510617484, 0.008702396825631977), (-0.008560947746284618, 0.004562143295201053)]),
            Outline(
                .imSim, "R34_S22", 161, [(276.39, 148.69), (317.11, 188.69)],
                [(0.026785010848275538, 0.014409577998589275), (0.03072115236466623, 0.018280010846989596)]),
        ])
    func corners(_ outline: Outline) throws {
        let detector = try #require(outline.camera.camera().detector(named: outline.name))
        #expect(detector.id == outline.id)
        for (place, corner) in [0, 2].enumerated() {
            let pixel = detector.box.corners[corner]
            #expect(detector.pixelsToFocalPlane(pixel).distance(to: outline.focalPlane[place]) < 1e-9)
            #expect(detector.pixelsToFieldAngle(pixel).distance(to: outline.fieldAngle[place]) < 1e-12)
        }
    }

    @Test("Pixels come back from the field angle to 1e-9, on every detector", arguments: PackagedCamera.allCases)
    func roundTrip(_ packaged: PackagedCamera) throws {
        for detector in try packaged.camera().detectors {
            let transform = detector.pixelsToFieldAngle
            let inverse = transform.inverse
            for pixel in detector.box.corners + [detector.box.center] {
                #expect(inverse(transform(pixel)).distance(to: pixel) < 1e-9, "\(detector.name)")
            }
        }
    }

    @Test(
        "Written and read again, each camera is the same",
        arguments: [PackagedCamera.decam, .hsc, .latiss, .comCamSim, .ucd])
    func writing(_ packaged: PackagedCamera) throws {
        let camera = try packaged.camera()
        let copy = try CameraHistory(focalPlane: Document.yaml(text: camera.yaml, file: "copy.yaml"))
        #expect(try copy.camera(at: PackagedCamera.date("2025-09-01")) == camera)
    }
}
