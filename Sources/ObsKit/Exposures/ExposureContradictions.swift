internal import ObsCalibrations
internal import ObsText
internal import ObsTime
internal import ObsTranslation

/// What the detectors of one exposure contradict in each other, and what an exposure needs and none of them says.
struct ExposureContradictions {
    /// What was found, the worst first.
    let diagnostics: [Diagnostic]

    /// Compares observations.
    ///
    /// - Parameters:
    ///   - observations: the observations, in their order
    ///   - instrument: the instrument, which says what may differ and what a file holds
    ///   - areWhole: whether they are all that files hold which were read to their ends
    init(_ observations: [Exposure.Observation], _ instrument: Instrument, areWhole: Bool) {
        var found: [Diagnostic] = []
        let (one, several) = (observations.count, Set(observations.map(\.source)).count > 1)
        let places = observations.map { $0.place(namingFile: several) }
        let mayDiffer = instrument.translator.checks.mayDiffer
        func compare(
            _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ property: ObservationProperty, hint: String
        ) {
            guard !mayDiffer.contains(property),
                let difference = PropertyDifference(
                    count: one, value: { observations[$0].info[property] }, place: { places[$0] })
            else { return }
            found.append(
                Diagnostic(
                    severity, code, at: nil,
                    "the detectors of one exposure differ in \(property.name): \(difference)", hint: hint))
        }
        let other = "compare the cards; one of the files may be of another exposure"
        let unity = ExposureUnity(
            zip(observations, places).map { observation, place in
                ExposureUnity.Member(
                    instrument: observation.report.instrumentName, day: observation.info.observingDay, place: place)
            }, daysMayDiffer: mayDiffer.contains(.observingDay))
        if let problem = unity.ofInstruments { found.append(problem) }
        compare(.error, .exposureIDsDiffer, .exposureID, hint: "exposures(files:) keeps them apart")
        if let problem = Self.numberless(observations, places) { found.append(problem) }
        found += Self.twins(observations, places)
        compare(.warning, .filtersDiffer, .physicalFilter, hint: other)
        compare(.warning, .intervalsDiffer, .datetimeBegin, hint: other)
        if !mayDiffer.contains(.datetimeBegin) { compare(.warning, .intervalsDiffer, .datetimeEnd, hint: other) }
        if let problem = unity.ofDays { found.append(problem) }
        if let problem = Self.nameless(observations, places, instrument) { found.append(problem) }
        if areWhole, let problem = FileContradictions.missing(observations.map(\.info), instrument, in: "the exposure")
        {
            found.append(problem)
        }
        if let problem = Self.interval(observations) { found.append(problem) }
        if let problem = Self.pointing(observations) { found.append(problem) }
        found += Self.state(observations, places)
        diagnostics = found
    }

    /// A detector that is there twice.
    private static func twins(_ observations: [Exposure.Observation], _ places: [String]) -> [Diagnostic] {
        let byDetector = Dictionary(grouping: observations.indices.filter { observations[$0].detector != nil }) {
            observations[$0].detector ?? 0
        }
        return byDetector.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { detector, indices in
            Diagnostic(
                .error, .detectorTwice, at: nil,
                "\(indices.map { places[$0] }.joined(separator: " and ")) are each detector \(detector): "
                    + "an exposure has a detector once",
                hint: "one of them states the wrong detector, or is a copy: compare their cards")
        }
    }

    /// Headers without the number of their exposure, by which its files are put together.
    private static func numberless(_ observations: [Exposure.Observation], _ places: [String]) -> Diagnostic? {
        let numberless = observations.indices.filter { observations[$0].info.exposureID == nil }
        guard let first = numberless.first else { return nil }
        let more = numberless.count > 1 ? " and \(numberless.count - 1) more" : ""
        return Diagnostic(
            .warning, .noExposureID, at: nil,
            "\(places[first])\(more): the header has no exposure id, so other files of the exposure are not known to be of it",
            hint: "obskit translate --explain says why exposure_id has no value")
    }

    /// Headers that do not say which detector they are of, where the instrument has detectors.
    private static func nameless(
        _ observations: [Exposure.Observation], _ places: [String], _ instrument: Instrument
    ) -> Diagnostic? {
        let nameless = observations.indices.filter { observations[$0].detector == nil }
        guard let first = nameless.first, instrument.cameraDirectory != nil || nameless.count < observations.count
        else { return nil }
        let more = nameless.count > 1 ? " and \(nameless.count - 1) more" : ""
        return Diagnostic(
            .warning, .noDetector, at: nil,
            "\(places[first])\(more): the header does not name its detector, so none of its own calibrations can be found",
            hint: "obskit translate --explain says why detector_num has no value")
    }

    /// That nothing says when the exposure was, or when it ended.
    private static func interval(_ observations: [Exposure.Observation]) -> Diagnostic? {
        if observations.allSatisfy({ $0.info.datetimeBegin == nil }) {
            return Diagnostic(
                .error, .noInterval, at: nil, "no header says when the exposure began, so no calibration can be found",
                hint: "obskit translate --explain says why datetime_begin has no value")
        }
        if observations.allSatisfy({ $0.info.datetimeEnd == nil }) {
            return Diagnostic(
                .warning, .noEnd, at: nil, "no header says when the exposure ended, so it is taken for an instant",
                hint: "obskit translate --explain says why datetime_end has no value")
        }
        return nil
    }

    /// That an exposure of the sky does not say where it looked, or how the camera was turned.
    private static func pointing(_ observations: [Exposure.Observation]) -> Diagnostic? {
        guard let first = observations.first, first.isOfSky,
            !observations.contains(where: { (try? Pointing($0.info)) != nil })
        else { return nil }
        do {
            _ = try Pointing(first.info)
            return nil
        } catch {
            return DiagnosticsError(error).diagnostics.first.map { problem in
                Diagnostic(
                    .warning, problem.code, at: nil, problem.message,
                    hint: "without it the exposure has no footprint, and belongs to no visit")
            }
        }
    }

    /// Cards of the state that cannot be taken, that were taken otherwise than they stand, and those that kinds need and that
    /// no header has; each once, however many detectors and kinds it is about.
    private static func state(_ observations: [Exposure.Observation], _ places: [String]) -> [Diagnostic] {
        var found: [Diagnostic] = []
        var seen: [String: Int] = [:]
        func say(_ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ text: String, _ place: Int, hint: String) {
            let count = seen[text, default: 0]
            seen[text] = count + 1
            if count > 0 { return }
            let others = observations.count > 1 ? ", perhaps in others too" : ""
            found.append(Diagnostic(severity, code, at: nil, "\(text), in \(places[place])\(others)", hint: hint))
        }
        for (place, observation) in observations.enumerated() {
            for (rule, reading) in observation.cards.all {
                switch reading {
                case .value(_, nil): break
                case .value(_, let remark?):
                    say(.note, .stateReadOtherwise, remark, place, hint: "say the card's unit and type in kinds.yaml")
                case .refused(let reason):
                    say(
                        .warning, .stateRefused, "the key '\(rule.name)' of the state has no value: \(reason)", place,
                        hint: "correct the header, or give the value")
                case .absent(let reason) where rule.isRequired && rule.card != nil:
                    say(
                        .warning, .stateMissing, "the key '\(rule.name)' of the state has no value: \(reason)", place,
                        hint: "give the value; the kinds that it selects have no calibration without it")
                case .absent: break
                }
            }
        }
        return found
    }
}

extension Exposure.Observation {
    /// Where the observation is, in words.
    func place(namingFile: Bool) -> String {
        let hdu = hdu.map { number in hduName.map { "HDU \(number) (\($0))" } ?? "HDU \(number)" }
        let file = namingFile || hdu == nil ? source : nil
        let words = [file, hdu].compactMap { $0 }.joined(separator: ", ")
        return words.isEmpty ? detector.map { "detector \($0)" } ?? "the header" : words
    }

    /// Whether the light of the sky fell on the detector: as the header says, or as such an observation usually is.
    var isOfSky: Bool {
        if let canSeeSky = info.canSeeSky { return canSeeSky }
        switch report.kind {
        case .bias, .dark, .flat, .domeFlat, .arc, .calibration, .engineering, .test: return false
        case .science, .standard, .acquisition, .focus, .skyFlat, .twilightFlat, .fringe, nil: return true
        }
    }
}

extension Diagnostic.Code {
    /// The detectors of an exposure have several exposure ids.
    package static let exposureIDsDiffer = Self(rawValue: "exposure-ids-differ")
    /// The detectors of an exposure saw through several filters.
    package static let filtersDiffer = Self(rawValue: "filters-differ")
    /// The detectors of an exposure began or ended more than a second apart.
    package static let intervalsDiffer = Self(rawValue: "intervals-differ")
    /// A header of an exposure has no number of the exposure.
    package static let noExposureID = Self(rawValue: "no-exposure-id")
    /// A header of an exposure does not name its detector.
    package static let noDetector = Self(rawValue: "no-detector")
    /// Nothing says when an exposure was.
    package static let noInterval = Self(rawValue: "no-interval")
    /// Nothing says when an exposure ended.
    package static let noEnd = Self(rawValue: "no-end")
    /// A card of the state is there and cannot be taken.
    package static let stateRefused = Self(rawValue: "state-refused")
    /// A card of the state, by which a kind is selected, is not there.
    package static let stateMissing = Self(rawValue: "state-missing")
    /// A card of the state was taken otherwise than it stands.
    package static let stateReadOtherwise = Self(rawValue: "state-read-otherwise")
}
