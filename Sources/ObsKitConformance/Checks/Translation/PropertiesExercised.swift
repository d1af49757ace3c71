internal import ObsDocuments
internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let propertiesExercised = ConformanceCheck(
        "properties-exercised", .translation, .advice, "Every property that has a rule has a value in a golden header.",
        documentation: """
            A rule that no golden header makes use of is one that nobody has seen work. Add a header with the cards that it reads, or \
            say `null` when the camera never tells.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let infos = subject.goldenHeaders(of: instrument).flatMap { file in
                file.translation?.observations.map(\.report.info) ?? []
            }
            if infos.isEmpty { continue }
            let layers = instrument.layers("translation.yaml").map(\.root)
            for property in ObservationProperty.allCases where !infos.contains(where: { $0[property] != nil }) {
                let rule = layers.lazy.compactMap { $0["properties"]?[property.name] }.first
                guard let rule, !rule.isNull else { continue }
                findings.add(
                    at: instrument.place("translation.yaml", "properties", property.name),
                    "no golden header gives \(property.name)",
                    hint: "add a header that does, or write \(property.name): null", instrument: instrument)
            }
        }
    }
}
