import Foundation
import Testing

@testable import ObsTime

/// The folder of reference translations; OBSKIT_CORPUS names the corpus that holds it.
private let corpus = ProcessInfo.processInfo.environment["OBSKIT_CORPUS"]

@Suite(.enabled(if: corpus != nil, "needs the corpus of headers: set OBSKIT_CORPUS to its folder"))
struct CorpusDateTests {
    private struct Reference {
        let name: String
        let utc: String
        let jd1: Double
        let jd2: Double
    }

    private static func references() throws -> [Reference] {
        let folder = URL(fileURLWithPath: corpus ?? "").appendingPathComponent("expected")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var references: [Reference] = []
        for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "json" {
            // The peer writes NaN, which is not JSON; no time depends on it.
            let text = try String(contentsOf: file, encoding: .utf8)
                .replacing(/(:|,|\[)\s*-?(NaN|Infinity)/) { "\($0.1) null" }
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
            let record = try #require(object as? [String: Any])
            for key in ["datetime_begin", "datetime_end"] {
                guard let wire = (record["wire"] as? [String: Any])?[key] as? [Double],
                    let info = (record["info"] as? [String: Any])?[key] as? [String: Any],
                    let utc = info["utc_iso"] as? String
                else { continue }
                references.append(
                    Reference(name: "\(file.lastPathComponent) \(key)", utc: utc, jd1: wire[0], jd2: wire[1]))
            }
        }
        return references
    }

    @Test("The peer's times are reproduced")
    func reproduces() throws {
        let references = try Self.references()
        #expect(references.count > 80)
        for reference in references {
            let instant = try Instant(iso: reference.utc, scale: .utc)
            let date = instant.julianDate()
            #expect(date.0 == reference.jd1, "\(reference.name)")
            // The text has nine decimals: times that come from an MJD are off by up to half a nanosecond.
            #expect(abs(date.1 - reference.jd2) <= 6e-15, "\(reference.name)")
            let read = try Instant(julianDate: reference.jd1, reference.jd2, scale: .tai)
            #expect(abs(read.nanoseconds - instant.nanoseconds) <= 1, "\(reference.name)")
            if !reference.utc.hasSuffix("000000") { continue }
            #expect(abs(date.1 - reference.jd2) <= 1e-15, "\(reference.name)")
        }
    }
}
