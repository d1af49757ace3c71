import Foundation
import ObsFITS
import ObsKit
import ObsTime
import ObsTranslation
import ReferenceCameras
import TestSupport
import Testing

/// Translation and `obskit id` give one number to one thing, and refuse the same.
///
/// OBSKIT_CASES says how many headers are made for each instrument, OBSKIT_SEED what they begin with.
@Suite("Identifiers of translation and of id")
struct IdentifierAgreementTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["OBSKIT_CASES"].flatMap { Int($0) } ?? 1_000
    private static let seed = environment["OBSKIT_SEED"].flatMap { UInt64($0) } ?? 2_026

    private static let linked = InstrumentCatalog(linked: ReferenceCameras.all)
    // One package from its folder.
    private static let folder = InstrumentCatalog(folders: ["\(Places.repository)/Cameras/TwoChip"])

    private static let properties: Set<ObservationProperty> = [
        .exposureID, .visitID, .detectorNum, .detectorExposureID, .datetimeBegin, .observingDay, .observingDayOffset,
    ]

    /// What was compared, and what did not agree.
    private struct Tally {
        var made: [ObservationProperty: Int] = [:]
        var refused: [ObservationProperty: Int] = [:]
        var corrected = 0
        var disagreements: [String] = []
        /// The names of groups by their numbers, for each of the exact ways.
        var numbers: [Int: String] = [:]
        var times: [Int: String] = [:]
    }

    @Test("are the same number, or both refuse", arguments: linked.instrumentNames + ["TwoChip"])
    func agree(_ name: String) throws {
        let catalog = name == "TwoChip" ? Self.folder : Self.linked
        let instrument = try catalog.instrument(named: name)
        var maker = try IdentifierCaseMaker(instrument, seed: Self.seed)
        var tally = Tally()
        for _ in 0..<Self.count { try compare(try maker.next(), instrument.identifiers, catalog, &tally) }

        let counts = tally.made.sorted { $0.key.name < $1.key.name }
            .map { "\($0.key.name) \($0.value) made, \(tally.refused[$0.key] ?? 0) refused" }
        print(
            "agreement: \(name): seed \(Self.seed), \(Self.count) headers, \(tally.corrected) corrected; "
                + counts.joined(separator: "; "))
        #expect(tally.disagreements.count == 0, "seed \(Self.seed): \(tally.disagreements.prefix(5))")
        // Cases that are all refused, or all corrected, would compare nothing.
        #expect(tally.corrected < Self.count / 4)
        for property in [ObservationProperty.exposureID, .visitID, .detectorExposureID, .observingDay] {
            #expect(tally.made[property] ?? 0 > Self.count / 10, "\(property.name)")
        }
        #expect(tally.refused[.exposureID] ?? 0 > 0)
    }

    private func compare(
        _ made: IdentifierCase, _ scheme: IdentifierScheme, _ catalog: InstrumentCatalog, _ tally: inout Tally
    ) throws {
        let header = Header(cards: made.cards.sorted { $0.key < $1.key }.map { Card(Keyword($0.key), $0.value) })
        let (identification, report) = try catalog.translate(header: header, properties: Self.properties)
        guard let report, identification.instrument == scheme.instrument else {
            tally.disagreements.append("it is taken for \(identification.instrument ?? "nothing"): \(made.cards)")
            return
        }
        // What a correction writes is not what the header says.
        if report.corrections.flatMap(\.changes).contains(where: { made.cards[$0.card] != nil }) {
            tally.corrected += 1
            return
        }
        let info = report.info
        let failed = Set(report.failures.map(\.property))
        func check(_ property: ObservationProperty, _ found: Int?, _ expected: Int?) {
            tally.made[property, default: 0] += found == nil ? 0 : 1
            tally.refused[property, default: 0] += found == nil ? 1 : 0
            if found == expected && (found != nil || failed.contains(property.name)) { return }
            let (ours, theirs) = (found.map { "\($0)" } ?? "none", expected.map { "\($0)" } ?? "none")
            tally.disagreements.append("\(property.name) \(ours), by id \(theirs): \(made.cards)")
        }

        var parts = made.exposure
        if scheme.instrument == "TwoChip" { parts["day"] = info.observingDay.map { .integer($0) } }
        let exposure = try? scheme.compose("exposure_id", values: parts)
        check(.exposureID, info.exposureID, exposure)

        let detector = made.detector ?? info.detectorNum.map { ["detector": .integer($0)] } ?? [:]
        let packed = try? scheme.compose("detector_exposure_id", values: parts.merging(detector) { $1 })
        check(.detectorExposureID, info.detectorExposureID, packed)
        if let exposure {
            // A whole exposure says the same as its parts.
            let whole = detector.merging(["exposure": .integer(exposure)]) { $1 }
            check(
                .detectorExposureID, info.detectorExposureID, try? scheme.compose("detector_exposure_id", values: whole)
            )
        }

        switch made.visit {
        case .exposure: check(.visitID, info.visitID, exposure)
        case .group(let name):
            let name = name ?? exposure.map { "\($0)" }
            let visit = name.flatMap { try? scheme.compose("group_id", values: ["name": .word($0)]) }
            check(.visitID, info.visitID, visit)
            if let name, let visit { distinguish(name, visit, &tally) }
        }

        if let begin = info.datetimeBegin {
            if made.hasOffset {
                let offset = try? scheme.compose("observing_day_offset", values: ["at": .instant(begin)])
                check(.observingDayOffset, info.observingDayOffset, offset)
            }
            if made.day == nil {
                check(
                    .observingDay, info.observingDay,
                    try? scheme.compose("observing_day", values: ["at": .instant(begin)]))
            }
        }
        if let day = made.day, CalendarDay(yyyymmdd: day) != nil { check(.observingDay, info.observingDay, day) }
    }

    /// Two names that differ have two numbers by the ways that are exact; `+1` and `#1` are one counter.
    private func distinguish(_ name: String, _ number: Int, _ tally: inout Tally) {
        let isNumber = name.wholeMatch(of: /0|[1-9][0-9]*/) != nil
        let isTime = name.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}([+#][1-9]\d{0,3})?/) != nil
        guard isNumber || isTime else { return }
        let canonical = name.replacing("+", with: "#")
        let other = isNumber ? tally.numbers[number] : tally.times[number]
        if let other, other != canonical {
            tally.disagreements.append("\(other) and \(name) have the number \(number)")
        }
        if isNumber { tally.numbers[number] = canonical } else { tally.times[number] = canonical }
    }
}
