package import ObsCalibrations
import ObsText
package import ObsTime

/// Small sets of calibrations that tests share.
package enum Samples {
    /// An instant so many hours after 2020-01-01T00:00:00 TAI.
    package static func hour(_ hours: Double) -> Instant {
        Instant(nanosecondsTAI: 1_577_836_800_000_000_000 + Int64(hours * 3_600_000_000_000))
    }

    /// The hours from `begin` to `end`; nil where it is open.
    package static func hours(_ begin: Double?, _ end: Double?) throws -> Validity {
        try Validity(begin: begin.map { hour($0) }, end: end.map { hour($0) })
    }

    /// A kind selected by detector, with any policy.
    package static func kinds(_ policy: ValidityPolicy) -> CalibrationKinds {
        let kind = CalibrationKind(name: "bias", keys: [KeyRule("detector", .exact)], policy: policy)
        return (try? CalibrationKinds([kind])) ?? .none
    }

    /// A dataset with a name such as `2a`: the detector and a letter.
    package static func dataset(_ name: String, kind: String = "bias") -> CalibrationDataset {
        let digits = name.prefix { $0.isNumber }
        return CalibrationDataset(
            id: DatasetID(contentHash: ContentHash(of: Array("\(kind) \(name)".utf8))), kind: kind,
            keys: CalibrationKeys(detector: Int(digits)), uri: name)
    }

    /// A set with the collection `calib` and the datasets of these names.
    package static func set(_ policy: ValidityPolicy, _ names: String...) throws -> CalibrationSet {
        var set = CalibrationSet(kinds: kinds(policy))
        try set.add(CalibrationCollection("calib", .validityRanged))
        for name in names { try set.add(dataset(name)) }
        return set
    }

    /// The id of a dataset of a name.
    package static func id(_ name: String) -> DatasetID { dataset(name).id }
}
