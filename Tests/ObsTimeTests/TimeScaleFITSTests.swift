import Testing

@testable import ObsTime

/// The words of FITS 4.0, table 30, and those that archives have beside them.
@Suite struct TimeScaleFITSTests {
    @Test(
        "A scale is known by its names, in whatever case",
        arguments: [
            ("UTC", TimeScale.utc, nil), ("utc", .utc, nil), (" Utc ", .utc, nil), ("TAI", .tai, nil),
            ("IAT", .tai, nil), ("TT", .tt, nil), ("TDT", .tt, nil), ("GPS", .gps, nil), ("UTC(NTP)", .utc, nil),
            ("utc (nist)", .utc, nil), ("TAI(PTB)", .tai, nil), ("TT(TAI)", .tt, nil),
            ("TT(BIPM)", .tt, "0.1 ms"), ("tt(bipm08)", .tt, "0.1 ms"), ("ET", .tt, "TT"), ("GMT", .utc, "UTC"),
            ("UT", .utc, "0.9 s"), ("ut", .utc, "0.9 s"), ("UT(NIST)", .utc, "0.9 s"), ("UT1", .utc, "0.9 s"),
            ("TDB", .tt, "2 ms"), ("UTC approximate", .utc, "approximate"), ("approximate UTC", .utc, "approximate"),
            ("UTC (approximate)", .utc, "approximate"), ("UTC(approx)", .utc, "approximate"),
            ("approx. TAI", .tai, "approximate"), ("UT approximate", .utc, "0.9 s"),
        ] as [(String, TimeScale, String?)])
    func known(text: String, scale: TimeScale, note: String?) throws {
        let reading = try TimeScale.reading(fits: text)
        #expect(reading.scale == scale)
        #expect((reading.note == nil) == (note == nil), "\(reading.note ?? "no note")")
        if let note { #expect(reading.note?.contains(note) == true, "\(reading.note ?? "no note")") }
    }

    @Test(
        "A scale whose dates cannot be read is refused by name, with what can be read",
        arguments: [
            ("TCG", "TCG"), ("tcb", "tcb"), ("LOCAL", "LOCAL"), ("local time", "local time"), ("TCB(X)", "TCB(X)"),
            ("", "\"\""), ("HST", "HST"), ("UTC()", "UTC()"), ("UTC(NTP", "UTC(NTP"), ("UTC TAI", "UTC TAI"),
            ("UT2", "UT2"), ("approximate", "approximate"),
        ])
    func refused(text: String, saying: String) {
        let error = expectTimeError(.unknownName) { _ = try TimeScale.reading(fits: text) }
        #expect(error?.message.contains(saying) == true)
        #expect(error?.message.contains("UTC, TAI, TT and GPS") == true)
    }

    @Test(
        "Names that people type are not widened by those of cards",
        arguments: ["UT", "GMT", "UTC(NTP)", "UTC approximate"])
    func typed(text: String) {
        #expect(TimeScale(named: text) == nil)
    }
}
