import ObsDocuments
import ObsFITS
import ObsHeaderFiles
import ObsText
import ObsTime
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct DECamTranslationTests {
    @Test("Each of the 40 properties of a DECam header is what the peer makes of it")
    func allProperties() throws {
        let report = try DECamSample.translator().translate(DECamSample.header)
        #expect(report.failures == [] && report.diagnostics == [] && report.corrections == [])
        #expect(report.kind == .science)
        #expect(report.translatorName == "DECam")
        // By astro_metadata_translator 30.
        let expected = try ObservationInfo(
            wireForm: Document.json(
                text: """
                    {"_translator":"DECam","telescope":"CTIO 4.0-m telescope","instrument":"DECam",
                    "location":[1814299.4321709608,-5214321.092378282,-3187415.562488629],"exposure_id":171717,"visit_id":171717,
                    "physical_filter":"r DECam SDSS c0002 6415.0 1480.0","datetime_begin":[2456336.0,-0.4414322916666667],
                    "datetime_end":[2456336.0,-0.4402199074074074],"exposure_time":90.0,"exposure_time_requested":90.0,
                    "dark_time":91.15,"boresight_airmass":1.12,"boresight_rotation_angle":90.0,"boresight_rotation_coord":"sky",
                    "detector_num":31,"detector_name":"7","detector_unique_name":"S7","detector_serial":"S3-06_123195-15-3",
                    "detector_group":"S","detector_exposure_id":17171731,"focus_z":0.00211132,"object":"a field",
                    "temperature":286.45,"pressure":780.0,"relative_humidity":31.5,
                    "tracking_radec":[82.49999392127333,-4.999994849454333],"altaz_begin":[338.08,63.21],
                    "science_program":"2013A-0001","observation_type":"science","observation_id":"ct4m20130212t012345",
                    "observation_reason":"science","exposure_group":"171717","observing_day":20130211,
                    "observing_day_offset":43200,"observation_counter":171717,"has_simulated_content":false,
                    "group_counter_start":171717,"group_counter_end":171717,"can_see_sky":true}
                    """, file: "peer"
            ).root)
        for property in ObservationProperty.allCases {
            #expect(CorpusTolerance.agree(property, report.info[property], expected[property]), "\(property.name)")
        }
    }

    /// For each property, the cards without which the sample header cannot say it, and what it is then.
    @Test(
        "A missing card makes its property fail with the reason, or take its stand-in",
        arguments: [
            (.telescope, ["TELESCOP"], "CTIO 4.0-m telescope"), (.instrument, ["INSTRUME"], "DECam"),
            (.exposureID, ["EXPNUM"], nil), (.visitID, ["EXPNUM"], nil), (.observationCounter, ["EXPNUM"], nil),
            (.exposureGroup, ["EXPNUM"], nil), (.groupCounterStart, ["EXPNUM"], nil),
            (.groupCounterEnd, ["EXPNUM"], nil),
            (.detectorExposureID, ["EXPNUM"], nil), (.detectorExposureID, ["CCDNUM"], nil),
            (.observationID, ["OBSID"], nil),
            (.observationType, ["OBSTYPE"], "none"), (.observationReason, ["OBSTYPE"], "unknown"),
            (.physicalFilter, ["FILTER"], nil),
            (.object, ["OBJECT"], nil), (.scienceProgram, ["PROPID"], nil), (.datetimeBegin, ["DATE-OBS"], nil),
            (.datetimeEnd, ["DTUTC", "DATE-OBS"], nil), (.datetimeEnd, ["DTUTC", "EXPTIME"], nil),
            (.observingDay, ["DATE-OBS"], nil),
            (.exposureTime, ["EXPTIME"], nil), (.exposureTimeRequested, ["EXPREQ"], nil),
            (.darkTime, ["DARKTIME"], nil),
            (.boresightAirmass, ["AIRMASS"], nil), (.trackingRADec, ["TELRA"], nil), (.trackingRADec, ["TELDEC"], nil),
            (.altAzBegin, ["ZD"], nil), (.altAzBegin, ["AZ"], nil), (.detectorNum, ["CCDNUM"], nil),
            (.detectorUniqueName, ["DETPOS"], nil), (.detectorGroup, ["DETPOS"], nil), (.detectorName, ["DETPOS"], nil),
            (.detectorSerial, ["DETECTOR"], nil), (.focusZ, ["TELFOCUS"], nil), (.relativeHumidity, ["HUMIDITY"], 40.0),
            (.temperature, ["OUTTEMP"], nil), (.pressure, ["PRESSURE"], nil), (.canSeeSky, ["OBSTYPE"], nil),
            (.boresightRotationAngle, ["OBSTYPE"], 90.0), (.boresightRotationCoord, ["OBSTYPE"], "sky"),
            (.observingDayOffset, ["DATE-OBS"], 43_200), (.hasSimulatedContent, ["OBSTYPE"], false),
            (.altAzEnd, ["ZD"], nil),
        ] as [(ObservationProperty, [String], PropertyValue?)])
    func missingCard(_ one: (property: ObservationProperty, cards: [String], value: PropertyValue?)) throws {
        let translator = try DECamSample.translator()
        let report = translator.translate(header(DECamSample.cards.filter { !one.cards.contains($0.key) }))
        #expect(report.info[one.property] == one.value)
        let failure = report.failures.first { $0.property == one.property.name }
        // Null is right for what DECam never says, and for can_see_sky of an unknown type.
        let isNull = one.property == .altAzEnd || one.property == .canSeeSky
        #expect((failure == nil) == (one.value != nil || isNull))
        if let failure {
            #expect(!failure.reasons.isEmpty && !failure.summary.isEmpty)
            #expect(one.cards.allSatisfy(failure.cards.contains), "\(failure.cards)")
            #expect(failure.rule?.file.hasSuffix("translation.yaml") == true)
            #expect(throws: ObservationError.self) { try report.strict(requiring: [one.property]) }
        } else if one.value != nil {
            #expect(try report.strict(requiring: [one.property]) == report.info)
        }
    }

    @Test("Without OBS-LONG the site stands in; without TELRA a bias has no position, and that is right")
    func standIns() throws {
        let translator = try DECamSample.translator()
        func report(_ changes: [String: HeaderValue] = [:], without: String? = nil) -> TranslationReport {
            translator.translate(header(DECamSample.cards.merging(changes) { $1 }.filter { $0.key != without }))
        }
        let elsewhere = report(without: "OBS-LONG")
        #expect(
            elsewhere.info.location
                == GeocentricLocation(x: 1_814_303.74553723, y: -5_214_365.7436216, z: -3_187_340.56598756))
        #expect(elsewhere.explanation(of: .location).alternative == 1)
        for card in ["TELRA", "ZD", "AIRMASS"] {
            let zero = report(["OBSTYPE": "zero"], without: card)
            #expect(zero.failures == [], "\(card)")
            #expect(zero.kind == .bias)
        }
        #expect(report(without: "DTUTC").info.datetimeEnd?.description == "2013-02-12T01:25:15.25Z")
        #expect(report(["OBSTYPE": "dome flat"]).kind == .domeFlat)
        #expect(report(["OBSTYPE": "junk"]).kind == nil)
    }

    @Test(
        "Weather out of range is replaced, which is second best and told",
        arguments: [
            ("HUMIDITY", 200.0, .relativeHumidity, 40.0), ("HUMIDITY", -1, .relativeHumidity, 40.0),
            ("OUTTEMP", 99.0, .temperature, 283.15), ("OUTTEMP", -999.0, .temperature, 283.15),
            ("PRESSURE", 0, .pressure, 771.611),
            ("PRESSURE", 900, .pressure, 771.611),
        ] as [(String, HeaderValue, ObservationProperty, Double)])
    func weather(_ one: (card: String, value: HeaderValue, property: ObservationProperty, expected: Double)) throws {
        let report = try DECamSample.translator().translate(
            header(DECamSample.cards.merging([one.card: one.value]) { $1 }))
        #expect(report.info[one.property] == .real(one.expected))
        #expect(report.flags(of: one.property) == .fallback)
        #expect(report.diagnostics.map(\.code) == [.fallback] && report.status == .flawed)
    }

    /// Everything that can happen to a card.
    enum Harm: String, CaseIterable {
        case deleted, undefined, notANumber, infinite, text, blank, number, truth, complex, malformed, repeated, huge

        func applied(to header: Header, _ card: Card) -> Header {
            let values: [Harm: HeaderValue] = [
                .undefined: .undefined, .notANumber: .real(.nan), .infinite: .real(-.infinity), .text: "x y",
                .blank: "", .number: -5,
                .truth: true, .complex: .complex(1, 2), .malformed: .malformed("12 34"), .huge: .real(1e308),
            ]
            switch self {
            case .deleted: return header.replacing([(card.keyword, nil)])
            case .repeated: return Header(cards: Array(header) + [card])
            default: return header.replacing([(card.keyword, values[self])])
            }
        }
    }

    @Test(
        "Whatever happens to one card, nothing crashes, and what is not made of it stays as it is",
        arguments: Harm.allCases, [false, true])
    func harmedCards(_ harm: Harm, _ isTrifid: Bool) throws {
        let translator = try DECamSample.translator()
        let sound = header(DECamSample.cards.merging(isTrifid ? ["OBJECT": "Trifid"] : [:]) { $1 })
        let before = translator.translate(sound)
        let used = ObservationProperty.allCases.map { Set(translator.rules.keywords(usedBy: $0)) }
        for card in sound {
            let report = translator.translate(harm.applied(to: sound, card))
            // Whether a correction applies is up to these.
            let isCorrected = report.corrections.map(\.name) != before.corrections.map(\.name)
            for property in ObservationProperty.allCases where !used[property.rawValue].contains(card.keyword.name) {
                if isCorrected || (isTrifid && property == .trackingRADec) { continue }
                #expect(report.info[property] == before.info[property], "\(harm) \(card.keyword) \(property.name)")
            }
            for failure in report.failures {
                #expect(!failure.reasons.isEmpty, "\(harm) \(card.keyword) \(failure.property)")
            }
            for property in ObservationProperty.allCases where harm == .repeated && report.info[property] != nil {
                // Said of what was made of the card, and of nothing else.
                if report.flags(of: property).contains(.repeated) {
                    #expect(used[property.rawValue].contains(card.keyword.name), "\(card.keyword) \(property.name)")
                }
            }
            _ = report.info.wireForm
            _ = report.cardsUsed
        }
    }

    @Test(
        "Two cards that are harmed at once do no more harm",
        arguments: [UInt64(1), 2, 3, 4])
    func harmedPairs(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let translator = try DECamSample.translator()
        let cards = Array(DECamSample.header)
        for _ in 0..<40 {
            var harmed = DECamSample.header
            for _ in 0..<numbers.integer(2...8) {
                harmed = numbers.pick(Harm.allCases).applied(to: harmed, numbers.pick(cards))
            }
            let report = translator.translate(harmed)
            #expect(
                try ObservationInfo(wireForm: Document.json(text: report.info.wireForm, file: "w").root) == report.info,
                "seed \(seed)")
            for property in ObservationProperty.allCases {
                let explained = report.explanation(of: property)
                #expect(explained.value == report.info[property], "seed \(seed) \(property.name)")
                #expect(
                    explained.isFailure == report.failures.contains { $0.property == property.name },
                    "seed \(seed) \(property.name)")
            }
        }
    }

    @Test(
        "The DECam headers of the corpus give the peer's answers",
        .enabled(if: Corpus.isThere, "\(Corpus.need)"))
    func corpus() throws {
        let translator = try DECamSample.translator()
        let files = Corpus.files("headers").filter { $0.name.contains("decam") }
        #expect(files.count == 3)
        for file in files {
            let report = translator.translate(
                try HeaderDump.header(Document.read(path: file.path, allowNonFinite: true).root))
            let path = file.path.replacing("/headers/", with: "/expected/")
            let wire = try #require(Document.read(path: path, allowNonFinite: true).root["wire"])
            let expected = try ObservationInfo(wireForm: wire)
            #expect(report.translatorName == expected.translatorName)
            #expect(report.failures == [], "\(file.name)")
            for property in ObservationProperty.allCases {
                #expect(
                    CorpusTolerance.agree(property, report.info[property], expected[property]),
                    "\(file.name) \(property.name): \(String(describing: report.info[property]))")
            }
        }
    }
}

/// How closely the peer's answers are met: times to 1 ns, numbers to 1e-12 (airmass to 1e-9), places to 1 µm, positions to
/// 1e-10 degrees, directions to 1e-12 degrees, everything else exactly.
enum CorpusTolerance {
    static func agree(_ property: ObservationProperty, _ one: PropertyValue?, _ two: PropertyValue?) -> Bool {
        switch (one, two) {
        case (.instant(let a)?, .instant(let b)?): abs(a.nanoseconds - b.nanoseconds) <= 1
        case (.real(let a)?, .real(let b)?):
            abs(a - b) <= max(1e-15, (property == .boresightAirmass ? 1e-9 : 1e-12) * max(abs(a), abs(b)))
        case (.location(let a)?, .location(let b)?): max(abs(a.x - b.x), abs(a.y - b.y), abs(a.z - b.z)) <= 1e-6
        case (.sky(let a)?, .sky(let b)?):
            max(abs(a.rightAscension - b.rightAscension), abs(a.declination - b.declination)) <= 1e-10
        case (.horizontal(let a)?, .horizontal(let b)?):
            max(abs(a.azimuth - b.azimuth), abs(a.altitude - b.altitude)) <= 1e-12
        default: one == two
        }
    }
}
