internal import ObsKit
internal import ObsText
internal import ObsTranslation

extension ConformanceCheck {
    static let identifiersAgree = ConformanceCheck(
        "identifiers-agree", .identifiers, .error, "Golden headers have the identifiers that the instrument describes.",
        documentation: """
            The rules of translation.yaml and `identifiers:` of instrument.yaml say the same thing twice: the exposure id is one that \
            can be taken apart, and the detector-exposure id is that of exposure and detector. The day inside of an id is \
            `observing_day` and the `sequence` is `observation_counter`; `observing_day_offset` is the one that `observing_day:` \
            of `identifiers:` has at that time.
            """
    ) { subject, findings in
        for observation in subject.goldenObservations {
            let scheme = observation.instrument.instrument.identifiers
            let info = observation.info
            for diagnostic in observation.translated.report.diagnostics
            where diagnostic.code == .identifierDayDisagrees {
                findings.add(
                    at: observation.place(), diagnostic.message,
                    hint: "correct the rule or identifiers:", instrument: observation.instrument)
            }
            for (property, message) in contradictions(info, scheme) + clockContradictions(info, scheme) {
                findings.add(
                    at: observation.place(property.name), message,
                    hint: "correct the rule or identifiers:", instrument: observation.instrument)
            }
        }
    }

    /// What an observation says of the begin of its day and of its number otherwise than a scheme.
    private static func clockContradictions(
        _ info: ObservationInfo, _ scheme: IdentifierScheme
    ) -> [(ObservationProperty, String)] {
        var found: [(ObservationProperty, String)] = []
        if let identifier = info.exposureID, let counter = info.observationCounter,
            let inside = (try? scheme.exposure?.unpack(identifier))?.integer("sequence"), inside != counter
        {
            found.append(
                (.exposureID, "exposure_id \(identifier) has sequence=\(inside), and observation_counter is \(counter)")
            )
        }
        guard let days = scheme.days, let begin = info.datetimeBegin else { return found }
        if let offset = info.observingDayOffset, offset != days.offset(at: begin) {
            found.append(
                (
                    .observingDayOffset,
                    "observing_day_offset is \(offset) s, and by identifiers: \(days.offset(at: begin)) s"
                ))
        }
        return found
    }

    /// What an observation says otherwise than a scheme.
    private static func contradictions(
        _ info: ObservationInfo, _ scheme: IdentifierScheme
    ) -> [(ObservationProperty, String)] {
        var found: [(ObservationProperty, String)] = []
        if let id = info.exposureID, scheme.exposure != nil {
            do {
                _ = try scheme.parts(ofExposureID: id)
            } catch {
                found.append((.exposureID, "exposure_id \(id) cannot be taken apart: \(error)"))
            }
        }
        if let id = info.exposureID, let number = info.detectorNum, let packed = info.detectorExposureID,
            let layout = scheme.detectorExposure, layout.hasDetector
        {
            do {
                let expected = try scheme.detectorExposureID(exposure: id, detector: number)
                if expected != packed {
                    found.append(
                        (.detectorExposureID, "detector_exposure_id is \(packed), and by identifiers: \(expected)"))
                }
            } catch {
                found.append((.detectorExposureID, "detector_exposure_id cannot be made: \(error)"))
            }
        }
        return found
    }
}

extension IdentifierLayout {
    /// Whether one of the parts is the detector's number; others say in another way which chip it was.
    var hasDetector: Bool { forms.allSatisfy { form in form.parts.contains { $0.name == "detector" } } }
}
