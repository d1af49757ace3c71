import Foundation
import ObsDocuments
import ObsFITS
import ObsHeaderFiles
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

@Suite("HeaderIndex and IndexBuilder")
struct IndexTests {
    private func files(_ samples: HeaderFileSamples, _ names: [String]) -> [IndexBuilder.File] {
        names.map { .init(name: $0, path: "\(samples.folder.path)/\($0)") }
    }

    private func index(_ samples: HeaderFileSamples) -> String { IndexBuilder.path(inFolder: samples.folder.path) }

    @discardableResult
    private func build(
        _ samples: HeaderFileSamples, _ names: [String], _ content: HeaderContent = .translated,
        startsAgain: Bool = false,
        atMost count: Int = .max
    ) throws -> (read: [String], summary: IndexBuilder.Summary?) {
        let builder = try IndexBuilder(
            path: index(samples), files: files(samples, names), content: content, catalog: samples.catalog,
            startsAgain: startsAgain)
        let pending = builder.pending.prefix(count)
        for file in pending {
            try builder.add(IndexBuilder.record(of: file, content: content, catalog: samples.catalog))
        }
        return (pending.map(\.name), count == .max ? try builder.finish() : nil)
    }

    @Test("has what all have in common once, in the peer's form, one entry for each detector")
    func form() throws {
        let samples = try HeaderFileSamples()
        try samples.write(toy: 7, to: "a.fits")
        try samples.writeMosaic(to: "b.fits")
        let built = try build(samples, ["a.fits", "b.fits"])
        #expect(built.summary == .init(files: 2, entries: 3, withProblems: 0))
        let index = try HeaderIndex(path: index(samples))
        #expect(index.content == .translated)
        #expect(index.entries.map(\.name) == ["a.fits", "b.fits[1]", "b.fits[3]"])
        #expect(index.entries.map(\.file) == ["a.fits", "b.fits", "b.fits"])
        #expect(index.entries.map(\.hdu) == [nil, 1, 3])
        let expected = try ["a.fits", "b.fits"].flatMap {
            try samples.infos(FITSSource(path: "\(samples.folder.path)/\($0)"))
        }
        #expect(try index.entries.map { try $0.info() } == expected)
        let text = try String(contentsOfFile: self.index(samples), encoding: .utf8)
        #expect(text.hasPrefix("{\"__CONTENT__\":\"translated\",\n\"__COMMON__\":{\"telescope\":\"T1\""))
        #expect(text.components(separatedBy: "\"telescope\"").count == 2)
        #expect(codes { _ = try index.entries[0].header() } == ["no-cards"])
    }

    @Test("reads a file again only when it changed, and the same files give the same bytes")
    func incremental() throws {
        let samples = try HeaderFileSamples()
        for number in 1...3 { try samples.write(toy: number, to: "\(number).fits") }
        let names = ["1.fits", "2.fits", "3.fits"]
        #expect(try build(samples, names).read == names)
        let first = try Data(contentsOf: URL(fileURLWithPath: index(samples)))
        #expect(try build(samples, names).read == [])
        #expect(try Data(contentsOf: URL(fileURLWithPath: index(samples))) == first)
        try samples.write(toy: 20, to: "2.fits")
        #expect(try build(samples, names).read == ["2.fits"])
        #expect(try HeaderIndex(path: index(samples)).entries.map { try $0.info().exposureID } == [1, 20, 3])
        #expect(try build(samples, names, startsAgain: true).read == names)
        #expect(try build(samples, names, .metadata).read == names)
        #expect(try build(samples, ["1.fits"], .metadata).read == [])
        #expect(try HeaderIndex(path: index(samples)).entries.map(\.name) == ["1.fits"])
    }

    @Test("goes on where an interrupted one ended, whose last line is incomplete")
    func resumes() throws {
        let samples = try HeaderFileSamples()
        for number in 1...4 { try samples.write(toy: number, to: "\(number).fits") }
        let names = ["1.fits", "2.fits", "3.fits", "4.fits"]
        #expect(try build(samples, names, atMost: 2).read == ["1.fits", "2.fits"])
        let part = "\(samples.folder.path)/_index.obskit.part"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: part))
        bytes.removeLast(10)
        try bytes.write(to: URL(fileURLWithPath: part))
        #expect(!FileManager.default.fileExists(atPath: index(samples)))
        #expect(try build(samples, names).read == ["2.fits", "3.fits", "4.fits"])
        #expect(try HeaderIndex(path: index(samples)).entries.map { try $0.info().exposureID } == [1, 2, 3, 4])
        #expect(!FileManager.default.fileExists(atPath: part))
        let left = try FileManager.default.contentsOfDirectory(atPath: samples.folder.path).filter { $0.hasPrefix("_") }
        #expect(left.sorted() == ["_index.json", "_index.obskit.ndjson"])
    }

    @Test("costs a bad file that file, and reads what nobody recognised again")
    func bad() throws {
        let samples = try HeaderFileSamples()
        try samples.write(toy: 1, to: "1.fits")
        try samples.folder.write("no FITS", to: "2.fits")
        try samples.folder.write(fits([("INSTRUME", .string("Other"))]), to: "3.fits")
        let names = ["1.fits", "2.fits", "3.fits", "4.fits"]
        let built = try build(samples, names)
        #expect(built.summary == .init(files: 1, entries: 1, withProblems: 3))
        #expect(try HeaderIndex(path: index(samples)).entries.map(\.name) == ["1.fits"])
        #expect(try build(samples, names).read == ["3.fits", "4.fits"])
    }

    @Test("is said to be stale for files that changed, came or went")
    func stale() throws {
        let samples = try HeaderFileSamples()
        let names = ["1.fits", "2.fits", "3.fits"]
        func problems() throws -> [String] {
            let files = Dictionary(uniqueKeysWithValues: names.map { ($0, "\(samples.folder.path)/\($0)") })
            return try HeaderIndex.problems(ofIndex: index(samples), files: files).map(\.code.rawValue)
        }
        for name in names { try samples.write(toy: 1, to: name) }
        #expect(try problems() == ["missing-index"])
        try build(samples, names)
        #expect(try problems() == [])
        try samples.write(toy: 2, to: "2.fits", more: HeaderFileSamples.odd)
        #expect(try problems() == ["stale-index"])
        try build(samples, ["1.fits", "2.fits"])
        #expect(try problems() == ["stale-index"])
        try build(samples, names + ["4.fits"])
        #expect(try problems() == ["stale-index"])
        try FileManager.default.removeItem(atPath: IndexBuilder.recordPath(for: index(samples)))
        #expect(try problems() == ["missing-index"])
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("{}", ["not-an-index"]), ("[]", ["not-an-index"]),
            ("{\"__COMMON__\": 3}", ["missing-content", "wrong-type"]),
            ("{\"__CONTENT__\": \"metadata\", \"__COMMON__\": {}, \"a\": 3}", ["wrong-type"]),
            ("{\"__CONTENT__\": \"raw\", \"__COMMON__\": {}}", ["unknown-content"]),
            ("{\"__CONTENT__\": \"metadata\", \"__COMMON__\": {}, \"a\": {}, \"a\": {}}", ["duplicate-key"]),
        ])
    func refused(_ text: String, _ expected: [String]) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "_index.json")
        #expect(codes { _ = try HeaderIndex(path: path) } == expected)
    }

    @Test("that does not say what it holds is taken for cards, with a warning; what is common stands over the rest")
    func guessed() throws {
        let folder = try TemporaryFolder()
        let text = "{\"__COMMON__\": {\"INSTRUME\": \"Toy\", \"A\": 1}, \"x.fits\": {\"A\": 2, \"B\": NaN}}"
        let index = try HeaderIndex(path: try folder.write(text, to: "_index.json"))
        #expect(index.diagnostics.map(\.code.rawValue) == ["missing-content"])
        let header = try index.entries[0].header()
        #expect(header["A"] == .integer(1))
        #expect(header["INSTRUME"] == .string("Toy"))
        #expect(header["B"]?.realValue?.isNaN == true)
        #expect(codes { _ = try index.entries[0].info() } == ["not-translated"])
    }

    @Test("has a record that is refused when it is damaged")
    func damaged() throws {
        for (text, expected) in [
            ("{\"schema\": \"obskit/header-record/2\"}", "unknown-schema"),
            ("{\"schema\": \"obskit/header-record/1\", \"content\": \"raw\"}", "unknown-word"), ("3", "wrong-type"),
            ("{\"schema\": \"obskit/header-record/1\", \"colour\": 3}", "unknown-key"),
        ] {
            let root = try Document.json(text: text, file: "record").root
            #expect(codes { _ = try HeaderRecord(root) }.contains(expected), "\(text)")
        }
    }
}
