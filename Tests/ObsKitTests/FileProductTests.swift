import ObsFITS
import ObsHeaderFiles
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

@Suite("FileProduct")
struct FileProductTests {
    private static let instrument =
        SamplePackage.instrument("Toy")
        + "\nproducts: [{name: master-calibration, about: made of many, when: {card: CALIB, is: present}}]"

    @Test("is what a file is that is no observation: it is named with its reason, and not translated")
    func product() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [
            try SamplePackage().replacing(["instrument.yaml": Self.instrument]).write(to: folder)
        ])
        let path = try folder.write(fits(HeaderFileSamples.toy() + [("CALIB", .string("x"))]), to: "master.fits")
        let file = try catalog.open(file: path).translate()
        #expect(file.identification.instrument == "Toy")
        #expect(file.product?.name == "master-calibration")
        #expect(file.product?.evidence == "CALIB is present")
        #expect(file.observations.isEmpty)
        #expect(file.diagnostics.map(\.code.rawValue) == ["not-an-observation"])
        #expect(
            file.diagnostics[0].description
                == "error: it is a master-calibration, not an observation (CALIB is present); made of many")
        #expect(try catalog.open(file: path, reading: .instrument).product == file.product)
        let record = HeaderRecord(reading: path, named: "master.fits", content: .translated, catalog: catalog)
        #expect(record.status == .product)
        #expect(record.entries.isEmpty)
        #expect(HeaderRecord(reading: path, named: "m", content: .metadata, catalog: catalog).status == .product)
        let plain = try folder.write(fits(HeaderFileSamples.toy()), to: "toy.fits")
        #expect(try catalog.open(file: plain).translate().product == nil)
        #expect(try catalog.open(file: plain, reading: .instrument).product == nil)
    }

    @Test("is refused in instrument.yaml without a name, a text and a condition")
    func diagnosed() throws {
        for (text, code) in [
            ("[{name: a, about: b}]", "missing-key"), ("[3]", "wrong-type"), ("{}", "wrong-type"),
            ("[{name: a, about: b, when: {card: A, is: present}, who: me}]", "unknown-key"),
        ] {
            let found = try diagnostics(
                of: SamplePackage().replacing([
                    "instrument.yaml": SamplePackage.instrument("Toy") + "\nproducts: \(text)"
                ]))
            #expect(found.contains { $0.contains(code) }, "\(text): \(found)")
        }
    }
}
