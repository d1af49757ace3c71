import Foundation
import ObsCalibrations
import ObsRegistry
import ObsTime
import Passes

/// Calibrations are certified and found: `Calibrations FOLDER RANGES [PASS…]`, 62 detectors with so many ranges of an hour each.
///
/// Passes that write make collections of their own. `certify` certifies 62 rows for each call, `bulk` all in one call. `find` asks
/// the file with a call for each question, `finds` 100,000 times in one call; `plane` for 62 detectors; `join` for 100 exposures
/// of 62 detectors. `mfind`, `mplane` and `mjoin` ask the index in memory. `index` builds it from the file.
@main
struct Calibrations {
    static let detectors = Array(1...62)
    static let hour: Int64 = 3_600_000_000_000
    static let start: Int64 = 1_577_836_800_000_000_000

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let ranges = Int(arguments[2]) else {
            fatalError("usage: Calibrations FOLDER RANGES [PASS…]")
        }
        let registry = try Registry.create(path: "\(arguments[1])/calibrations-\(ranges).sqlite")
        let datasets = (0..<ranges).flatMap { range in
            detectors.map { detector in
                CalibrationDataset(
                    id: .random(), kind: "bias", keys: CalibrationKeys(detector: detector),
                    uri: "bias/\(detector)/\(range).fits")
            }
        }
        try registry.write { changes in
            try changes.add([CalibrationKind(name: "bias", keys: [KeyRule("detector", .exact)], policy: .overlaps)])
            try changes.add(datasets)
            try changes.add(CalibrationCollection("calib", .validityRanged))
            try changes.certify(try rows(datasets, ranges, "calib"))
        }
        let index = try registry.read { try $0.index(searching: ["calib"]) }
        let lookup = try index.lookup("bias")
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
            CalibrationQuery("bias", detector: number % 62 + 1, during: try exposure(number * 7 % ranges))
        }
        try Passes.run(Array(arguments.dropFirst(3))) { pass in
            switch pass {
            case "certify":
                let name = try collection()
                let all = try rows(datasets, ranges, name)
                for call in 0..<ranges {
                    try registry.write { _ = try $0.certify(all[(call * 62)..<(call * 62 + 62)]) }
                }
                return all.count
            case "bulk":
                let all = try rows(datasets, ranges, try collection())
                return try registry.write { try $0.certify(all).added.count }
            case "find":
                return try (0..<2000).reduce(0) { count, number in
                    let query = try query(number)
                    return try registry.read {
                        count + (try $0.answer(query, in: ["calib"]).dataset.uri.isEmpty ? 0 : 1)
                    }
                }
            case "finds":
                let queries = try (0..<100_000).map(query)
                return try registry.read { reading in
                    try queries.reduce(0) { count, query in
                        try count + (reading.answer(query, in: ["calib"]).dataset.uri.isEmpty ? 0 : 1)
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
                return try (0..<100_000).reduce(0) { count, number in
                    count
                        + (try lookup.find(detector: number % 62 + 1, during: exposure(number * 7 % ranges)) == nil
                            ? 0 : 1)
                }
            case "mplane":
                return try lookup.find(detectors: detectors, during: exposures[7].interval).compactMap { $0 }.count
            case "mjoin":
                return try index.answers("bias", exposures: exposures, detectors: detectors).compactMap { $0 }.count
            default: fatalError("there is no pass \(pass)")
            }
        }
        try registry.close()
    }

    /// 30 s in the middle of a range.
    private static func exposure(_ range: Int) throws -> Validity {
        let begin = start + Int64(range) * hour + hour / 2
        return try Validity(
            begin: Instant(nanosecondsTAI: begin), end: Instant(nanosecondsTAI: begin + 30_000_000_000))
    }

    private static func rows(
        _ datasets: [CalibrationDataset], _ ranges: Int, _ collection: String
    ) throws -> [Certification] {
        try datasets.enumerated().map { number, dataset in
            let begin = start + Int64(number / 62) * hour
            let validity = try Validity(
                begin: Instant(nanosecondsTAI: begin), end: Instant(nanosecondsTAI: begin + hour))
            return Certification(of: dataset, in: collection, validity: validity)
        }
    }
}
