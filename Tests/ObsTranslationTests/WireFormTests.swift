import Foundation
import ObsDocuments
import ObsText
import ObsTime
import TestSupport
import Testing

@testable import ObsTranslation

@Suite struct WireFormTests {
    private func read(_ text: String) throws -> ObservationInfo {
        try ObservationInfo(wireForm: Document.json(text: text, file: "sample", allowNonFinite: true).root)
    }

    @Test("An observation is one flat object in the order of the properties, absent ones left out")
    func shape() throws {
        var info = ObservationInfo()
        #expect(info.wireForm == "{}")
        info.translatorName = "DECam"
        info.canSeeSky = true
        info.telescope = "CTIO 4.0-m \"Blanco\""
        info.altAzBegin = HorizontalPosition(azimuth: 61.24, altitude: 39.54)
        info.datetimeBegin = try Instant(iso: "2013-09-01T06:02:55.753848", scale: .utc)
        info.exposureTime = 200
        info.exposureID = 229_388
        info.temperature = 285.04999999999995
        info.extensions = ["z": 1, "a": "b", "n": .null]
        #expect(
            info.wireForm == #"{"_translator":"DECam","telescope":"CTIO 4.0-m \"Blanco\"","exposure_id":229388,"#
                + #""datetime_begin":[2456537.0,-0.24756071935185187],"exposure_time":200.0,"temperature":285.04999999999995,"#
                + #""altaz_begin":[61.24,39.54],"can_see_sky":true,"ext_a":"b","ext_z":1}"#)
    }

    @Test("What is written is read back identical, and written again the same, byte by byte")
    func roundTrip() throws {
        for number in 0..<50 {
            let info = try ObservationInfoTests.full(number)
            let text = info.wireForm
            let back = try read(text)
            #expect(back == info)
            #expect(back.translatorName == "Sample")
            #expect(back.wireForm == text)
        }
    }

    @Test("Generated observations survive the wire", arguments: [UInt64(11), 12, 13])
    func generated(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var info = ObservationInfo()
            for property in ObservationProperty.allCases where numbers.integer(0...2) > 0 {
                try info.set(Self.generated(property, &numbers), for: property)
            }
            let back = try read(info.wireForm)
            #expect(back == info, "seed \(seed): \(info.wireForm)")
        }
    }

    private static func generated(_ property: ObservationProperty, _ numbers: inout SeededGenerator) -> PropertyValue {
        switch property.kind {
        case .text:
            return .text(
                String((0..<numbers.integer(0...9)).map { _ in numbers.pick(Array("aé\"\\\n\u{0}\u{7F}😀/ ")) }))
        case .integer: return .integer(numbers.pick([.min, .max, 0, -1, numbers.integer(-1000...1000)]))
        case .real:
            return .real(
                numbers.pick([0, -0.0, .leastNonzeroMagnitude, 1.7976931348623157e308, 0.1, numbers.number(-1e9...1e9)])
            )
        case .boolean: return .boolean(numbers.integer(0...1) == 1)
        case .instant:
            return .instant(
                Instant(nanosecondsTAI: Int64(numbers.integer(-9_000_000_000_000_000_000...9_000_000_000_000_000_000))))
        case .sky:
            return .sky(SkyPosition(rightAscension: numbers.number(0...360), declination: numbers.number(-90...90)))
        case .horizontal:
            return .horizontal(HorizontalPosition(azimuth: numbers.number(0...359), altitude: numbers.number(-90...90)))
        case .location:
            return .location(GeocentricLocation(x: numbers.number(-7e6...7e6), y: numbers.number(-7e6...7e6), z: 0))
        }
    }

    @Test("A value that is not finite is written as null, named, and read back as absent")
    func notFinite() throws {
        var info = ObservationInfo()
        info.exposureTime = .nan
        info.darkTime = .infinity
        info.focusZ = 1
        info.trackingRADec = SkyPosition(rightAscension: .nan, declination: 1)
        info.location = GeocentricLocation(x: 1, y: .infinity, z: 2)
        info.extensions["bad"] = .real(.nan)
        var writer = JSONWriter()
        let names = info.writeWireForm(to: &writer)
        #expect(names == ["location", "exposure_time", "dark_time", "tracking_radec", "ext_bad"])
        #expect(
            writer.text
                == #"{"location":null,"exposure_time":null,"dark_time":null,"focus_z":1.0,"tracking_radec":null,"ext_bad":null}"#
        )
        let back = try read(writer.text)
        #expect(ObservationProperty.allCases.filter { back[$0] != nil } == [.focusZ])
        #expect(back.extensions.isEmpty)
    }

    @Test("The peer's NaN and Infinity are read as the numbers that they are")
    func readNonFinite() throws {
        let info = try read(#"{"exposure_time": NaN, "dark_time": -Infinity, "object": null}"#)
        #expect(info.exposureTime?.isNaN == true)
        #expect(info.darkTime == -.infinity)
        #expect(info.object == nil)
    }

    @Test("Any split of a Julian date is read")
    func julianDates() throws {
        let expected = try Instant(iso: "2013-09-01T06:00:00", scale: .tai)
        for split in [
            "[2456536.75, 0.0]", "[2456537.0, -0.25]", "[2456536.5, 0.25]", "[0, 2456536.75]", "[2456536, 0.75]",
        ] {
            #expect(try read("{\"datetime_begin\": \(split)}").datetimeBegin == expected)
        }
    }

    @Test(
        "Everything that is wrong with a wire form is said, where it stands",
        arguments: [
            DiagnosticCase(#"▸[]"#, "wrong-type"),
            .init(#"{▸"telescop": "a"}"#, "unknown-key", saying: "did you mean 'telescope'?"),
            .init(#"{"telescope": ▸5}"#, "wrong-type"), .init(#"{"exposure_id": ▸5.5}"#, "wrong-type"),
            .init(#"{"exposure_id": ▸"5"}"#, "wrong-type"),
            .init(#"{"exposure_id": ▸9223372036854775808}"#, "out-of-range"),
            .init(#"{"exposure_time": ▸"5"}"#, "wrong-type"), .init(#"{"can_see_sky": ▸1}"#, "wrong-type"),
            .init(#"{"datetime_begin": ▸"2013-01-01"}"#, "wrong-type"),
            .init(#"{"datetime_begin": ▸[2456537.0]}"#, "wrong-type"),
            .init(#"{"datetime_begin": ▸[1e300, 0]}"#, "out-of-range"),
            .init(#"{"datetime_begin": [▸"a", 0]}"#, "wrong-type"),
            .init(#"{"datetime_begin": [▸NaN, 0]}"#, "out-of-range"),
            .init(#"{"tracking_radec": ▸[1, 2, 3]}"#, "wrong-type"),
            .init(#"{"altaz_begin": ▸{"az": 1, "alt": 2}}"#, "wrong-type"),
            .init(#"{"location": [1, 2, ▸null]}"#, "wrong-type"),
            .init(#"{"_translator": ▸5}"#, "wrong-type"), .init(#"{"ext_a": ▸[1]}"#, "wrong-type"),
            .init(
                #"{"telescope": ▸1, "exposure_id": ▸"a", ▸"foo": 1, "altaz_end": ▸2}"#, "wrong-type", "wrong-type",
                "unknown-key", "wrong-type"),
            .init(#"{"object": "a", ▸"object": "b"}"#, "duplicate-key"),
        ])
    func problems(_ one: DiagnosticCase) throws {
        let marked = Marked(one.text)
        let error = #expect(throws: DiagnosticsError.self) {
            try ObservationInfo(
                wireForm: Document.json(text: marked.text, file: marked.file, allowNonFinite: true).root)
        }
        let diagnostics = error?.diagnostics ?? []
        #expect(diagnostics.map(\.code.rawValue) == one.codes, "\(diagnostics)")
        #expect(diagnostics.map(\.place) == marked.places, "\(diagnostics)")
        if let saying = one.saying {
            #expect(diagnostics.first?.description.contains(saying) == true, "\(diagnostics)")
        }
    }

    @Test("Many extensions take time linear in their number", .timeLimit(.minutes(1)))
    func manyExtensions() throws {
        let members = (0..<20_000).map { "\"ext_a\($0)\": \($0)" }.joined(separator: ",")
        #expect(try read("{\(members)}").extensions.count == 20_000)
    }

    @Test(
        "The peer's answers of the corpus are read and written again: numbers to the last bit, times to the nanosecond",
        .enabled(if: Corpus.isThere, "\(Corpus.need)"))
    func corpus() throws {
        var count = 0
        for folder in ["expected", "expected_raw"] {
            for file in Corpus.files(folder) {
                // The corpus is strict JSON and quotes what the peer writes bare.
                let text = try String(contentsOfFile: file.path, encoding: .utf8).replacing("\"NaN\"", with: "NaN")
                let record = try Document.json(text: text, file: file.name, allowNonFinite: true).root
                guard let wire = record["wire"], wire.kind == .mapping else { continue }
                let info = try ObservationInfo(wireForm: wire)
                let again = try Document.json(text: info.wireForm, file: file.name).root
                var keys: [String] = []
                for (key, value) in wire.entries where !value.isNull {
                    let name = try #require(key.text)
                    let other = again[name]
                    if isNaN(value) {
                        #expect(other?.isNull == true, "\(file.name) \(name)")
                        continue
                    }
                    keys.append(name)
                    if name.hasPrefix("datetime") {
                        let (one, two) = (value.elements.map(number), (other?.elements).map { $0.map(number) } ?? [])
                        #expect(one.first == two.first, "\(file.name) \(name)")
                        #expect(abs((one.last ?? 9) - (two.last ?? 0)) * 86_400e9 <= 1, "\(file.name) \(name)")
                    } else if value.kind == .sequence {
                        #expect(value.elements.map(number) == other?.elements.map(number), "\(file.name) \(name)")
                    } else if case .string? = value.resolved {
                        #expect(value.text == other?.text, "\(file.name) \(name)")
                    } else {
                        #expect(number(value) == other.map(number), "\(file.name) \(name)")
                    }
                }
                #expect(again.entries.filter { !$0.value.isNull }.compactMap(\.key.text) == keys, "\(file.name)")
                count += 1
            }
        }
        #expect(count > 45)
    }

    private func isNaN(_ node: Node) -> Bool {
        if case .double(let number)? = node.resolved { return number.isNaN }
        return false
    }

    private func number(_ node: Node) -> Double {
        switch node.resolved {
        case .double(let number)?: number
        case .integer(let number)?: Double(number)
        case .boolean(let truth)?: truth ? 1 : 0
        default: .nan
        }
    }
}
