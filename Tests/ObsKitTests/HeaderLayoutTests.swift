import ObsFITS
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("HeaderLayout")
struct HeaderLayoutTests {
    /// A primary with OBJECT and a CCD of its own, then an extension that says INHERIT, one that denies it, and one
    /// that is no detector.
    private static let file = fits(
        [("INSTRUME", .string("Toy")), ("OBJECT", .string("M 31")), ("EXPNUM", .integer(1))],
        [("EXTNAME", .string("A")), ("CCD", .integer(1)), ("INHERIT", .logical(true))],
        [("EXTNAME", .string("B")), ("CCD", .integer(2)), ("INHERIT", .logical(false)), ("OBJECT", .string("own"))],
        [("EXTNAME", .string("TABLE")), ("OBJECT", .string("nothing"))])

    private func observations(_ layout: String, of file: [UInt8] = file) throws -> [String] {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing([
            "instrument.yaml": SamplePackage.instrument("Toy").replacing("{from: primary}", with: layout)
        ]).write(to: folder)
        let catalog = InstrumentCatalog(folders: [path])
        #expect(catalog.diagnostics.isEmpty)
        let translation = try catalog.open(bytes: file, named: "sample").translate()
        let found = translation.observations.map { one in
            let info = one.report.info
            let number = info.detectorNum.map { "\($0)" } ?? "-"
            return
                "\(one.hdu) \(one.hduName ?? "-") \(number) \(info.object ?? "-") \(info.exposureID.map { "\($0)" } ?? "-")"
        }
        return found + translation.diagnostics.map(\.description)
    }

    @Test("primary: one observation, of the primary header alone")
    func primary() throws {
        #expect(try observations("{from: primary}") == ["0 - - M 31 1"])
    }

    @Test(
        "each: the extensions, over the primary's cards, without them, or as INHERIT says",
        arguments: [
            ("primary", ["1 A 1 M 31 1", "2 B 2 own 1"]), ("none", ["1 A 1 - -", "2 B 2 own -"]),
            ("declared", ["1 A 1 M 31 1", "2 B 2 own -"]),
        ])
    func each(_ inherit: String, _ expected: [String]) throws {
        #expect(try observations("{from: each, where: {card: CCD, is: defined}, inherit: \(inherit)}") == expected)
    }

    @Test("each without a condition: every extension")
    func everyExtension() throws {
        #expect(try observations("{from: each, inherit: primary}").map { $0.prefix(3) } == ["1 A", "2 B", "3 T"])
    }

    @Test("each: a header dump that is all in one is an observation by itself")
    func dump() throws {
        let json = #"{"INSTRUME": "Toy", "CCD": 5, "OBJECT": "M 31", "EXPNUM": 1}"#
        #expect(
            try observations("{from: each, where: {card: CCD, is: defined}, inherit: primary}", of: Array(json.utf8))
                == ["0 - 5 M 31 1"])
    }

    @Test("each: when no HDU is a detector, the primary is translated and that is said")
    func noDetector() throws {
        #expect(
            try observations("{from: each, where: {card: CHIP, is: defined}}") == [
                "0 - - M 31 1",
                "warning: no HDU holds an observation as Toy writes them; the primary header alone was translated",
            ])
    }

    @Test("merged: the named HDUs are one header, a later one over an earlier one")
    func merged() throws {
        #expect(try observations("{from: merged, hdus: [0, 2]}") == ["0 - 2 own 1"])
    }

    @Test("merged: without one of the HDUs, the primary is translated and that is said")
    func mergedMissing() throws {
        let found = try observations("{from: merged, hdus: [0, 9]}")
        #expect(found.count == 2)
        #expect(found[0] == "0 - - M 31 1")
    }
}
