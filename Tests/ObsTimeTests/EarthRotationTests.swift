import Testing

@testable import ObsTime

@Suite struct EarthRotationTests {
    /// astropy 8.0.2 with astropy-iers-data (IERS finals2000A): `Time(date, scale="utc").delta_ut1_utc`.
    @Test(
        "UT1 − UTC is that of the IERS to 5 ms",
        arguments: [
            ("1975-06-01", 0.2707721), ("1980-11-11T07:00:00", -0.07291305), ("1995-03-01T10:00:00", 0.244122),
            ("1995-04-20", 0.1037975), ("1996-03-01", 0.4407077), ("2000-01-01", 0.3554724),
            ("2003-07-15T12:34:56", -0.3589003), ("2006-12-30", 0.0396327), ("2013-08-31T06:03:30.5", 0.0384204),
            ("2012-06-30T23:59:60.5", -0.5867459), ("2017-01-01", 0.591287), ("2018-03-20", 0.14758),
            ("2020-06-01", -0.2546473), ("2024-03-21", -0.0094079), ("2026-08-01", 0.0127081),
        ])
    func agreesWithIERS(date: String, seconds: Double) throws {
        let instant = try Instant(iso: date, scale: .utc)
        #expect(abs(EarthRotation.ut1MinusUTC(at: instant) - seconds) < 0.005)
    }

    /// IERS Bulletins D 52, 59 and 137, a week after each step.
    @Test(
        "DUT1 is what Bulletin D announced",
        arguments: [("1995-04-20", 0.1), ("1996-02-29", 0.4), ("2018-03-22", 0.1), ("2006-12-30", 0.0)])
    func bulletinD(date: String, dut1: Double) throws {
        #expect(EarthRotation.dut1(at: try Instant(iso: date, scale: .utc)) == dut1)
    }

    @Test("UT1 runs on while UTC leaps")
    func continuous() throws {
        for step in LeapSeconds.steps {
            let change = Int64(step.day.daysSince1970 * 86_400 + step.taiMinusUTC) * 1_000_000_000
            let before = Instant(nanosecondsTAI: change - 1)
            let after = Instant(nanosecondsTAI: change)
            #expect(abs(EarthRotation.ut1MinusTAI(at: after) - EarthRotation.ut1MinusTAI(at: before)) < 1e-9)
            #expect(abs(EarthRotation.ut1MinusUTC(at: after)) < 0.95)
        }
    }

    @Test("The table says where it is predicted, and where it is stale")
    func notes() throws {
        func note(_ date: String) throws -> String? {
            EarthRotation.table.note(at: try Instant(iso: date, scale: .utc))
        }
        #expect(try note("2013-08-31") == nil)
        #expect(try note("2027-01-01")?.contains("prediction") == true)
        #expect(try note("2028-01-01")?.contains("newer ObsKit") == true)
        #expect(try note("1961-12-31")?.contains("1962-01-01") == true)
        #expect(
            EarthRotation.table.lastDay.modifiedJulianDay == 37_665 + 20 * (EarthRotation.milliseconds.count - 1))
    }

    @Test("Outside the table the value is held", arguments: [Int64.min, Int64.max])
    func held(nanoseconds: Int64) {
        #expect(abs(EarthRotation.ut1MinusUTC(at: Instant(nanosecondsTAI: nanoseconds))) < 0.9)
    }
}
