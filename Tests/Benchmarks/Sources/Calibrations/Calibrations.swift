import Foundation
import ObsCalibrations
import ObsRegistry
import ObsTime
import Passes

/// Calibrations are certified and found: `Calibrations FOLDER RANGES [PASS…]`, 62 detectors with so many ranges of an hour each.
///
/// Passes that write make collections of their own. `certify` certifies 62 rows for each call, `bulk` all in one call. `find` asks
/// the file with a call for each question, `finds` 100,000 times in one call, `refinds` these five times in one call; `plane` for 62 detectors; `join` for 100 exposures
/// of 62 detectors. `mfind`, `mplane` and `mjoin` ask the index in memory, `mtrace` with a trace, `mquery` with a query whose kind
/// is looked up by its name; `mlarge` asks for 205 detectors at once. `index` builds it from the file. Questions for one detector
/// are of detectors and times in no order.
@main
struct Calibrations {
    static let detectors = Array(1...62)
    static let largePlane = Array(1...205)
    static let hour: Int64 = 3_600_000_000_000
    static let start: Int64 = 1_577_836_800_000_000_000

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let ranges = Int(arguments[2]) else {
            fatalError("usage: Calibrations FOLDER RANGES [PASS…]")
        }
        let registry = try Registry.create(path: "\(arguments[1])/calibrations-\(ranges).sqlite")
        let datasets = datasets(of: detectors, ranges)
        try registry.write { changes in
            try changes.add([CalibrationKind(name: "bias", keys: [KeyRule("detector", .exact)], policy: .overlaps)])
            try changes.add(datasets)
            try changes.add(CalibrationCollection("calib", .validityRanged))
            try changes.certify(try rows(datasets, of: 62, "calib"))
        }
        let index = try registry.read { try $0.index(searching: ["calib"]) }
        let lookup = try index.lookup("bias")
        let large = try largeIndex(ranges).lookup("bias")
        let questions = (0..<Question.count).map { Question($0, ranges) }
        let exposures = try (0..<100).map {
            CalibrationExposure(during: try exposure($0 * max(1, ranges / 50) % ranges))
        }
        var collections = 0
        func collection() throws -> String {
            collections += 1
            let name = "pass \(collections)"
            try registry.write { try $0.add(CalibrationCollection(name, .validityRanged)) }
            return name
        }
        func query(_ number: Int) throws -> CalibrationQuery {
            let question = questions[number % Question.count]
            return CalibrationQuery("bias", detector: question.detector, during: try exposure(question.range))
        }
        try Passes.run(Array(arguments.dropFirst(3))) { pass in
            switch pass {
            case "certify":
                let name = try collection()
                let all = try rows(datasets, of: 62, name)
                for call in 0..<ranges {
                    try registry.write { _ = try $0.certify(all[(call * 62)..<(call * 62 + 62)]) }
                }
                return all.count
            case "bulk":
                let all = try rows(datasets, of: 62, try collection())
                return try registry.write { try $0.certify(all).added.count }
            case "find":
                return try (0..<2000).reduce(0) { count, number in
                    let query = try query(number)
                    return try registry.read {
                        count + (try $0.answer(query, in: ["calib"]).dataset.uri.isEmpty ? 0 : 1)
                    }
                }
            case "finds", "refinds":
                let queries = try (0..<100_000).map(query)
                return try registry.read { reading in
                    try (0..<(pass == "finds" ? 1 : 5)).reduce(0) { count, _ in
                        try queries.reduce(count) { count, query in
                            try count + (reading.answer(query, in: ["calib"]).dataset.uri.isEmpty ? 0 : 1)
                        }
                    }
                }
            case "plane":
                return try registry.read { reading in
                    try reading.answers("bias", exposures: [exposures[7]], detectors: detectors, in: ["calib"])
                        .compactMap { $0 }.count
                }
            case "join":
                return try registry.read { reading in
                    try reading.answers("bias", exposures: exposures, detectors: detectors, in: ["calib"])
                        .compactMap { $0 }.count
                }
            case "index":
                return try registry.read { try $0.index(searching: ["calib"]) }.kinds.all.count
            case "mfind":
                var found = 0
                for _ in 0..<32 {
                    for one in questions
                    where try lookup.find(detector: one.detector, during: exposure(one.range)) != nil {
                        found += 1
                    }
                }
                return found
            case "mquery":
                return try (0..<100_000).reduce(0) { count, number in
                    try count + (index.answer(query(number)).dataset.uri.isEmpty ? 0 : 1)
                }
            case "mtrace":
                return try (0..<20).reduce(0) { count, number in
                    try count + (index.answer(query(number), tracing: true).trace == nil ? 0 : 1)
                }
            case "mlarge":
                return try (0..<1000).reduce(0) { count, number in
                    try count
                        + large.find(detectors: largePlane, during: exposure(questions[number].range)).compactMap { $0 }
                        .count
                }
            case "mplane":
                return try (0..<1000).reduce(0) { count, number in
                    try count
                        + lookup.find(detectors: detectors, during: exposure(questions[number].range)).compactMap { $0 }
                        .count
                }
            case "mjoin":
                return try index.answers("bias", exposures: exposures, detectors: detectors).compactMap { $0 }.count
            default: fatalError("there is no pass \(pass)")
            }
        }
        try registry.close()
    }

    /// A detector and a range, as a generator of numbers comes to them (splitmix64); small, so that the questions leave the
    /// cache to what answers.
    private struct Question {
        static let count = 1 << 15
        private let packed: UInt32

        var detector: Int { Int(packed >> 16) }
        var range: Int { Int(packed & 0xFFFF) }

        init(_ number: Int, _ ranges: Int) {
            var bits = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
            bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
            bits ^= bits >> 31
            packed = UInt32(bits % 62 + 1) << 16 | UInt32((bits >> 32) % UInt64(ranges))
        }
    }

    /// An index of 205 detectors, made in memory.
    private static func largeIndex(_ ranges: Int) throws -> CalibrationIndex {
        var set = CalibrationSet(
            kinds: try CalibrationKinds([
                CalibrationKind(name: "bias", keys: [KeyRule("detector", .exact)], policy: .overlaps)
            ]))
        try set.add(CalibrationCollection("calib", .validityRanged))
        let datasets = Self.datasets(of: largePlane, ranges)
        for dataset in datasets { try set.add(dataset) }
        try set.certify(try rows(datasets, of: largePlane.count, "calib"))
        return try CalibrationIndex(set, searching: ["calib"])
    }

    private static func datasets(of detectors: [Int], _ ranges: Int) -> [CalibrationDataset] {
        (0..<ranges).flatMap { range in
            detectors.map { detector in
                CalibrationDataset(
                    id: .random(), kind: "bias", keys: CalibrationKeys(detector: detector),
                    uri: "bias/\(detector)/\(range).fits")
            }
        }
    }

    /// 30 s in the middle of a range.
    private static func exposure(_ range: Int) throws -> Validity {
        let begin = start + Int64(range) * hour + hour / 2
        return try Validity(
            begin: Instant(nanosecondsTAI: begin), end: Instant(nanosecondsTAI: begin + 30_000_000_000))
    }

    private static func rows(
        _ datasets: [CalibrationDataset], of detectors: Int, _ collection: String
    ) throws -> [Certification] {
        try datasets.enumerated().map { number, dataset in
            let begin = start + Int64(number / detectors) * hour
            let validity = try Validity(
                begin: Instant(nanosecondsTAI: begin), end: Instant(nanosecondsTAI: begin + hour))
            return Certification(of: dataset, in: collection, validity: validity)
        }
    }
}
