import Foundation
import ObsFITS
import ObsGeometry
import ObsKit
import ObsKitConformance
import ObsText
import TestSupport
import Testing

@testable import ObsRaw

@Suite("Bad raw files")
struct RawErrorTests {
    /// The code of what is thrown.
    private func code(_ body: () throws -> Void) -> String {
        let result = Result { try body() }
        guard case .failure(let error) = result else { return "none" }
        let codes =
            (error as? DiagnosticsError)?.diagnostics.map(\.code.rawValue)
            ?? [(error as? ImageError)?.code.rawValue ?? (error as? FITSError)?.code.rawValue ?? "\(error)"]
        return Set(codes).sorted().joined(separator: " ")
    }

    private func detector(_ path: String, _ name: String = "W") throws -> RawDetector {
        try #require(try RawFile(path: path, in: SampleRaw.catalog).detector(named: name))
    }

    @Test("stand beside a good one")
    func good() throws {
        let folder = try TemporaryFolder()
        let raw = try detector(try SampleRaw.twoChips(in: folder))
        try raw.requireChecksums()
        #expect(try raw.image(.trimmed, as: Int32.self).pixels.values.allSatisfy { $0 == 7 })
        #expect(raw.diagnostics.map(\.code) == [])
    }

    @Test("that are cut short give the detectors that are whole, and say what is missing")
    func truncated() throws {
        let folder = try TemporaryFolder()
        let path = try SampleRaw.twoChips(in: folder)
        try SampleRaw.change(path) { $0.removeLast(4000) }
        let exposure = try RawFile(path: path, in: SampleRaw.catalog)
        #expect(exposure.losses.map(\.code.rawValue) == ["truncated"])
        #expect(exposure.losses.first?.message.hasPrefix("HDU 2: the data should go on to byte ") == true)
        #expect(try detector(path).image(.trimmed, as: Int32.self).pixels.values.allSatisfy { $0 == 7 })
        #expect(code { _ = try detector(path, "E").image(.trimmed, as: Int32.self) } == "truncated")
    }

    @Test("of which a header is damaged give the other detector by its number")
    func damagedHeader() throws {
        let folder = try TemporaryFolder()
        let path = try SampleRaw.twoChips(in: folder)
        let place = Int(try detector(path).file.hdus[1].headerOffset)
        try SampleRaw.change(path) { $0[$0.startIndex + place] = 0x59 }
        let exposure = try RawFile(path: path, in: SampleRaw.catalog)
        #expect(exposure.losses.map(\.code.rawValue) == ["trailing-bytes"])
        #expect(exposure.detectors.map(\.detector.name) == ["E"] && exposure.detectors.map(\.hdu) == [2])
        #expect(try detector(path, "E").image(.trimmed, as: Int32.self).pixels.values.allSatisfy { $0 == 8 })
    }

    @Test("with an image of one axis, or with none, name that chip, and the others are assembled")
    func wrongAxes() throws {
        for (axes, expected) in [("1", "wrong-axes"), ("0", "not-an-image")] {
            let folder = try TemporaryFolder()
            let path = try SampleRaw.twoChips(in: folder)
            try SampleRaw.change(path) { bytes in
                // The last HDU, so that nothing behind it is lost.
                let card = Data("NAXIS   =                    2".utf8)
                let place = try #require(bytes.range(of: card, options: .backwards))
                bytes[place.upperBound - 1] = axes.utf8.first ?? 0
            }
            let raw = try detector(path, "E")
            #expect(code { _ = try raw.image(.trimmed, as: Int32.self) } == expected)
            #expect(raw.diagnostics.contains { $0.severity == .error && $0.code.rawValue == expected })
            #expect(try detector(path).image(.trimmed, as: Int32.self).pixels.values.allSatisfy { $0 == 7 })
        }
    }

    @Test("with an image of a size that fits no rule say both sizes", arguments: [295, 297, 148])
    func sizes(_ width: Int) throws {
        let folder = try TemporaryFolder()
        let raw = try detector(try SampleRaw.twoChips(width: width, in: folder))
        let error = #expect(throws: DiagnosticsError.self) { try raw.image(.untrimmed, as: Int32.self) }
        #expect(error?.diagnostics.map(\.code) == [.rawSize])
        #expect(
            error?.diagnostics.first?.message.contains("\(width) by 128 pixels, and the camera says 296 by 128") == true
        )
    }

    @Test("without the HDUs of amplifiers name those")
    func missing() throws {
        let folder = try TemporaryFolder()
        let golden = try GoldenHeader(path: "\(Repository.root.path)/Cameras/LSST/conformance/headers/LSSTCamSim.yaml")
        var (hdus, images) = (golden.hdus, [Int: PixelImage<Int32>]())
        for name in ["Segment10", "Segment11"] {
            images[hdus.count] = PixelImage(width: 576, height: 2048, filledWith: 1)
            hdus.append(Header(cards: [Card("EXTNAME", .string(name))]))
        }
        let path = folder.path + "/raw.fits"
        try SampleRaw.write(hdus, images, to: path)
        let raw = try #require(try RawFile(path: path, in: SampleRaw.catalog).detectors.first)
        let error = #expect(throws: DiagnosticsError.self) { try raw.amplifier(named: "C10", .trimmed, as: Int32.self) }
        #expect(error?.diagnostics.map(\.code) == [Diagnostic.Code](repeating: .missingImage, count: 14))
        // Each is said once, though the comparison with the camera misses it too.
        #expect(Set(raw.diagnostics.map(\.message)).count == raw.diagnostics.count)
        #expect(
            error?.diagnostics.first?.message.contains("HDU SEGMENT00, which holds amplifier C00") == true,
            "\(error?.diagnostics.first?.message ?? "")")
    }

    @Test("of which bytes were changed are found by their checksums")
    func checksum() throws {
        let folder = try TemporaryFolder()
        let path = try SampleRaw.twoChips(in: folder)
        let offset = Int(try detector(path).file.hdus[1].dataOffset)
        try SampleRaw.change(path) { $0[$0.startIndex + offset + 1001] ^= 4 }
        let raw = try detector(path)
        #expect(code { try raw.requireChecksums() } == "wrong-checksum")
        #expect(code { _ = try raw.image(.trimmed, as: Int32.self) } == "wrong-checksum")
        let unverified = try RawFile(path: path, in: SampleRaw.catalog, verifiesSums: false)
        #expect(
            try unverified.detector(named: "W")?.image(.trimmed, as: Int32.self).pixels.values.contains { $0 != 7 }
                == true)
        #expect(code { try detector(path, "E").requireChecksums() } == "none")
    }

    @Test("with damaged tiles are refused", .enabled(if: Corpus.isThere, "needs OBSKIT_CORPUS"))
    func tiles() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/raw.fits.fz"
        let source = Places.corpus("raw/lsstCamSim-7024032100720-R22-S11-det094.fits.fz")
        try FileManager.default.copyItem(atPath: source, toPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let offset = Int(try ImageFile(path: path).hdus[3].dataOffset)
        // The descriptor of the first tile: where its bytes are.
        try SampleRaw.change(path) { $0[$0.startIndex + offset + 4] = 0x7F }
        let exposure = try RawFile(path: path, in: Places.catalog, verifiesSums: false)
        let raw = try #require(exposure.detectors.first)
        #expect(code { _ = try raw.image(.trimmed, as: Int32.self) } == "corrupt-tiles")
        #expect(code { _ = try raw.amplifier(named: "C10", .trimmed, as: Int32.self) } == "none")
    }
}
