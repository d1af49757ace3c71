import ObsFITS
import ObsTime
import Testing

@testable import ObsTranslation

@Suite struct TimeSourceTests {
    private func time(_ fields: String, _ cards: [String: HeaderValue] = [:], more: String = "") throws -> Evaluated {
        try evaluate(.datetimeBegin, "{time: {\(fields)}}", cards, more: more)
    }

    @Test(
        "A time is read from a text, a day number, or a date and a time of day",
        arguments: [
            ("iso: D, scale: utc", ["D": "2013-09-01T06:02:55.753848"], "2013-09-01T06:03:30.753848"),
            ("iso: D, scale: utc", ["D": "2016-12-31T23:59:60.5"], "2017-01-01T00:00:36.500000"),
            ("iso: D, scale: tai", ["D": "2013-09-01T00:00:00"], "2013-09-01T00:00:00.000000"),
            ("iso: D, scale: tt", ["D": "2013-09-01T00:00:32.184"], "2013-09-01T00:00:00.000000"),
            ("iso: {constant: '2013-09-01T00:00:00'}, scale: tai", [:], "2013-09-01T00:00:00.000000"),
            ("mjd: M, scale: utc", ["M": 56536.25], "2013-09-01T06:00:35.000000"),
            ("mjd: M, scale: tai", ["M": 56536], "2013-09-01T00:00:00.000000"),
            ("mjd: M, scale: tai", ["M": "56536.5"], "2013-09-01T12:00:00.000000"),
            (
                "date: D, time_of_day: T, scale: utc", ["D": "2013-09-01", "T": "06:02:55.75"],
                "2013-09-01T06:03:30.750000"
            ),
            (
                "date: D, time_of_day: T, scale: tai", ["D": "2013-09-01T11:11:11", "T": "06:02"],
                "2013-09-01T06:02:00.000000"
            ),
            ("of: {property: datetime_end}", [:], "2020-01-01T00:00:00.000000"),
            ("of: {property: datetime_end}, plus: E", ["E": 1.5], "2020-01-01T00:00:01.500000"),
            ("of: {property: datetime_end}, plus: E", ["E": "1.5"], "2020-01-01T00:00:01.500000"),
            ("of: {property: datetime_end}, minus: E, half: true", ["E": 3], "2019-12-31T23:59:58.500000"),
        ] as [(String, [String: HeaderValue], String)])
    func forms(_ one: (fields: String, cards: [String: HeaderValue], tai: String)) throws {
        let more = "  datetime_end: {constant: '2020-01-01T00:00:00 TAI'}\n"
        let result = try time(one.fields, one.cards, more: more)
        #expect(result.value?.asInstant?.isoText(scale: .tai, fractionDigits: 6) == one.tai)
    }

    @Test(
        "Without a scale of its own a time has that of the file, which is UTC unless it says otherwise",
        arguments: [
            ("", [:], 37.0), ("time_scale: {constant: tai}\n", [:], 0),
            ("time_scale: {card: S}\n", ["S": "tt"], -32.184),
            ("time_scale: [{card: S, steps: [trim, lower]}, {constant: utc}]\n", ["S": "TAI  "], 0),
            ("time_scale: [{card: S, steps: [trim, lower]}, {constant: utc}]\n", [:], 37),
        ] as [(String, [String: HeaderValue], Double)])
    func fileScale(_ one: (file: String, cards: [String: HeaderValue], later: Double)) throws {
        let cards = one.cards.merging(["D": "2020-01-01T00:00:00"]) { $1 }
        let tai = try Instant(iso: "2020-01-01", scale: .tai)
        let read = try time("iso: D", cards, more: one.file).value?.asInstant
        #expect(read?.seconds(since: tai) == one.later)
        // Beside the time, a rule says the scale.
        let own = try time("iso: D, scale: {card: OWN}", cards.merging(["OWN": "tai"]) { $1 }, more: one.file)
        #expect(own.value == .instant(tai))
    }

    @Test(
        "A scale that is not known makes the time fail, and says so",
        arguments: [
            ("tcb", "\"tcb\" runs faster"), ("", "\"\" is not a known time scale"), ("LOCAL", "\"LOCAL\" is tied"),
            (5, "the time scale is 5"), (.undefined, "the time scale is not known"),
        ] as [(HeaderValue, String)])
    func unknownScale(_ scale: HeaderValue, _ saying: String) throws {
        let result = try time("iso: D, scale: {card: S}", ["D": "2020-01-01T00:00:00", "S": scale])
        #expect(result.value == nil)
        #expect(result.reasons.contains { $0.contains(saying) }, "\(result.reasons)")
    }

    @Test(
        "The words of FITS 4.0 for scales are read, in whatever case",
        arguments: [
            ("UTC ", 37.0), ("UTC(NTP)", 37), ("GMT", 37), ("ut", 37), ("UTC approximate", 37), ("IAT", 0),
            ("TDT", -32.184), ("ET", -32.184), ("tt(bipm)", -32.184), ("gps", 19),
        ])
    func fitsScales(_ scale: String, _ later: Double) throws {
        let result = try time("iso: D, scale: {card: S}", ["D": "2020-01-01T00:00:00", "S": .string(scale)])
        let tai = try Instant(iso: "2020-01-01", scale: .tai)
        #expect(result.value?.asInstant?.seconds(since: tai) == later)
        #expect(result.end == .value)
    }

    @Test(
        "Dates have the forms that cards have, and what is carried over is noted",
        arguments: [
            ("date: D, time_of_day: T, scale: utc", ["D": "05/04/92", "T": "08:21:05"], "1992-04-05T08:21:05", 0),
            ("date: D, time_of_day: T, scale: utc", ["D": "2013-11-02", "T": "8:20:06.598"], "2013-11-02T08:20:07", 0),
            (
                "date: D, time_of_day: T, scale: utc", ["D": "2013-11-02", "T": "06:15:60.000"], "2013-11-02T06:16:00",
                1
            ),
            (
                "date: D, time_of_day: T, scale: utc", ["D": "2013-11-02T11:11:11", "T": "06:15"],
                "2013-11-02T06:15:00",
                1
            ),
            ("iso: D, scale: utc", ["D": "2013-09-01T23:59:60"], "2013-09-02T00:00:00", 1),
            ("iso: D, scale: utc", ["D": "2013-09-01T24:00:00"], "2013-09-02T00:00:00", 1),
            ("iso: D, scale: utc", ["D": "2013-09-01 06:00:00"], "2013-09-01T06:00:00", 0),
        ] as [(String, [String: HeaderValue], String, Int)])
    func cardForms(_ one: (fields: String, cards: [String: HeaderValue], utc: String, notes: Int)) throws {
        let result = try time(one.fields, one.cards)
        #expect(result.value?.asInstant?.isoText(scale: .utc, fractionDigits: 0) == one.utc)
        #expect(result.end == .value && result.remarks.count == one.notes, "\(result.remarks)")
    }

    @Test(
        "What is no date gives none, with a reason that names the card",
        arguments: [
            "", "yesterday", "2013-13-01", "2013-02-29", "2013-09-01x06:00:00", "2013-09-01T24:00:01", "1500-01-01",
            "2013-09-01T23:59:61", "1-Sep-2013", "09/27/95", 20_130_901, 5.5, true,
        ] as [HeaderValue])
    func badDates(_ value: HeaderValue) throws {
        let result = try time("iso: D, scale: utc", ["D": value])
        #expect(result.value == nil)
        #expect(result.end == .refused && result.reason?.hasPrefix("D") == true, "\(result.reasons)")
    }

    @Test(
        "What is wrong with a date and a time of day is told of the card that is wrong",
        arguments: [
            ("2013-09-01", 30065.04, "T is 30065.04, not a date or time as text"),
            (20_130_901, "06:00", "D is 20130901"),
            ("2013-09-01", "garbage", "T: \"garbage\" is not a time of day"),
            ("2013-09-01", "", "T is blank"),
            ("garbage", "06:00", "D: \"garbage\" is not a date"), ("", "06:00", "D is blank"),
        ] as [(HeaderValue, HeaderValue, String)])
    func culprits(_ date: HeaderValue, _ time: HeaderValue, _ saying: String) throws {
        let result = try self.time("date: D, time_of_day: T, scale: utc", ["D": date, "T": time])
        #expect(result.value == nil)
        #expect(result.reason?.hasPrefix(saying) == true, "\(result.reasons)")
    }

    @Test(
        "What is no day number gives no time",
        arguments: ["", "x", 1e300, -1e300, 1e7, true, .integer(.max), .integer(.min)] as [HeaderValue])
    func badDayNumbers(_ value: HeaderValue) throws {
        let result = try time("mjd: M, scale: tai", ["M": value])
        #expect(result.value == nil)
        #expect(result.end == .refused && result.reason?.hasPrefix("M") == true, "\(result.reasons)")
    }

    @Test(
        "A duration that is missing or out of range makes the time fail",
        arguments: [1e300, -1e11, "long", true, .undefined] as [HeaderValue])
    func badDurations(_ value: HeaderValue) throws {
        let result = try time("iso: D, plus: E", ["D": "2020-01-01T00:00:00", "E": value])
        #expect(result.value == nil)
        #expect(!result.reasons.isEmpty)
    }

    @Test(
        "An end before its begin is one day later, at most one, a leap second counted",
        arguments: [
            ("2013-09-01", "00:04:50", "2013-09-01T23:59:50", "2013-09-02T00:04:50"),
            ("2013-09-01", "06:00:00", "2013-09-01T05:00:00", "2013-09-01T06:00:00"),
            ("2013-09-01", "06:00:00", "2013-09-01T06:00:00", "2013-09-01T06:00:00"),
            ("2013-09-01", "06:00:00", "2013-09-09T06:00:00", "2013-09-02T06:00:00"),
            ("2016-12-31", "00:00:30", "2016-12-31T23:59:60", "2017-01-01T00:00:30"),
            ("2016-12-30", "23:00:00", "2016-12-31T22:00:00", "2016-12-31T23:00:00"),
        ])
    func rollOver(_ one: (date: String, end: String, begin: String, expected: String)) throws {
        let result = try time(
            "date: D, time_of_day: T, scale: utc, after: {time: {iso: B, scale: utc}}",
            ["D": .string(one.date), "T": .string(one.end), "B": .string(one.begin)])
        #expect(result.value?.asInstant?.isoText(scale: .utc, fractionDigits: 0) == one.expected)
    }

    @Test(
        "A time before its limit becomes the limit, and is flagged",
        arguments: [
            ("2020-01-01T05:00:00", "2020-01-01T06:00:00", "2020-01-01T06:00:00", true),
            ("2020-01-01T06:00:00", "2020-01-01T06:00:00", "2020-01-01T06:00:00", false),
            ("2020-01-01T07:00:00", "2020-01-01T06:00:00", "2020-01-01T07:00:00", false),
            ("2020-01-01T05:00:00", .undefined, "2020-01-01T05:00:00", false),
        ] as [(HeaderValue, HeaderValue, String, Bool)])
    func notBefore(_ one: (time: HeaderValue, limit: HeaderValue, expected: String, isClipped: Bool)) throws {
        let result = try time(
            "iso: D, scale: tai, not_before: {time: {iso: L, scale: tai}}", ["D": one.time, "L": one.limit])
        #expect(result.value?.asInstant?.isoText(scale: .tai, fractionDigits: 0) == one.expected)
        #expect(result.flags == (one.isClipped ? .clipped : []))
    }

    @Test("Without a begin to be after, nobody knows the day")
    func rollOverWithoutBegin() throws {
        let result = try time("date: D, time_of_day: T, scale: tai, after: B", ["D": "2020-01-01", "T": "01:00:00"])
        #expect(result.end == .refused && result.reasons == ["there is no B card"])
    }

    @Test(
        "The observing day is the TAI date less the offset",
        arguments: [
            ("2013-09-01T06:02:55", 43_200, 20_130_831), ("2013-09-01T11:59:24", 43_200, 20_130_831),
            // 12:00:00 TAI is 11:59:25 UTC.
            ("2013-09-01T11:59:25", 43_200, 20_130_901), ("2013-09-01T06:02:55", 0, 20_130_901),
            ("2013-09-01T06:02:55", -86_400, 20_130_902), ("2013-09-01T06:02:55", 86_401, nil),
            ("2013-09-01T06:02:55", 0.5, nil), ("2013-09-01T06:02:55", 1e300, nil),
            ("2013-09-01T06:02:55", .integer(.min), nil), ("2013-09-01T06:02:55", "x", nil),
            (.undefined, 0, nil), ("2013-09-01T06:02:55", .undefined, nil),
        ] as [(HeaderValue, HeaderValue, PropertyValue?)])
    func observingDay(_ one: (begin: HeaderValue, offset: HeaderValue, expected: PropertyValue?)) throws {
        let result = try evaluate(
            .observingDay, "{observing_day: {at: {time: {iso: D, scale: utc}}, offset: O}}",
            ["D": one.begin, "O": one.offset])
        #expect(result.value == one.expected)
        if one.expected == nil { #expect(!result.reasons.isEmpty) }
    }

    @Test(
        "Civil time in California is 8 hours behind UTC in winter and 7 in summer",
        arguments: [
            // 2019-03-10T10:00:00 UTC is 10:00:37 TAI; 2023-11-05T09:00:00 UTC is the end of summer time.
            ("2019-03-10T09:59:59", 28_800), ("2019-03-10T10:00:00", 25_200), ("2023-11-05T08:59:59", 25_200),
            ("2023-11-05T09:00:00", 28_800), (.undefined, nil),
        ] as [(HeaderValue, PropertyValue?)])
    func civilOffset(_ begin: HeaderValue, _ expected: PropertyValue?) throws {
        let rule = "{civil_offset: {zone: US/Pacific, at: {time: {iso: D, scale: utc}}}}"
        let result = try evaluate(rule, ["D": begin])
        #expect(result.value == expected)
        if expected == nil { #expect(!result.reasons.isEmpty) }
    }
}
