import ObsDocuments
import ObsFITS
import ObsText
import ObsTime
import TestSupport
import Testing

@testable import ObsTranslation

/// The cameras and examples of Documentation/RuleLanguage.md.
@Suite struct RuleLanguageTests {
    /// A fenced block of YAML: what stands behind the language, the text, and the line where it begins.
    private struct Block {
        let info: String
        let text: String
        let line: Int
    }

    private static func blocks() throws -> [Block] {
        var blocks: [Block] = []
        var open: (info: String, line: Int, text: [Substring])?
        for (number, line) in try Repository.text("Documentation/RuleLanguage.md").split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() {
            if !line.hasPrefix("```") {
                open?.text.append(line)
            } else if let block = open {
                blocks.append(
                    Block(info: block.info, text: block.text.joined(separator: "\n") + "\n", line: block.line))
                open = nil
            } else {
                open = (String(line.dropFirst(3)), number + 2, [])
            }
        }
        return blocks.filter { $0.info.hasPrefix("yaml") }
    }

    /// A translation.yaml of Cameras/ and the files that it extends, or the instrument.yaml beside it.
    private static func layers(_ path: String) throws -> [Node] {
        let document = try Document.yaml(text: try Repository.text("Cameras/" + path), file: path)
        guard document.duplicateKeys.isEmpty else { throw DiagnosticsError(document.duplicateKeys) }
        guard let base = document.root["extends"]?.text else { return [document.root] }
        if base.contains(":") { return [document.root] + (try layers(base.replacing(":", with: "/"))) }
        var parts = path.split(separator: "/").dropLast()
        for part in base.split(separator: "/") {
            if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
        }
        return [document.root] + (try layers(parts.joined(separator: "/")))
    }

    private static func compile(_ path: String) throws -> (TranslationRules?, [Diagnostic]) {
        let problems = Problems()
        let instrument = try layers(path.replacing("translation.yaml", with: "instrument.yaml"))
        let identifiers = IdentifierScheme(
            instrument: instrument[0]["name"]?.text ?? "", layers: instrument.compactMap { $0["identifiers"] },
            problems: problems)
        let rules = TranslationRules.compile(layers: try layers(path), identifiers: identifiers, problems: problems)
        return (rules, problems.sorted)
    }

    /// The identifiers that the document describes; its rules compose them.
    private static func identifiers() throws -> IdentifierScheme {
        let block = try #require(try blocks().first { $0.info == "yaml identifiers" })
        let problems = Problems()
        let node = try #require(try Document.yaml(text: block.text, file: "identifiers").root["identifiers"])
        let scheme = IdentifierScheme(instrument: "Sample", layers: [node], problems: problems)
        #expect(problems.sorted.map(\.description) == [])
        return scheme
    }

    /// What compiling a block gives, over a base in which every property is null.
    private static func compile(_ block: Block) throws -> (TranslationRules?, [Diagnostic]) {
        let isPart = block.info.hasPrefix("yaml part=")
        let lines = block.text.split(separator: "\n").map { (isPart ? "" : "  ") + $0 }.joined(separator: "\n")
        let text = "schema: obskit/translation/2\n" + (isPart ? "" : "properties:\n") + lines + "\n"
        return try RuleSample.compile(text, identifiers: try identifiers())
    }

    @Test("Every YAML block says what it is, and the worked examples are there")
    func blocksAreMarked() throws {
        let infos = try Self.blocks().map(\.info)
        #expect(
            infos.filter { $0.hasPrefix("yaml part=") }
                == ["clock", "repaired", "obstype", "pressure", "airmass", "mountain"].map { "yaml part=" + $0 })
        #expect(infos.count { $0 == "yaml identifiers" } == 1)
        #expect(infos.allSatisfy { $0.hasPrefix("yaml part=") || ["yaml identifiers", "yaml fragment"].contains($0) })
    }

    @Test(
        "The camera compiles without a word",
        arguments: [
            "MegaPrime/translation.yaml", "SDSS/translation.yaml", "HSC/translation.yaml", "TwoChip/translation.yaml",
            "LSST/LATISS/translation.yaml", "LSST/LSSTComCamSim/translation.yaml", "DECam/translation.yaml",
        ])
    func compiles(_ path: String) throws {
        let (rules, diagnostics) = try Self.compile(path)
        #expect(diagnostics.map(\.description) == [])
        #expect(rules != nil)
    }

    @Test("A base that is no camera by itself lacks rules, and nothing else")
    func bases() throws {
        let problems = Problems()
        _ = TranslationRules.compile(layers: try Self.layers("Standard/translation.yaml"), problems: problems)
        #expect(
            problems.sorted.filter { $0.code != .missingRule && $0.severity == .error }.map(\.description) == [])
    }

    @Test("Fragments and worked examples compile without a word")
    func fragments() throws {
        let blocks = try Self.blocks().filter { $0.info != "yaml identifiers" }
        #expect(blocks.count > 10)
        for block in blocks {
            let (rules, diagnostics) = try Self.compile(block)
            #expect(rules != nil && diagnostics.isEmpty, "line \(block.line): \(diagnostics)")
        }
    }

    @Test("The files that the document names are there")
    func namedFiles() throws {
        let text = try Repository.text("Documentation/RuleLanguage.md")
        let named = text.matches(of: /`(Cameras\/[\w\/-]+\.yaml)`/).map { String($0.output.1) }
        #expect(named.count > 5)
        for path in named { #expect(try !Repository.text(path).isEmpty) }
    }

    @Test("The document lists every unit and word that the compiler knows")
    func isComplete() throws {
        let text = try Repository.text("Documentation/RuleLanguage.md")
        let words = PropertyUnit.allCases.map(\.rawValue) + Language.obskit.words.map(\.word)
        for word in words { #expect(text.contains(word), "\(word)") }
    }

    /// What a worked example makes of a header.
    private func example(
        _ name: String, _ cards: [String: HeaderValue], corrections: String? = nil
    ) throws -> TranslationReport {
        let block = try #require(try Self.blocks().first { $0.info == "yaml part=" + name })
        let (rules, diagnostics) = try Self.compile(block)
        let problems = Problems()
        let read = try corrections.map { text in
            let root = try Document.yaml(text: text, file: "corrections").root
            let layers = try ["schema: obskit/translation/2\n" + block.text, RuleSample.nullBase].map {
                try Document.yaml(text: $0, file: "rules").root
            }
            return Corrections.read(layers: [root], ruleLayers: layers, problems: problems)
        }
        #expect(problems.sorted.map(\.description) == [])
        return HeaderTranslator(
            instrumentName: "Sample", rules: try #require(rules, "\(diagnostics)"), corrections: read ?? .none
        ).translate(header(cards))
    }

    private func fails(_ report: TranslationReport, _ property: ObservationProperty) -> Bool {
        report.failures.contains { $0.property == property.name }
    }

    @Test("4.1: a time of day is read as it is written, its absence leaves the next card, rubbish ends the rule")
    func clock() throws {
        for time in ["08:20:06.598", "8:20:06.598"] {
            let report = try example("clock", ["DATE-OBS": "2015-01-02", "UT-STR": .string(time), "MJD-STR": 1.0])
            #expect(report.info.datetimeBegin?.description == "2015-01-02T08:20:06.598Z")
        }
        let exact = try example("clock", ["DATE-OBS": "2015-01-02", "MJD-STR": 57_024.25])
        #expect(exact.info.datetimeBegin?.description == "2015-01-02T06:00:00Z")
        #expect(exact.flags(of: .datetimeBegin) == [])
        #expect(fails(try example("clock", ["DATE-OBS": "2015-01-02"]), .datetimeBegin))
        let broken = try example("clock", ["DATE-OBS": "2015-01-02", "UT-STR": "rubbish", "MJD-STR": 57_024.25])
        #expect(fails(broken, .datetimeBegin))
    }

    @Test("4.2: what a repaired clock had computed is not used")
    func repaired() throws {
        let corrections = """
            schema: obskit/corrections/1
            corrections:
              - name: clock-of-1970
                when: {card: DATE-BEG, starts_with: '1970'}
                change: [{set: DATE-BEG, to: '2020-03-04T05:00:00'}]
                reason: The clock was not set.
            """
        let sound: [String: HeaderValue] = [
            "DATE-BEG": "2020-03-04T05:00:00", "AZSTART": 10.0, "ELSTART": 60.0, "RASTART": 7.0, "DECSTART": -30.0,
        ]
        let right = try example("repaired", sound, corrections: corrections)
        #expect(right.info.trackingRADec?.rightAscension == 7)
        let old = sound.merging(["DATE-BEG": "1970-01-01T00:00:00"]) { $1 }
        let computed = try example("repaired", old, corrections: corrections)
        #expect(computed.corrections.count == 1)
        #expect(computed.info.trackingRADec.map { abs($0.rightAscension - 7) > 1 } ?? false)
        let inLaboratory = try example("repaired", old.filter { $0.key != "ELSTART" }, corrections: corrections)
        #expect(inLaboratory.info.trackingRADec == nil && !fails(inLaboratory, .trackingRADec))
        let broken = try example("repaired", old.merging(["ELSTART": "rubbish"]) { $1 }, corrections: corrections)
        #expect(fails(broken, .altAzBegin) && fails(broken, .trackingRADec))
    }

    @Test("4.3: an absent card has a default, an undefined one has not")
    func observationType() throws {
        #expect(try example("obstype", ["OBSTYPE": " Object"]).info.observationType == "science")
        let absent = try example("obstype", ["A": 1])
        #expect(absent.info.observationType == "none" && absent.flags(of: .observationType) == .defaulted)
        #expect(fails(try example("obstype", ["OBSTYPE": .undefined]), .observationType))
    }

    @Test("4.4: a text is cast in the condition as in the value")
    func pressure() throws {
        let text = try example("pressure", ["PRESSURE": "74390.0"])
        #expect(text.info.pressure == 743.9 && text.flags(of: .pressure) == .cast)
        #expect(try example("pressure", ["PRESSURE": 743.0]).info.pressure == 743)
        #expect(fails(try example("pressure", ["PRESSURE": "n/a"]), .pressure))
        for report in [try example("pressure", ["A": 1]), try example("pressure", ["PRESSURE": .real(.nan)])] {
            #expect(report.info.pressure == nil && !fails(report, .pressure))
        }
    }

    @Test("4.5: what is computed where a card is rubbish is flagged, and a failed part is no absent one")
    func airmass() throws {
        let direction: [String: HeaderValue] = ["AZSTART": 10.0, "ELSTART": 30.0]
        #expect(try example("airmass", direction.merging(["AMSTART": 1.9]) { $1 }).info.boresightAirmass == 1.9)
        let computed = try example("airmass", direction)
        #expect(computed.info.boresightAirmass.map { abs($0 - 2) < 1e-9 } ?? false)
        #expect(computed.flags(of: .boresightAirmass) == [])
        let stood = try example("airmass", direction.merging(["AMSTART": .real(.nan)]) { $1 })
        #expect(stood.info.boresightAirmass == computed.info.boresightAirmass)
        #expect(stood.flags(of: .boresightAirmass) == .fallback)
        let none = try example("airmass", ["A": 1])
        #expect(none.info.boresightAirmass == 1 && none.flags(of: .boresightAirmass) == .defaulted)
        #expect(fails(try example("airmass", ["AZSTART": 1.0, "ELSTART": "rubbish"]), .boresightAirmass))
    }

    @Test("4.6: one true condition is enough; without it and without a date nothing is decided")
    func mountain() throws {
        let held = try example("mountain", ["CONTRLLR": "H"])
        #expect(held.info.location != nil)
        let open = try example("mountain", ["CONTRLLR": "O"])
        #expect(fails(open, .location) && open.info.location == nil)
        #expect(open.failures.first { $0.property == "location" }?.root == "datetime_begin")
        let early = try example("mountain", ["CONTRLLR": "O", "DATE-BEG": "2019-01-02T03:04:05"])
        #expect(early.info.location == nil && !fails(early, .location))
        #expect(try example("mountain", ["CONTRLLR": "O", "DATE-BEG": "2021-01-02T03:04:05"]).info.location != nil)
    }

    /// A camera of 36 chips with names such as ccd07.
    private final class Chips: DetectorDirectory {
        func detector(_ key: DetectorKey, equalTo value: String) -> DetectorEntry? {
            guard let number = Int(value.hasPrefix("ccd") ? String(value.dropFirst(3)) : value), number < 36 else {
                return nil
            }
            let name = "ccd\(number < 10 ? "0" : "")\(number)"
            return DetectorEntry(number: number, name: name, uniqueName: name, serial: nil, group: nil)
        }
    }

    private func translate(_ path: String, _ name: String, _ cards: [String: HeaderValue]) throws -> TranslationReport {
        let rules = try #require(try Self.compile(path).0)
        return HeaderTranslator(instrumentName: name, rules: rules, detectors: Chips()).translate(header(cards))
    }

    @Test("MegaPrime: an exposure over midnight ends the day after; pressures come in two units")
    func megaPrime() throws {
        let cards: [String: HeaderValue] = [
            "DATE-OBS": "2019-03-11", "UTC-OBS": "23:59:50", "UTCEND": "00:04:50", "EXPTIME": 300.0,
            "AIRPRESS": 61_810.0,
            "EXTNAME": "COMPRESSED_IMAGE", "EXTVER": 7, "OBSTYPE": "OBJECT  ", "EXPNUM": 1_038_843,
        ]
        let info = try translate("MegaPrime/translation.yaml", "MegaPrime", cards).info
        #expect(info.datetimeBegin?.description == "2019-03-11T23:59:50Z")
        #expect(info.datetimeEnd?.description == "2019-03-12T00:04:50Z")
        #expect(info.pressure == 618.1)
        #expect(info.detectorName == "ccd07" && info.detectorNum == 7)
        #expect(info.detectorExposureID == 1_038_843 * 36 + 7)
        #expect(info.observationType == "science")
        var other = cards
        other["PRESSURE"] = 615.5
        other["EXTNAME"] = "ccd12"
        let second = try translate("MegaPrime/translation.yaml", "MegaPrime", other).info
        #expect(second.pressure == 615.5)
        #expect(second.detectorName == "ccd12" && second.detectorNum == 12)
        other["EXTNAME"] = "other"
        let third = try translate("MegaPrime/translation.yaml", "MegaPrime", other)
        #expect(fails(third, .detectorName))
        other["EXTNAME"] = nil
        other["EXTVER"] = nil
        let primary = try translate("MegaPrime/translation.yaml", "MegaPrime", other)
        #expect(primary.info.detectorName == "ccd99" && primary.flags(of: .detectorName) == .defaulted)
    }

    @Test("SDSS: identifiers of four cards, azimuth from the south")
    func sdss() throws {
        let info = try translate(
            "SDSS/translation.yaml", "SDSS",
            [
                "RUN": 6377, "CAMCOL": 4, "FILTER": "g", "FRAME": 407, "FLAVOR": "science", "ALT": 45.0, "AZ": 100.0,
                "DATE-OBS": "2006-09-20", "TAIHMS": "08:32:28.72", "EXPTIME": 53.907456,
            ]
        ).info
        #expect(info.observationID == "6377 4 g 407")
        #expect(info.detectorNum == 15)
        #expect(info.detectorUniqueName == "g4")
        #expect(info.detectorExposureID == ((6377 * 10 + 1) * 10 + 4) * 10_000 + 407 - 8)
        #expect(info.altAzBegin?.azimuth == 80)
        #expect(abs((info.boresightAirmass ?? 0) - 2.0.squareRoot()) < 1e-12)
        #expect(info.datetimeBegin?.isoText(scale: .tai) == "2006-09-20T08:32:28.720")
    }

    @Test(
        "HSC: identifiers from letters, detector numbers that changed for two weeks",
        arguments: [
            (["EXP-ID": "HSCE00904010"], .exposureID, 904_010), (["EXP-ID": "HSCA04090100"], .exposureID, 40_901),
            (["EXP-ID": "HSCB04090100"], .exposureID, 1_040_901), (["EXP-ID": "SUP123"], .exposureID, nil),
            (["EXP-ID": "HSCA00000000", "FRAMEID": "HSCB00001307"], .exposureID, 1_000_012),
            (["DET-ID": 112, "MJD": 56_318.3], .detectorNum, 106),
            (["DET-ID": 112, "MJD": 56_332.3], .detectorNum, 112),
            (["DET-ID": 50, "MJD": 56_318.3], .detectorNum, 50), (["DET-ID": 112], .detectorNum, 112),
        ] as [([String: HeaderValue], ObservationProperty, PropertyValue?)])
    func hsc(_ one: (cards: [String: HeaderValue], property: ObservationProperty, expected: PropertyValue?)) throws {
        #expect(try translate("HSC/translation.yaml", "HSC", one.cards).info[one.property] == one.expected)
    }

    @Test("LATISS: two wheels, groups by date, and what the mountain changes")
    func latiss() throws {
        let cards: [String: HeaderValue] = [
            "DATE-BEG": "2021-02-10T12:00:00.000", "DAYOBS": "20210210", "SEQNUM": 11, "CONTRLLR": "O",
            "FILTER": "empty_1", "GRATING": "holo4_003", "GROUPID": "2021-02-10T12:00:00.123#2", "EXPTIME": 1.0,
            "OBSTYPE": "OBJECT", "VIGN_MIN": "UNKNOWN",
        ]
        let info = try translate("LSST/LATISS/translation.yaml", "LATISS", cards).info
        #expect(info.physicalFilter == "empty~holo4_003")
        #expect(info.exposureID == 2_021_021_000_011)
        #expect(info.observationType == "science")
        // Whole days from 2015-01-01 to 2021-02-10 by Python's datetime: 2232.
        #expect(info.visitID == ((2232 * 86_400 + 43_200) * 1000 + 123) * 10_000 + 2)
        #expect(info.canSeeSky == nil)
        var early = cards
        early["DATE-BEG"] = "2019-02-10T12:00:00.000"
        #expect(try translate("LSST/LATISS/translation.yaml", "LATISS", early).info.observationType == "labobject")
    }
}
