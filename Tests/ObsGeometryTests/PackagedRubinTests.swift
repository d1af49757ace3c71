import ObsText
import ObsTime
import Testing

@testable import ObsGeometry

/// The cameras of the Rubin family: LSSTCam and its editions, LATISS, ComCam, the simulations and the test stands.
struct PackagedRubinTests {
    @Test("Ids, serials and rafts are where they belong")
    func slots() throws {
        let camera = try PackagedCamera.lsstCam.camera()
        for (id, name, serial, raft) in [
            (0, "R01_S00", "ITL-3800C-083", "RTM-011"), (188, "R43_S22", "ITL-3800C-076", "RTM-022"),
            (191, "R00_SW0", "ITL-4400B-023", "CRTM-0002"), (204, "R44_SW1", "ITL-4400B-007", "CRTM-0005"),
        ] {
            let detector = camera.detector(id)
            #expect(detector?.name == name && detector?.serial == serial)
            #expect(camera.parts.groups[String(name.prefix(3))]?.serial == raft)
        }
        #expect(camera.detectors.map(\.id) == Array(0..<205))
        #expect(camera.detector(189)?.physicalType == "ITL_G" && camera.detector(189)?.slot.orientation.yaw == 450)
        #expect(camera.detector(named: "R22_S11")?.slot.position == .zero)
    }

    @Test("An amplifier is in the HDU of its segment, also in the wavefront halves")
    func segments() throws {
        for detector in try PackagedCamera.lsstCam.camera().detectors {
            #expect(detector.amplifiers.map(\.hdu) == Array(1...detector.amplifiers.count))
            for amplifier in detector.amplifiers {
                #expect(amplifier.extensionName == "Segment\(amplifier.name.dropFirst())")
                #expect(amplifier.rawBox == Box(width: 576, height: 2048))
            }
        }
    }

    @Test("The corner that is read first lies at the outer edge of the assembled detector")
    func readout() throws {
        let camera = try PackagedCamera.lsstCam.camera()
        for (name, upper, lower) in [
            ("R11_S00", ReadoutCorner.upperRight, ReadoutCorner.lowerLeft), ("R01_S00", .upperRight, .lowerRight),
        ] {
            let detector = try #require(camera.detector(named: name))
            #expect(detector.amplifier(named: "C10")?.assembled?.readoutCorner == upper)
            #expect(detector.amplifier(named: "C00")?.assembled?.readoutCorner == lower)
        }
    }

    @Test(
        "Each correction of LSSTCam's description is in force from its day on, not the day before",
        arguments: ["2022-08-05", "2022-11-11", "2023-07-20", "2024-02-08"])
    func editions(_ day: String) throws {
        let history = try PackagedCamera.lsstCam.read()
        let now = try PackagedCamera.date("2025-09-01")
        let second = try PackagedCamera.date(day)
        let after = try history.camera(at: now, edition: .asOf(second))
        let before = try history.camera(at: now, edition: .asOf(Instant(nanosecondsTAI: second.nanoseconds - 1)))
        #expect(before != after)
        func changed(_ value: (Camera) -> String?) -> Bool { value(before) != value(after) }
        #expect(changed { $0.detector(191).map { "\($0.slot.height)" } } == (day == "2022-08-05"))
        #expect(
            changed { $0.detector(0)?.amplifiers.last.map { "\($0.rawBox) \($0.rawSerialOverscanBox)" } }
                == (day == "2022-11-11"))
        #expect(changed { $0.detector(0)?.amplifiers.map { "\($0.rawOffset)" }.joined() } == (day == "2022-11-11"))
        #expect(changed { $0.detector(0)?.amplifiers.map { "\($0.gain ?? 0)" }.joined() } == (day == "2023-07-20"))
        #expect(changed { "\($0.plateScale)" } == (day == "2024-02-08"))
    }

    @Test("The oldest edition of LSSTCam, and what has not changed since")
    func oldest() throws {
        let history = try PackagedCamera.lsstCam.read()
        let dates = ["2021-02-08", "2022-08-05", "2022-11-11", "2023-07-20", "2024-02-08"]
        #expect(try history.editions == dates.map { try PackagedCamera.date($0) })
        let camera = try PackagedCamera.lsstCam.camera(asOf: "2021-02-08")
        let amplifier = try #require(camera.detector(0)?.amplifier(named: "C10"))
        #expect(amplifier.gain == 1.44492 && amplifier.readNoise == 6.532 && amplifier.saturation == 78862)
        #expect(amplifier.rawBox == Box(width: 544, height: 2048))
        #expect(abs(camera.plateScale - 20) < 1e-12 && camera.detector(191)?.slot.height == 0)
        #expect(camera.detector(named: "R11_S00")?.amplifiers.first?.rawBox.width == 576)
        #expect(throws: GeometryError.self) { try PackagedCamera.lsstCam.camera(asOf: "2021-02-07") }
        // An edition is no date of the camera: the sections of 2019 are as wide as those of today.
        let early = try PackagedCamera.lsstCam.camera(at: "2019-01-01").detector(0)
        #expect(early?.amplifiers.first?.rawBox.width == 576)
    }

    @Test(
        "In March and April 2019 two rafts held other chips, which nobody recorded",
        arguments: [
            ("2019-02-28T23:59:59.999", false), ("2019-03-01", true), ("2019-04-30T23:59:59", true),
            ("2019-05-01", false),
        ])
    func testRafts(_ date: String, _ isTest: Bool) throws {
        let camera = try PackagedCamera.lsstCam.camera(at: date)
        let corner = try #require(camera.detector(named: "R10_S02"))
        let other = try #require(camera.detector(named: "R22_S21"))
        #expect((corner.device == nil) == isTest && (other.device == nil) == isTest)
        #expect(other.layout.name == (isTest ? "ITL" : "E2V"))
        #expect(camera.parts.groups["R10"]?.serial == (isTest ? "RTM-003_ETU2" : "RTM-023"))
        let raw = RawStatement(detector: corner.id, serial: "ITL-3800C-041", serialCard: "LSST_NUM")
        #expect(camera.problems(with: raw).map(\.code) == [isTest ? .unknownDevice : .serialMismatch])
    }

    @Test(
        "LATISS has its second chip since 2019-06-24",
        arguments: [
            ("2018-09-20", "098"), ("2019-06-23T23:59:59.999", "098"), ("2019-06-24", "068"), ("2025-01-01", "068"),
        ])
    func latiss(_ date: String, _ number: String) throws {
        let camera = try PackagedCamera.latiss.camera(at: date)
        #expect(camera.detector(0)?.serial == "ITL-3800C-\(number)")
        #expect(camera.parity == .flipped)
        let raw = RawStatement(detector: 0, serial: "ITL-3800C-098", serialCard: "LSST_NUM")
        #expect(camera.problems(with: raw).map(\.code) == (number == "098" ? [] : [.serialMismatch]))
    }

    @Test("The mirror of LATISS is in the description since 2025-06-18")
    func latissParity() throws {
        #expect(try PackagedCamera.latiss.camera(asOf: "2025-06-17T23:59:59").parity == .normal)
        #expect(try PackagedCamera.latiss.camera(asOf: "2025-06-18").parity == .flipped)
    }

    @Test(
        "ComCamSim had the distortion of LSSTCam for two months",
        arguments: [
            ("2024-04-02T23:59:59", 20.018130891688713), ("2024-04-03", 20.005867576692737),
            ("2024-06-04T23:59:59", 20.005867576692737), ("2024-06-05", 20.018130891688713),
        ])
    func comCamSim(_ edition: String, _ scale: Double) throws {
        #expect(abs(try PackagedCamera.comCamSim.camera(asOf: edition).plateScale - scale) < 1e-9)
    }

    @Test("A family member differs from the one that it extends in what it says, and in nothing else")
    func family() throws {
        let simulated = try PackagedCamera.lsstCamSim.camera().differences(from: PackagedCamera.lsstCam.camera())
        #expect(simulated.map(\.what) == ["name"])
        let commissioning = try PackagedCamera.comCamSim.camera().differences(from: PackagedCamera.comCam.camera())
        #expect(
            commissioning.allSatisfy {
                ["name", "gain, electron/ADU", "read noise, electron", "saturation, ADU"].contains(
                    where: $0.what.hasSuffix)
            })
        #expect(commissioning.count == 1 + 3 * 144)
    }

    @Test("A test stand is an inventory: its chips share a place")
    func inventories() throws {
        let rafts = try PackagedCamera.ts8.camera()
        #expect(rafts.parts.groups.count == 25 && rafts.detectors(inGroup: "RTM-004").map(\.id) == Array(18..<27))
        #expect(try rafts.detectors(at: Point(1, 1)).count == 25)
        #expect(rafts.detector(named: "RTM-004_S00")?.serial == "ITL-3800C-372")
        #expect(
            try PackagedCamera.ts8.camera(asOf: "2022-07-10").detector(named: "RTM-004_S00")?.serial == "ITL-3800C-381")
        let chips = try PackagedCamera.ts3.camera()
        #expect(try chips.detectors(at: Point(-42, -42)).count == 435)
        #expect(
            chips.detector(serial: "E2V-CCD250-411")?.name
                == chips.detector(serial: "E2V-CCD250-411")?.group.map { $0 + "_S00" })
        #expect(try PackagedCamera.ucd.camera().detectors.map(\.id) == [1, 10])
    }

    @Test("PhoSim has whole chips in the corners, and holes among the ids")
    func phoSim() throws {
        let corners = try PackagedCamera.phoSim.camera().detectors.filter { $0.type != .science }
        #expect(corners.map(\.id) == [194, 196, 197, 201, 204, 205, 208, 209, 212, 216, 217, 219])
        #expect(corners.filter { $0.type == .wavefront }.map(\.name) == ["R00_S22", "R04_S20", "R40_S02", "R44_S00"])
        #expect(corners.allSatisfy { $0.box == Box(width: 4072, height: 4000) })
    }

    @Test("MegaPrime's chips are in the HDUs after their numbers, and their serials match with hyphens")
    func megaPrime() throws {
        let camera = try PackagedCamera.megaPrime.camera()
        for detector in camera.detectors { #expect(detector.slot.hdu == detector.id + 1) }
        #expect(camera.detector(2)?.slot.extensionName == "ccd02")
        var raw = RawStatement(detector: 2, serial: "8352-15-3", serialCard: "CCDNAME")
        raw.sizes = [.init(amplifier: nil, width: 2112, height: 4644)]
        for (card, amplifier, region, text) in [
            ("DSECA", "A", RawStatement.Region.data, "[33:1056,1:4612]"),
            ("BSECA", "A", .serialOverscan, "[1:32,1:4644]"),
            ("DSECB", "B", .data, "[1057:2080,1:4612]"), ("BSECB", "B", .serialOverscan, "[2081:2112,1:4644]"),
        ] { raw.sections.append(.init(card: card, amplifier: amplifier, region: region, text: text)) }
        #expect(camera.problems(with: raw).isEmpty)
    }
}
