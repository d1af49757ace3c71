import Foundation
import ObsCalibrations
import ObsDocuments
import ObsText
import ObsTime
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

extension PinnedContext {
    /// The file of the context, as it is read again.
    func document() throws -> Document { try Document.json(try file(), file: "context.json") }
}

@Suite("A saved context")
struct ContextFileTests {
    /// A context with everything that a file can have, and calibrations that are not searched.
    static func sample(retiring end: String? = nil) throws -> PinnedContext {
        let kinds = try CalibrationKinds([
            CalibrationKind(name: "bias", about: "Dark.", keys: [KeyRule("detector", .exact)], aliases: ["zero"]),
            CalibrationKind(
                name: "flat",
                keys: [
                    KeyRule("detector", .exact), KeyRule("filter", .exact),
                    KeyRule("gain", .range, isRequired: false, card: "GAIN", unit: "e/ADU"),
                    KeyRule("temperature", .tolerance(2), isRequired: false),
                ], policy: .covers),
        ])
        var set = CalibrationSet(kinds: kinds)
        for collection in [
            CalibrationCollection("calib", .validityRanged, about: "What is used."),
            CalibrationCollection("old", .alwaysValid), CalibrationCollection("other", .validityRanged),
            CalibrationCollection("inner", .chain(["old", "calib"])),
            CalibrationCollection("all", .chain(["calib", "inner"])),
        ] { try set.add(collection) }
        func add(_ number: UInt64, _ kind: String, _ keys: CalibrationKeys) throws -> DatasetID {
            let dataset = CalibrationDataset(
                id: DatasetID(high: 0, low: number), kind: kind, keys: keys, uri: "\(number).fits",
                checksum: ContentHash(of: [UInt8(number)]), size: 3, creation: try Instant("2020-01-01"),
                producer: "a test", inputs: number > 1 ? [DatasetID(high: 0, low: 1)] : [])
            try set.add(dataset)
            return dataset.id
        }
        let first = try add(1, "bias", CalibrationKeys(detector: 3))
        let flat = try add(
            2, "flat", CalibrationKeys(detector: 3, filter: "g", state: ["gain": .range(from: 1, below: 2)]))
        let hidden = try add(3, "bias", CalibrationKeys(detector: 3))
        let old = try add(4, "bias", CalibrationKeys(detector: 4))
        let end = try end.map { try Instant($0) }
        try set.certify([first], in: "calib", during: Validity(begin: Instant("2020-01-01"), end: end))
        try set.certify(
            [flat], in: "calib", during: Validity(begin: nil, end: Instant("2021-01-01T00:00:00.123456789")))
        try set.certify([hidden], in: "other", during: .always)
        try set.certify([old], in: "old", during: .always)
        return try PinnedContext(
            packages: [.init(name: "Toy", version: "1.2", content: ContentHash(of: [1]))],
            editions: ["Toy": try Instant("2024-01-01")], calibrations: set, searching: ["all"])
    }

    @Test("answers the same when it is loaded, without what it was made of, and has the same hash and bytes")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/context.json"
        let context = try Self.sample()
        try context.write(to: path)
        let loaded = try PinnedContext(path: path)
        #expect(loaded.hash == context.hash && loaded.calibrationHash == context.calibrationHash)
        #expect(loaded.packages == context.packages && loaded.editions == context.editions)
        #expect(try loaded.file() == context.file())
        #expect(loaded.difference(from: context).isEmpty)
        #expect(loaded.calibrations.collections["other"] == nil, "what is not searched is not kept")
        for (kind, detector, filter, gain, date) in [
            ("bias", 3, nil, nil, "2020-06-01"), ("zero", 4, nil, nil, "2000-01-01"),
            ("flat", 3, "g", 1.5, "2020-06-01"),
            ("bias", 3, nil, nil, "2019-06-01"), ("flat", 3, "g", 2, "2020-06-01"), ("flat", 3, "g", 1, "2021-06-01"),
        ] as [(String, Int, String?, Double?, String)] {
            let query = try CalibrationQuery(
                kind, detector: detector, filter: filter, state: gain.map { ["gain": .number($0)] } ?? [:],
                at: Instant(date))
            func text(_ context: PinnedContext) throws -> String {
                do {
                    let answer = try context.answer(query, tracing: true)
                    return "\(answer.dataset) \(answer.certification) \(answer.context as Any) \(answer.trace as Any)"
                } catch let miss as CalibrationMiss {
                    return "\(miss) \(miss.trace)"
                }
            }
            #expect(try text(loaded) == text(context), "\(query)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["context.json"])
    }

    @Test("that somebody changed is refused, and the error says which hash its content has")
    func changed() throws {
        let text = String(decoding: try Self.sample().file(), as: UTF8.self)
        for (old, new) in [
            ("2.fits", "5.fits"), ("\"version\": \"1.2\"", "\"version\": \"1.3\""),
            ("    \"all\"\n", "    \"calib\"\n"),
            ("2020-01-01T00:00:37", "2020-01-02T00:00:37"),
            ("\"Toy\": \"2024", "\"Toy\": \"2023"), ("\"covers\"", "\"overlaps\""),
        ] {
            let changed = text.replacing(old, with: new)
            try #require(changed != text, "\(old)")
            let document = try Document.json(text: changed, file: "c.json")
            let error = #expect(throws: DiagnosticsError.self) { try PinnedContext(document: document) }
            #expect(error?.diagnostics.map(\.code) == [.contextChanged], "\(old)")
            #expect(error?.diagnostics.first?.place?.line == 3)
            #expect(error?.diagnostics.first?.message.hasPrefix("what the context holds has the hash ") == true)
        }
    }

    @Test(
        "that is none is refused with the place of everything that is wrong",
        arguments: [
            ("{}", ["missing-key"]), ("[]", ["wrong-type"]),
            ("{\"schema\": \"obskit/context/2\", \"more\": 1}", ["unknown-schema", "unknown-key", "missing-key"]),
            (
                "{\"schema\": \"obskit/context/1\", \"hash\": \"12\", \"editions\": {\"a\": \"soon\"}}",
                ["bad-checksum", "bad-date", "missing-key"]
            ),
        ] as [(String, [String])])
    func broken(text: String, codes: [String]) throws {
        let document = try Document.json(text: text, file: "c.json")
        let error = #expect(throws: DiagnosticsError.self) { try PinnedContext(document: document) }
        let found = Set(error?.diagnostics.map(\.code.rawValue) ?? [])
        #expect(found == Set(codes), "\(error?.diagnostics.map(\.description) ?? [])")
    }

    @Test("cannot be written where there is no folder, and the file that was there stays when it cannot be replaced")
    func unwritable() throws {
        let context = try Self.sample()
        #expect(throws: DiagnosticsError.self) { try context.write(to: "/nowhere/context.json") }
        #expect(throws: DiagnosticsError.self) { try PinnedContext(path: "/nowhere/context.json") }
    }

    @Test("and a later one differ in answers, which are listed for the exposures of a translation")
    func difference() throws {
        let (before, after) = (try Self.sample(), try Self.sample(retiring: "2020-03-01"))
        let lines = try ["2020-02-01", "2020-04-01"].enumerated().flatMap { number, date in
            try [3, 4].map { detector in
                var info = ObservationInfo()
                info.observationID = "e\(number)"
                info.datetimeBegin = try Instant(date)
                info.datetimeEnd = try Instant("\(date)T00:01:00")
                info.detectorNum = detector
                return "{\"source\": \"x.fits\", \"info\": \(info.wireForm)}"
            }
        }
        let problems = Problems()
        let list = ExposureList(
            ndjson: Array(
                (lines + ["{\"source\": \"x.fits\", \"status\": \"error\"}", "{"]).joined(separator: "\n").utf8),
            file: "night.ndjson", problems: problems)
        #expect(list.entries.map(\.name) == ["e0", "e1"] && list.entries.map(\.detectors) == [[3, 4], [3, 4]])
        #expect(problems.sorted.map { "\($0.place?.line ?? 0) \($0.code.rawValue)" } == ["5 missing-key", "6 syntax"])
        let changes = try list.entries.flatMap { entry in
            try after.changedAnswers(
                since: before, exposures: [entry.exposure], detectors: entry.detectors, kinds: ["bias"]
            )
            .map { "\(entry.name) \($0.detector)" }
        }
        #expect(changes == ["e1 3"])
    }
}
