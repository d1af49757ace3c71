import Foundation
import ObsKit
import ObsKitConformance
import ObsRaw
import TestSupport
import Testing

@Suite("A golden header with pixels")
struct RawSampleTests {
    /// The tutorial camera, whose tall chip has an HDU for each amplifier, one mirrored; the golden header has the chips' HDUs alone.
    private func segmented(_ first: String, _ second: String) throws -> (folder: TemporaryFolder, golden: GoldenHeader)
    {
        let folder = try TemporaryFolder()
        let package = folder.path + "/TwoChip"
        try FileManager.default.copyItem(atPath: "\(Repository.root.path)/Cameras/TwoChip", toPath: package)
        func change(_ file: String, _ changes: [(String, String)]) throws {
            let url = URL(fileURLWithPath: "\(package)/\(file)")
            var text = try String(contentsOf: url, encoding: .utf8)
            for (old, new) in changes {
                #expect(text.contains(old), "\(file) has no '\(old)'")
                text = text.replacingOccurrences(of: old, with: new)
            }
            try Data(text.utf8).write(to: url)
        }
        try change(
            "camera/sensors.yaml",
            [
                ("- name: B\n", "- name: B\n        \(first)\n        flip: x\n"),
                ("- name: T\n", "- name: T\n        \(second)\n        raw_offset_px: [0, 80]\n"),
                ("raw_px: [0, 80, 208, 80]", "raw_px: [0, 0, 208, 80]"),
                ("data_px: [0, 80, 192, 80]", "data_px: [0, 0, 192, 80]"),
                ("serial_overscan_px: [192, 80, 16, 80]", "serial_overscan_px: [192, 0, 16, 80]"),
            ])
        let golden = "conformance/headers/science.yaml"
        try change(
            golden,
            [
                ("    DATASECB: '[1:192,1:80]'\n    BIASSECB: '[193:208,1:80]'\n", ""),
                ("    DATASECT: '[1:192,81:160]'\n    BIASSECT: '[193:208,81:160]'\n", ""),
            ])
        return (folder, try GoldenHeader(path: "\(package)/\(golden)"))
    }

    @Test(
        "gives amplifiers the HDUs that the camera says, and assembles to what was painted",
        arguments: [
            ("hdu: 3", "hdu: 4", 5), ("hdu: 4", "hdu: 5", 6), ("extension: Low", "extension: High", 5),
            ("hdu: 4\n        extension: Low", "hdu: 3\n        extension: High", 5),
        ])
    func segments(first: String, second: String, hdus: Int) throws {
        let (folder, golden) = try segmented(first, second)
        let catalog = InstrumentCatalog(folders: [folder.path])
        let sample = try RawSample(golden, catalog: catalog)
        #expect(sample.hduCount == hdus)
        let path = try folder.write(sample.fits, to: "raw.fits")
        let raw = try RawFile(path: path, in: catalog)
        #expect(raw.detectors.map(\.detector.name) == ["W", "E"])
        for detector in raw.detectors {
            let image = try detector.image(.trimmed, as: Float.self).pixels
            let layout = try detector.layout()
            var wrong = 0
            for (number, amplifier) in layout.amplifiers.enumerated() {
                let box = amplifier.box
                for row in box.y..<(box.y + box.height) {
                    for column in box.x..<(box.x + box.width)
                    where image[column, row] != Float(1500 + 100 * number + column + row) { wrong += 1 }
                }
            }
            #expect(wrong == 0, "\(wrong) pixels of \(detector.detector.name)")
            let said = detector.diagnostics.filter { $0.severity >= .warning }
            #expect(said.isEmpty, "\(said)")
        }
    }

    @Test("refuses two images in one HDU")
    func twice() throws {
        let (folder, golden) = try segmented("hdu: 1", "hdu: 3")
        let error = #expect(throws: (any Error).self) {
            try RawSample(golden, catalog: InstrumentCatalog(folders: [folder.path]))
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("HDU 1"))
    }
}
