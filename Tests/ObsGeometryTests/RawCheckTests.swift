import ObsYAML
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
                .sectionMismatch, .sectionMismatch, .sectionMismatch, .unknownAmplifier, .sectionMismatch,
                .sectionMismatch,
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
