import Foundation
import TestSupport
import Testing

@testable import ObsTime

@Suite struct InstantTests {
    /// astropy 8.0.2: `Time(text, scale=scale).tai`, its `jd1`, `jd2` and `isot` with nine decimals.
    @Test(
        "Julian dates are those of astropy",
        arguments: [
            ("2016-12-31T23:59:60.5", TimeScale.utc, 2457755.0, -0.49957754629629636, "2017-01-01T00:00:36.500000000"),
            ("2016-12-31T12:00:00", .utc, 2457754.0, 0.0004166666666666208, "2016-12-31T12:00:36.000000000"),
            ("1969-07-20T20:17:40", .utc, 2440423.0, 0.3456895207615741, "1969-07-20T20:17:47.574593800"),
            ("1961-08-01T00:00:00", .utc, 2437513.0, -0.49998093090277773, "1961-08-01T00:00:01.647570000"),
            ("1965-12-31T23:59:59", .utc, 2439127.0, -0.4999616531251734, "1966-01-01T00:00:03.313169985"),
            ("1971-12-31T23:59:59.5", .utc, 2441318.0, -0.49989129349554395, "1972-01-01T00:00:09.392241985"),
            ("1972-01-01T00:00:00", .utc, 2441318.0, -0.4998842592592593, "1972-01-01T00:00:10.000000000"),
            ("1959-06-01T00:00:00", .utc, 2436720.0, 0.5, "1959-06-01T00:00:00.000000000"),
            ("1960-01-01T00:00:00", .utc, 2436935.0, -0.4999890800694444, "1960-01-01T00:00:00.943482000"),
            ("1963-11-01T01:00:00", .utc, 2438335.0, -0.45830211428703704, "1963-11-01T01:00:02.697325600"),
            ("1968-01-31T23:59:59.8", .utc, 2439888.0, -0.4999295638658101, "1968-02-01T00:00:06.085681994"),
            ("2024-01-01T00:00:00", .tai, 2460310.0, 0.5, "2024-01-01T00:00:00.000000000"),
            ("2024-01-02T00:00:00", .tai, 2460312.0, -0.5, "2024-01-02T00:00:00.000000000"),
            ("1700-01-01T00:00:00", .tai, 2341972.0, 0.5, "1700-01-01T00:00:00.000000000"),
            ("2261-12-31T23:59:59", .utc, 2547239.0, -0.49958333333333327, "2262-01-01T00:00:36.000000000"),
        ])
    func julianDate(text: String, scale: TimeScale, jd1: Double, jd2: Double, tai: String) throws {
        let instant = try Instant(iso: text, scale: scale)
        let date = instant.julianDate()
        #expect(date.0 == jd1)
        // Before 1972 the instant is rounded to a nanosecond, 1.2e-14 d.
        #expect(abs(date.1 - jd2) <= (text < "1972" ? 6e-15 : 1e-16))
        #expect(instant.isoText(scale: .tai, fractionDigits: 9) == tai)
        #expect(try Instant(julianDate: jd1, jd2, scale: .tai) == instant)
    }

    @Test("A UTC day with a leap second counts in 86,401 parts, as in ERFA")
    func quasiJulianDate() throws {
        // astropy 8.0.2: Time("2016-12-31T23:59:60.5", scale="utc").jd1, jd2; and at noon of that day.
        let leap = try Instant(iso: "2016-12-31T23:59:60.5", scale: .utc).julianDate(scale: .utc)
        #expect(leap.0 == 2457754.0 && abs(leap.1 - 0.49999421302994174) < 1e-16)
        let noon = try Instant(iso: "2016-12-31T12:00:00", scale: .utc).julianDate(scale: .utc)
        #expect(noon.0 == 2457754.0 && abs(noon.1 - -5.786970058208052e-06) < 1e-16)
    }

    @Test("Julian dates in every scale lead back to the same nanosecond", arguments: TimeScale.allCases)
    func julianDateRoundTrip(scale: TimeScale) throws {
        var random = SeededGenerator(seed: 1)
        let first = try Instant(iso: "1678-01-02", scale: .tai).nanoseconds
        let last = try Instant(iso: "2262-04-10", scale: .tai).nanoseconds
        for _ in 0..<20_000 {
            let instant = Instant(nanosecondsTAI: Int64.random(in: first...last, using: &random))
            let date = instant.julianDate(scale: scale)
            #expect(date.0 == date.0.rounded() && abs(date.1) <= 0.5)
            #expect(try Instant(julianDate: date.0, date.1, scale: scale) == instant)
            // The other way to write the same date.
            #expect(try Instant(julianDate: date.1, date.0, scale: scale) == instant)
        }
    }

    @Test("Text in every scale leads back to the same nanosecond", arguments: TimeScale.allCases)
    func textRoundTrip(scale: TimeScale) throws {
        var random = SeededGenerator(seed: 2)
        let first = try Instant(iso: "1678-01-02", scale: .tai).nanoseconds
        let last = try Instant(iso: "2262-04-10", scale: .tai).nanoseconds
        for index in 0..<20_000 {
            // Half of them within a minute of a change of TAI − UTC, half anywhere.
            var nanoseconds = Int64.random(in: first...last, using: &random)
            if index.isMultiple(of: 2), let step = LeapSeconds.steps.randomElement(using: &random) {
                let change = Int64(step.day.daysSince1970 * 86_400 + step.taiMinusUTC) * 1_000_000_000
                nanoseconds = change + Int64.random(in: -60_000_000_000...60_000_000_000, using: &random)
            }
            let instant = Instant(nanosecondsTAI: nanoseconds)
            #expect(try Instant(iso: instant.isoText(scale: scale, fractionDigits: 9), scale: scale) == instant)
        }
    }

    @Test("UTC from 1959 to 1972 leads back to the same nanosecond")
    func driftingRoundTrip() throws {
        var random = SeededGenerator(seed: 3)
        let first = try Instant(iso: "1959-12-31", scale: .tai).nanoseconds
        let last = try Instant(iso: "1972-01-02", scale: .tai).nanoseconds
        var previous = ""
        for nanoseconds in (0..<5_000).map({ _ in Int64.random(in: first...last, using: &random) }).sorted() {
            let instant = Instant(nanosecondsTAI: nanoseconds)
            let text = instant.isoText(scale: .utc, fractionDigits: 9)
            #expect(try Instant(iso: text, scale: .utc) == instant)
            #expect(text >= previous)
            previous = text
        }
        // 1961-08-01 came 0.05 s early: the last second of July was cut short.
        expectTimeError(.noSuchTime) { _ = try Instant(iso: "1961-07-31T23:59:59.96", scale: .utc) }
        #expect(throws: Never.self) { try Instant(iso: "1961-07-31T23:59:59.94", scale: .utc) }
    }

    @Test(
        "A modified Julian date is read exactly",
        arguments: [
            (56535.0, TimeScale.tai, "2013-08-31T00:00:00.000000000"),
            (56535.25, .tai, "2013-08-31T06:00:00.000000000"),
            (40587.0, .tai, "1970-01-01T00:00:00.000000000"),
            (40586.75, .tai, "1969-12-31T18:00:00.000000000"),
            (-0.5, .tai, "1858-11-16T12:00:00.000000000"),
            // The exact value of the double nearest to 59922.22278765589, as decimal fractions give it.
            (59922.22278765589, .tai, "2022-12-09T05:20:48.853468895"),
            (59922.22278765589, .tt, "2022-12-09T05:20:16.669468895"),
            (57753.5, .utc, "2016-12-31T12:00:36.500000000"),
        ])
    func modifiedJulianDate(mjd: Double, scale: TimeScale, tai: String) throws {
        let instant = try Instant(mjd: mjd, scale: scale)
        #expect(instant.isoText(scale: .tai, fractionDigits: 9) == tai)
        #expect(abs(instant.mjd(scale: scale) - mjd) <= mjd.ulp)
    }

    @Test("No number traps; those that are no date are errors", arguments: hostileNumbers)
    func hostile(number: Double) {
        for scale in TimeScale.allCases {
            if abs(number) > 1 || number.isNaN {
                let code: TimeError.Code = number.isFinite ? .outOfRange : .notFinite
                let error = expectTimeError(code) { _ = try Instant(mjd: number, scale: scale) }
                #expect(error?.message.contains("\(number)") == true)
                expectTimeError(code) { _ = try Instant(julianDate: number, 0.5, scale: scale) }
                #expect(throws: TimeError.self) { try Instant(julianDate: 2456537, number, scale: scale) }
                #expect(throws: TimeError.self) { try Instant(julianDate: -number, number, scale: scale) }
            } else {
                #expect(throws: Never.self) { try Instant(mjd: number, scale: scale) }
            }
        }
        let now = Instant(nanosecondsTAI: 1_377_929_045_500_000_000)
        if number == 1e10 || abs(number) > 1e10 || number.isNaN {
            #expect(now.adding(seconds: number) == nil)
        } else if abs(number) < 1 {
            #expect(now.adding(seconds: number) == now)
        } else {
            #expect(now.adding(seconds: number)?.description == "1696-10-10T12:17:25.5Z")
        }
    }

    @Test(
        "Modified Julian dates outside the range are errors", arguments: [-66_063.001, 147_339.0, 1e6, -1e6, 9_999_999])
    func mjdOutOfRange(mjd: Double) {
        let error = expectTimeError(.outOfRange) { _ = try Instant(mjd: mjd, scale: .tai) }
        #expect(error?.message.contains("1678 to 2262") == true)
    }

    @Test("The first and the last instant have dates in every scale", arguments: [Int64.min, Int64.max])
    func extremes(nanoseconds: Int64) throws {
        let instant = Instant(nanosecondsTAI: nanoseconds)
        for scale in TimeScale.allCases {
            #expect(instant.isoText(scale: scale, fractionDigits: 9).utf8.count == 29)
            #expect(instant.mjd(scale: scale).isFinite)
            _ = instant.julianDate(scale: scale)
            _ = instant.calendarDay(scale: scale)
        }
        #expect(Instant(nanosecondsTAI: .min).seconds(since: Instant(nanosecondsTAI: .max)) < -1.8e10)
        let data = try JSONEncoder().encode([instant])
        #expect(try JSONDecoder().decode([Instant].self, from: data) == [instant])
    }

    @Test("Seconds are added and subtracted to the nanosecond")
    func arithmetic() throws {
        let instant = try Instant(iso: "2013-08-31T06:03:30.5", scale: .utc)
        #expect(instant.adding(seconds: 200)?.description == "2013-08-31T06:06:50.5Z")
        #expect(instant.adding(seconds: -0.000000001)?.nanoseconds == instant.nanoseconds - 1)
        #expect(instant.adding(seconds: 1e9)?.seconds(since: instant) == 1e9)
        #expect(instant.adding(seconds: 123_456_789.123)?.seconds(since: instant) == 123_456_789.123)
        #expect(Instant(nanosecondsTAI: .max).adding(seconds: 1e-9) == nil)
        #expect(Instant(nanosecondsTAI: .min).adding(seconds: -1e-9) == nil)
        #expect(Instant(nanosecondsTAI: .min).adding(seconds: 1.8e10) != nil)
    }

    @Test(
        "Text is rounded, into the next day or leap second where it must be",
        arguments: [
            ("2013-08-31T06:03:30.4995", 3, "2013-08-31T06:03:30.500"),
            ("2013-08-31T06:03:30.4995", 0, "2013-08-31T06:03:30"),
            ("2013-08-31T06:03:30.5", -4, "2013-08-31T06:03:31"),
            ("2013-08-31T06:03:30.5", 40, "2013-08-31T06:03:30.500000000"),
            ("2013-08-31T23:59:59.9996", 3, "2013-09-01T00:00:00.000"),
            ("2013-12-31T23:59:59.9996", 3, "2014-01-01T00:00:00.000"),
            ("2016-12-31T23:59:59.9996", 3, "2016-12-31T23:59:60.000"),
            ("2016-12-31T23:59:60.9996", 3, "2017-01-01T00:00:00.000"),
            ("2016-12-31T23:59:60.25", 2, "2016-12-31T23:59:60.25"),
        ])
    func rounding(text: String, digits: Int, expected: String) throws {
        #expect(try Instant(iso: text, scale: .utc).isoText(scale: .utc, fractionDigits: digits) == expected)
    }

    @Test(
        "An instant prints as UTC with the decimals that it needs",
        arguments: ["2013-08-31T06:03:30Z", "2013-08-31T06:03:30.5Z", "2016-12-31T23:59:60.000000001Z"])
    func description(text: String) throws {
        #expect(try Instant(iso: text, scale: .utc).description == text)
    }

    @Test("The coded form is text in TAI")
    func coded() throws {
        let instant = try Instant(iso: "2013-08-31T06:03:30.5", scale: .utc)
        let data = try JSONEncoder().encode([instant])
        #expect(String(decoding: data, as: UTF8.self) == #"["2013-08-31T06:04:05.500000000 TAI"]"#)
        #expect(try JSONDecoder().decode([Instant].self, from: data) == [instant])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Instant].self, from: Data(#"["2013"]"#.utf8)) }
    }

    @Test("The calendar day depends on the scale")
    func calendarDay() throws {
        let instant = try Instant(iso: "2013-08-31T23:59:50", scale: .utc)
        #expect(instant.calendarDay(scale: .utc).yyyymmdd == 20_130_831)
        #expect(instant.calendarDay(scale: .tai).yyyymmdd == 20_130_901)
    }

    @Test("Scales are named as FITS names them")
    func scaleNames() {
        #expect(TimeScale(named: "UTC") == .utc)
        #expect(TimeScale(named: "tai") == .tai)
        #expect(TimeScale(named: "UTC ") == nil)
        #expect(TimeScale(named: "TDB") == nil)
        #expect(TimeScale.tt.name == "TT")
    }
}
