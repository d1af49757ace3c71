internal import ObsGeometry
internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let detectorsKnown = ConformanceCheck(
        "detectors-known", .geometry, .error,
        "The number and the name that a golden header gives a detector are one slot's.",
        documentation: """
            `detector_num` is the id of a slot of the camera, and `detector_unique_name` its name. When the two are of different \
            slots, or of none, the pixels are put where another chip is.
            """
    ) { subject, findings in
        for observation in subject.goldenObservations {
            let (info, instrument) = (observation.info, observation.instrument)
            guard let number = info.detectorNum, let date = info.datetimeBegin,
                let slots = try? instrument.history?.camera(at: date).parts.slots
            else { continue }
            guard let slot = slots.first(where: { $0.id == number }) else {
                findings.add(
                    at: observation.place("detector_num"), "the camera of \(date) has no detector \(number)",
                    hint: "correct the rule or the camera", instrument: instrument)
                continue
            }
            if let name = info.detectorUniqueName, name != slot.name {
                findings.add(
                    at: observation.place("detector_unique_name"),
                    "detector \(number) is \(slot.name) in the camera and '\(name)' by its header",
                    hint: "correct the rule or the camera", instrument: instrument)
            }
        }
    }
}
