import ObsFITS
import ObsTime
import ObsYAML
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

        var file: String? { info.hasPrefix("yaml file=") ? String(info.dropFirst("yaml file=".count)) : nil }
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

    /// A file of the document and the files that it extends; those of Cameras/ where the document has none.
    private static func layers(_ path: String, _ blocks: [Block]) throws -> [Node] {
        let text: String
        if let block = blocks.first(where: { $0.file == path }) {
            text = String(repeating: "\n", count: block.line - 1) + block.text
        } else {
            text = try Repository.text("Cameras/" + path)
        }
        let document = try Document.yaml(text: text, file: path)
        guard document.duplicateKeys.isEmpty else { throw DiagnosticsError(document.duplicateKeys) }
        guard let base = document.root["extends"]?.text else { return [document.root] }
        if base.contains(":") {
            return [document.root] + (try layers(base.replacing(":", with: "/"), blocks))
        }
        var parts = path.split(separator: "/").dropLast()
        for part in base.split(separator: "/") {
            if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
        }
        return [document.root] + (try layers(parts.joined(separator: "/"), blocks))
    }

    private static func compile(_ path: String) throws -> (TranslationRules?, [Diagnostic]) {
        let problems = Problems()
        let rules = TranslationRules.compile(layers: try layers(path, try blocks()), problems: problems)
        return (rules, problems.sorted)
    }

    @Test("Every YAML block says whether it is a file or a fragment, and the files are the expected ones")
    func blocksAreMarked() throws {
        let blocks = try Self.blocks()
        #expect(
            blocks.compactMap(\.file) == [
                "MegaPrime/translation.yaml", "SDSS/translation.yaml", "HSC/translation.yaml",
                "LSST/base/translation.yaml",
                "LSST/LATISS/translation.yaml", "LSST/ComCamSim/translation.yaml",
            ])
        #expect(blocks.allSatisfy { $0.file != nil || $0.info == "yaml fragment" })
    }

    @Test(
        "The camera compiles without a word",
        arguments: [
            "MegaPrime/translation.yaml", "SDSS/translation.yaml", "HSC/translation.yaml",
            "LSST/LATISS/translation.yaml",
            "LSST/ComCamSim/translation.yaml", "DECam/translation.yaml",
        ])
    func compiles(_ path: String) throws {
        let (rules, diagnostics) = try Self.compile(path)
        #expect(diagnostics.map(\.description) == [])
        #expect(rules != nil)
    }

    @Test("A base that is no camera by itself lacks rules, and nothing else")
    func bases() throws {
        for path in ["LSST/base/translation.yaml", "Standard/translation.yaml"] {
            let (_, diagnostics) = try Self.compile(path)
            #expect(diagnostics.filter { $0.code != .missingRule && $0.severity == .error }.map(\.description) == [])
        }
    }

    @Test("Fragments are rules of properties")
    func fragments() throws {
        let fragments = try Self.blocks().filter { $0.file == nil }
        #expect(!fragments.isEmpty)
        for fragment in fragments {
            let lines = fragment.text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
            let text = "schema: obskit/translation/1\nproperties:\n\(lines)\n"
            let (rules, diagnostics) = try RuleSample.compile(text)
            #expect(rules != nil && diagnostics.isEmpty, "line \(fragment.line): \(diagnostics)")
        }
    }

    @Test("The document lists every unit, source, step and test that the compiler knows")
    func isComplete() throws {
        let text = try Repository.text("Documentation/RuleLanguage.md")
        let words =
            PropertyUnit.allCases.map(\.rawValue) + RuleCompiler.sourceKeys + RuleCompiler.stepWords
            + RuleCompiler.testKeys
        for word in words { #expect(text.contains(word), "\(word)") }
    }

    private func translate(_ path: String, _ name: String, _ cards: [String: HeaderValue]) throws -> TranslationReport {
        let rules = try #require(try Self.compile(path).0)
        return HeaderTranslator(instrumentName: name, rules: rules).translate(header(cards))
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
        #expect(third.info.detectorName == "ccd99" && third.flags(of: .detectorName) == .defaulted)
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
