internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsText
internal import ObsTime
internal import ObsTranslation

/// An exposure and its calibrations, as `obskit calib find` prints them.
struct FoundExposure {
    static let schema = "obskit/exposure-calibrations/1"

    let exposure: Exposure
    /// What was found of each kind and detector.
    var answers: [ExposureAnswer] = []
    /// What was noticed while calibrations were looked for.
    var remarks: [Diagnostic] = []

    init(_ exposure: Exposure) { self.exposure = exposure }

    /// What the exposure is called: as its headers name it, by its number, or by its file.
    var name: String {
        exposure.observationID ?? exposure.id.map { "\($0)" } ?? exposure.observations.first?.source ?? "-"
    }

    var outcomes: [CalibrationOutcome] { answers.map { CalibrationOutcome($0) } }

    /// Whether something has no calibration, or the exposure contradicts itself.
    var hasProblems: Bool {
        exposure.hasErrors || remarks.contains { $0.severity == .error } || answers.contains { $0.answer == nil }
    }

    private var sources: [String] {
        var seen: Set<String> = []
        return exposure.observations.compactMap(\.source).filter { seen.insert($0).inserted }
    }

    /// Prints what is wrong with the exposure, and what has no calibration.
    func printDiagnostics() {
        let place = sources.count == 1 ? sources[0] : name
        Report.print(exposure.diagnostics + remarks, about: place)
        for outcome in outcomes { outcome.printFailure(about: place) }
    }

    /// Writes the members of the object.
    func write(_ writer: inout JSONWriter) {
        ExposureRecord.writeMembers(exposure, to: &writer)
        writer.key("sources")
        writer.beginArray()
        for source in sources { writer.value(source) }
        writer.endArray()
        writer.key("answers")
        writer.beginArray()
        for answer in answers {
            writer.beginObject()
            CalibrationOutcome(answer).write(&writer)
            writer.member("detector_name", answer.detector.flatMap { exposure.camera?.detector($0)?.name })
            writer.key("state")
            writer.beginObject()
            for (name, value) in (answer.query?.state ?? [:]).sorted(by: { $0.key < $1.key }) {
                switch value {
                case .text(let text): writer.member(name, text)
                case .number(let number): writer.member(name, number)
                }
            }
            writer.endObject()
            writer.member("problem", answer.failure.map { $0.message })
            writer.endObject()
        }
        writer.endArray()
        (exposure.diagnostics + remarks).writeMember(to: &writer)
    }
}
