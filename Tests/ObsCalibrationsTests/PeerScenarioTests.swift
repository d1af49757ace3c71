import CalibrationSupport
import Foundation
import ObsCalibrations
import ObsDocuments
import ObsText
import ObsTime
import TestSupport
import Testing

/// What lsst-daf-butler does, and what the sets and intervals in memory do.
struct PeerScenarioTests {
    @Test(
        "Every operation and look-up ends as in the peer, or in a deviation that is listed",
        .enabled(if: Corpus.isThere, Comment(rawValue: Corpus.need)))
    func scenarios() throws {
        let replay = try PeerScenarios(try #require(PeerScenarios.path), on: CalibrationSet.self)
        let known = try PeerScenarios.known()
        #expect(replay.deviations == Set(known.keys))
        #expect(known.values.allSatisfy { !$0.isEmpty }, "every deviation has a reason")
        #expect(replay.sameCount > 300, "\(replay.sameCount) outcomes are the peer's")
    }

    @Test(
        "Overlaps, parts and differences of intervals are the peer's",
        .enabled(if: Corpus.isThere, Comment(rawValue: Corpus.need)))
    func intervals() throws {
        let path = try #require(PeerScenarios.path)
        let algebra = try #require(try Document.read(path: path).root["timespan_algebra"])
        var spans: [String: Validity] = [:]
        for (name, node) in try #require(algebra["spans"]).entries {
            let (begin, end) = PeerScenarios.bounds(node)
            if name.text == "inst2" {
                spans["inst2"] = try CalibrationDates.interval(of: Samples.hour(2))
            } else if name.text == "empty" {
                #expect(throws: TimeError.self) { try Samples.hours(begin, end) }
            } else if let name = name.text {
                spans[name] = try Samples.hours(begin, end)
            }
        }
        var count = 0
        for one in try #require(algebra["cases"]).elements {
            // Empty intervals cannot be made.
            guard let a = spans[one["a"]?.text ?? ""], let b = spans[one["b"]?.text ?? ""] else { continue }
            count += 1
            let label = Comment(rawValue: "\(a) and \(b)")
            #expect(a.overlaps(b) == one["overlaps"]?.boolean(Problems()), label)
            #expect(a.contains(b) == one["contains"]?.boolean(Problems()), label)
            let intersection = a.intersection(b).map { PeerScenarios.text($0) } ?? "(empty)"
            #expect(intersection == one["intersection"]?.text, label)
            let parts = a.subtracting(b).map { PeerScenarios.text($0) }
            #expect(parts == one["difference"]?.elements.compactMap(\.text), label)
        }
        #expect(count == 49)
    }
}
