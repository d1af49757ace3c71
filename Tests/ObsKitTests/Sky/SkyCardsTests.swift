import Foundation
import ObsFITS
import ObsGeometry
import ObsTime
import Testing

@testable import ObsKit

/// A Python interpreter with astropy, which the environment variable OBSKIT_PYTHON names.
private let python = ProcessInfo.processInfo.environment["OBSKIT_PYTHON"]

@Suite struct SkyCardsTests {
    static let pointing = Pointing(
        boresight: SkyPosition(rightAscension: 42.8, declination: -33.1), rotation: 27.5)

    static func skies() throws -> [DetectorSky] {
        try SkyCamera.decam().sky(pointing) + SkyCamera.lsstCam().sky(pointing)
    }

    @Test func `the polynomials leave less over than was asked for`() throws {
        for sky in try Self.skies() {
            let cards = try sky.fitsCards(tolerancePixels: 1e-4)
            #expect(cards.residualPixels <= 1e-4)
            #expect(cards.inverseResidualPixels <= 1e-4)
            #expect(cards.order <= 5)
            #expect(
                cards.residualArcseconds > 0.15 * cards.residualPixels
                    && cards.residualArcseconds < 0.3 * cards.residualPixels)
        }
    }

    @Test func `a smaller tolerance takes a higher order`() throws {
        let sky = try #require(try Self.skies().first)
        let (rough, fine) = (try sky.fitsCards(tolerancePixels: 0.5), try sky.fitsCards(tolerancePixels: 1e-8))
        #expect(rough.order < fine.order)
        #expect(rough.residualPixels > fine.residualPixels)
    }

    @Test func `a tolerance that cannot be reached gives the best there is`() throws {
        let sky = try #require(try Self.skies().first)
        let cards = try sky.fitsCards(tolerancePixels: 0)
        #expect(cards.residualPixels > 0 && cards.residualPixels < 1e-8)
    }

    @Test func `the reference pixel is the centre, counted from 1`() throws {
        let sky = try #require(try Self.skies().first)
        let header = Header(cards: try sky.fitsCards().cards)
        #expect(header["CRPIX1"]?.realValue == 1024.5)
        #expect(header["CRPIX2"]?.realValue == 2048.5)
        #expect(header["CRVAL1"]?.realValue == sky.center?.rightAscension)
        #expect(header["CRVAL2"]?.realValue == sky.center?.declination)
        #expect(header["CTYPE1"]?.stringValue == "RA---TAN-SIP")
        #expect(header["RADESYS"]?.stringValue == "ICRS")
        #expect(header["A_ORDER"]?.integerValue == (try sky.fitsCards().order))
        #expect(header["COMMENT"]?.stringValue?.contains("within") == true)
    }

    @Test func `they stand in the place of a header's own sky, and all other cards stay`() throws {
        let cards = try #require(try Self.skies().first).fitsCards()
        let own = [
            "CTYPE1", "CTYPE2A", "CRVAL1", "CRPIX2", "CD1_1", "PC1_2B", "PV1_10", "PS2_0", "RADECSYS", "LONPOLE",
            "WCSAXES", "WCSAXESA",
            "A_0_2", "BP_ORDER", "A_DMAX", "WAT1_001", "CDELT1", "CROTA2",
        ]
        let others = ["OBJECT", "EQUINOX", "RA", "CD", "CRVALUE", "PVA", "CDS1", "B_MAX", "RADIUS"]
        let header = Header(cards: (own + others).map { Card(Keyword($0), .string("old")) })
        let replaced = cards.replacingSky(of: header)
        #expect(replaced.map(\.keyword.name) == others + cards.cards.map(\.keyword.name))
        #expect(replaced["CTYPE1"]?.stringValue == "RA---TAN-SIP")
        #expect(replaced.filter { $0.value.stringValue == "old" }.count == others.count)
    }

    @Test(.enabled(if: python != nil, "OBSKIT_PYTHON names a Python with astropy"))
    func `astropy sees the same sky through the cards`() throws {
        for sky in try Self.skies() {
            let cards = try sky.fitsCards()
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("sky-\(UUID().uuidString).hdr")
            try Data(Header(cards: cards.cards).cardImages).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let pixels = sky.detector.box.corners + [sky.detector.box.center, Point(17, 1234.5)]
            let answers = try Self.astropy(file, pixels)
            for (pixel, answer) in zip(pixels, answers) {
                let own = try #require(sky.position(of: pixel))
                #expect(own.separation(from: answer.position) * 3600 < cards.residualArcseconds + 1e-8)
                #expect(answer.back.distance(to: pixel) < cards.inverseResidualPixels + 1e-8)
            }
        }
    }

    /// What astropy.wcs makes of pixels, and what its SIP polynomials make of the positions in turn.
    static func astropy(_ file: URL, _ pixels: [Point]) throws -> [(position: SkyPosition, back: Point)] {
        let script = """
            import sys, numpy as np
            from astropy.io import fits
            from astropy.wcs import WCS
            header = fits.Header.fromfile(sys.argv[1], endcard=True, padding=True)
            wcs = WCS(header)
            points = np.array([float(v) for v in sys.argv[2:]]).reshape(-1, 2)
            sky = wcs.all_pix2world(points, 0)
            straight = wcs.wcs_world2pix(sky, 0)
            # astropy wants offsets from the reference pixel, and answers with pixels counted from 1.
            back = wcs.sip_foc2pix(straight - (wcs.wcs.crpix - 1), 1) - 1
            for s, b in zip(sky, back):
                print(repr(float(s[0])), repr(float(s[1])), repr(float(b[0])), repr(float(b[1])))
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python ?? "")
        process.arguments = ["-c", script, file.path] + pixels.flatMap { ["\($0.x)", "\($0.y)"] }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return text.split(separator: "\n").map { line in
            let numbers = line.split(separator: " ").compactMap { Double($0) }
            return (
                SkyPosition(rightAscension: numbers[0], declination: numbers[1]), Point(numbers[2], numbers[3])
            )
        }
    }
}
