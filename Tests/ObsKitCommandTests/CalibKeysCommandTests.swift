import Foundation
import TestSupport
import Testing

/// Keys, instruments and detectors on the command line of `obskit calib`.
@Suite("obskit calib, keys and instruments")
struct CalibKeysCommandTests {
    private let folder: TemporaryFolder
    private static let id = "00000000-0000-4000-8000-00000000000"

    init() throws {
        folder = try TemporaryFolder()
        for name in ["a", "b"] { try folder.write(name, to: "\(name).fits") }
        try folder.write(
            """
            schema: obskit/calibration-kinds/1
            kinds:
            - {name: zero, keys: {detector: exact, firmware: {match: exact, type: text}}, policy: begin, format: image}
            - {name: dark, keys: {detector: exact, firmware: {match: exact, required: false}}, policy: covers, format: image}

            """, to: "kinds.yaml")
    }

    @discardableResult
    private func expect(_ status: Int32, _ words: String...) throws -> Obskit.Result {
        let run = try Obskit.run(["calib"] + words, environment: ["OBSKIT_REGISTRY": "c.sqlite"], in: folder.path)
        #expect(run.status == status, "\(words): \(run.diagnostics)")
        return run
    }

    private func certified(_ words: String...) throws {
        try expect(0, "create", "--kinds", "kinds.yaml")
        try expect(0, "collection", "c")
    }

    @Test("A version 1.10 is a text and not 1.1 where the kind says so, and else is said to be taken for a number")
    func types() throws {
        try certified()
        let add = ["--detector", "0", "--key"]
        _ = try Obskit.run(
            ["calib", "add", "zero", "a.fits"] + add + ["firmware=1.10", "--id", Self.id + "1", "-r", "c.sqlite"],
            in: folder.path)
        try expect(0, "certify", Self.id + "1", "--in", "c", "--begin", "2024-03-01")
        let at = "2024-03-10"
        try expect(0, "find", "zero", "--in", "c", "--detector", "0", "--key", "firmware=1.10", "--at", at)
        let other = try expect(1, "find", "zero", "--in", "c", "--detector", "0", "--key", "firmware=1.1", "--at", at)
        #expect(other.diagnostics.contains("firmware is 1.1, and it is for 1.10"))
        let number = try expect(
            0, "add", "dark", "b.fits", "--detector", "0", "--key", "firmware=1.10", "--id", Self.id + "2")
        #expect(
            number.diagnostics.contains(
                "'1.10' of --key firmware is taken for the number 1.1; where it is a text, as of a version, write type: text"
            ))
        try expect(0, "certify", Self.id + "2", "--in", "c", "--begin", "2024-03-01")
        let alike = try expect(
            1, "find", "dark", "--in", "c", "--detector", "0", "--key", "firmware=\"1.1\"", "--at", at)
        #expect(alike.diagnostics.contains("firmware is the text '1.1', and it is for the number 1.1"))
    }

    @Test("A key given twice is refused, in a query and of a dataset")
    func twice() throws {
        try certified()
        for words in [
            ["find", "zero", "--in", "c", "--at", "2024-01-01"], ["add", "zero", "a.fits"],
        ] {
            let run = try Obskit.run(
                ["calib"] + words + [
                    "--detector", "0", "--key", "firmware=1", "--key", "firmware=2", "-r", "c.sqlite",
                ],
                in: folder.path)
            #expect(run.status == 2)
            #expect(run.diagnostics.contains("--key firmware is given twice"))
        }
    }

    @Test("An exposure of no time has the calibration of its instant, wherever that is in the validity")
    func noTime() throws {
        try certified()
        try expect(0, "add", "dark", "a.fits", "--detector", "0", "--id", Self.id + "3")
        try expect(0, "certify", Self.id + "3", "--in", "c", "--begin", "2024-03-01", "--end", "2024-04-01")
        for (at, status) in [
            ("2024-03-01", Int32(0)), ("2024-03-31T23:59:59.999999999", 0), ("2024-04-01", 1),
            ("2024-02-29T23:59:59", 1),
        ] {
            try expect(status, "find", "dark", "--in", "c", "--detector", "0", "--begin", at, "--end", at)
        }
    }

    @Test("Kinds extend those of a package, and those of an instrument come from its package")
    func extends() throws {
        try folder.write(
            """
            schema: obskit/calibration-kinds/1
            extends: Standard:calibrations/kinds.yaml
            kinds:
            - {name: glow, keys: {detector: exact}, policy: begin, format: image}

            """, to: "more.yaml")
        try expect(0, "create", "--kinds", "more.yaml")
        let kinds = try expect(0, "list", "kinds").output
        #expect(kinds.contains("\nbias ") && kinds.contains("\nglow "))
        try folder.write(
            "schema: obskit/calibration-kinds/1\nextends: Nowhere:calibrations/kinds.yaml\nkinds: []\n", to: "bad.yaml")
        #expect(
            try expect(1, "create", "--update", "--kinds", "bad.yaml").diagnostics.contains(
                "there is no package 'Nowhere'"))
    }

    @Test("Several instruments are in one registry, and what is meant is said or asked for")
    func instruments() throws {
        try expect(0, "create", "--instrument", "HSC")
        let added = try expect(0, "create", "--update", "--instrument", "DECam")
        #expect(added.output.hasSuffix(" kinds of calibration of DECam, 2 instruments\n"))
        let unsaid = try expect(1, "list", "kinds")
        #expect(unsaid.diagnostics.contains("the registry holds HSC and DECam; say which of them is meant"))
        let bias = ["--instrument", "DECam"]
        let run = try Obskit.run(
            ["calib", "add", "bias", "a.fits", "--detector", "99", "-r", "c.sqlite"] + bias, in: folder.path)
        #expect(run.status == 2)
        #expect(run.diagnostics.contains("DECam has no detector 99; its camera has 1-"))
        try expect(
            0, "add", "bias", "a.fits", "--detector", "1", "--instrument", "DECam", "--id", Self.id + "4")
        try expect(0, "collection", "c")
        // A dataset is of one instrument, which need not be named again.
        try expect(0, "certify", Self.id + "4", "--in", "c", "--always")
        try expect(1, "find", "bias", "--in", "c", "--detector", "1", "--at", "2020-01-01", "--instrument", "HSC")
        try expect(0, "find", "bias", "--in", "c", "--detector", "1", "--at", "2020-01-01", "--instrument", "DECam")
        let coverage = try expect(1, "coverage", "--in", "c", "--kind", "bias", "--instrument", "DECam").output
        #expect(coverage.split(separator: "\n").count > 60, "a line for each detector of the camera")
        try expect(0, "check")
        try expect(0, "export", "--instrument", "DECam", "-o", "e.json")
        let text = try String(contentsOfFile: folder.path + "/e.json", encoding: .utf8)
        #expect(text.hasPrefix("{\"schema\": \"obskit/calibrations/1\",\n\"instrument\": \"DECam\",\n"))
        let again = try Obskit.run(
            "calib", "import", "export", folder.path + "/e.json", "-r", folder.path + "/d.sqlite", "--create")
        #expect(again.status == 0)
    }
}
