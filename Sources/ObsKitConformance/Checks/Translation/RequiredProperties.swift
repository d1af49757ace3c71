internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let requiredProperties = ConformanceCheck(
        "required-properties", .translation, .error, "Headers give what every pipeline needs of an exposure.",
        documentation: """
            An exposure is stored with its instrument, observation id and exposure id, type, filter, begin and end, requested \
            exposure time, group with its first and last number, observing day, whether it is simulated, and the detector: \
            the properties without which nothing can be ingested. Each must have a value in one golden header at least.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let infos = subject.goldenHeaders(of: instrument).flatMap { file in
                file.translation?.observations.filter { $0.instrument == instrument.name }.map(\.report.info) ?? []
            }
            if infos.isEmpty { continue }
            for property in required where !infos.contains(where: { $0[property] != nil }) {
                findings.add(
                    at: instrument.place("translation.yaml", "properties", property.name),
                    "no golden header gives \(property.name)", hint: "write a rule, a constant or a default",
                    instrument: instrument)
            }
        }
    }

    private static let required: [ObservationProperty] = [
        .instrument, .exposureID, .physicalFilter, .datetimeBegin, .datetimeEnd, .exposureTimeRequested, .detectorNum,
        .observationType, .observationID, .exposureGroup, .observingDay, .hasSimulatedContent, .groupCounterStart,
        .groupCounterEnd,
    ]
}
