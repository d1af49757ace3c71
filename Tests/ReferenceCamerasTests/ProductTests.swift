import ObsFITS
import ObsKit
import ReferenceCameras
import Testing

@Suite("Files that are no observations")
struct ProductTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)

    @Test(
        "are named, with the instrument that they belong to",
        arguments: [
            ("LATISS", "master-calibration", ["DETNAME": "RXX_S00", "OBSTYPE": "bias", "CALIB_ID": "detector=0"]),
            ("LSSTCam", "master-calibration", ["INSTRUME": "LSSTCam", "CALIB_ID": "detector=0"]),
            ("DECam", "master-calibration", ["INSTRUME": "DECam", "OBSTYPE": "flatcor", "PROCTYPE": "MasterCal"]),
            ("LSSTCam-PhoSim", "e-image", ["CREATOR": "PHOSIM", "OUTFILE": "lsst_e_204595_f3_R11_S02_E000"]),
            ("LSSTCam-imSim", "e-image", ["TESTTYPE": "IMSIM", "OUTFILE": "lsst_e_3010002_R11_S00.fits"]),
        ])
    func products(_ instrument: String, _ product: String, _ cards: [String: String]) throws {
        let header = Header(cards: cards.sorted { $0.key < $1.key }.map { Card(Keyword($0.key), .string($0.value)) })
        let file = try Self.catalog.open(
            MemorySource(headers: [FileHeader(hdu: 0, name: nil, header: header)], name: "file")
        ).translate()
        #expect(file.identification.instrument == instrument)
        #expect(file.product?.name == product)
        #expect(file.observations.isEmpty)
    }

    @Test(
        "are not taken for a bias: a master of the corpus",
        .enabled(if: Places.corpus != nil, "OBSKIT_CORPUS is not set"))
    func master() throws {
        let file = try Self.catalog.open(file: "\(Places.corpus ?? "")/raw/latiss-masterbias-det000.fits").translate()
        #expect(file.identification.instrument == "LATISS")
        #expect(file.product?.name == "master-calibration")
    }
}
