import ObsFITS
import ObsKit
import ReferenceCameras
import Testing

/// Files laid out as the instruments write them: every observation of a file from one pass over its headers.
@Suite("Layouts of raw files")
struct FileLayoutTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)

    /// A FITS file without pixels.
    private func fits(_ hdus: [[Card]]) -> [UInt8] {
        hdus.enumerated().flatMap { index, cards in
            let structure: [Card] =
                index == 0
                ? [
                    Card("SIMPLE", .logical(true)), Card("BITPIX", .integer(8)), Card("NAXIS", .integer(0)),
                    Card("EXTEND", .logical(true)),
                ]
                : [
                    Card("XTENSION", .string("IMAGE")), Card("BITPIX", .integer(16)), Card("NAXIS", .integer(0)),
                    Card("PCOUNT", .integer(0)), Card("GCOUNT", .integer(1)),
                ]
            return Header(cards: structure + cards).cardImages
        }
    }

    private func cards(_ values: KeyValuePairs<String, HeaderValue>) -> [Card] {
        values.map { Card(Keyword($0.key), $0.value) }
    }

    /// A file of the Rubin camera: a primary header, segments with sections alone, and the controller's state.
    private func rubin(_ raft: String, _ slot: String, segments: Int) throws -> FileTranslation {
        let primary = cards([
            "INSTRUME": .string("LSSTCam"), "TELESCOP": .string("LSST"), "OBSID": .string("MC_O_20250609_000578"),
            "RAFTBAY": .string(raft), "CCDSLOT": .string(slot), "DAYOBS": .string("20250609"), "SEQNUM": .integer(578),
            "CONTRLLR": .string("O"), "MJD-BEG": .real(60_836.0), "IMGTYPE": .string("BIAS"), "EXPTIME": .real(0),
            "LSST_NUM": .string("x"), "DATE": .string("2025-06-09T00:00:00"),
        ])
        let segment = { (number: Int) in
            self.cards([
                "EXTNAME": .string("Segment\(number)"), "DATASEC": .string("[11:522,1:2002]"),
                "OBSID": .string("wrong"),
            ])
        }
        let state = cards(["EXTNAME": .string("REB_COND"), "TEMP1": .real(20)])
        let bytes = fits([primary] + (0..<segments).map(segment) + [state])
        return try Self.catalog.open(bytes: bytes, named: "\(raft)_\(slot).fits").translate()
    }

    @Test(
        "of the Rubin camera hold one chip, be it for science, guiding or the wavefront; segments say nothing",
        arguments: [
            ("R22", "S11", 94, 16), ("R01", "S00", 0, 16), ("R00", "SG0", 189, 16), ("R00", "SG1", 190, 16),
            ("R00", "SW0", 191, 8), ("R44", "SW1", 204, 8), ("R40", "SG0", 197, 16), ("R04", "SW1", 196, 8),
        ])
    func rubin(_ raft: String, _ slot: String, _ detector: Int, _ segments: Int) throws {
        let file = try rubin(raft, slot, segments: segments)
        #expect(file.identification.instrument == "LSSTCam")
        #expect(file.observations.map(\.hdu) == [0])
        let info = try #require(file.observations.first).report.info
        #expect(info.detectorNum == detector)
        #expect(info.detectorUniqueName == "\(raft)_\(slot)")
        #expect(info.observationID == "MC_O_20250609_000578")
        #expect(info.exposureID == 2_025_060_900_578)
    }

    @Test("of PhoSim have the weather in the first amplifier, and are one chip")
    func phoSim() throws {
        let primary = cards([
            "TESTTYPE": .string("PHOSIM"), "OBSID": .integer(204_595), "RUNNUM": .integer(204_595),
            "EXPTIME": .real(30),
            "DARKTIME": .real(30), "MJD-OBS": .real(59_857.286_937), "DATE-OBS": .string("2022-10-05T06:53:11.357"),
            "FILTER": .string("i"), "LSST_NUM": .string("R11_S02"), "RAFTNAME": .string("R11"),
            "SENSNAME": .string("S02"),
            "RATEL": .real(55.677_598_858_702_7), "DECTEL": .real(-30.442_393_570_890_9),
            "ROTANGLE": .real(195.624_333_002_684),
        ])
        let amplifiers = (0..<16).map { number in
            cards([
                "EXTNAME": .string("C\(number)"), "AIRMASS": .real(1 + Double(number)), "TEMPERA": .real(20),
                "PRESS": .real(520), "OUTFILE": .string("lsst_e_204595_f3_R11_S02_E000"), "CREATOR": .string("PHOSIM"),
            ])
        }
        let file = try Self.catalog.open(bytes: fits([primary] + amplifiers), named: "lsst_a.fits").translate()
        #expect(file.identification.instrument == "LSSTCam-PhoSim")
        #expect(file.product == nil)
        #expect(file.observations.count == 1)
        let info = try #require(file.observations.first).report.info
        #expect(info.detectorUniqueName == "R11_S02")
        #expect(info.boresightAirmass == 1)
        #expect(info.temperature == 293.15)
    }

    @Test("of HSC are one for each chip")
    func hsc() throws {
        let file = try Self.catalog.open(
            bytes: fits([
                cards([
                    "INSTRUME": .string("Hyper Suprime-Cam"), "EXP-ID": .string("HSCA04090100"), "DET-ID": .integer(50),
                    "MJD": .real(56_000.5),
                ])
            ]), named: "HSCA04090107.fits"
        ).translate()
        #expect(file.observations.map(\.report.info.detectorNum) == [50])
        #expect(file.observations.map(\.report.info.detectorExposureID) == [40_901 * 200 + 50])
    }

    @Test("of MegaPrime have an observation in each chip's HDU, also when they are packed and have no names")
    func megaPrime() throws {
        func chip(_ number: Int, isPacked: Bool) -> [Card] {
            cards([
                "EXTNAME": .string(isPacked ? "COMPRESSED_IMAGE" : "ccd0\(number)"), "EXTVER": .integer(number),
                "INHERIT": .logical(false), "INSTRUME": .string("MegaPrime"), "EXPNUM": .integer(1_038_843),
                "CCDNAME": .string("chip \(number)"),
            ])
        }
        let primary = cards(["INSTRUME": .string("MegaPrime"), "EXPNUM": .integer(1), "CCDNAME": .string("none")])
        for isPacked in [false, true] {
            let chips = [0, 2, 7].map { chip($0, isPacked: isPacked) }
            let guide = cards(["EXTNAME": .string("GUIDE")])
            let file = try Self.catalog.open(bytes: fits([primary] + chips + [guide]), named: "1038843o.fits")
                .translate()
            #expect(file.observations.map(\.hdu) == [1, 2, 3])
            let infos = file.observations.map(\.report.info)
            #expect(infos.map(\.detectorNum) == [0, 2, 7])
            #expect(infos.map(\.detectorName) == ["ccd00", "ccd02", "ccd07"])
            #expect(infos.map(\.exposureID) == [1_038_843, 1_038_843, 1_038_843])
            #expect(infos.map(\.detectorSerial) == ["chip 0", "chip 2", "chip 7"])
        }
    }
}
