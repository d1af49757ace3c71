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
    let answers: [ExposureAnswer]

    init(_ exposure: Exposure, _ answers: [ExposureAnswer]) {
        self.exposure = exposure
        self.answers = answers
    }

    /// What the exposure is called: as its headers name it, by its number, or by its file.
    var name: String {
        exposure.observationID ?? exposure.id.map { "\($0)" } ?? exposure.observations.first?.source ?? "-"
    }

    var outcomes: [CalibrationOutcome] { answers.map { CalibrationOutcome($0) } }

    /// Whether something has no calibration, or the exposure contradicts itself.
    var hasProblems: Bool { exposure.hasErrors || answers.contains { $0.answer == nil } }

    private var sources: [String] {
        var seen: Set<String> = []
        return exposure.observations.compactMap(\.source).filter { seen.insert($0).inserted }
    }

    /// Prints what is wrong with the headers and with the exposure, and what has no calibration.
    func printDiagnostics() {
        for source in sources {
            let own = exposure.observations.filter { $0.source == source }
            var remarks = Remarks()
            for one in own {
                for diagnostic in one.report.failureDiagnostics + one.report.diagnostics
                where diagnostic.severity != .note {
                    remarks.add(diagnostic, hdu: one.hdu ?? 0)
                }
            }
            for record in remarks.records(source, of: own.count) { Report.print(record) }
        }
        let place = sources.count == 1 ? sources[0] : name
        Report.print(exposure.diagnostics, about: place)
        for outcome in outcomes { outcome.printFailure(about: place) }
    }

    /// Writes the members of the object.
    func write(_ writer: inout JSONWriter) {
        writer.member("instrument", exposure.instrument)
        writer.member("exposure_id", exposure.id)
        writer.member("observation_id", exposure.observationID)
        writer.member("begin", exposure.interval?.begin?.isoText(scale: .tai))
        writer.member("end", exposure.interval?.end?.isoText(scale: .tai))
        writer.member("physical_filter", exposure.physicalFilter)
        writer.member("observation_type", exposure.observationType)
        writer.member("observation_kind", exposure.kind?.rawValue)
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
        exposure.diagnostics.writeMember(to: &writer)
    }
}
