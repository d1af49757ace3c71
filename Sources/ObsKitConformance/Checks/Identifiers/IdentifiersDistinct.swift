internal import ObsKit
internal import ObsTime
internal import ObsTranslation

extension ConformanceCheck {
    static let identifiersDistinct = ConformanceCheck(
        "identifiers-distinct", .identifiers, .error, "One exposure has one id, and different ones have different ids.",
        documentation: """
            Over all golden headers of an instrument: an `exposure_id` stands for one `observation_id` and the other way round, and for \
            one begin, up to a minute; a `detector_exposure_id` for one exposure and one detector. Where golden headers are of one real exposure, give them the \
            cards of that exposure.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            var known: [String: (value: String, file: String)] = [:]
            var begins: [Int: (begin: Instant, file: String)] = [:]
            for file in subject.goldenHeaders(of: instrument) {
                for (index, observation) in (file.translation?.observations ?? []).enumerated() {
                    let info = observation.report.info
                    var statements: [(property: ObservationProperty, key: String, value: String)] = []
                    if let id = info.exposureID, let label = info.observationID {
                        statements.append((.exposureID, "exposure_id \(id)", "observation_id \(label)"))
                        statements.append((.observationID, "observation_id \(label)", "exposure_id \(id)"))
                    }
                    if let id = info.exposureID, let begin = info.datetimeBegin {
                        let other = begins[id, default: (begin, file.fixture.path)]
                        begins[id] = other
                        if other.file != file.fixture.path, abs(begin.seconds(since: other.begin)) > 60 {
                            findings.add(
                                at: file.place(observation: index, ObservationProperty.exposureID.name),
                                "exposure_id \(id) is of an exposure that began at \(begin), and at \(other.begin) in "
                                    + other.file,
                                hint: "give every exposure a number of its own", instrument: instrument)
                        }
                    }
                    if let packed = info.detectorExposureID, let id = info.exposureID, let number = info.detectorNum {
                        statements.append(
                            (
                                .detectorExposureID, "detector_exposure_id \(packed)",
                                "exposure \(id) and detector \(number)"
                            ))
                    }
                    for (property, key, value) in statements {
                        if let other = known[key], other.value != value {
                            findings.add(
                                at: file.place(observation: index, property.name),
                                "\(key) stands for \(value), and for \(other.value) in \(other.file)",
                                hint: "correct the rule", instrument: instrument)
                        } else {
                            known[key] = (value, file.fixture.path)
                        }
                    }
                }
            }
        }
    }
}
