import Foundation
import ObsKit
import ReferenceCameras
import TestSupport
import Testing

/// Every real header is ok, or stands in Documentation/corpus-statuses.txt with the reason why it is not.
@Suite("Statuses of real headers")
struct CorpusStatusTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)

    /// The status of a file: that of its worst observation.
    private func status(_ path: String) throws -> String {
        let file = try Self.catalog.open(file: path).translate()
        if file.product != nil { return "product" }
        let found = Set(file.judgedObservations.map(\.report.status.rawValue))
        return ["failed", "flawed"].first { found.contains($0) } ?? "ok"
    }

    private func listed() throws -> [String: String] {
        var lines: [String: String] = [:]
        for text in try Repository.text("Documentation/corpus-statuses.txt").split(separator: "\n")
        where !text.hasPrefix("#") {
            let parts = text.split(separator: " ", maxSplits: 2)
            try #require(parts.count == 3, "'\(text)' lacks its reason")
            try #require(lines[String(parts[0])] == nil, "'\(parts[0])' is listed twice")
            lines[String(parts[0])] = String(parts[1])
        }
        return lines
    }

    @Test(
        "are ok but for those that are listed with a reason, each of which is needed",
        .enabled(if: Places.corpus != nil, "OBSKIT_CORPUS is not set"))
    func corpus() throws {
        let corpus = try #require(Places.corpus)
        var unused = try listed()
        var count = 0
        for folder in ["headers", "raw"] {
            for name in Places.names(in: "\(corpus)/\(folder)", ending: "") {
                let status = try status("\(corpus)/\(folder)/\(name)")
                #expect(status == unused["\(folder)/\(name)"] ?? "ok", "\(folder)/\(name)")
                if status != "ok" { unused["\(folder)/\(name)"] = nil }
                count += 1
            }
        }
        #expect(count > 50)
        #expect(unused.keys.sorted() == [], "lines that nothing needs")
    }
}
