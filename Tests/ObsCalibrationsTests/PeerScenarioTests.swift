import Foundation
import ObsCalibrations
import ObsTime
import ObsYAML
import Testing

/// Replays operations and look-ups of which the outcomes in lsst-daf-butler are known, under the policy `overlaps`.
struct PeerScenarioTests {
    private static let corpus = ProcessInfo.processInfo.environment["OBSKIT_CORPUS"]

    /// Outcomes that differ deliberately, as `STAGE what: peer -> ours`, each with its reason after a tab.
    private static func deviations() throws -> [String: String] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Documentation/calibration-deviations.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Dictionary(
            uniqueKeysWithValues: try lines.map { line in
                let parts = line.split(separator: "\t", maxSplits: 1)
                try #require(parts.count == 2, "no reason: \(line)")
                return (String(parts[0]), String(parts[1]))
            })
    }

    private static func bounds(_ node: Node) -> (Double?, Double?) {
        let numbers = node.elements.map { $0.double(Problems()) }
        return (numbers[0], numbers[1])
    }

    private static func text(_ bounds: (Double?, Double?)) -> String {
        func hour(_ value: Double?, _ open: String) -> String { value.map { "\(Int($0))" } ?? open }
        return "[\(hour(bounds.0, "-")),\(hour(bounds.1, "-")))"
    }

    private static func find(
        _ set: CalibrationSet, _ search: [String], _ detector: Int, _ bounds: (Double?, Double?)
    )
        throws -> String
    {
        let index = try CalibrationIndex(set, searching: search)
        let query = CalibrationQuery("bias", detector: detector, during: try Samples.hours(bounds.0, bounds.1))
        do {
            return try index.answer(query, tracing: true).dataset.uri
        } catch let miss as CalibrationMiss {
            return miss.reason == .ambiguous ? "error:CalibrationLookupError" : "null"
        }
    }

    /// What an operation comes to, in the peer's words where it has any.
    private static func apply(_ operation: Node, to set: inout CalibrationSet) throws -> String {
        let parts = Array(operation.elements)
        let isCertify = parts[0].text == "certify"
        let bounds = bounds(isCertify ? parts[2] : parts[1])
        do {
            let validity = try Samples.hours(bounds.0, bounds.1)
            if isCertify {
                let names = parts[1].elements.compactMap(\.text)
                try set.certify(names.map(Samples.id), in: "calib", during: validity)
            } else {
                let detectors = parts[2].isNull ? nil : parts[2].elements.compactMap { $0.integer(Problems()) }
                try set.decertify("bias", in: "calib", during: validity) { row in
                    detectors.map { $0.contains(row.keys.detector ?? -1) } ?? true
                }
            }
            return "ok"
        } catch is CalibrationConflict {
            return "error:ConflictingDefinitionError"
        } catch let error as TimeError where error.code == .emptyInterval {
            return "error:empty"
        }
    }

    private static func label(_ operation: Node) -> String {
        let parts = Array(operation.elements)
        let isCertify = parts[0].text == "certify"
        let names = isCertify ? parts[1].elements.compactMap(\.text).joined(separator: ",") : "decertify"
        return "\(names) \(text(bounds(isCertify ? parts[2] : parts[1])))"
    }

    @Test(
        "Every operation and look-up ends as in the peer, or in a deviation that is listed", .enabled(if: corpus != nil)
    )
    func scenarios() throws {
        let path = "\(try #require(Self.corpus))/calib_scenarios.json"
        let root = try Document.read(path: path).root
        let known = try Self.deviations()
        var used: Set<String> = []
        var counts = (same: 0, different: 0)
        func compare(_ label: String, _ peer: String, _ ours: String) {
            if peer == ours { counts.same += 1; return }
            counts.different += 1
            let line = "\(label): \(peer) -> \(ours)"
            #expect(known[line] != nil, "\(line)")
            used.insert(line)
        }
        var set = try Samples.set(.overlaps, "2a", "2b", "3a", "3b")
        for stage in try #require(root["stages"]).elements {
            let name = String(try #require(stage["name"]?.text).prefix(1))
            // The peer clears by decertifying all, which leaves its empty rows there; stage G begins with what F left.
            for operation in try #require(stage["ops"]).elements {
                let outcome = try #require(operation.elements.last?.text)
                compare("\(name) \(Self.label(operation))", outcome, try Self.apply(operation, to: &set))
            }
            let rows = set.certifications.map { row in
                "\(set.datasets[row.dataset]?.uri ?? "") \(Self.peerText(row.validity))"
            }
            let peerRows = try #require(stage["table_after"]).elements.map { row in
                row.elements.compactMap(\.text).joined(separator: " ")
            }
            compare("\(name) rows", peerRows.sorted().joined(separator: "; "), rows.sorted().joined(separator: "; "))
            for lookup in stage["lookups"]?.elements.map({ Array($0.elements) }) ?? [] {
                let detector = try #require(lookup[0].integer(Problems()))
                let bounds = Self.bounds(lookup[1])
                compare(
                    "\(name) detector \(detector) \(Self.text(bounds))", lookup[2].text ?? "null",
                    try Self.find(set, ["calib"], detector, bounds))
            }
        }
        for (label, setUp) in [("chain", Self.chain), ("run_before_calib", Self.runFirst)] {
            let set = try setUp()
            for lookup in try #require(root[label]?["lookups"]).elements.map({ Array($0.elements) }) {
                let detector = try #require(lookup[0].integer(Problems()))
                let bounds = Self.bounds(lookup[1])
                compare(
                    "\(label) detector \(detector) \(Self.text(bounds))", lookup[2].text ?? "null",
                    try Self.find(set, ["all"], detector, bounds))
            }
        }
        #expect(used == Set(known.keys), "deviations that do not happen: \(Set(known.keys).subtracting(used))")
        print("peer scenarios: \(counts.same) the same, \(counts.different) listed deviations")
    }

    private static func chain() throws -> CalibrationSet {
        var set = try Samples.set(.overlaps, "2a", "2b", "3b")
        try set.add(CalibrationCollection("calib 2", .validityRanged))
        try set.add(CalibrationCollection("all", .chain(["calib", "calib 2"])))
        try set.certify([Samples.id("2a")], in: "calib", during: try Samples.hours(2, 3))
        try set.certify([Samples.id("2b"), Samples.id("3b")], in: "calib 2", during: .always)
        return set
    }

    private static func runFirst() throws -> CalibrationSet {
        var set = try Samples.set(.overlaps, "2a", "2b", "3b")
        try set.add(CalibrationCollection("run b", .alwaysValid))
        try set.add(CalibrationCollection("all", .chain(["run b", "calib"])))
        try set.certify([Samples.id("2a")], in: "calib", during: try Samples.hours(2, 3))
        try set.certify([Samples.id("2b"), Samples.id("3b")], in: "run b", during: .always)
        return set
    }

    /// A validity as the peer writes it.
    private static func peerText(_ validity: Validity) -> String {
        func text(_ instant: Instant) -> String { instant.isoText(scale: .tai, fractionDigits: 0) }
        return "\(validity.begin.map { "[\(text($0))" } ?? "(-∞"), \(validity.end.map(text) ?? "∞"))"
    }

    @Test("Overlaps, parts and differences of intervals are the peer's", .enabled(if: corpus != nil))
    func intervals() throws {
        let path = "\(try #require(Self.corpus))/calib_scenarios.json"
        let algebra = try #require(try Document.read(path: path).root["timespan_algebra"])
        var spans: [String: Validity] = [:]
        for (name, node) in try #require(algebra["spans"]).entries {
            let (begin, end) = Self.bounds(node)
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
            let intersection = a.intersection(b).map { Self.peerText($0) } ?? "(empty)"
            #expect(intersection == one["intersection"]?.text, label)
            let parts = a.subtracting(b).map { Self.peerText($0) }
            #expect(parts == one["difference"]?.elements.compactMap(\.text), label)
        }
        #expect(count == 49)
    }
}
