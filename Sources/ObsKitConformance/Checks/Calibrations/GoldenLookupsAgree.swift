internal import ObsCalibrations
internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let goldenLookupsAgree = ConformanceCheck(
        "golden-lookups-agree", .calibrations, .error, "Golden look-ups give the files that they name.",
        documentation: """
            Each look-up of conformance/lookups names a kind, a detector, a date and the curated file that goes with it, or \
            null where there is none. Dates on, just before and just after the begin of a file find mistakes in dates, \
            detectors and validities.
            """
    ) { subject, findings in
        for fixture in subject.fixtures("lookups").map({ Fixture($0) { try GoldenLookups(document: $0) } }) {
            guard let golden = try? fixture.value.get() else {
                for one in fixture.diagnostics { findings.add(at: one.place, one.message, hint: one.hint) }
                continue
            }
            guard let instrument = subject.instrument(named: golden.instrument) else {
                findings.add(
                    at: golden.instrumentPlace, "there is no instrument '\(golden.instrument)' in the package",
                    hint: "correct the name")
                continue
            }
            guard let set = try? instrument.instrument.calibrationSet(),
                let index = try? CalibrationIndex(set, searching: [instrument.instrument.curatedCollection])
            else { continue }
            for lookup in golden.lookups {
                let found: String?
                do {
                    let detector = lookup.detector.map { name in
                        instrument.camera?.detector(named: name)?.id ?? Int(name) ?? -1
                    }
                    let query = CalibrationQuery(
                        lookup.kind, detector: detector, filter: lookup.filter, during: lookup.interval)
                    found = try index.answer(query).dataset.uri
                } catch is CalibrationMiss {
                    found = nil
                } catch {
                    findings.add(at: lookup.place, "\(error)", instrument: instrument)
                    continue
                }
                if found == lookup.file { continue }
                findings.add(
                    at: lookup.place, "the answer is \(found ?? "none"), not \(lookup.file ?? "none")",
                    hint: "correct the names of files, or the expectation", instrument: instrument)
            }
        }
    }
}
