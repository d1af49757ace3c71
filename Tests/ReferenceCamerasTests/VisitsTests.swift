import Foundation
import ObsKit
import ObsTime
import ReferenceCameras
import TestSupport
import Testing

@Suite("Visits")
struct VisitsTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)

    /// An exposure of LATISS in the night of 5 April 2022.
    static func exposure(
        _ number: Int, of numbers: ClosedRange<Int>, group: String = "g",
        _ change: (inout ObservationInfo) -> Void = { _ in }
    ) throws -> ObservationInfo {
        var info = ObservationInfo()
        info.exposureID = 2_022_040_500_000 + number
        info.observationID = "AT_O_20220405_000\(number)"
        info.detectorNum = 0
        info.observingDay = 20_220_405
        info.observationCounter = number
        (info.groupCounterStart, info.groupCounterEnd) = (numbers.lowerBound, numbers.upperBound)
        info.exposureGroup = group
        info.trackingRADec = SkyPosition(rightAscension: 10, declination: -20)
        (info.boresightRotationAngle, info.boresightRotationCoord) = (30, "sky")
        info.exposureTimeRequested = 15
        let begin = try Instant("2022-04-06T02:00:00").adding(seconds: Double(number * 20))
        (info.datetimeBegin, info.datetimeEnd) = (begin, begin?.adding(seconds: 15))
        info.altAzBegin = HorizontalPosition(azimuth: number.isMultiple(of: 2) ? 350 : 10, altitude: 60)
        change(&info)
        return info
    }

    /// The night of the scenario: 347 by itself, 348 and 349 together.
    static func night() throws -> [ObservationInfo] {
        [
            try exposure(347, of: 347...347, group: "2022-04-06T02:56:53.255"),
            try exposure(348, of: 348...349, group: "2022-04-06T02:58:07.181"),
            try exposure(349, of: 348...349, group: "2022-04-06T02:58:07.181"),
        ]
    }

    private static func visits(
        _ observations: [ObservationInfo], _ systems: [VisitSystem]? = nil, of name: String = "LATISS"
    ) throws -> Visits { try catalog.instrument(named: name).visits(of: observations, systems: systems) }

    private static func members(_ visits: Visits) -> [Int: [Int]] {
        Dictionary(uniqueKeysWithValues: visits.visits.map { ($0.id, $0.exposures.compactMap(\.observationCounter)) })
    }

    // obs_base, defineVisits.py, one-to-one-and-by-counter: the same for all orders.
    @Test("of LATISS are single exposures and those of a range, and the first of a range has a 9 before its number")
    func byCounter() throws {
        let night = try Self.night()
        for order in [night, night.reversed(), [night[1], night[2], night[0]]] {
            let visits = try Self.visits(order)
            #expect(visits.systems == [.oneToOne, .bySeqStartEnd])
            #expect(
                Self.members(visits) == [
                    2_022_040_500_347: [347], 2_022_040_500_348: [348, 349], 92_022_040_500_348: [348],
                    2_022_040_500_349: [349],
                ])
            let systems = Dictionary(uniqueKeysWithValues: visits.visits.map { ($0.name, $0.systems.map(\.id)) })
            #expect(
                systems == [
                    "AT_O_20220405_000347": [0, 2], "AT_O_20220405_000348": [2], "AT_O_20220405_000348_first": [0],
                    "AT_O_20220405_000349": [0],
                ])
            #expect(visits.unvisited.isEmpty && visits.visits.allSatisfy(\.isComplete))
            // visit_max of the LSST cameras is 7050123199999: the number with the 9 is beyond it.
            #expect(visits.diagnostics.map(\.code.rawValue) == ["visit-beyond-packer"])
            #expect(visits.diagnostics[0].message.contains("92022040500348"))
        }
    }

    @Test("one by one are the exposures")
    func oneToOne() throws {
        let visits = try Self.visits(try Self.night(), [.oneToOne])
        #expect(Self.members(visits) == [2_022_040_500_347: [347], 2_022_040_500_348: [348], 2_022_040_500_349: [349]])
        #expect(visits.visits.map(\.systems) == [[.oneToOne], [.oneToOne], [.oneToOne]])
        #expect(visits.diagnostics.isEmpty)
    }

    // Seconds from 2015-01-01 to 2022-04-06T02:56:53 and 02:58:07 by Python's datetime: 229143413, 229143487.
    @Test("by groups have the numbers and names of their groups")
    func byGroup() throws {
        let visits = try Self.visits(try Self.night(), [.byGroupMetadata])
        #expect(Self.members(visits) == [2_291_434_132_550_000: [347], 2_291_434_871_810_000: [348, 349]])
        #expect(visits.visits.map(\.name) == ["2022-04-06T02:56:53.255", "2022-04-06T02:58:07.181"])
    }

    @Test("say of several exposures what they share, and what they add up to")
    func aggregate() throws {
        var night = try Self.night()
        night[2].object = "b"
        night[1].object = "a"
        night[1].physicalFilter = "r"
        night[2].physicalFilter = "r"
        night[1].observationReason = "science"
        let visit = try #require(try Self.visits(night).visits.first { $0.exposures.count == 2 })
        #expect(visit.exposureTime == 30 && visit.observingDay == 20_220_405 && visit.sequenceNumber == 348)
        #expect(visit.object == nil && visit.physicalFilter == "r" && visit.observationReason == "various")
        #expect(visit.begin == night[1].datetimeBegin && visit.end == night[2].datetimeEnd)
        // The mean of 350 and 10 degrees is north.
        #expect(min(abs((visit.azimuth ?? 99) - 360), abs(visit.azimuth ?? 99)) < 1e-9)
        #expect(abs((visit.zenithAngle ?? 0) - 30) < 1e-12)
        night[2].exposureTimeRequested = nil
        #expect(try Self.visits(night).visits.first { $0.exposures.count == 2 }?.exposureTime == nil)
    }

    @Test("that lack exposures say which")
    func incomplete() throws {
        let three = try [350, 352].map { try Self.exposure($0, of: 350...353) }
        let visits = try Self.visits(three)
        let several = try #require(visits.visits.first { $0.exposures.count == 2 })
        #expect(several.missing == [351, 353] && !several.isComplete && several.id == 2_022_040_500_350)
        let said = visits.diagnostics.filter { $0.code.rawValue == "incomplete-visit" }
        #expect(said.count == 1 && said[0].message.contains("351, 353"))
    }

    @Test("of several need their first exposure, and single ones stay")
    func withoutFirst() throws {
        let visits = try Self.visits([try Self.exposure(349, of: 348...349)])
        #expect(Self.members(visits) == [2_022_040_500_349: [349]])
        #expect(visits.visits.map(\.systems) == [[.oneToOne]])
        #expect(visits.diagnostics.map(\.code.rawValue) == ["first-exposure-missing"])
        // Without a word where the number is 0, as the peer: such exposures were not counted.
        let zero = try Self.exposure(0, of: 348...349) { $0.observationID = "AT_O_20220405_000000" }
        #expect(try Self.visits([zero]).diagnostics.isEmpty)
    }

    @Test("of one system alone leave the others out")
    func alone() throws {
        let lonely = try Self.visits([try Self.exposure(349, of: 348...349)], [.bySeqStartEnd])
        #expect(lonely.visits.isEmpty && lonely.unvisited.map(\.reason) == [.unnumbered])
        #expect(try Self.visits(try Self.night(), [.bySeqStartEnd]).visits.map(\.exposures.count) == [1, 2])
    }

    @Test("do not mix nights that have the same numbers")
    func nights() throws {
        let later = try Self.night().map { info in
            var info = info
            info.observingDay = 20_220_406
            info.exposureID = info.exposureID.map { $0 + 100_000 }
            info.observationID = info.observationID?.replacingOccurrences(of: "0405", with: "0406")
            return info
        }
        #expect(try Self.visits(try Self.night() + later).visits.count == 8)
    }

    @Test(
        "are not made of exposures that do not see the sky or do not say where",
        arguments: [
            Visits.Unvisited.Reason.cannotSeeSky, .noBoresight, .noSkyAngle, .unnumbered,
        ])
    func unvisited(_ reason: Visits.Unvisited.Reason) throws {
        let exposure = try Self.exposure(347, of: 347...347) { info in
            switch reason {
            case .cannotSeeSky: info.canSeeSky = false
            case .noBoresight: info.trackingRADec = nil
            case .noSkyAngle: info.boresightRotationCoord = "unknown"
            case .unnumbered: info.exposureID = nil
            }
        }
        let visits = try Self.visits([exposure])
        #expect(visits.visits.isEmpty)
        #expect(visits.unvisited.map(\.reason) == [reason] && visits.unvisited.map(\.exposure) == [exposure])
        #expect(visits.diagnostics.map(\.code.rawValue) == (reason == .unnumbered ? ["unnumbered-exposure"] : []))
        let open = try Self.exposure(347, of: 347...347) { $0.canSeeSky = nil }
        #expect(try Self.visits([open]).visits.count == 1)
    }

    @Test("are of exposures and not of detectors, and say where detectors differ")
    func detectors() throws {
        let exposures = try (0..<3).map { detector in
            try Self.exposure(347, of: 347...347) { info in
                info.detectorNum = 2 - detector
                info.object = detector == 0 ? "b" : "a"
            }
        }
        let visits = try Self.visits(exposures)
        #expect(visits.visits.map(\.exposures.count) == [1] && visits.visits[0].object == "a")
        #expect(visits.diagnostics.map(\.code.rawValue) == ["exposure-disagrees"])
        #expect(visits.diagnostics[0].message.contains("object: a by detector 0, which counts, and b by detector 2"))
    }

    @Test("say which exposures cannot be numbered")
    func unnumbered() throws {
        let nameless = try Self.exposure(347, of: 347...347) { $0.observationID = nil }
        #expect(try Self.visits([nameless], [.oneToOne]).diagnostics[0].message.contains("has no observation_id"))
        let groupless = try Self.exposure(347, of: 347...347) { $0.exposureGroup = nil }
        let ungrouped = try Self.visits([groupless], [.byGroupMetadata])
        #expect(ungrouped.diagnostics[0].message.contains("has no exposure_group"))
        let numberless = try Self.exposure(347, of: 347...347) { $0.groupCounterEnd = nil }
        #expect(
            try Self.visits([numberless], [.bySeqStartEnd]).diagnostics[0].message.contains("the numbers of its group"))
        let single = try Self.exposure(347, of: 347...347)
        let unknown = try Self.visits([single], [.byGroupMetadata], of: "DECam")
        #expect(unknown.diagnostics[0].message.contains("DECam has no groups with numbers"))
        let twice = try Self.exposure(347, of: 347...347, group: "2022040500348")
        let other = try Self.exposure(348, of: 348...348, group: "x")
        #expect(
            try Self.visits([twice, other], [.oneToOne, .byGroupMetadata]).diagnostics.map(\.code.rawValue).contains(
                "visit-twice"))
    }

    // obs_base and the register method of each instrument: visit_system 2 for the LSST cameras on sky, 0 for all others.
    @Test("are made by the systems that instruments have")
    func systems() throws {
        let several = ["LATISS", "LSSTCam", "LSSTCamSim", "LSSTComCam", "LSSTComCamSim"]
        for name in Self.catalog.instrumentNames where !name.hasPrefix("StarTracker") {
            let systems = try Self.catalog.instrument(named: name).visitSystems
            #expect(systems.first?.id == (several.contains(name) ? 2 : 0), "\(name)")
        }
    }

    // The peer's answers to the corpus, counted by exposure: SuprimeCam (its angle is not in the sky), the test stands and all
    // calibrations have none.
    @Test("of the corpus are of as many exposures as the peer says", .enabled(if: Places.corpus != nil))
    func corpus() throws {
        let expected = [
            "DECam": 2, "HSC": 2, "MegaPrime": 1, "SDSS": 1, "LSSTCam": 2, "LATISS": 3, "LSSTComCam": 1,
            "LSSTComCamSim": 1, "LSSTCamSim": 1, "LSSTCam-imSim": 1, "LSSTCam-PhoSim": 1, "StarTrackerWide": 1,
            "StarTrackerNarrow": 1, "StarTrackerFast": 1,
        ]
        var observations: [String: [ObservationInfo]] = [:]
        for file in Places.expectations where file.source.contains("/headers/") {
            for one in try Self.catalog.open(file: file.source).translate().observations {
                observations[one.instrument, default: []].append(one.report.info)
            }
        }
        var found: [String: Int] = [:]
        for (name, observations) in observations {
            let visits = try Self.visits(observations, [.oneToOne], of: name).visits.count
            if visits > 0 { found[name] = visits }
        }
        #expect(found == expected)
    }
}
