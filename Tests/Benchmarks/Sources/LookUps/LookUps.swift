import ObsCalibrations
import ObsTime
import Passes

/// Look-ups in memory: `LookUps [PASS…]`.
///
/// Passes: `few` and `many` ask for one detector and instant a million times, of 62 detectors with 50 and with 500 validities
/// each; `texts` asks with a query, whose kind is looked up by name; `traced` asks with a trace, a thousand times; `plane`
/// asks for 205 detectors at once, ten thousand times; `bulk` for 1,000 exposures of 62 detectors; `build` makes the index of
/// 62 times 500; `certify` certifies them.
@main
struct LookUps {
    static let day: Int64 = 86_400_000_000_000
    static let start: Int64 = 1_500_000_000_000_000_000

    static func main() throws {
        let few = try CalibrationIndex(set(detectors: 62, ranges: 50), searching: ["calib"])
        let manySet = try set(detectors: 62, ranges: 500)
        let many = try CalibrationIndex(manySet, searching: ["calib"])
        let plane = try CalibrationIndex(set(detectors: 205, ranges: 50), searching: ["calib"])
        try Passes.run(Array(CommandLine.arguments.dropFirst())) { pass in
            switch pass {
            case "few": try singles(few, ranges: 50)
            case "many": try singles(many, ranges: 500)
            case "texts": try texts(few)
            case "traced": try traced(few)
            case "plane": try planes(plane)
            case "bulk": try bulk(few)
            case "build": try CalibrationIndex(manySet, searching: ["calib"]).kinds.all.count
            case "certify": try set(detectors: 62, ranges: 500).certifications.count
            default: fatalError("there is no pass \(pass)")
            }
        }
    }

    static func set(detectors: Int, ranges: Int) throws -> CalibrationSet {
        let kind = CalibrationKind(name: "bias", keys: [KeyRule("detector", .exact)], policy: .begin)
        var set = CalibrationSet(kinds: try CalibrationKinds([kind]))
        try set.add(CalibrationCollection("calib", .validityRanged))
        var rows: [Certification] = []
        for detector in 0..<detectors {
            for range in 0..<ranges {
                let dataset = CalibrationDataset(
                    id: DatasetID(high: UInt64(detector), low: UInt64(range)), kind: "bias",
                    keys: CalibrationKeys(detector: detector), uri: "bias-\(detector)-\(range).fits")
                try set.add(dataset)
                let begin = start + Int64(range) * day
                rows.append(
                    Certification(
                        of: dataset, in: "calib",
                        validity: try Validity(
                            begin: Instant(nanosecondsTAI: begin), end: Instant(nanosecondsTAI: begin + day))))
            }
        }
        try set.certify(rows)
        return set
    }

    /// Instants and detectors that follow no order.
    static func questions(_ count: Int, ranges: Int) -> [(detector: Int, interval: Validity)] {
        var state: UInt64 = 88_172_645_463_325_252
        return (0..<count).compactMap { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let begin = start + Int64(state % UInt64(ranges)) * day + Int64(state >> 40)
            let end = Instant(nanosecondsTAI: begin + 30_000_000_000)
            guard let interval = try? Validity(begin: Instant(nanosecondsTAI: begin), end: end) else { return nil }
            return (Int(state >> 20 % 62) % 62, interval)
        }
    }

    static func singles(_ index: CalibrationIndex, ranges: Int) throws -> Int {
        let lookup = try index.lookup("bias")
        let questions = questions(1000, ranges: ranges)
        var found = 0
        for _ in 0..<1000 {
            for one in questions where try lookup.find(detector: one.detector, during: one.interval) != nil {
                found += 1
            }
        }
        return found
    }

    static func texts(_ index: CalibrationIndex) throws -> Int {
        let queries = questions(1000, ranges: 50).map {
            CalibrationQuery("bias", detector: $0.detector, during: $0.interval)
        }
        var found = 0
        for _ in 0..<100 {
            for query in queries where try index.answer(query).trace == nil { found += 1 }
        }
        return found
    }

    static func traced(_ index: CalibrationIndex) throws -> Int {
        try questions(1000, ranges: 50).reduce(0) { sum, one in
            let query = CalibrationQuery("bias", detector: one.detector, during: one.interval)
            return try sum + (index.answer(query, tracing: true).trace == nil ? 0 : 1)
        }
    }

    static func planes(_ index: CalibrationIndex) throws -> Int {
        let lookup = try index.lookup("bias")
        let detectors = Array(0..<205)
        let questions = questions(1000, ranges: 50)
        var found = 0
        for _ in 0..<10 {
            for one in questions { found += try lookup.find(detectors: detectors, during: one.interval).count }
        }
        return found / 205
    }

    static func bulk(_ index: CalibrationIndex) throws -> Int {
        let exposures = questions(1000, ranges: 50).map { CalibrationExposure(during: $0.interval) }
        return try index.answers("bias", exposures: exposures, detectors: Array(0..<62)).count
    }
}
