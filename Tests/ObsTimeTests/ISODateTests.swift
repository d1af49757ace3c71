import Testing

@testable import ObsTime

@Suite struct ISODateTests {
    @Test(
        "A date is read to the nanosecond",
        arguments: [
            // Nanoseconds since 1970: `date -u -d … +%s`, plus TAI − UTC.
            ("2013-08-31T06:03:30.5", TimeScale.utc, 1_377_929_045_500_000_000),
            ("2013-08-31T06:03:30.5Z", .utc, 1_377_929_045_500_000_000),
            ("2013-08-31T06:04:05.5", .tai, 1_377_929_045_500_000_000),
            ("2013-08-31T06:04:37.684", .tt, 1_377_929_045_500_000_000),
            ("2013-08-31T06:03:46.5", .gps, 1_377_929_045_500_000_000),
            ("2013-08-31", .tai, 1_377_907_200_000_000_000),
            ("2013-08-31T06:04", .tai, 1_377_929_040_000_000_000),
            ("1970-01-01T00:00:00", .tai, 0),
            ("1969-12-31T23:59:59.999999999", .tai, -1),
            ("2000-02-29T00:00:00", .tai, 951_782_400_000_000_000),
            ("2016-12-31T23:59:60.5", .utc, 1_483_228_836_500_000_000),
            ("2017-01-01T00:00:00", .utc, 1_483_228_837_000_000_000),
            ("2016-12-31T23:59:59.5", .utc, 1_483_228_835_500_000_000),
            ("2262-04-11T23:47:16.854775807", .tai, Int.max),
            // The tenth decimal rounds, half up; more do not count.
            ("1970-01-01T00:00:00.0000000014", .tai, 1),
            ("1970-01-01T00:00:00.00000000150", .tai, 2),
            ("1970-01-01T23:59:59.9999999999", .tai, 86_400_000_000_000),
        ])
    func reads(text: String, scale: TimeScale, nanoseconds: Int) throws {
        #expect(try Instant(iso: text, scale: scale) == Instant(nanosecondsTAI: Int64(nanoseconds)))
    }

    @Test(
        "Text that is not a date is refused with the reason",
        arguments: [
            ("", TimeError.Code.syntax, "YYYY-MM-DD"),
            ("2013", .syntax, "YYYY-MM-DD"),
            ("2013-8-31", .syntax, "YYYY-MM-DD"),
            ("2013-08-31 06:03:30", .syntax, "without blanks"),
            (" 2013-08-31", .syntax, "without blanks"),
            ("2013-08-31T06:03:30 ", .syntax, "without blanks"),
            ("2013-08-31t06:03:30", .syntax, "not a date"),
            ("2013-08-31T", .syntax, "not a date"),
            ("2013-08-31T06", .syntax, "not a date"),
            ("2013-08-31T06:03:", .syntax, "not a date"),
            ("2013-08-31T06:03:3", .syntax, "not a date"),
            ("2013-08-31T06:03:30.", .syntax, "not a date"),
            ("2013-08-31T06:03:30,5", .syntax, "not a date"),
            ("2013-08-31T06:03:30.5.5", .syntax, "not a date"),
            ("2013-08-31T06:03:30+00:00", .syntax, "not a date"),
            ("2013-08-31Z", .syntax, "not a date"),
            ("2013-243T06:03:30", .syntax, "not a date"),
            ("+2013-08-31", .syntax, "not a date"),
            ("12013-08-31", .syntax, "not a date"),
            ("31/08/13", .syntax, "31/08/13"),
            ("2013/08/31", .syntax, "2013/08/31"),
            ("２０１３-08-31", .syntax, "not a date"),
            ("2013-00-31", .noSuchDay, "month"),
            ("2013-13-01", .noSuchDay, "month"),
            ("2013-02-29", .noSuchDay, "its month does not have"),
            ("1900-02-29", .noSuchDay, "its month does not have"),
            ("2013-08-00", .noSuchDay, "its month does not have"),
            ("2013-04-31", .noSuchDay, "its month does not have"),
            ("2013-08-31T24:00:00", .noSuchTime, "hour"),
            ("2013-08-31T06:60:00", .noSuchTime, "minute"),
            ("2013-08-31T06:03:62", .noSuchTime, "second"),
            ("2013-08-31T06:03:60", .noSuchTime, "leap second"),
            ("2013-08-31T23:59:60", .noSuchTime, "leap second"),
            ("2016-12-31T23:59:61", .noSuchTime, "leap second"),
            ("2016-12-31T23:58:60", .noSuchTime, "leap second"),
            ("1677-12-31", .outOfRange, "1678 to 2262"),
            ("2262-04-12", .outOfRange, "1678 to 2262"),
            ("2262-04-11T23:50:00", .outOfRange, "1678 to 2262"),
            ("0000-01-01", .outOfRange, "1678 to 2262"),
            ("9999-12-31T23:59:59", .outOfRange, "1678 to 2262"),
        ])
    func refuses(text: String, code: TimeError.Code, hint: String) {
        let error = expectTimeError(code) { _ = try Instant(iso: text, scale: .utc) }
        #expect(error?.message.contains(hint) == true)
        #expect(error?.message.contains(TimeError.quoted(text)) == true)
    }

    @Test("Z and leap seconds belong to UTC alone", arguments: [TimeScale.tai, .tt, .gps])
    func onlyUTC(scale: TimeScale) {
        expectTimeError(.syntax) { _ = try Instant(iso: "2013-08-31T06:03:30Z", scale: scale) }
        expectTimeError(.noSuchTime) { _ = try Instant(iso: "2016-12-31T23:59:60", scale: scale) }
    }

    @Test(
        "A date may name its scale, and is UTC otherwise",
        arguments: [
            ("2013-08-31T06:03:30.5", TimeScale.utc, "2013-08-31T06:03:30.5"),
            ("2013-08-31T06:03:30.5Z", .utc, "2013-08-31T06:03:30.5"),
            ("2013-08-31T06:03:30.5 UTC", .utc, "2013-08-31T06:03:30.5"),
            ("2013-08-31T06:03:30.5 TAI", .tai, "2013-08-31T06:03:30.5"),
            ("2013-08-31T06:03:30.5TAI", .tai, "2013-08-31T06:03:30.5"),
            ("2013-08-31 tai", .tai, "2013-08-31"),
            ("2013-08-31T06:03 TT", .tt, "2013-08-31T06:03"),
        ])
    func namesScale(text: String, scale: TimeScale, iso: String) throws {
        #expect(try Instant(text) == Instant(iso: iso, scale: scale))
    }

    @Test("An unknown scale is refused by name")
    func unknownScale() {
        let error = expectTimeError(.unknownName) { _ = try Instant("2013-08-31 CET") }
        #expect(error?.message.contains("CET") == true)
        #expect(error?.message.contains("TAI") == true)
    }

    @Test("Every byte in every place is read or refused, never worse")
    func mutations() {
        let original = Array("2016-12-31T23:59:60.123456789Z".utf8)
        for length in 0...original.count {
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max {
                    var bytes = Array(original[..<length])
                    bytes[place] = byte
                    _ = try? Instant(isoBytes: bytes.span, scale: .utc)
                    _ = try? ISODate.instantNamingItsScale(bytes.span)
                }
            }
        }
    }

    @Test("A date and a time of day that stand apart are joined")
    func dateAndTime() throws {
        let joined = try Instant(date: "2013-08-31T00:00:00", timeOfDay: "06:03:30.5", scale: .utc)
        #expect(try joined == Instant(iso: "2013-08-31T06:03:30.5", scale: .utc))
        expectTimeError(.syntax) { _ = try Instant(date: "2013-08-31", timeOfDay: "063:30", scale: .utc) }
    }

    @Test(
        "A time of day is nanoseconds since midnight",
        arguments: [("00:00", 0), ("23:59:59.999999999", 86_399_999_999_999), ("06:03:30.5", 21_810_500_000_000)])
    func timeOfDay(text: String, nanoseconds: Int) throws {
        #expect(try TimeOfDay.nanoseconds(text) == Int64(nanoseconds))
    }

    @Test(
        "What is not a time of day is refused",
        arguments: [
            ("", TimeError.Code.syntax), ("6:3:30", .syntax), ("06:03:30 ", .syntax), ("24:00:00", .noSuchTime),
            ("23:59:60", .noSuchTime),
        ])
    func notTimeOfDay(text: String, code: TimeError.Code) {
        expectTimeError(code) { _ = try TimeOfDay.nanoseconds(text) }
    }
}
