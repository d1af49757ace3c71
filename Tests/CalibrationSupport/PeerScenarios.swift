import Foundation
import ObsCalibrations
package import ObsDocuments
internal import ObsText
package import ObsTime
import TestSupport

/// Replays operations and look-ups of which the outcomes in lsst-daf-butler are known, under the policy `overlaps`.
package struct PeerScenarios {
    /// How many outcomes are those of the peer.
    package private(set) var sameCount = 0
    /// The outcomes that differ, as `STAGE what: peer -> ours`.
    package private(set) var deviations: Set<String> = []

    /// The deviations that Documentation/calibration-deviations.txt lists, each with its reason.
    package static func known() throws -> [String: String] {
        let lines = try Repository.text("Documentation/calibration-deviations.txt").split(separator: "\n")
        let pairs = lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t", maxSplits: 1) }
        return Dictionary(pairs.map { (String($0[0]), $0.count == 2 ? String($0[1]) : "") }) { first, _ in first }
    }

    /// The file of the scenarios; nil without a corpus.
    package static var path: String? { Corpus.folder?.appendingPathComponent("calib_scenarios.json").path }

    /// Replays the file.
    ///
    /// - Throws: what a backend throws that is no outcome, and what reading the file throws
    package init<Backend: CalibrationBackend>(_ path: String, on backend: Backend.Type) throws {
        let root = try Document.read(path: path).root
        var calibrations = try Backend(.overlaps, "2a", "2b", "3a", "3b")
        for stage in root["stages"]?.elements.map({ $0 }) ?? [] {
            let name = String(stage["name"]?.text?.prefix(1) ?? "")
            // The peer clears by decertifying all, which leaves its empty rows there; stage G begins with what F left.
            for operation in stage["ops"]?.elements.map({ $0 }) ?? [] {
                let outcome = operation.elements.last?.text ?? ""
                compare("\(name) \(Self.label(operation))", outcome, try Self.apply(operation, to: &calibrations))
            }
            let rows = try calibrations.allCertifications().map { row in
                let uri = ["2a", "2b", "3a", "3b"].first { Samples.id($0) == row.dataset } ?? ""
                return "\(uri) \(Self.text(row.validity))"
            }
            let peerRows = stage["table_after"]?.elements.map { $0.elements.compactMap(\.text).joined(separator: " ") }
            compare(
                "\(name) rows", (peerRows ?? []).sorted().joined(separator: "; "), rows.sorted().joined(separator: "; ")
            )
            try lookUp(stage["lookups"], name, calibrations, ["calib"])
        }
        try lookUp(root["chain"]?["lookups"], "chain", try Self.chain(Backend.self), ["all"])
        try lookUp(root["run_before_calib"]?["lookups"], "run_before_calib", try Self.runFirst(Backend.self), ["all"])
    }

    private mutating func lookUp(
        _ lookups: Node?, _ label: String, _ calibrations: some CalibrationBackend, _ search: [String]
    ) throws {
        for lookup in lookups?.elements.map({ Array($0.elements) }) ?? [] {
            let detector = lookup[0].integer(Problems()) ?? -1
            let bounds = Self.bounds(lookup[1])
            let query = CalibrationQuery("bias", detector: detector, during: try Samples.hours(bounds.0, bounds.1))
            var outcome: String
            do {
                outcome = try calibrations.answer(query, searching: search).dataset.uri
            } catch let miss as CalibrationMiss {
                outcome = miss.reason == .ambiguous ? "error:CalibrationLookupError" : "null"
            }
            compare("\(label) detector \(detector) \(Self.text(bounds))", lookup[2].text ?? "null", outcome)
        }
    }

    private mutating func compare(_ label: String, _ peer: String, _ ours: String) {
        if peer == ours { sameCount += 1 } else { deviations.insert("\(label): \(peer) -> \(ours)") }
    }

    /// What an operation comes to, in the peer's words where it has any.
    private static func apply(_ operation: Node, to calibrations: inout some CalibrationBackend) throws -> String {
        let parts = Array(operation.elements)
        let isCertify = parts[0].text == "certify"
        let bounds = bounds(isCertify ? parts[2] : parts[1])
        do {
            let validity = try Samples.hours(bounds.0, bounds.1)
            if isCertify {
                try calibrations.certify(parts[1].elements.compactMap(\.text), during: validity)
            } else {
                let detectors = parts[2].isNull ? nil : parts[2].elements.compactMap { $0.integer(Problems()) }
                _ = try calibrations.decertify("bias", in: "calib", during: validity) { row in
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

    private static func chain<Backend: CalibrationBackend>(_: Backend.Type) throws -> Backend {
        var calibrations = try Backend(.overlaps, "2a", "2b", "3b")
        try calibrations.add(CalibrationCollection("calib 2", .validityRanged))
        try calibrations.add(CalibrationCollection("all", .chain(["calib", "calib 2"])))
        try calibrations.certify(["2a"], during: try Samples.hours(2, 3))
        try calibrations.certify(["2b", "3b"], in: "calib 2", during: .always)
        return calibrations
    }

    private static func runFirst<Backend: CalibrationBackend>(_: Backend.Type) throws -> Backend {
        var calibrations = try Backend(.overlaps, "2a", "2b", "3b")
        try calibrations.add(CalibrationCollection("run b", .alwaysValid))
        try calibrations.add(CalibrationCollection("all", .chain(["run b", "calib"])))
        try calibrations.certify(["2a"], during: try Samples.hours(2, 3))
        try calibrations.certify(["2b", "3b"], in: "run b", during: .always)
        return calibrations
    }

    /// The bounds of an interval of the file, in hours.
    package static func bounds(_ node: Node) -> (Double?, Double?) {
        let numbers = node.elements.map { $0.double(Problems()) }
        return (numbers[0], numbers[1])
    }

    private static func label(_ operation: Node) -> String {
        let parts = Array(operation.elements)
        let isCertify = parts[0].text == "certify"
        let names = isCertify ? parts[1].elements.compactMap(\.text).joined(separator: ",") : "decertify"
        return "\(names) \(text(bounds(isCertify ? parts[2] : parts[1])))"
    }

    private static func text(_ bounds: (Double?, Double?)) -> String {
        func hour(_ value: Double?) -> String { value.map { "\(Int($0))" } ?? "-" }
        return "[\(hour(bounds.0)),\(hour(bounds.1)))"
    }

    /// A validity as the peer writes it.
    package static func text(_ validity: Validity) -> String {
        func text(_ instant: Instant) -> String { instant.isoText(scale: .tai, fractionDigits: 0) }
        return "\(validity.begin.map { "[\(text($0))" } ?? "(-∞"), \(validity.end.map(text) ?? "∞"))"
    }
}
