import ObsText
import Testing

@testable import ObsGeometry

/// Real places of detectors with what afw says of them; numbers of its own saved cameras and formulas.
struct KnownDetector: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let optics: SampleOptics
    let parity: Parity
    let size: Box
    let pixel: Double
    let reference: Point
    let position: Point
    let yaw: Double
    let focalPlane: [Point]
    let fieldAngle: [Point]

    static let all = [
        KnownDetector(
            testDescription: "DECam N31", optics: .decam, parity: .flipped, size: Box(width: 2048, height: 4096),
            pixel: 0.015,
            reference: Point(1023.5, 2047.5), position: Point(185.55, 63.794), yaw: -0.026,
            focalPlane: [
                Point(170.17606128815305, 33.080973309613825), Point(200.89605812520077, 33.06703301629072),
                Point(200.92393871184697, 94.50702669038617), Point(170.20394187479926, 94.52096698370927),
            ],
            fieldAngle: [
                Point(-0.014470017838801197, 0.0028128649252522225), Point(-0.017071821928838635, 0.002809982956546271),
                Point(-0.017067091916769712, 0.008027714973369298), Point(-0.014466374688991491, 0.008033748862044356),
            ]),
        KnownDetector(
            testDescription: "LSSTCam R40_SW1", optics: .lsstCam, parity: .normal, size: Box(width: 4072, height: 2000),
            pixel: 0.01,
            reference: Point(2036.5, 1000.5), position: Point(-225.875, 214.25), yaw: 270,
            focalPlane: [
                Point(-235.885, 234.62), Point(-235.885, 193.9), Point(-215.885, 193.9), Point(-215.885, 234.62),
            ],
            fieldAngle: [
                Point(-0.02285725581737714, 0.0227346773210379), Point(-0.022860699271749618, 0.018791739995303862),
                Point(-0.020924032152459315, 0.018793199316126), Point(-0.02092088999384325, 0.02273645325221995),
            ]),
        KnownDetector(
            testDescription: "MegaPrime ccd00", optics: .megaPrime, parity: .normal,
            size: Box(width: 2048, height: 4612), pixel: 0.0135,
            reference: Point(1023.5, 2305.5), position: Point(-114.399, 99.46125), yaw: 180,
            focalPlane: [
                Point(-100.575, 130.59225), Point(-128.223, 130.59225), Point(-128.223, 68.33025),
                Point(-100.575, 68.33025),
            ],
            fieldAngle: [
                Point(-0.006702109510617484, 0.008702396825631977), Point(-0.008528633239722892, 0.008686221693457508),
                Point(-0.008560947746284618, 0.004562143295201053), Point(-0.006729922430884453, 0.004572282199184116),
            ]),
    ]

    func camera() throws -> Camera {
        let map = try #require(optics.map)
        var parts = CameraParts(name: testDescription, fieldAngle: FieldAngleModel(map, parity: parity))
        var amplifier = Amplifier(name: "A", box: size)
        amplifier.gain = 1
        parts.layouts["chip"] = SensorLayout(
            name: "chip", box: size, pixelSize: Point(pixel, pixel), amplifiers: [amplifier], referencePoint: reference)
        parts.devices["one"] = Device(serial: "one", layout: "chip")
        parts.slots = [
            Slot(id: 1, name: "S", position: position, orientation: Orientation(yaw: yaw), occupant: .device("one"))
        ]
        return try Camera(parts)
    }
}

struct CameraTests {
    @Test("Corners agree with those of afw in the focal plane and in the field", arguments: KnownDetector.all)
    func knownCorners(_ known: KnownDetector) throws {
        let detector = try #require(try known.camera().detector(1))
        for (corner, expected) in zip(try detector.corners(in: .focalPlane), known.focalPlane) {
            #expect(corner.distance(to: expected) < 1e-9)
        }
        for (corner, expected) in zip(try detector.corners(in: .fieldAngle), known.fieldAngle) {
            #expect(corner.distance(to: expected) < 1e-12)
        }
    }

    @Test("Undistorted pixels touch pixels at the centre of the field and differ by the distortion elsewhere")
    func tanPixels() throws {
        // R01_S00 of LSSTCam: its centre moves by 33.8 pixels, as measured for afw's camera.
        let known = KnownDetector(
            testDescription: "R01_S00", optics: .lsstCam, parity: .normal, size: Box(width: 4072, height: 4000),
            pixel: 0.01,
            reference: Point(2036.5, 2000.5), position: Point(-169.25, -296.25), yaw: 0, focalPlane: [], fieldAngle: [])
        let detector = try #require(try known.camera().detector(1))
        let transform = detector.pixelsToTanPixels
        let center = detector.fieldCenter
        #expect(transform(center).distance(to: center) < 1e-9)
        let jacobian = transform.jacobian(at: center)
        #expect(abs(jacobian.xx - 1) < 1e-12 && abs(jacobian.yy - 1) < 1e-12 && abs(jacobian.xy) < 1e-12)
        let moved = transform(detector.box.center).distance(to: detector.box.center)
        #expect(abs(moved - 33.8) < 0.05)
        #expect(try detector.transform(from: .fieldAngle, to: .tanPixels).affineMap != nil)
    }

    @Test("Any frame leads to any other and back within a thousandth of a millionth of a pixel")
    func anyToAny() throws {
        let camera = try SampleCamera.camera(edition: .asOf(SampleCamera.date("2019-01-01")))
        let names = Frame.standardNames + ["sixtieths", "actual"]
        for detector in camera.detectors {
            for source in names {
                for target in names {
                    let there = try detector.transform(from: Frame(source), to: Frame(target))
                    for column in 0...4 {
                        for row in 0...4 {
                            let pixel = Point(Double(column) * 50 - 0.5, Double(row) * 25 - 0.5)
                            let start = try detector.transform(from: .pixels, to: Frame(source))(pixel)
                            let end = there.inverse(there(start))
                            let back = try detector.transform(from: Frame(source), to: .pixels)(end)
                            #expect(back.distance(to: pixel) < 1e-9, "\(detector.name): \(source) to \(target)")
                        }
                    }
                }
            }
        }
    }

    @Test("A transform leads from the pixels of one detector to those of another")
    func betweenDetectors() throws {
        let camera = try SampleCamera.camera()
        let transform = try camera.transform(from: .pixels(of: 1), to: .pixels(of: 11))
        let first = try #require(camera.detector(1))
        let second = try #require(camera.detector(11))
        let point = Point(12, 34)
        #expect(transform(point).distance(to: second.focalPlaneToPixels(first.pixelsToFocalPlane(point))) < 1e-9)
    }

    @Test("Frames that are not there are errors that say which are")
    func unknownFrames() throws {
        let camera = try SampleCamera.camera()
        func code(_ source: Frame) -> GeometryError.Code? {
            do {
                _ = try camera.transform(from: source, to: .focalPlane)
                return nil
            } catch { return (error as? GeometryError)?.code }
        }
        #expect(code(Frame("nowhere")) == .unknownFrame)
        #expect(code(.pixels) == .missingDetector)
        #expect(code(Frame("actual")) == .missingDetector)
        #expect(code(Frame("actual", of: 2)) == nil)
        #expect(code(.pixels(of: 99)) == .unknownDetector)
        let detector = try #require(camera.detector(1))
        #expect(throws: GeometryError.self) { try detector.transform(from: .pixels(of: 2), to: .focalPlane) }
    }

    @Test("The index finds the detectors that a search of all of them finds")
    func detectorsAtPoint() throws {
        let camera = try SampleCamera.camera()
        for column in -40...80 {
            for row in -30...40 {
                let point = Point(Double(column) * 0.101, Double(row) * 0.097)
                let expected = camera.detectors.filter { $0.box.contains($0.focalPlaneToPixels(point)) }.map(\.id)
                #expect(try camera.detectors(at: point).map(\.id) == expected)
            }
        }
        #expect(try camera.detectors(at: Point(.nan, 0)).isEmpty)
        #expect(try camera.detectors(at: Point(1e300, -1e300)).isEmpty)
    }

    @Test("Corners of detectors are found, and a field angle leads to the same detector")
    func detectorsAtFieldAngle() throws {
        let camera = try SampleCamera.camera()
        for detector in camera.detectors {
            let inside = detector.pixelsToFocalPlane(Point(0, 0))
            #expect(try camera.detectors(at: inside).contains { $0 === detector })
            let angle = detector.pixelsToFieldAngle(Point(0, 0))
            #expect(try camera.detectors(at: angle, in: .fieldAngle).contains { $0 === detector })
        }
    }

    @Test("Detectors that lie on each other are found, and neighbours that touch are not")
    func overlaps() throws {
        let camera = try SampleCamera.camera()
        #expect(camera.overlappingDetectors().isEmpty)
        let touching = try camera.edited { parts in
            parts.slots[1].position = parts.slots[0].position
            parts.slots[1].orientation = parts.slots[0].orientation
            // 100 pixels of 0.015 mm up the columns, which yaw 100 turns.
            let up = parts.slots[0].orientation.matrix * Point(0, 1.5)
            parts.slots[1].position = parts.slots[1].position + up
        }
        #expect(touching.overlappingDetectors().isEmpty)
        let overlapping = try touching.edited { $0.slots[1].position.x += 0.01 }
        #expect(overlapping.overlappingDetectors().map { [$0.first.id, $0.second.id] } == [[1, 2]])
        #expect(overlapping.overlappingDetectors(limit: 0).isEmpty)
    }

    @Test("A camera without detectors has no detector anywhere")
    func noDetectors() throws {
        let camera = try Camera(CameraParts(name: "Empty", fieldAngle: #require(FieldAngleModel(plateScale: 20))))
        #expect(try camera.detectors(at: .zero).isEmpty)
        #expect(camera.maximumRadius == 0 && abs(camera.plateScale - 20) < 1e-12)
    }

    static let edits: [@Sendable (inout CameraParts) throws -> Void] = [
        { $0.name = "Other" },
        { $0.slots.removeAll { $0.id == 1 } },
        { $0.slots[1].orientation.yaw += 90 },
        { $0.slots[1].position = Point(-8, -8) },
        { $0.devices["P-001"]?.gain = [7, 8] },
        { $0.layouts["pair"]?.pixelSize = Point(0.01, 0.02) },
        { $0.frames = [] },
        { parts in parts.fieldAngle.map = try #require(SampleOptics.decam.map) },
        { parts in parts.fieldAngle.map = try #require(SampleOptics.megaPrime.map) },
        { parts in parts.fieldAngle.map = .affine(AffineMap(matrix: Matrix2(-1e-4, 0, 0, 1e-4))) },
    ]

    @Test("The parity survives every edit, in name and in fact", arguments: edits.indices)
    func parityKept(_ index: Int) throws {
        for parity in Parity.allCases {
            let camera = try SampleCamera.camera().edited { $0.fieldAngle.parity = parity }
            let edited = try camera.edited(Self.edits[index])
            #expect(edited.parity == parity)
            #expect(edited != camera)
            let determinant = edited.focalPlaneToFieldAngle.jacobian(at: .zero).determinant
            #expect((determinant < 0) == (parity == .flipped))
        }
    }

    @Test("Equal contents are equal cameras with one hash, whatever else was described")
    func equality() throws {
        let camera = try SampleCamera.camera()
        let same = try camera.edited { parts in
            parts.devices["unused"] = Device(serial: "unused", layout: "pair")
            parts.groups["unused"] = SlotGroup(name: "unused")
            parts.slots.reverse()
        }
        #expect(same == camera && same !== camera)
        #expect(same.contentHash.description.count == 64)
        #expect(Set([camera, same]).count == 1)
        #expect(try camera.edited { $0.slots[0].height = 1 } != camera)
    }

    @Test("Parts that contradict each other make no camera, and all of it is said")
    func badParts() throws {
        let camera = try SampleCamera.camera()
        let error = #expect(throws: DiagnosticsError.self) {
            try camera.edited { parts in
                parts.slots[1].id = 1
                parts.slots[2].occupant = .device("nobody")
                parts.fieldAngle.map = .affine(AffineMap(matrix: Matrix2(1, 1, 1, 1)))
            }
        }
        #expect(Set(try #require(error).diagnostics.map(\.code)) == [.duplicateID, .unknownDevice, .singularTransform])
    }

    @Test(
        "The plate scale is that of the centre of the field",
        arguments: [(SampleOptics.decam, 17.56654), (.megaPrime, 13.93173), (.lsstCam, 20.005867576692737)])
    func plateScale(_ optics: SampleOptics, _ expected: Double) throws {
        let model = FieldAngleModel(try #require(optics.map))
        #expect(abs(model.plateScale - expected) < 5e-6)
    }

    @Test("Values of devices follow the amplifiers of a layout that was made in a program")
    func valuesByAmplifier() throws {
        let model = try #require(FieldAngleModel(plateScale: 20))
        var parts = CameraParts(name: "Made", fieldAngle: model)
        let amplifiers = try (0..<3).map { index in
            Amplifier(name: "A\(index)", box: try #require(Box(x: 10 * index, y: 0, width: 10, height: 10)))
        }
        parts.layouts["chip"] = SensorLayout(
            name: "chip", box: Box(width: 30, height: 10), pixelSize: Point(0.01, 0.01), amplifiers: amplifiers)
        var device = Device(serial: "D", layout: "chip")
        device.gain = [1, 2, 3]
        parts.devices["D"] = device
        parts.slots = [Slot(id: 0, name: "S", position: .zero, occupant: .device("D"))]
        let camera = try Camera(parts)
        #expect(camera.detector(0)?.amplifiers.map(\.gain) == [1, 2, 3])
        #expect(camera.parts.devices["D"]?.gain == [1, 2, 3])
    }
}
