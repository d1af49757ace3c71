internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let identifiersComeApart = ConformanceCheck(
        "identifiers-come-apart", .identifiers, .error,
        "Visits and detectors of golden headers come back from their ids.",
        documentation: """
            A `visit_id` of a golden header is the number of its `exposure_group` where `group_id` is described, else an id of \
            `exposure_visit_id` that holds the exposure. A `detector_exposure_id` whose layout has no part `detector` can be taken apart \
            and holds the exposure; `identifiers-agree` looks at the others.
            """
    ) { subject, findings in
        for observation in subject.goldenObservations {
            let scheme = observation.instrument.instrument.identifiers
            let info = observation.info
            let faults: [(ObservationProperty, String?)] = [
                (.visitID, visitFault(info, scheme)), (.detectorExposureID, detectorFault(info, scheme)),
            ]
            for case (let property, let message?) in faults {
                findings.add(
                    at: observation.place(property.name), message,
                    hint: "correct the rule or identifiers:", instrument: observation.instrument)
            }
        }
    }

    private static func visitFault(_ info: ObservationInfo, _ scheme: IdentifierScheme) -> String? {
        guard let visit = info.visitID else { return nil }
        if let groups = scheme.groups {
            guard let name = info.exposureGroup else { return nil }
            do {
                let number = try groups.identifier(of: name)
                return number == visit ? nil : "visit_id is \(visit), and the group '\(name)' has the number \(number)"
            } catch {
                return "visit_id is \(visit), and \(error)"
            }
        }
        return scheme.exposureVisit.flatMap { fault("visit_id", visit, $0, info, scheme) }
    }

    private static func detectorFault(_ info: ObservationInfo, _ scheme: IdentifierScheme) -> String? {
        guard let packed = info.detectorExposureID, let layout = scheme.detectorExposure,
            !layout.hasDetector || info.detectorNum == nil
        else { return nil }
        return fault("detector_exposure_id", packed, layout, info, scheme)
    }

    /// Why an id does not give the exposure back; nil when it does.
    private static func fault(
        _ name: String, _ identifier: Int, _ layout: IdentifierLayout, _ info: ObservationInfo,
        _ scheme: IdentifierScheme
    ) -> String? {
        do {
            let parts = try layout.unpack(identifier)
            guard let exposure = info.exposureID else { return nil }
            if let found = parts.integer("exposure") {
                return found == exposure ? nil : "\(name) \(identifier) is of exposure \(found), not \(exposure)"
            }
            for part in try scheme.parts(ofExposureID: exposure).parts {
                guard let found = parts[part.name], found != part.value else { continue }
                return "\(name) \(identifier) has \(part.name)=\(found), and exposure \(exposure) \(part.value)"
            }
            return nil
        } catch {
            return "\(name) \(identifier) cannot be taken apart: \(error)"
        }
    }
}
