import ObsDECam
import ObsFITS
import ObsKit
import ObsKitConformance
import ObsTranslation
import TestSupport
import Testing

/// The chips of a raw DECam file in the order of its HDUs: number and place, 62 science and 8 focus chips.
private let chips: [(number: Int, name: String)] = [
    (25, "S1"), (26, "S2"), (27, "S3"), (32, "N1"), (33, "N2"), (34, "N3"), (19, "S8"), (20, "S9"), (13, "S14"),
    (14, "S15"), (8, "S20"), (4, "S25"), (39, "N8"), (40, "N9"), (45, "N14"), (46, "N15"), (51, "N20"), (56, "N25"),
    (21, "S10"), (22, "S11"), (23, "S12"), (24, "S13"), (17, "S18"), (18, "S19"), (15, "S16"), (16, "S17"), (9, "S21"),
    (10, "S22"), (11, "S23"), (12, "S24"), (5, "S26"), (6, "S27"), (7, "S28"), (1, "S29"), (2, "S30"), (3, "S31"),
    (35, "N4"), (36, "N5"), (37, "N6"), (38, "N7"), (28, "S4"), (29, "S5"), (30, "S6"), (31, "S7"), (41, "N10"),
    (42, "N11"), (43, "N12"), (44, "N13"), (49, "N18"), (50, "N19"), (47, "N16"), (48, "N17"), (52, "N21"), (53, "N22"),
    (54, "N23"), (55, "N24"), (57, "N26"), (58, "N27"), (59, "N28"), (60, "N29"), (61, "N30"), (62, "N31"), (72, "FS1"),
    (71, "FS2"), (64, "FS3"), (63, "FS4"), (73, "FN1"), (74, "FN2"), (70, "FN3"), (69, "FN4"),
]

/// The serial number of a chip: the maker's where the camera knows it, else one made up.
private func serial(of number: Int) -> String {
    [1: "S3-06_123195-15-3", 25: "S3-111_107419-8-3"][number] ?? "serial \(number)"
}

@Suite("A DECam file of 70 extensions")
struct SeventyExtensionTests {
    /// The file, each extension with pixels behind its header, and how often and where it was read.
    private final class File: RangeReader, @unchecked Sendable {
        let bytes: [UInt8]
        var bytesRead = 0
        var isBackwards = false
        private var last: Int64 = 0

        init() throws {
            let golden = try GoldenHeader(path: "\(Repository.package)/conformance/headers/science.yaml")
            func block(_ cards: [Card]) -> [UInt8] { Header(cards: cards).cardImages }
            var bytes = block(
                [
                    Card("SIMPLE", .logical(true)), Card("BITPIX", .integer(8)), Card("NAXIS", .integer(0)),
                    Card("EXTEND", .logical(true)),
                ]
                    + golden.hdus[0])
            for chip in chips {
                bytes += block([
                    Card("XTENSION", .string("IMAGE")), Card("BITPIX", .integer(16)), Card("NAXIS", .integer(2)),
                    Card("NAXIS1", .integer(72)), Card("NAXIS2", .integer(200)), Card("PCOUNT", .integer(0)),
                    Card("GCOUNT", .integer(1)), Card("INHERIT", .logical(true)), Card("EXTNAME", .string(chip.name)),
                    Card("CCDNUM", .integer(chip.number)), Card("DETPOS", .string(chip.name)),
                    Card("DETECTOR", .string(serial(of: chip.number))), Card("RADESYS", .string("FK5")),
                ])
                bytes += [UInt8](repeating: 0x55, count: 72 * 200 * 2)
            }
            self.bytes = bytes
        }

        var length: Int64? { Int64(bytes.count) }

        func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) -> Int {
            if offset < last { isBackwards = true }
            last = offset
            let from = min(Int(offset), bytes.count)
            let piece = bytes[from..<min(bytes.count, from + buffer.count)]
            for (place, byte) in piece.enumerated() { buffer[place] = byte }
            bytesRead += piece.count
            return piece.count
        }
    }

    @Test("gives 62 science and 8 focus observations, each with its own detector, from one pass")
    func everyDetector() throws {
        #expect(chips.count == 70)
        let file = try File()
        let catalog = InstrumentCatalog(linked: [DECam()])
        let found = try catalog.open(RangeSource(ranges: file, name: "c4d.fits")).translate()
        #expect(found.observations.count == 70)
        #expect(found.observations.map(\.hdu) == Array(1...70))
        #expect(!file.isBackwards)
        // Headers are a tenth of the file; pixels are not read.
        #expect(file.bytesRead < file.bytes.count / 2)
        for (one, chip) in zip(found.observations, chips) {
            let info = one.report.info
            #expect(one.hduName == chip.name)
            #expect(info.detectorNum == chip.number)
            #expect(info.detectorUniqueName == chip.name)
            #expect(info.detectorGroup == String(chip.name.prefix(1)))
            #expect(info.detectorName == String(chip.name.dropFirst()))
            #expect(info.detectorSerial == serial(of: chip.number))
            #expect(info.detectorExposureID == 22_938_800 + chip.number)
            // From the primary.
            #expect(info.exposureID == 229_388)
            #expect(info.object == "DES supernova hex SN-S1 tiling 22")
            #expect(one.report.failures.isEmpty)
            #expect(one.report.diagnostics.isEmpty)
        }
        #expect(found.observations.filter { ($0.report.info.detectorNum ?? 0) <= 62 }.count == 62)
        #expect(Set(found.observations.map { $0.report.info.detectorExposureID }).count == 70)
    }

    @Test("is the same from memory")
    func memory() throws {
        let catalog = InstrumentCatalog(linked: [DECam()])
        let found = try catalog.open(bytes: try File().bytes, named: "c4d.fits").translate()
        #expect(found.observations.compactMap { $0.report.info.detectorNum } == chips.map(\.number))
    }
}
