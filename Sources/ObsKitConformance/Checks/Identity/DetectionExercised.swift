internal import ObsFITS
internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let detectionExercised = ConformanceCheck(
        "detection-exercised", .identity, .advice, "Every way of detection holds for a golden header.",
        documentation: """
            A way of detection that no golden header of the instrument meets is one that nobody has seen work. Detection is shown \
            the primary header, and where nothing recognizes that the cards of the first extension over it. Add a golden header \
            of a file that is recognized by it alone, or take it away.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let files = subject.goldenHeaders.compactMap(\.golden).filter { $0.instrument == instrument.name }
            if files.isEmpty { continue }
            let seen = files.flatMap { ForeignInstrument.File.shown($0.hdus) }.map { header in
                subject.catalog.explainIdentification(of: header).first { $0.instrument == instrument.name }
            }
            for (number, condition) in (seen.first??.conditions ?? []).enumerated()
            where !seen.contains(where: { $0?.conditions[number].holds ?? false }) {
                findings.add(
                    at: instrument.place("instrument.yaml", "detection", String(number)),
                    "no golden header meets: \(condition.words)",
                    hint: "add one of a file that is recognized by it", instrument: instrument)
            }
        }
    }
}
