import Foundation
import ObsDocuments
import ObsFITS
import ObsHeaderFiles
import ObsKit
import ObsText
import ObsTranslation
import ReferenceCameras
import TestSupport
import Testing

/// Every contradiction that is found in real headers is a real one, and stands in Documentation/contradictions.txt.
@Suite("Contradictions in real headers")
struct ContradictionCorpusTests {
    /// A line of the list: a header, a code, why both are right.
    private struct Line: Hashable, CustomStringConvertible {
        let header: String
        let code: String
        var description: String { "\(header) \(code)" }
    }

    /// The codes of diagnostics that compare statements of a header or a file with each other.
    private static let codes: Set<String> = [
        "end-before-begin", "exposure-longer-than-interval", "interval-too-long", "negative-duration",
        "airmass-disagrees", "day-disagrees", "id-day-disagrees", "altaz-disagrees", "mjd-disagrees",
        "detector-mismatch", "serial-mismatch", "unknown-device", "unknown-slot", "detector-twice", "file-disagrees",
        "missing-detectors", "missing-extensions", "trailing-bytes", "truncated", "headers-only", "missing-end",
        "bad-structure",
    ]

    private static let corpus2 = Places.corpus.map { $0 + "2" }
    private static let hasBoth = corpus2.map { FileManager.default.fileExists(atPath: $0 + "/README.md") } ?? false

    private static let cameras = InstrumentCatalog(linked: ReferenceCameras.all)
    private static let any = InstrumentCatalog(folders: ["\(Places.repository)/Tests/AnyHeader"])

    private func listed() throws -> [Line: String] {
        var lines: [Line: String] = [:]
        for text in try Repository.text("Documentation/contradictions.txt").split(separator: "\n")
        where !text.hasPrefix("#") {
            let parts = text.split(separator: " ", maxSplits: 2)
            try #require(parts.count == 3, "'\(text)' lacks its reason")
            lines[Line(header: String(parts[0]), code: String(parts[1]))] = String(parts[2])
        }
        return lines
    }

    private func found(_ source: any HeaderSource, _ catalog: InstrumentCatalog, as name: String?) throws -> Set<String>
    {
        let file = try catalog.open(source, as: name).translate()
        let all = file.diagnostics + file.observations.flatMap(\.report.diagnostics)
        return Set(all.filter { Self.codes.contains($0.code.rawValue) }.map { "\($0.code.rawValue) \($0)" })
    }

    /// The headers of a file of the second corpus: lists of keyword, value and comment.
    private func headers(_ path: String) throws -> [FileHeader] {
        let document = try Document.read(path: path)
        let hdus = try #require(document.root["hdus"])
        let problems = Problems()
        return hdus.elements.enumerated().map { index, hdu in
            let cards = hdu["cards"]?.elements.map { Array($0.elements) } ?? []
            let entries = cards.filter { !["COMMENT", "HISTORY", ""].contains($0[0].text) }.map { ($0[0], $0[1]) }
            return FileHeader(
                hdu: index, name: hdu["name"]?.isNull == true ? nil : hdu["name"]?.text,
                header: HeaderDump.header(entries, problems))
        }
    }

    /// Every source with the name that the list gives to it, the catalog and the instrument that takes it.
    private func cases() throws -> [(name: String, source: any HeaderSource, catalog: InstrumentCatalog, as: String?)] {
        let (corpus, corpus2) = (try #require(Places.corpus), try #require(Self.corpus2))
        var all: [(name: String, source: any HeaderSource, catalog: InstrumentCatalog, as: String?)] = []
        for folder in ["headers", "raw"] {
            for name in Places.names(in: "\(corpus)/\(folder)", ending: "") {
                let source = FileSource(path: "\(corpus)/\(folder)/\(name)")
                all.append(("\(folder)/\(name)", source, Self.cameras, nil))
                all.append(("\(folder)/\(name)", source, Self.any, "AnyHeader"))
            }
        }
        for folder in Places.names(in: corpus2, ending: "").sorted() {
            for name in Places.names(in: "\(corpus2)/\(folder)", ending: ".json") where !name.contains(".expected.") {
                let source = MemorySource(headers: try headers("\(corpus2)/\(folder)/\(name)"), name: name)
                all.append(("corpus2/\(folder)/\(name)", source, Self.any, "AnyHeader"))
            }
        }
        return all
    }

    // Needs both corpora of real headers; without them the test shows as skipped.
    @Test(
        "are those that are listed with a reason, each of which is found",
        .enabled(if: hasBoth, "OBSKIT_CORPUS is not set, or the second corpus is not beside it"))
    func corpora() throws {
        #expect(Self.any.diagnostics.isEmpty)
        var unused = try listed()
        let known = unused
        let cases = try cases()
        #expect(cases.count > 150)
        for one in cases {
            for text in try found(one.source, one.catalog, as: one.as) {
                let line = Line(header: one.name, code: String(text.prefix { $0 != " " }))
                #expect(known[line] != nil, "not listed: \(one.name) \(text)")
                unused[line] = nil
            }
        }
        #expect(unused.keys.map(\.description).sorted() == [], "lines that nothing needs")
    }
}
