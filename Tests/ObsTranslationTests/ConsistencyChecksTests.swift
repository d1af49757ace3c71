import ObsDocuments
import ObsFITS
import ObsText
import ObsTime
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct ConsistencyChecksTests {
    /// An observation in which everything agrees: the sample of DECam, whose alt/az astropy computes to within an arcminute.
    private func consistent() throws -> ObservationInfo {
        var info = try DECamSample.translator().translate(DECamSample.header).info
        // astropy 7: 338.08490551981026, 90 - 26.789627688604213; sec z 1.1202380306114217
        info.altAzBegin = HorizontalPosition(azimuth: 338.08490551981026, altitude: 63.210372311395787)
        return info
    }

    private func codes(_ info: ObservationInfo, _ checks: ConsistencyChecks = ConsistencyChecks()) -> [String] {
        let findings = checks.findings(info)
        #expect(findings.allSatisfy { $0.severity == .warning && !$0.message.isEmpty })
        return findings.map(\.code.rawValue)
    }

    @Test("What agrees is not pointed out", arguments: ConsistencyChecks.AltAz.allCases)
    func consistent(_ altAz: ConsistencyChecks.AltAz) throws {
        #expect(try codes(consistent(), ConsistencyChecks(altAz: altAz)) == [])
    }

    @Test("An observation of which little is known contradicts nothing", arguments: ObservationProperty.allCases)
    func absent(_ property: ObservationProperty) throws {
        var info = try consistent()
        try info.set(nil, for: property)
        #expect(codes(info) == [])
        #expect(codes(ObservationInfo()) == [])
    }

    /// A change of the consistent observation, and what is found then.
    struct Contradiction: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let codes: [String]
        let change: @Sendable (inout ObservationInfo) -> Void

        init(_ what: String, _ codes: String..., change: @escaping @Sendable (inout ObservationInfo) -> Void) {
            testDescription = what
            self.codes = codes
            self.change = change
        }
    }

    static let contradictionCases: [Contradiction] = [
        Contradiction("an end before the begin", "end-before-begin") {
            $0.datetimeEnd = $0.datetimeBegin?.adding(seconds: -1)
        },
        Contradiction("105 s in an interval of 104.75 s", "exposure-longer-than-interval") { $0.exposureTime = 105 },
        Contradiction("90 s in two hours", "interval-too-long") {
            $0.datetimeEnd = $0.datetimeBegin?.adding(seconds: 7200)
        },
        Contradiction("a bias of 55 years", "interval-too-long") {
            $0.exposureTime = 0
            $0.datetimeEnd = $0.datetimeBegin?.adding(seconds: 1_735_685_826)
        },
        Contradiction("an hour for next to nothing") {
            $0.exposureTime = 0.01
            $0.datetimeEnd = $0.datetimeBegin?.adding(seconds: 3600)
        },
        Contradiction("an exposure of -1 s", "negative-duration") { $0.exposureTime = -1 },
        Contradiction("a sentinel for the temperature", "impossible-weather") { $0.temperature = -9726.75 },
        Contradiction("a sentinel for the pressure", "impossible-weather") { $0.pressure = -9999 },
        Contradiction("a pressure in pascal", "impossible-weather") { $0.pressure = 74_390 },
        Contradiction("a sentinel for the humidity", "impossible-weather") { $0.relativeHumidity = -9999 },
        Contradiction("the coldest and thinnest air of telescopes") {
            ($0.temperature, $0.pressure, $0.relativeHumidity) = (191, 470, 102)
        },
        Contradiction("an airmass of the wrong altitude", "airmass-disagrees") { $0.boresightAirmass = 1.14 },
        Contradiction("an airmass below 1", "airmass-disagrees") { $0.boresightAirmass = 0.5 },
        Contradiction("the next day", "day-disagrees") { $0.observingDay = 20_130_212 },
        Contradiction("2.4 arcminutes too high", "altaz-disagrees") {
            $0.altAzBegin = HorizontalPosition(azimuth: 338.08490551981026, altitude: 63.25)
        },
        Contradiction("3 arcminutes of right ascension", "altaz-disagrees") {
            $0.trackingRADec = SkyPosition(rightAscension: 82.55, declination: -5)
        },
        Contradiction("a rounded airmass") { $0.boresightAirmass = 1.115 },
        Contradiction("an exposure of 0 s") { $0.exposureTime = 0 },
    ]

    @Test("Each contradiction is found", arguments: contradictionCases)
    func contradictions(_ one: Contradiction) throws {
        var info = try consistent()
        one.change(&info)
        #expect(codes(info) == one.codes)
        #expect(codes(info, ConsistencyChecks(altAz: .exact)) == one.codes)
    }

    @Test("The day in observation_id is compared where eight digits of it are said to be one")
    func dayOfObservationID() throws {
        var (info, checks) = (try consistent(), ConsistencyChecks())
        checks.comparesObservationIDDay = true
        let day = try #require(info.observingDay)
        for id in ["MC_O_\(day)_000228", "\(day)", "E2V-411_20181115075559", "x_1", ""] {
            info.observationID = id
            #expect(codes(info, checks) == [], "\(id)")
        }
        info.observationID = "MC_O_20130213_000228"
        #expect(codes(info, checks) == ["id-day-disagrees"])
        #expect(codes(info) == [])
    }

    @Test("Limits and the kind of check can be chosen")
    func limits() throws {
        var info = try consistent()
        info.altAzBegin = HorizontalPosition(azimuth: 338.08490551981026, altitude: 63.25)
        #expect(codes(info) == ["altaz-disagrees"])
        #expect(codes(info, ConsistencyChecks(altAz: .off)) == [])
        #expect(codes(info, ConsistencyChecks(altAzLimit: 3)) == [])
        #expect(
            ConsistencyChecks().findings(info).first?.message
                == "alt/az and RA/Dec are 2.4 arcminutes apart (limit 1.0)")
        info.boresightAirmass = 1.2
        #expect(codes(info, ConsistencyChecks(altAz: .off, airmassLimit: 0.1)) == [])
        info.boresightAirmass = nil
        info.datetimeEnd = info.datetimeBegin?.adding(seconds: 7200)
        #expect(codes(info, ConsistencyChecks(altAz: .off)) == ["interval-too-long"])
        #expect(codes(info, ConsistencyChecks(altAz: .off, intervalSlack: 10_000)) == [])
    }

    @Test("The fast check is the exact one to a small part of an arcminute, on every night", arguments: [UInt64(1), 2])
    func fastIsExact(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let strict = ConsistencyChecks(altAz: .fast, altAzLimit: 0.1)
        let place = try #require(try consistent().location)
        for _ in 0..<60 {
            var info = ObservationInfo()
            let begin = Instant(
                nanosecondsTAI: Int64(numbers.integer(-400_000_000_000_000_000...2_000_000_000_000_000_000)))
            let position = SkyPosition(rightAscension: numbers.number(0...360), declination: numbers.number(-90...90))
            info.datetimeBegin = begin
            info.location = place
            info.trackingRADec = position
            info.altAzBegin = HorizontalFrame.exact(of: position, at: begin, from: place)
            #expect(codes(info, strict) == [], "seed \(seed): \(begin) \(position)")
        }
    }

    @Test("Absurd values are found wanting or let be, without a crash")
    func absurd() throws {
        let times = [Instant(nanosecondsTAI: .min), Instant(nanosecondsTAI: .max), Instant(nanosecondsTAI: 0)]
        let numbers: [Double] = [0, -1, 1e300, -1e300, .infinity, .nan]
        for time in times {
            for number in numbers {
                var info = try consistent()
                info.datetimeBegin = time
                info.exposureTime = number
                info.boresightAirmass = number
                info.observingDayOffset = number.isNaN ? .max : .min
                info.observingDay = .max
                info.location = GeocentricLocation(x: number, y: number, z: number)
                info.altAzBegin = HorizontalPosition(azimuth: number, altitude: number)
                info.trackingRADec = SkyPosition(rightAscension: number, declination: number)
                for mode in ConsistencyChecks.AltAz.allCases { _ = ConsistencyChecks(altAz: mode).findings(info) }
                info.datetimeEnd = time
                info.datetimeBegin = Instant(nanosecondsTAI: .min)
                _ = ConsistencyChecks().findings(info)
                info.datetimeBegin = Instant(nanosecondsTAI: .max)
                _ = ConsistencyChecks().findings(info)
            }
        }
    }

    @Test("A translation reports what its values contradict")
    func inReport() throws {
        let translator = try DECamSample.translator()
        let report = translator.translate(header(DECamSample.cards.merging(["AIRMASS": 2.5]) { $1 }))
        #expect(report.diagnostics.map(\.code) == [.airmassDisagrees])
    }
}
