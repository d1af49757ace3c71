import ObsDocuments
import ObsText
import Testing

@testable import ObsGeometry

struct RawCheckTests {
    private func statement(_ detector: Int, serial: String?) -> RawStatement {
        RawStatement(detector: detector, serial: serial, serialCard: "CCD_SERN")
    }

    @Test("The chip of the camera passes, with its sections and sizes")
    func agreement() throws {
        let camera = try SampleCamera.camera()
        var raw = statement(1, serial: "P-001")
        raw.sections = [
            .init(card: "DATASECA", amplifier: "A", region: .data, text: "[11:110,1:100]"),
            .init(card: "BIASSECB", amplifier: "B", region: .serialOverscan, text: "[ 130: 121, 1:100 ]"),
            .init(card: "PRESECB", amplifier: "B", region: .serialPrescan, text: "[231:240,1:100]"),
            .init(card: "POSTSECA", amplifier: "A", region: .parallelOverscan, text: "[11:110,101:110]"),
            .init(card: "AMPSECA", amplifier: "A", region: .section, text: "[1:120,1:110]"),
        ]
        raw.sizes = [.init(amplifier: nil, width: 240, height: 110)]
        #expect(camera.problems(with: raw).isEmpty)
        #expect(camera.problems(with: statement(1, serial: nil)).isEmpty)
        #expect(camera.problems(with: statement(1, serial: "  ")).isEmpty)
    }

    @Test("Another chip is an error that names both, and says where that chip is")
    func serialMismatch() throws {
        let camera = try SampleCamera.camera()
        let problems = camera.problems(with: statement(1, serial: "Q-001"))
        #expect(problems.map(\.code) == [.serialMismatch])
        let text = try #require(problems.first?.description)
        for word in ["CCD_SERN", "Q-001", "P-001", "W1", "E1"] { #expect(text.contains(word)) }
        let other = camera.problems(with: statement(1, serial: "ITL-3800C-139"))
        #expect(other.first?.hint?.contains("history") == true)
    }

    @Test("Hyphens and blanks make no other serial number")
    func serialPunctuation() throws {
        let camera = try SampleCamera.camera()
        #expect(camera.problems(with: statement(1, serial: "P001")).isEmpty)
        #expect(camera.problems(with: statement(1, serial: "P-0 01 ")).isEmpty)
        #expect(camera.problems(with: statement(1, serial: "P-0010")).map(\.code) == [.serialMismatch])
    }

    @Test("The same file is right at the date when the chip was there")
    func serialAtDate() throws {
        let raw = statement(1, serial: "Q-002")
        #expect(try SampleCamera.camera(at: "2013-06-15").problems(with: raw).isEmpty)
        #expect(try SampleCamera.camera(at: "2014-06-15").problems(with: raw).map(\.code) == [.serialMismatch])
    }

    @Test("A chip where the camera knows none is a warning")
    func unknownChip() throws {
        let problems = try SampleCamera.camera().problems(with: statement(12, serial: "Z-9"))
        #expect(problems.map(\.code) == [.unknownDevice] && problems.map(\.severity) == [.warning])
    }

    @Test("A detector that the camera does not have, or an empty slot, is an error", arguments: [13, 99])
    func unknownDetector(_ id: Int) throws {
        let problems = try SampleCamera.camera().problems(with: statement(id, serial: "Z-9"))
        #expect(problems.map(\.code) == [.unknownSlot])
    }

    @Test("Sections and sizes that differ are errors that name both")
    func sections() throws {
        var raw = statement(1, serial: "P-001")
        raw.sections = [
            .init(card: "DATASECA", amplifier: "A", region: .data, text: "[11:110,1:99]"),
            .init(card: "BIASSECA", amplifier: "A", region: .serialOverscan, text: "nonsense"),
            .init(card: "PREROWS", amplifier: "A", region: .parallelPrescan, text: "[1:1,1:1]"),
            .init(card: "DATASECX", amplifier: "X", region: .data, text: "[1:1,1:1]"),
        ]
        raw.sizes = [.init(amplifier: nil, width: 240, height: 111), .init(amplifier: "A", width: 1, height: 1)]
        let problems = try SampleCamera.camera().problems(with: raw)
        #expect(
            problems.map(\.code) == [
                .sectionMismatch, .sectionMismatch, .sectionMismatch, .unknownAmplifier, .sizeMismatch,
                .sizeMismatch,
            ])
        #expect(problems[0].message.contains("[11:110,1:99]") && problems[0].message.contains("[11:110,1:100]"))
        #expect(problems[2].message.contains("there is none"))
        #expect(problems[4].message.contains("240 by 111") && problems[4].message.contains("240 by 110"))
    }

    @Test("Sections of a file whose image is mirrored are compared as they are in the file")
    func mirroredFile() throws {
        // C00 is [5, 4, 80, 40] of an image 130 wide when it is mirrored: columns 45 to 124 of the file.
        var raw = statement(11, serial: "Q-001")
        raw.sections = [.init(card: "T_EFMN", amplifier: "C00", region: .data, text: "[46:125,5:44]")]
        #expect(try SampleCamera.camera().problems(with: raw).isEmpty)
    }
}

/// Headers of real raw files against the layouts of their cameras.
struct RealSectionTests {
    private static let focalPlane = """
        schema: obskit/focal-plane/1
        name: Real
        field_angle: {affine: {matrix_rad_per_mm: [[1.0e-4, 0], [0, 1.0e-4]]}}
        sensors:
          south:
            size_px: [2048, 4096]
            pixel_size_mm: [0.015, 0.015]
            defaults: {readout_corner: upper-left}
            amplifiers:
              - {name: A, box_px: [1024, 0, 1024, 4096], raw_px: [1080, 0, 1080, 4146], data_px: [1080, 50, 1024, 4096], serial_overscan_px: [2104, 50, 50, 4096], serial_prescan_px: [2154, 50, 6, 4096], parallel_overscan_px: [1080, 0, 1024, 50], readout_corner: upper-right}
              - {name: B, box_px: [0, 0, 1024, 4096], raw_px: [0, 0, 1080, 4146], data_px: [56, 50, 1024, 4096], serial_overscan_px: [6, 50, 50, 4096], serial_prescan_px: [0, 50, 6, 4096], parallel_overscan_px: [56, 0, 1024, 50]}
          hamamatsu:
            size_px: [2048, 4176]
            pixel_size_mm: [0.015, 0.015]
            file_flip: x
            defaults: {readout_corner: lower-left}
            amplifiers:
              - {name: '0', channel: 4, box_px: [0, 0, 512, 4176], raw_px: [0, 0, 536, 4241], data_px: [8, 49, 512, 4176], serial_overscan_px: [520, 49, 16, 4176]}
              - {name: '1', channel: 3, box_px: [512, 0, 512, 4176], raw_px: [536, 0, 536, 4241], data_px: [552, 49, 512, 4176], serial_overscan_px: [536, 49, 16, 4176]}
              - {name: '2', channel: 2, box_px: [1024, 0, 512, 4176], raw_px: [1072, 0, 536, 4241], data_px: [1080, 49, 512, 4176], serial_overscan_px: [1592, 49, 16, 4176]}
              - {name: '3', channel: 1, box_px: [1536, 0, 512, 4176], raw_px: [1608, 0, 536, 4241], data_px: [1624, 49, 512, 4176], serial_overscan_px: [1608, 49, 16, 4176]}
        devices:
          S3-111_107419-8-3: {layout: south}
          '120': {layout: hamamatsu}
        slots:
          S1: {id: 25, position_mm: [-15.3, -191.7], device: S3-111_107419-8-3}
          '1_12': {id: 50, position_mm: [100, 34.9], device: '120'}
        """

    private func problems(with raw: RawStatement) throws -> [Diagnostic] {
        let history = try CameraHistory(focalPlane: .yaml(text: Self.focalPlane, file: "focal-plane.yaml"))
        return try history.camera(at: SampleCamera.date("2013-11-02")).problems(with: raw)
    }

    @Test("The cards of a DECam raw of 2013 agree with its layout")
    func decam() throws {
        var raw = RawStatement(detector: 25, serial: "S3-111_107419-8-3", serialCard: "DETECTOR")
        let cards: [(String, RawStatement.Region, String, String)] = [
            ("DATASEC", .data, "[1081:2104,51:4146]", "[57:1080,51:4146]"),
            ("BIASSEC", .serialOverscan, "[2105:2154,51:4146]", "[7:56,51:4146]"),
            ("PRESEC", .serialPrescan, "[2155:2160,51:4146]", "[1:6,51:4146]"),
            ("POSTSEC", .parallelOverscan, "[1081:2104,1:50]", "[57:1080,1:50]"),
        ]
        for (card, region, first, second) in cards {
            raw.sections.append(.init(card: "\(card)A", amplifier: "A", region: region, text: first))
            raw.sections.append(.init(card: "\(card)B", amplifier: "B", region: region, text: second))
        }
        raw.sizes = [.init(amplifier: nil, width: 2160, height: 4146)]
        #expect(try problems(with: raw) == [])
    }

    @Test("The cards of an HSC raw of 2013 agree with its layout, whose image is mirrored")
    func hsc() throws {
        var raw = RawStatement(detector: 50, serial: "120", serialCard: "T_CCDSN")
        let cards = [(9, 520, 521, 536), (553, 1064, 537, 552), (1081, 1592, 1593, 1608), (1625, 2136, 1609, 1624)]
        for (index, (first, last, overscanFirst, overscanLast)) in cards.enumerated() {
            let channel = index + 1
            raw.sections += [
                .init(
                    card: "T_EFMN\(channel)1", amplifier: "\(4 - channel)", region: .data,
                    text: "[\(first):\(last),50:4225]"),
                .init(
                    card: "T_OSMN\(channel)1", amplifier: "\(4 - channel)", region: .serialOverscan,
                    text: "[\(overscanFirst):\(overscanLast),50:4225]"),
            ]
        }
        raw.sizes = [.init(amplifier: nil, width: 2144, height: 4241)]
        #expect(try problems(with: raw) == [])
    }
}

struct FITSSectionTests {
    @Test(
        "Sections are read with blanks and backwards",
        arguments: [
            ("[1:2048,1:4096]", [0, 0, 2048, 4096], Flips.none), ("[   4: 512,   1:2000]", [3, 0, 509, 2000], .none),
            ("[512:1,1:2000]", [0, 0, 512, 2000], Flips(x: true, y: false)),
            ("[8394:6347,19353:14742]", [6346, 14741, 2048, 4612], Flips(x: true, y: true)),
        ])
    func read(_ text: String, _ box: [Int], _ reversed: Flips) throws {
        let section = try FITSSection(text)
        #expect([section.box.x, section.box.y, section.box.width, section.box.height] == box)
        #expect(section.reversed == reversed)
    }

    @Test(
        "Other texts are refused",
        arguments: [
            "", "[0:0,0:0]", "[1:2,3]", "[1:2,3:4", "x[1:2,3:4]", "[1:2,3:4]x", "[1:2,3:99999999999999999999]",
            "[a:b,c:d]", "[1.5:2,3:4]",
        ])
    func refused(_ text: String) {
        let error = #expect(throws: GeometryError.self) { try FITSSection(text) }
        #expect(error?.code == .badSection)
    }
}
