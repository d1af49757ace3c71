import TestSupport
import Testing

@testable import ObsTime

@Suite struct DateReadingTests {
    @Test(
        "A date with a time of day is an instant, in every form that cards have",
        arguments: [
            ("2013-08-31T06:03:30.5", "2013-08-31T06:03:30.500"), ("2013-08-31T06:03", "2013-08-31T06:03:00.000"),
            ("2013-08-31T06:03:30.5Z", "2013-08-31T06:03:30.500"),
            ("2013-08-31T06:03:30+00:00", "2013-08-31T06:03:30.000"),
            ("2013-08-31T06:03:30-0000", "2013-08-31T06:03:30.000"),
            ("2013-08-31 06:03:30", "2013-08-31T06:03:30.000"), ("  2013-08-31T06:03:30  ", "2013-08-31T06:03:30.000"),
            ("2013-08-31T8:20:06.598", "2013-08-31T08:20:06.598"), ("2013-08-31T8:2:6", "2013-08-31T08:02:06.000"),
            ("27/09/95T12:00:00", "1995-09-27T12:00:00.000"), ("27/09/95 1:2:3.25", "1995-09-27T01:02:03.250"),
            ("2016-12-31T23:59:60.25", "2016-12-31T23:59:60.250"),
            ("2013-08-31T06:03:30.1234567895", "2013-08-31T06:03:30.123"),
        ])
    func instants(text: String, utc: String) throws {
        let reading = try DateReading(text, scale: .utc)
        #expect(reading.instant?.isoText(scale: .utc) == utc)
        #expect(reading.notes == [])
        #expect(reading.day.description == utc.prefix(10))
    }

    @Test(
        "A date without a time of day is a day and no instant",
        arguments: [
            ("2013-08-31", "2013-08-31"), (" 2013-08-31 ", "2013-08-31"), ("27/09/95", "1995-09-27"),
            // The day comes first, whatever the numbers are.
            ("05/04/92", "1992-04-05"), ("5/4/92", "1992-04-05"), ("31/12/99", "1999-12-31"),
            ("01/01/60", "1960-01-01"), ("29/02/96", "1996-02-29"),
        ])
    func days(text: String, day: String) throws {
        for scale in TimeScale.allCases {
            let reading = try DateReading(text, scale: scale)
            #expect(reading.instant == nil && reading.notes == [] && reading.scale == scale)
            #expect(reading.day.description == day)
        }
    }

    @Test("The old form is of the 1900s, and a year that a file of today would mean otherwise is remarked")
    func oldForm() throws {
        let day = try DateReading("31/08/13", scale: .utc)
        #expect(day.day.description == "1913-08-31")
        #expect(day.notes.count == 1 && day.notes[0].contains("ends with 1999"))
        #expect(
            try DateReading("31/08/13T01:02:03", scale: .utc).notes
                == day.notes.map { $0.replacing("13\"", with: "13T01:02:03\"") })
        #expect(try DateReading(date: "31/08/13", timeOfDay: "01:02:03", scale: .utc).notes == day.notes)
    }

    @Test(
        "The span of a day is that of its scale, leap second included",
        arguments: [
            ("2016-12-31", TimeScale.utc, "2016-12-31T00:00:36", 86_401.0),
            ("2016-12-31", .tai, "2016-12-31T00:00:00", 86_400), ("2017-01-01", .utc, "2017-01-01T00:00:37", 86_400),
            ("2017-01-01", .tt, "2016-12-31T23:59:27", 86_400), ("2017-01-01", .gps, "2017-01-01T00:00:19", 86_400),
        ])
    func span(text: String, scale: TimeScale, begin: String, seconds: Double) throws {
        let span = try DateReading(text, scale: scale).span
        #expect(span.lowerBound.isoText(scale: .tai, fractionDigits: 0).prefix(17) == begin.prefix(17))
        #expect(span.upperBound.seconds(since: span.lowerBound) == seconds)
        let noon = try DateReading(text + "T12:00:00", scale: scale)
        let instant = try #require(noon.instant)
        #expect(noon.span == span && span.contains(instant))
    }

    @Test("The last and the first day that instants reach have a span")
    func ends() throws {
        let last = try DateReading("2262-04-11", scale: .tai).span
        #expect(last.upperBound == Instant(nanosecondsTAI: .max) && !last.isEmpty)
        #expect(try DateReading("1678-01-01", scale: .tt).span.isEmpty == false)
    }

    @Test(
        "Sixty seconds that are no leap second, and hour 24, are carried over with a note",
        arguments: [
            ("2013-11-02T06:15:60.000", TimeScale.utc, "2013-11-02T06:16:00.000"),
            ("2013-11-02T06:15:60.25", .utc, "2013-11-02T06:16:00.250"),
            ("2013-11-02T6:59:60", .utc, "2013-11-02T07:00:00.000"),
            ("2013-11-02T23:59:60.5", .utc, "2013-11-03T00:00:00.500"),
            ("2013-12-31T23:59:60", .utc, "2014-01-01T00:00:00.000"),
            // A leap second of UTC is none of TAI.
            ("2016-12-31T23:59:60", .tai, "2017-01-01T00:00:00.000"),
            ("2016-12-31T22:59:60", .utc, "2016-12-31T23:00:00.000"),
            ("2013-11-02T24:00:00", .utc, "2013-11-03T00:00:00.000"),
            ("2016-12-31T24:00:00.0", .utc, "2017-01-01T00:00:00.000"),
        ])
    func carried(text: String, scale: TimeScale, expected: String) throws {
        let reading = try DateReading(text, scale: scale)
        #expect(reading.instant?.isoText(scale: scale) == expected)
        #expect(reading.notes.count == 1 && reading.notes[0].contains("\(expected) \(scale.name)"))
        #expect(reading.notes[0].hasPrefix("\"\(text)\" has "))
        let instant = try #require(reading.instant)
        #expect(reading.span.contains(instant))
    }

    @Test(
        "A date and a time of day that stand apart are joined",
        arguments: [
            ("2013-11-02", "08:20:06.598", "2013-11-02T08:20:06.598", 0),
            ("2013-11-02", "8:20:06.598", "2013-11-02T08:20:06.598", 0),
            ("2013-11-02", " 8:20:06 ", "2013-11-02T08:20:06.000", 0),
            ("2013-11-02", "06:15:60.000", "2013-11-02T06:16:00.000", 1),
            ("2013-11-02", "08:20Z", "2013-11-02T08:20:00.000", 0),
            ("05/04/92", "08:21:05", "1992-04-05T08:21:05.000", 0),
            ("2013-11-02T00:00:00", "08:20:06", "2013-11-02T08:20:06.000", 0),
            ("2013-11-02T08:20:06", "08:20:06.0", "2013-11-02T08:20:06.000", 0),
            // Another time in the date is not used, which is said.
            ("2013-11-02T11:11:11", "08:20:06", "2013-11-02T08:20:06.000", 1),
            ("2013-11-02T11:11:11", "08:19:60", "2013-11-02T08:20:00.000", 2),
            ("2016-12-31", "23:59:60", "2016-12-31T23:59:60.000", 0),
        ])
    func pairs(date: String, time: String, utc: String, notes: Int) throws {
        let reading = try DateReading(date: date, timeOfDay: time, scale: .utc)
        #expect(reading.instant?.isoText(scale: .utc) == utc)
        #expect(reading.notes.count == notes, "\(reading.notes)")
        #expect(try Instant(date: date, timeOfDay: time, scale: .utc) == reading.instant)
    }

    @Test(
        "What is no date is refused with the text and the form that was expected",
        arguments: [
            ("", TimeError.Code.syntax, "blank"), ("   ", .syntax, "blank"),
            ("31-Aug-2013", .syntax, "a month is a number"), ("Aug 31 2013", .syntax, "a month is a number"),
            ("31/Aug/95", .syntax, "a month is a number"), ("yesterday", .syntax, "expected YYYY-MM-DD"),
            ("2013-8-31", .syntax, "expected YYYY-MM-DD"), ("2013/08/31", .syntax, "expected YYYY-MM-DD"),
            ("13-08-31", .syntax, "DD/MM/YY"), ("27/09/1995", .syntax, "DD/MM/YY"), ("27/09/9", .syntax, "DD/MM/YY"),
            ("27.09.95", .syntax, "DD/MM/YY"), ("2013-244", .syntax, "expected"), ("20130831", .syntax, "expected"),
            ("2013-08-31T", .syntax, "HH:MM:SS"), ("2013-08-31X06:03:30", .syntax, "HH:MM:SS"),
            ("2013-08-31T06", .syntax, "HH:MM:SS"), ("2013-08-31T06:03:", .syntax, "HH:MM:SS"),
            ("2013-08-31T06:03:30.", .syntax, "HH:MM:SS"), ("2013-08-31T06:03:30 UTC", .syntax, "HH:MM:SS"),
            ("2013-08-31T006:03:30", .syntax, "HH:MM:SS"), ("2013-08-31T06:03:30+09:00", .syntax, "zone"),
            ("2013-13-01", .noSuchDay, "01 to 12"), ("2013-02-29", .noSuchDay, "day"),
            ("09/27/95", .noSuchDay, "the day comes first"), ("31/04/95", .noSuchDay, "day"),
            ("2013-08-31T25:00:00", .noSuchTime, "hour"), ("2013-08-31T24:00:01", .noSuchTime, "hour"),
            ("2013-08-31T06:60:00", .noSuchTime, "minute"), ("2013-08-31T06:03:61", .noSuchTime, "second"),
            ("2016-12-31T23:59:61", .noSuchTime, "second"), ("1500-01-01", .outOfRange, "1678"),
            ("2262-04-12", .outOfRange, "2262"),
        ])
    func refused(text: String, code: TimeError.Code, saying: String) {
        let error = expectTimeError(code) { _ = try DateReading(text, scale: .utc) }
        #expect(error?.message.contains(saying) == true, "\(error?.message ?? "")")
        let trimmed = text.trimmed
        #expect(trimmed.isEmpty || error?.message.contains("\"\(text)\"") == true, "\(error?.message ?? "")")
    }

    @Test(
        "A time of day that is none is refused, and so is a date beside it",
        arguments: [
            ("2013-11-02", "", TimeError.Code.syntax), ("2013-11-02", "  ", .syntax), ("", "08:20:06", .syntax),
            ("2013-11-02", "garbage", .syntax), ("2013-11-02Tgarbage", "08:20:06", .syntax),
            ("2013-11-02", "30006.598", .syntax), ("2013-11-02", "08 20 06", .syntax),
            ("2013-11-02", "25:00:00", .noSuchTime), ("2013-11-02", "08:61:00", .noSuchTime),
        ])
    func refusedPairs(date: String, time: String, code: TimeError.Code) {
        expectTimeError(code) { _ = try DateReading(date: date, timeOfDay: time, scale: .utc) }
    }

    @Test("Z and an offset mean UTC and are refused where another scale is read")
    func notUTC() {
        for text in ["2013-08-31T06:03:30Z", "2013-08-31T06:03:30+00:00"] {
            let error = expectTimeError(.syntax) { _ = try DateReading(text, scale: .tai) }
            #expect(error?.message.contains("TAI") == true)
        }
    }

    @Test("Whatever Instant reads, DateReading reads as the same instant, or as a day where there is no time of day")
    func agreesWithInstant() throws {
        let seed: UInt64 = 4
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "2013", "2016-12-31", "-08", "-31", "T", "23:59", ":60", ":59", ".9999999996", "Z", "06:03", " ", ".5",
        ]
        var count = 0
        for _ in 0..<20_000 {
            var text = generator.pick(["2013-08-31", "2016-12-31", "1971-12-31", "2013-08-31T", "2016-12-31T"])
            for _ in 0..<generator.integer(0...4) { text += generator.pick(pieces) }
            for scale in TimeScale.allCases {
                guard let instant = try? Instant(iso: text, scale: scale) else { continue }
                count += 1
                let reading = try DateReading(text, scale: scale)
                #expect(reading.notes == [], "seed \(seed): \(text)")
                #expect(reading.instant == (text.count > 10 ? instant : nil), "seed \(seed): \(text)")
                #expect(reading.span.contains(instant), "seed \(seed): \(text)")
            }
        }
        #expect(count > 1000)
    }
}

extension String {
    fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}
