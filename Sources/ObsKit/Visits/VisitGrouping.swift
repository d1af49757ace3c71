internal import ObsText
internal import ObsTime
internal import ObsTranslation

/// Makes visits of the exposures of one instrument.
struct VisitGrouping {
    private let instrument: String
    private let identifiers: IdentifierScheme
    private let systems: [VisitSystem]
    private let daysMayDiffer: Bool
    private var exposures: [ObservationInfo] = []
    private var unvisited: [Visits.Unvisited] = []
    private var diagnostics: [Diagnostic] = []
    /// The visits by their ids.
    private var visits: [Int: Visit] = [:]

    init(instrument: String, identifiers: IdentifierScheme, systems: [VisitSystem], daysMayDiffer: Bool) {
        self.daysMayDiffer = daysMayDiffer
        self.instrument = instrument
        self.identifiers = identifiers
        self.systems = VisitSystem.allCases.filter(systems.contains)
    }

    /// Takes in observations; all detectors of an exposure are one.
    mutating func add(_ observations: some Sequence<ObservationInfo>) {
        var byID: [Int: [ObservationInfo]] = [:]
        for observation in observations {
            guard let id = observation.exposureID else {
                unnumbered(observation, "has no exposure_id")
                unvisited.append(Visits.Unvisited(exposure: observation, reason: .unnumbered))
                continue
            }
            byID[id, default: []].append(observation)
        }
        for (_, detectors) in byID.sorted(by: { $0.key < $1.key }) {
            let sorted = detectors.sorted { ($0.detectorNum ?? .max) < ($1.detectorNum ?? .max) }
            compare(sorted)
            let exposure = sorted[0]
            if let reason = Self.reason(exposure) {
                unvisited.append(Visits.Unvisited(exposure: exposure, reason: reason))
            } else {
                exposures.append(exposure)
            }
        }
    }

    /// The visits of what was taken in.
    mutating func result() -> Visits {
        let first = systems.contains(.bySeqStartEnd) ? bySequence() : []
        if systems.contains(.oneToOne) { oneToOne(firstOfSeveral: first) }
        if systems.contains(.byGroupMetadata) { byGroup() }
        let seen = Set(visits.values.flatMap { $0.exposures.compactMap(\.exposureID) })
        unvisited += exposures.filter { !seen.contains($0.exposureID ?? -1) }.map {
            Visits.Unvisited(exposure: $0, reason: .unnumbered)
        }
        let sorted = visits.values.sorted { one, other in
            let (left, right) = (Self.order(one.exposures[0]), Self.order(other.exposures[0]))
            return left == right ? one.id < other.id : left < right
        }
        sorted.forEach { checkRoom($0) }
        return Visits(
            instrument: instrument, systems: systems, visits: sorted,
            unvisited: unvisited.sorted { ($0.exposure.exposureID ?? -1) < ($1.exposure.exposureID ?? -1) },
            diagnostics: diagnostics)
    }

    /// Why an exposure is in no visit; nil where it is in one.
    private static func reason(_ exposure: ObservationInfo) -> Visits.Unvisited.Reason? {
        if exposure.canSeeSky == false { return .cannotSeeSky }
        if exposure.trackingRADec == nil { return .noBoresight }
        guard exposure.boresightRotationAngle?.isFinite == true, exposure.boresightRotationCoord == "sky" else {
            return .noSkyAngle
        }
        return nil
    }

    /// The order of exposures: by day, number in the day, id.
    private static func order(_ exposure: ObservationInfo) -> (Int, Int, Int) {
        (exposure.observingDay ?? .max, exposure.observationCounter ?? .max, exposure.exposureID ?? .max)
    }
}

// The systems.
extension VisitGrouping {
    /// A group of exposures of one day, by the numbers that their headers give it.
    private struct Span: Hashable, Comparable {
        let day: Int
        let start: Int
        let end: Int

        static func < (left: Span, right: Span) -> Bool {
            (left.day, left.start, left.end) < (right.day, right.start, right.end)
        }
    }

    /// A visit for each exposure.
    ///
    /// - Parameter first: the exposures that gave their ids to a visit of several
    private mutating func oneToOne(firstOfSeveral first: Set<Int>) {
        for exposure in exposures {
            guard let id = exposure.exposureID, let name = exposure.observationID else {
                unnumbered(exposure, "has no observation_id, by which its visit is named")
                continue
            }
            guard first.contains(id) else {
                add(id, name, .oneToOne, [exposure])
                continue
            }
            do {
                let own = try identifiers.compose(
                    "exposure_visit_id",
                    values: ["exposure": .integer(id), VisitSystem.firstOfSeveral: "yes"])
                add(own, "\(name)_first", .oneToOne, [exposure])
            } catch {
                unnumbered(
                    exposure,
                    "needs another number for its own visit, since a visit of several has its number: \(error)")
            }
        }
    }

    /// A visit for all exposures of a day from one number to another.
    ///
    /// - Returns: the exposures that gave their ids to a visit of several
    private mutating func bySequence() -> Set<Int> {
        var first: Set<Int> = []
        var spans: [Span: [ObservationInfo]] = [:]
        for exposure in exposures {
            guard let day = exposure.observingDay, let start = exposure.groupCounterStart,
                let end = exposure.groupCounterEnd, exposure.observationCounter != nil
            else {
                unnumbered(
                    exposure,
                    "does not say day and number, or the numbers of its group (observing_day, observation_counter, "
                        + "group_counter_start, group_counter_end)")
                continue
            }
            spans[Span(day: day, start: start, end: end), default: []].append(exposure)
        }
        for (span, members) in spans.sorted(by: { $0.key < $1.key }) {
            let sorted = members.sorted { Self.order($0) < Self.order($1) }
            guard span.start != span.end else {
                for exposure in sorted {
                    guard let id = exposure.exposureID, let name = exposure.observationID else { continue }
                    add(id, name, .bySeqStartEnd, [exposure])
                }
                continue
            }
            guard let leader = sorted.first, leader.observationCounter == span.start, let id = leader.exposureID,
                let name = leader.observationID
            else {
                // The LSST cameras count from 1; a number 0 is of an exposure that was not counted.
                if sorted.first?.observationCounter != 0 {
                    note(
                        .warning, .firstExposureMissing,
                        "exposures \(span.start) to \(span.end) of day \(span.day) have no visit of several: the first, "
                            + "which gives it its number, is not among the \(sorted.count) that are there")
                }
                continue
            }
            first.insert(id)
            add(id, name, .bySeqStartEnd, sorted, missing: missing(span.start...max(span.start, span.end), sorted))
        }
        return first
    }

    /// A visit for all exposures of a group.
    private mutating func byGroup() {
        var groups: [String: [ObservationInfo]] = [:]
        for exposure in exposures {
            if let group = exposure.exposureGroup {
                groups[group, default: []].append(exposure)
            } else {
                unnumbered(exposure, "has no exposure_group")
            }
        }
        for (group, members) in groups.sorted(by: { $0.key < $1.key }) {
            let sorted = members.sorted { Self.order($0) < Self.order($1) }
            let starts = sorted.compactMap(\.groupCounterStart)
            let ends = sorted.compactMap(\.groupCounterEnd)
            var lost: [Int] = []
            if Set(sorted.map(\.observingDay)).count == 1, starts.count == sorted.count, ends.count == sorted.count,
                let start = starts.min(), let end = ends.max(), start <= end
            {
                lost = missing(start...end, sorted)
            }
            do {
                let id = try identifiers.compose("group_id", values: ["name": .word(group)])
                add(id, group, .byGroupMetadata, sorted, missing: lost)
            } catch {
                note(.warning, .unnumberedExposure, "the exposures of group '\(group)' are in no visit: \(error)")
            }
        }
    }
}

// What is put together, and what is said.
extension VisitGrouping {
    private mutating func add(
        _ id: Int, _ name: String, _ system: VisitSystem, _ exposures: [ObservationInfo], missing: [Int] = []
    ) {
        guard let known = visits[id] else {
            visits[id] = Visit(id: id, name: name, systems: [system], exposures: exposures, missing: missing)
            if !missing.isEmpty { incomplete(name, missing) }
            return
        }
        guard known.name == name, known.exposures == exposures else {
            return note(
                .error, .visitTwice,
                "visit \(id) is '\(known.name)' of \(DisplayText.counted(known.exposures.count, "exposure")) and '\(name)' of "
                    + "\(DisplayText.counted(exposures.count, "exposure")); the second is left out")
        }
        visits[id] = Visit(
            id: id, name: name, systems: VisitSystem.allCases.filter { known.systems.contains($0) || $0 == system },
            exposures: exposures, missing: known.missing)
    }

    /// The numbers of a group that no exposure has.
    private func missing(_ numbers: ClosedRange<Int>, _ exposures: [ObservationInfo]) -> [Int] {
        // More are no group, but a wrong header; the first ones say so too.
        let there = Set(exposures.compactMap(\.observationCounter))
        return numbers.lazy.filter { !there.contains($0) }.prefix(1_000).map(\.self)
    }

    private mutating func incomplete(_ name: String, _ missing: [Int]) {
        let numbers = missing.prefix(5).map(String.init).joined(separator: ", ")
        let rest = missing.count > 5 ? " and \(missing.count - 5) more" : ""
        note(
            .warning, .incompleteVisit,
            "visit \(name) is not complete: its headers speak of \(missing.count == 1 ? "number" : "numbers") "
                + "\(numbers)\(rest) too, and no exposure of the sky has \(missing.count == 1 ? "it" : "them")")
    }

    private mutating func unnumbered(_ exposure: ObservationInfo, _ reason: String) {
        note(.warning, .unnumberedExposure, "\(Self.words(exposure)) \(reason)")
    }

    /// Says where detectors of one exposure disagree.
    private mutating func compare(_ detectors: [ObservationInfo]) {
        guard let first = detectors.first, detectors.count > 1 else { return }
        let exposure = first.exposureID.map { "exposure \($0)" } ?? Self.words(first)
        let unity = ExposureUnity(
            detectors.map { one in
                ExposureUnity.Member(
                    instrument: one.instrument, day: one.observingDay,
                    place: "\(Self.detector(one)) of \(exposure)")
            }, daysMayDiffer: daysMayDiffer)
        diagnostics += unity.diagnostics
        for property in Visits.shared where property != .observingDay {
            guard let other = detectors.first(where: { $0[property] != first[property] }) else { continue }
            func words(_ one: ObservationInfo) -> String { one[property].map { "\($0)" } ?? "nothing" }
            note(
                .warning, .exposureDisagrees,
                "detectors of \(exposure) differ in \(property.name): \(words(first)) by \(Self.detector(first)), which counts, "
                    + "and \(words(other)) by \(Self.detector(other))")
        }
    }

    /// Whether a packer has room for the number of a visit, where it takes it as one number.
    private mutating func checkRoom(_ visit: Visit) {
        for (name, packer) in identifiers.packers.sorted(by: { $0.key < $1.key }) {
            let sizes = packer.forms.flatMap(\.parts).filter { $0.name == "exposure" }.compactMap(\.size)
            guard let size = sizes.max(), visit.id >= size else { continue }
            note(
                .warning, .visitBeyondPacker,
                "visit \(visit.id) (\(visit.name)) does not fit into the packer '\(name)' of \(instrument), which holds "
                    + "numbers below \(size); pack it by its exposure, or with another packer")
        }
    }

    private mutating func note(_ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ message: String) {
        diagnostics.append(Diagnostic(severity, code, at: nil, message))
    }

    private static func detector(_ one: ObservationInfo) -> String {
        one.detectorNum.map { "detector \($0)" } ?? "a detector without a number"
    }

    private static func words(_ exposure: ObservationInfo) -> String {
        exposure.observationID.map { "exposure \($0)" } ?? exposure.exposureID.map { "exposure \($0)" }
            ?? "an observation"
    }
}

extension Diagnostic.Code {
    /// An exposure, or a group of them, has no number for its visit.
    package static let unnumberedExposure = Self(rawValue: "unnumbered-exposure")
    /// Exposures are missing of a visit of several.
    package static let incompleteVisit = Self(rawValue: "incomplete-visit")
    /// The first exposure of several is missing, so that there is no visit of them.
    package static let firstExposureMissing = Self(rawValue: "first-exposure-missing")
    /// Two visits have one number.
    package static let visitTwice = Self(rawValue: "visit-twice")
    /// Detectors say different things of their exposure.
    package static let exposureDisagrees = Self(rawValue: "exposure-disagrees")
    /// A packer has no room for the number of a visit.
    package static let visitBeyondPacker = Self(rawValue: "visit-beyond-packer")
}
