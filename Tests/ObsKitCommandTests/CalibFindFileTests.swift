import Foundation
import ObsDocuments
import TestSupport
import Testing

/// From raw files to their calibrations: `obskit calib find` with files.
@Suite("obskit calib find, for files")
struct CalibFindFileTests {
    private let folder: TemporaryFolder

    /// A registry of DECam with the bias and the flat of one detector, and a dark that asks for a time of integration.
    init() throws {
        folder = try TemporaryFolder()
        for name in ["zero", "even", "black"] { try folder.write(name, to: "\(name).fits") }
        try folder.write(
            """
            schema: obskit/calibration-kinds/1
            kinds:
            - {name: bias, keys: {detector: exact, filter: not-applicable}, policy: begin, format: image, required: true}
            - {name: flat, keys: {detector: exact, filter: exact}, policy: begin, format: image, required: true}
            - name: dark
              keys:
                detector: exact
                dit: {match: tolerance, tolerance: 0.5, unit: s}
              policy: begin
              format: image

            """, to: "kinds.yaml")
        try folder.sample("bias", as: "science.fits")
        try expect(0, "create", "--kinds", "kinds.yaml")
        try expect(0, "collection", "best")
        for (number, words) in [
            (1, ["bias", "zero.fits"]), (2, ["flat", "even.fits", "--filter", "solid plate 0.0 0.0"]),
            (3, ["dark", "black.fits", "--key", "dit=10"]),
        ] {
            let id = "00000000-0000-4000-8000-00000000000\(number)"
            let run = try Obskit.run(
                ["calib", "add"] + words + ["--detector", "25", "--id", id], environment: Self.environment,
                in: folder.path)
            #expect(run.status == 0, "\(run.diagnostics)")
            try expect(0, "certify", id, "--in", "best", "--begin", "2012-01-01")
        }
    }

    private static let environment = ["OBSKIT_REGISTRY": "c.sqlite"]

    @discardableResult
    private func expect(_ status: Int32, _ words: String...) throws -> Obskit.Result {
        let run = try Obskit.run(["calib"] + words, environment: Self.environment, in: folder.path)
        #expect(run.status == status, "\(words): \(run.diagnostics)")
        return run
    }

    @Test("finds the kind that is named, by the header alone")
    func named() throws {
        let run = try expect(0, "find", "bias", "science.fits", "--in", "best")
        #expect(run.output.contains("zero.fits") && !run.output.contains("even.fits"))
    }

    @Test("finds every kind that is required where none is named, and says what there is not")
    func required() throws {
        let run = try expect(0, "find", "science.fits", "--in", "best")
        #expect(run.output.contains("zero.fits") && run.output.contains("even.fits"))
        #expect(!run.output.contains("black.fits"))
        let missing = try expect(1, "find", "science.fits", "--in", "best", "--detector", "26")
        #expect(missing.diagnostics.contains("detector is 26, and it is for 25"))
    }

    @Test("takes detectors by name and number, and says which name the camera has not")
    func detectors() throws {
        #expect(
            try expect(0, "find", "bias", "science.fits", "--in", "best", "--detector", "S1").output.contains("25 "))
        let wrong = try expect(1, "find", "bias", "science.fits", "--in", "best", "--detector", "S99")
        #expect(wrong.diagnostics.contains("camera DECam has no detector 'S99'"))
        let described = try expect(
            0, "find", "bias", "--in", "best", "--at", "2013-09-01", "--detector", "25")
        #expect(described.output.contains("zero.fits"))
    }

    @Test(
        "refuses a text for a key that is a number, and says why; takes the number, and wants it where no card has it")
    func key() throws {
        let text = try expect(2, "find", "dark", "science.fits", "--in", "best", "--key", "dit=10s")
        #expect(
            text.diagnostics.contains(
                "--key dit takes a number in s, since the kind compares it as one, and '10s' is a text"))
        let number = try expect(0, "find", "dark", "science.fits", "--in", "best", "--key", "dit=10.2")
        #expect(number.output.contains("black.fits"))
        let none = try expect(1, "find", "dark", "science.fits", "--in", "best")
        #expect(none.diagnostics.contains("dark needs the key 'dit'"))
    }

    @Test("refuses what is neither a kind nor a file, and a date or filter beside a file")
    func wrongCalls() throws {
        let slip = try expect(2, "find", "flatt", "science.fits", "--in", "best")
        #expect(slip.diagnostics.contains("There is no file 'flatt', and no kind of calibration of that name"))
        #expect(slip.diagnostics.contains("flat"))
        let date = try expect(2, "find", "bias", "science.fits", "--in", "best", "--at", "2013-01-01")
        #expect(date.diagnostics.contains("science.fits is a file, which says itself when it was"))
        let filter = try expect(2, "find", "bias", "science.fits", "--in", "best", "--filter", "g")
        #expect(filter.diagnostics.contains("A file says itself through which filter it was"))
        #expect(try expect(2, "find", "bias", "--in", "best").diagnostics.contains("Name a file"))
    }

    @Test("goes on after a file that is no observation, and ends with status 1")
    func bad() throws {
        let run = try expect(1, "find", "bias", "zero.fits", "science.fits", "--in", "best")
        #expect(run.output.contains("zero.fits"))
        #expect(run.diagnostics.contains("zero.fits: "))
    }

    @Test("says that an instrument requires no kind, and never answers with nothing")
    func nothingRequired() throws {
        try folder.write(
            """
            schema: obskit/calibration-kinds/1
            kinds:
            - {name: flat, keys: {detector: exact, filter: exact}, policy: begin, format: image}

            """, to: "free.yaml")
        try expect(0, "create", "--registry", "free.sqlite", "--kinds", "free.yaml")
        try expect(0, "collection", "best", "--registry", "free.sqlite")
        let run = try expect(1, "find", "science.fits", "--in", "best", "--registry", "free.sqlite")
        #expect(run.diagnostics.contains("DECam requires no kind of calibration, so none was looked for"))
        #expect(run.diagnostics.contains("name the kinds that are wanted: flat"))
        let json = try expect(
            1, "find", "science.fits", "--in", "best", "--registry", "free.sqlite", "--format", "json")
        #expect(json.output.contains("no-kind-required"))
    }

    @Test("goes on with the other kinds and files when one fails, and says each failure")
    func goesOn() throws {
        let words = try expect(1, "find", "dark", "bias", "zero.fits", "nothing.fits", "science.fits", "--in", "best")
        #expect(words.output.contains("bias") && words.output.contains("zero.fits"))
        #expect(words.diagnostics.contains("dark needs the key 'dit'"))
        #expect(words.diagnostics.contains("nothing.fits") && words.diagnostics.contains("zero.fits: "))
    }

    @Test("shows what is wrong with the headers that were read")
    func headers() throws {
        let path = try folder.sample("science", as: "flawed.fits")
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        let card = Array("AIRMASS ".utf8)
        if let place = bytes.indices.first(where: { bytes[$0...].starts(with: card) }) {
            bytes.replaceSubrange(place + 10..<place + 30, with: Array("'nonsense'          ".utf8))
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let run = try Obskit.run(
            ["calib", "find", "bias", "flawed.fits", "--in", "best"], environment: Self.environment, in: folder.path)
        let visits = try Obskit.run(["translate", "flawed.fits"], in: folder.path)
        let said = visits.diagnostics.split(separator: "\n").filter {
            $0.contains("flawed.fits") && $0.contains("boresight_airmass")
        }
        #expect(!said.isEmpty)
        for line in said { #expect(run.diagnostics.contains(line)) }
    }

    @Test("writes one object for an exposure, with its detectors, state and answers")
    func json() throws {
        let run = try expect(1, "find", "flat", "dark", "science.fits", "--in", "best", "--format", "json")
        let objects = try JSONSchema.objects(in: run.output)
        #expect(objects.count == 1)
        let object = try #require(objects.first)
        #expect(try JSONSchema(named: "exposure-calibrations").problems(of: object) == [])
        #expect(object["instrument"]?.text == "DECam")
        let answers = object["answers"]?.elements.map { "\($0["kind"]?.text ?? "") \($0["status"]?.text ?? "")" }
        #expect(answers == ["flat found", "dark refused"])
    }
}
