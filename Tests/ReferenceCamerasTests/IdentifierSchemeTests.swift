import ObsFITS
import ObsKit
import ObsKitConformance
import ObsTime
import ObsTranslation
import ReferenceCameras
import TestSupport
import Testing

@Suite("Identifiers of the reference cameras")
struct IdentifierSchemeTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
    static let names = catalog.instrumentNames

    private static func scheme(_ name: String) throws -> IdentifierScheme {
        try catalog.instrument(named: name).identifiers
    }

    @Test(
        "agree with the published examples of the packers",
        arguments: [
            ("DECam", "observation", 229_388, 25, 22_938_825), ("DECam", "observation", 415_282, 62, 41_528_262),
            ("HSC", "observation", 904_024, 50, 180_804_850), ("MegaPrime", "observation", 1_038_843, 35, 37_398_383),
            ("LSSTCam", "rubin", 2_022_040_500_348, 0, 37_555_887_104),
        ])
    func published(_ name: String, _ packer: String, _ exposure: Int, _ detector: Int, _ expected: Int) throws {
        let scheme = try Self.scheme(name)
        let packed = try scheme.packed(exposure: exposure, detector: detector, packer: packer)
        #expect(packed == expected)
        let back = try scheme.unpacked(packed, packer: packer)
        #expect(back.exposure == exposure)
        #expect(back.detector == detector)
        #expect(scheme.defaultPacker == packer)
    }

    @Test("have the bits that the observatory's packers have")
    func bits() throws {
        let expected = [
            "DECam": 32, "HSC": 32, "MegaPrime": 37, "LSSTCam": 38, "LATISS": 38, "LSSTCam-imSim": 34, "LSST-TS3": 58,
            "LSST-UCDCam": 53,
        ]
        for (name, bits) in expected {
            let scheme = try Self.scheme(name)
            let packer = try #require(scheme.packers[scheme.defaultPacker ?? ""])
            #expect(packer.forms.map(\.bits) == [bits], "\(name)")
        }
    }

    @Test("tell the one-to-one visit from that of several exposures, and the first snap by its 9")
    func oneToOne() throws {
        let scheme = try Self.scheme("LSSTCam")
        let twin = try scheme.packed(exposure: 2_022_040_500_348, detector: 0, others: ["one_to_one": "yes"])
        #expect(twin == 174_994_840_576)
        #expect(try scheme.unpacked(twin).others["one_to_one"] == "yes")
        let visit = try #require(scheme.exposureVisit)
        #expect(
            try visit.pack(["exposure": 2_022_040_500_348, "first_of_several": "yes"]) == 92_022_040_500_348)
        #expect(try visit.pack(["exposure": 2_022_040_500_348]) == 2_022_040_500_348)
    }

    @Test("of a day beyond the packer's are refused, where the day would run into the next part")
    func oneDayPast() throws {
        let scheme = try Self.scheme("LSSTCam")
        #expect(throws: Never.self) { try scheme.packed(exposure: 2_054_110_900_001, detector: 0) }
        #expect(throws: IdentifierError.self) { try scheme.packed(exposure: 2_054_111_000_001, detector: 0) }
        #expect(throws: IdentifierError.self) { try scheme.packed(exposure: 2_009_123_100_001, detector: 0) }
        #expect(throws: IdentifierError.self) { try scheme.packed(exposure: 2_025_010_132_768, detector: 0) }
        #expect(throws: IdentifierError.self) { try scheme.packed(exposure: 2_025_010_100_001, detector: 256) }
        #expect(throws: IdentifierError.self) { try scheme.packed(exposure: 2_025_010_100_001, detector: -1) }
    }

    @Test("come back from their parts, never two alike, for generated parts", arguments: names)
    func roundTrip(_ name: String) throws {
        let scheme = try Self.scheme(name)
        let seed: UInt64 = 1_119
        #expect(scheme.layouts.contains { $0.name == "exposure_id" })
        for (kind, layout) in scheme.layouts {
            var generator = SeededGenerator(seed: seed)
            var seen: [Int: IdentifierParts] = [:]
            for _ in 0..<1_000 {
                let form = try #require(layout.forms.randomElement(using: &generator))
                var values: [String: IdentifierValue] = [:]
                for part in form.parts { values[part.name] = try Self.value(of: part, &generator) }
                let identifier = try layout.pack(values)
                let parts = try layout.unpack(identifier)
                #expect(try layout.pack(parts.values) == identifier, "\(kind), seed \(seed): \(values)")
                for merger in layout.mergers where values[merger.part] == .word(merger.word) {
                    if parts[merger.part] == .word(merger.successor) { values[merger.part] = .word(merger.successor) }
                }
                #expect(parts.values == values, "\(kind), seed \(seed): \(identifier)")
                #expect(seen[identifier].map { $0 == parts } ?? true, "\(kind), seed \(seed): \(identifier)")
                seen[identifier] = parts
            }
            for form in layout.forms {
                for past in [-1, form.range.upperBound.addingReportingOverflow(1).partialValue] {
                    if layout.forms.contains(where: { $0.range.contains(past) }) { continue }
                    #expect(throws: IdentifierError.self) { try layout.unpack(past) }
                }
                for part in form.parts { try Self.refused(layout, form, part, &generator) }
            }
        }
    }

    /// One below the first value of a part, and one past its last.
    private static func refused(
        _ layout: IdentifierLayout, _ form: IdentifierLayout.Form, _ part: IdentifierLayout.Part,
        _ generator: inout SeededGenerator
    ) throws {
        guard let size = part.size else { return }
        let outside: [Int]
        switch part.encoding {
        case .number(let first):
            outside = [(part.range?.lowerBound ?? first) - 1, (part.range?.upperBound ?? first + size - 1) + 1]
        case .calendarDay: outside = [19_991_231, 30_000_101, 20_250_229, -20_250_101]
        case .dayCount(let since):
            outside = [-1, size].map { CalendarDay(modifiedJulianDay: since.modifiedJulianDay + $0).yyyymmdd }
        case .words: return
        }
        var values: [String: IdentifierValue] = [:]
        for other in form.parts { values[other.name] = try value(of: other, &generator) }
        for number in outside {
            values[part.name] = .integer(number)
            #expect(throws: IdentifierError.self, "\(part.name)=\(number)") { try layout.pack(values) }
        }
    }

    private static func value(
        of part: IdentifierLayout.Part, _ generator: inout SeededGenerator
    ) throws -> IdentifierValue {
        switch part.encoding {
        case .number(let first):
            let range = part.range ?? first...(first + (part.size ?? 1_000_000_000_000) - 1)
            return .integer(Int.random(in: range, using: &generator))
        case .calendarDay:
            return .integer(
                CalendarDay(modifiedJulianDay: Int.random(in: 51_544...416_000, using: &generator)).yyyymmdd)
        case .dayCount(let since):
            let count = Int.random(in: 0..<(part.size ?? 1), using: &generator)
            return .integer(CalendarDay(modifiedJulianDay: since.modifiedJulianDay + count).yyyymmdd)
        case .words(let numbers, _):
            return .word(try #require(numbers.keys.sorted().randomElement(using: &generator)))
        }
    }

    /// What every observation of a golden header or of the corpus must agree with.
    private func agree(_ info: ObservationInfo, _ name: String) throws {
        let scheme = try Self.scheme(name)
        if let exposure = info.exposureID {
            let parts = try scheme.parts(ofExposureID: exposure)
            #expect(try scheme.exposureID(parts.values) == exposure)
            if let counter = info.observationCounter, let sequence = parts.integer("sequence") {
                #expect(sequence == counter)
            }
            if let detector = info.detectorNum, let packed = info.detectorExposureID,
                scheme.detectorExposure?.partNames.contains("detector") == true
            {
                #expect(try scheme.detectorExposureID(exposure: exposure, detector: detector) == packed)
                let back = try scheme.exposureAndDetector(ofDetectorExposureID: packed)
                #expect(back.exposure == exposure)
                #expect(back.detector == detector)
            }
        }
        if let groups = scheme.groups, let group = info.exposureGroup, let visit = info.visitID {
            #expect(try groups.identifier(of: group) == visit)
        }
        if let packed = info.detectorExposureID {
            #expect(throws: Never.self) { try scheme.detectorExposure?.unpack(packed) }
        }
        if let begin = info.datetimeBegin, let days = scheme.days {
            if let offset = info.observingDayOffset { #expect(days.offset(at: begin) == offset) }
            if let day = info.observingDay, info.observingDayOffset != nil { _ = try days.span(of: day) }
        }
    }

    @Test("agree with the translation of every golden header", arguments: Places.goldenHeaders)
    func golden(_ file: GoldenFile) throws {
        let golden = try GoldenHeader(path: file.path)
        for info in golden.observations { try agree(info, golden.instrument) }
    }

    @Test(
        "agree with the translation of the corpus", .enabled(if: Places.corpus != nil, "OBSKIT_CORPUS is not set"),
        arguments: Places.expectations)
    func corpus(_ file: Expectation) throws {
        for one in try Self.catalog.open(file: file.source).translate().observations {
            try agree(one.report.info, one.instrument)
        }
    }

    @Test("are described by every package, by all that a question needs", arguments: names)
    func described(_ name: String) throws {
        let scheme = try Self.scheme(name)
        #expect(scheme.exposure != nil && scheme.detectorExposure != nil && scheme.days != nil)
        #expect(throws: IdentifierError.self) { try scheme.layout(named: "nothing") }
    }

    @Test("of an instrument that describes none are errors that say so")
    func none() {
        let scheme = IdentifierScheme(instrument: "Toy")
        #expect(throws: IdentifierError.self) { try scheme.exposureID(["day": 1]) }
        #expect(throws: IdentifierError.self) { try scheme.detectorExposureID(exposure: 1, detector: 1) }
        #expect(throws: IdentifierError.self) { try scheme.packed(exposure: 1, detector: 1) }
    }
}
