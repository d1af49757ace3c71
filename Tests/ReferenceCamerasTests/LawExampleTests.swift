import ObsFITS
import ObsKit
import ObsText
import ObsTime
import ObsTranslation
import ReferenceCameras
import Testing

/// How alternatives end in the packages: the examples by which the rule language was made.
@Suite("The reference cameras, where cards are missing or wrong,")
struct LawExampleTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)

    private static func report(
        _ instrument: String, _ cards: [String: HeaderValue], _ changes: [String: HeaderValue?] = [:]
    ) throws -> TranslationReport {
        let all = cards.map { ($0.key, Optional($0.value)) } + changes.map { ($0.key, $0.value) }
        let merged = Dictionary(all) { $1 }.compactMapValues { $0 }
        let sorted = merged.sorted { $0.key < $1.key }
        return try catalog.instrument(named: instrument).translator.translate(
            Header(cards: sorted.map { Card(Keyword($0.key), $0.value) }))
    }

    private static func failure(_ property: ObservationProperty, _ report: TranslationReport) -> PropertyFailure? {
        report.failures.first { $0.property == property.name }
    }

    // MARK: HSC without UT-STR

    private static let hsc: [String: HeaderValue] = [
        "EXP-ID": .string("HSCE00904024"), "DATE-OBS": .string("2020-01-01"), "UT-STR": .string("08:20:06.598"),
        "UT-END": .string("08:25:06.598"), "MJD-STR": .real(58849.25), "EXPTIME": .real(300),
    ]

    @Test(
        "take the time of HSC's beginning from UT-STR, else from the day number that says the same",
        arguments: [
            (.string("08:20:06.598"), .real(58849.25), "2020-01-01T08:20:06.598"),
            (nil, .real(58849.25), "2020-01-01T06:00:00.000"), (.undefined, .real(58849.25), "2020-01-01T06:00:00.000"),
        ] as [(HeaderValue?, HeaderValue?, String)])
    func beginning(_ clock: HeaderValue?, _ day: HeaderValue?, _ expected: String) throws {
        let report = try Self.report("HSC", Self.hsc, ["UT-STR": clock, "MJD-STR": day])
        #expect(report.info.datetimeBegin?.isoText(scale: .utc) == expected)
        #expect(report.flags(of: .datetimeBegin) == [])
    }

    @Test("do not take a date without a time of day for a time, and say so")
    func dateAlone() throws {
        let report = try Self.report("HSC", Self.hsc, ["UT-STR": nil, "MJD-STR": nil])
        #expect(report.info.datetimeBegin == nil && report.status == .failed)
        let reasons = try #require(Self.failure(.datetimeBegin, report)).reasons
        #expect(reasons.contains("there is no UT-STR card"))
        #expect(reasons.contains("DATE-OBS has no time of day"))
        #expect(Self.failure(.observingDay, report)?.root == "datetime_begin")
    }

    @Test("do not believe a garbled UT-STR, and take nothing in its place")
    func garbledClock() throws {
        let report = try Self.report("HSC", Self.hsc, ["UT-STR": .string("garbage")])
        #expect(report.info.datetimeBegin == nil && report.status == .failed)
        #expect(Self.failure(.datetimeBegin, report)?.summary.contains("garbage") == true)
        #expect(report.failureGroups.contains { $0.first?.property == "datetime_begin" && $0.count >= 3 })
    }

    // MARK: LATISS with the clock of 1970

    private static let latiss: [String: HeaderValue] = [
        "INSTRUME": .string("LATISS"), "OBSID": .string("AT_O_20200128_000300"), "DAYOBS": .string("20200128"),
        "SEQNUM": .integer(300), "CONTRLLR": .string("O"), "IMGTYPE": .string("OBJECT"), "FILTER": .string("RG610"),
        "GRATING": .string("empty_1"), "DATE-OBS": .string("1970-01-01T00:00:01.000"),
        "DATE-BEG": .string("1970-01-01T00:00:01.000"), "DATE-END": .string("1970-01-01T00:00:31.000"),
        "DATE": .string("2020-01-28T03:00:00.000"), "MJD": .real(58876.125), "EXPTIME": .real(30),
        "LSST_NUM": .string("ITL-3800C-068"), "RASTART": .real(12), "DECSTART": .real(-3), "AZSTART": .real(120),
        "ELSTART": .real(60), "GROUPID": .string("g1"), "PRESSURE": .real(743.9),
    ]

    /// A header as whoever repairs it would write it.
    private static func repaired(_ report: TranslationReport) -> Header {
        report.header.replacing([
            (keyword: Keyword("ASTRO METADATA FIX MODIFIED"), value: HeaderValue.string("2026-01-01T00:00:00"))
        ])
    }

    @Test(
        "compute the position of a LATISS exposure whose clock was repaired from where the telescope pointed",
        arguments: [
            // On the mountain, in the laboratory, and on the mountain with a direction that failed.
            ("2020-01-28T03:00:00.000", 58876.125, .real(60), true),
            ("2019-09-28T03:00:00.000", 58754.125, .real(60), false),
            ("2020-01-28T03:00:00.000", 58876.125, .string("high"), false),
        ] as [(String, Double, HeaderValue, Bool)])
    func clock(_ date: String, _ day: Double, _ altitude: HeaderValue, _ hasPosition: Bool) throws {
        let translator = try Self.catalog.instrument(named: "LATISS").translator
        let first = try Self.report(
            "LATISS", Self.latiss, ["DATE": .string(date), "MJD": .real(day), "ELSTART": altitude])
        #expect(first.corrections.map(\.name).contains("clock-of-1970"))
        #expect(first.info.datetimeBegin?.isoText(scale: .tai) == date)
        #expect((first.info.trackingRADec != nil) == hasPosition)
        // What RASTART says is as wrong as the clock was.
        if let position = first.info.trackingRADec { #expect(abs(position.rightAscension - 12) > 1) }
        let isFailure = altitude.stringValue != nil
        #expect((Self.failure(.trackingRADec, first) != nil) == isFailure)
        if isFailure {
            #expect(Self.failure(.trackingRADec, first)?.root == "altaz_begin")
            #expect(Self.failure(.trackingRADec, first)?.summary.contains("ELSTART is 'high', not a number") == true)
        }
        // The header that was repaired says it, and gives the same answer the second time.
        let second = translator.translate(Self.repaired(first))
        #expect(second.corrections == [])
        #expect(second.info.differences(from: first.info).map(\.name) == [])
        #expect(second.failures.map(\.property) == first.failures.map(\.property))
    }

    @Test("take the position from RASTART where no clock had to be repaired, now and in a header repaired before")
    func soundClock() throws {
        let report = try Self.report("LATISS", Self.sky)
        #expect(report.info.trackingRADec?.rightAscension == 12)
        let translator = try Self.catalog.instrument(named: "LATISS").translator
        let again = translator.translate(Self.repaired(report))
        #expect(again.info.trackingRADec?.rightAscension == 12)
        #expect(again.info.differences(from: report.info).map(\.name) == [])
    }

    // MARK: DECam without OBSTYPE

    private static let decam: [String: HeaderValue] = [
        "TELESCOP": .string("CTIO 4.0-m telescope"), "INSTRUME": .string("DECam"), "OBS-LONG": .real(70.81489),
        "OBS-LAT": .real(-30.16606), "OBS-ELEV": .real(2215), "EXPNUM": .integer(171_717),
        "OBSID": .string("ct4m20130212t012345"), "OBSTYPE": .string("object"),
        "FILTER": .string("r DECam SDSS c0002 6415.0 1480.0"), "OBJECT": .string("a field"),
        "PROPID": .string("2013A-0001"), "TIMESYS": .string("UTC"),
        "DATE-OBS": .string("2013-02-12T01:23:45.250000"), "DTUTC": .string("2013-02-12T01:25:30"),
        "EXPTIME": .real(90), "EXPREQ": .integer(90), "DARKTIME": .real(91.15), "AIRMASS": .real(1.12),
        "TELRA": .string("05:30:00.000"), "TELDEC": .string("-05:00:00.00"), "RADESYS": .string("FK5"),
        "ZD": .real(26.79), "AZ": .real(338.08), "CCDNUM": .integer(31), "DETPOS": .string("S7"),
        "DETECTOR": .string("S3-06_123195-15-3"), "TELFOCUS": .string("1389.50,-3332.57,2111.32,100.13,-210.58, 0.00"),
        "HUMIDITY": .real(31.5), "OUTTEMP": .real(13.3), "PRESSURE": .real(780),
    ]

    @Test("take a DECam exposure without OBSTYPE as of no type, and one whose OBSTYPE is undefined as failed")
    func observationType() throws {
        #expect(try Self.report("DECam", Self.decam).status == .ok)
        let absent = try Self.report("DECam", Self.decam, ["OBSTYPE": nil])
        #expect(absent.info.observationType == "none")
        #expect(absent.flags(of: .observationType) == .defaulted && absent.status == .ok)
        let undefined = try Self.report("DECam", Self.decam, ["OBSTYPE": .undefined])
        #expect(undefined.info.observationType == nil && undefined.status == .failed)
        #expect(Self.failure(.observationType, undefined)?.reasons.first == "OBSTYPE is undefined")
        let blank = try Self.report("DECam", Self.decam, ["OBSTYPE": .string("  ")])
        #expect(blank.info.observationType == nil && blank.status == .failed)
        #expect(Self.failure(.observationType, blank)?.reasons == ["OBSTYPE is blank"])
    }

    @Test("take the site's usual weather where DECam's weather station writes NaN")
    func weather() throws {
        let report = try Self.report("DECam", Self.decam, ["OUTTEMP": .real(.nan)])
        #expect(report.info.temperature == 283.15)
        #expect(report.flags(of: .temperature) == .defaulted && report.status == .ok)
        let wild = try Self.report("DECam", Self.decam, ["OUTTEMP": .real(99)])
        #expect(wild.info.temperature == 283.15)
        #expect(wild.flags(of: .temperature).contains(.fallback) && wild.status == .flawed)
    }

    // MARK: Rubin's pressure

    @Test(
        "read Rubin's pressure in the unit in which it can only be, also as text",
        arguments: [
            (.real(743.9), 743.9, []), (.real(74390), 743.9, []), (.string("74390.0"), 743.9, .cast),
            (.string("743.9"), 743.9, .cast), (nil, nil, []), (.undefined, nil, []), (.real(.nan), nil, []),
        ] as [(HeaderValue?, Double?, ValueFlags)])
    func pressure(_ value: HeaderValue?, _ expected: Double?, _ flags: ValueFlags) throws {
        let report = try Self.report("LATISS", Self.latiss, ["PRESSURE": value])
        #expect(report.info.pressure.map { abs($0 - (expected ?? 0)) < 1e-9 } ?? (expected == nil))
        #expect(report.flags(of: .pressure) == flags)
        #expect(Self.failure(.pressure, report) == nil)
    }

    @Test("do not guess at a pressure that is no number")
    func noPressure() throws {
        let report = try Self.report("LATISS", Self.latiss, ["PRESSURE": .string("n/a")])
        #expect(report.info.pressure == nil)
        #expect(Self.failure(.pressure, report)?.summary.contains("it is 'n/a', not a number") == true)
        #expect(report.status != .ok)
    }

    // MARK: Airmass

    private static let sky: [String: HeaderValue] = latiss.merging([
        "DATE-OBS": .string("2022-01-28T03:00:00.000"), "DATE-BEG": .string("2022-01-28T03:00:00.000"),
        "DATE-END": .string("2022-01-28T03:00:30.000"), "DATE": .string("2022-01-28T03:01:00.000"),
        "OBSID": .string("AT_O_20220127_000300"), "DAYOBS": .string("20220127"), "AMSTART": .real(1.1547),
    ]) { $1 }

    @Test("compute an airmass that is NaN from the direction, and say that it is second best")
    func airmass() throws {
        #expect(try Self.report("LATISS", Self.sky).info.boresightAirmass == 1.1547)
        let report = try Self.report("LATISS", Self.sky, ["AMSTART": .real(.nan)])
        #expect(abs((report.info.boresightAirmass ?? 0) - 1.1547005383792515) < 1e-9)
        #expect(report.flags(of: .boresightAirmass) == .fallback && report.status != .ok)
        #expect(report.diagnostics.contains { $0.code.rawValue == "fallback" && $0.message.contains("AMSTART is nan") })
        // Without the card there is nothing that was not believed.
        let absent = try Self.report("LATISS", Self.sky, ["AMSTART": nil])
        #expect(abs((absent.info.boresightAirmass ?? 0) - 1.1547005383792515) < 1e-9)
        #expect(absent.flags(of: .boresightAirmass) == [])
    }

    @Test("have no airmass where the direction failed, and 1 where the header rightly has none")
    func airmassWithoutDirection() throws {
        let failed = try Self.report("LATISS", Self.sky, ["AMSTART": nil, "ELSTART": .string("high")])
        #expect(failed.info.boresightAirmass == nil)
        #expect(Self.failure(.boresightAirmass, failed)?.root == "altaz_begin")
        // Controller H: made by hand out of a simulation.
        let none = try Self.report(
            "LATISS", Self.sky,
            ["AMSTART": nil, "ELSTART": nil, "AZSTART": nil, "CONTRLLR": .string("H")])
        #expect(none.info.altAzBegin == nil && Self.failure(.altAzBegin, none) == nil)
        #expect(none.info.boresightAirmass == 1 && none.flags(of: .boresightAirmass) == .defaulted)
    }

    // MARK: The mountain without a date

    private static let comCam: [String: HeaderValue] = [
        "INSTRUME": .string("ComCam"), "OBSID": .string("CC_O_20241110_000100"), "DAYOBS": .string("20241110"),
        "SEQNUM": .integer(100), "CONTRLLR": .string("O"), "IMGTYPE": .string("OBJECT"), "FILTER": .string("r_03"),
        "DATE-OBS": .string("2024-11-11T03:00:00.000"), "DATE-BEG": .string("2024-11-11T03:00:00.000"),
        "DATE-END": .string("2024-11-11T03:00:30.000"), "EXPTIME": .real(30), "RAFTBAY": .string("R22"),
        "CCDSLOT": .string("S11"), "RASTART": .real(12), "DECSTART": .real(-3), "AZSTART": .real(120),
        "ELSTART": .real(60),
    ]

    @Test("do not know without a date whether LSSTComCam was on the mountain, unless its controller tells")
    func mountain() throws {
        let sound = try Self.report("LSSTComCam", Self.comCam)
        #expect(sound.info.location != nil && sound.info.altAzBegin != nil)
        let noDate: [String: HeaderValue?] = ["DATE-OBS": nil, "DATE-BEG": nil]
        let open = try Self.report("LSSTComCam", Self.comCam, noDate)
        for property in [ObservationProperty.location, .altAzBegin, .canSeeSky] {
            #expect(open.info[property] == nil, "\(property.name)")
            #expect(Self.failure(property, open)?.root == "datetime_begin", "\(property.name)")
        }
        let group = try #require(open.failureGroups.first { $0.first?.property == "datetime_begin" })
        #expect(Set(group.map(\.property)).isSuperset(of: ["location", "altaz_begin", "can_see_sky"]))
        let held = try Self.report("LSSTComCam", Self.comCam, noDate.merging(["CONTRLLR": .string("H")]) { $1 })
        #expect(held.info.location != nil && held.info.altAzBegin != nil)
    }
}
