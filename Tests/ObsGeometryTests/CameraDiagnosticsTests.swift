import ObsDocuments
import ObsText
import Testing

@testable import ObsGeometry

/// A mistake: text of the sample that is replaced, with `@` before the place that the diagnostic must name.
struct Mistake: Sendable, CustomTestStringConvertible {
    enum File: String, Sendable {
        case sensors = "sensors.yaml"
        case focalPlane = "focal-plane.yaml"
        case history = "history.yaml"
    }

    let testDescription: String
    let code: Diagnostic.Code
    let file: File
    let original: String
    let replacement: String

    /// What the message must say, among other things.
    let words: [String]

    init(
        _ description: String, _ code: Diagnostic.Code, _ file: File, _ original: String, _ replacement: String,
        _ words: String...
    ) {
        testDescription = description
        self.code = code
        self.file = file
        self.original = original
        self.replacement = replacement
        self.words = words
    }

    /// The three texts with the mistake, and the place of the mark.
    func texts() throws -> (sensors: String, focalPlane: String, history: String, place: SourcePosition) {
        var texts = [SampleCamera.sensors, SampleCamera.focalPlane, SampleCamera.history]
        let index = [File.sensors, .focalPlane, .history].firstIndex(of: file) ?? 0
        let parts = texts[index].split(separator: original, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(parts.count == 2, "the sample has no \(original)")
        let marked = parts[0] + replacement + parts[1]
        let halves = marked.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        try #require(halves.count == 2, "no mark in \(replacement)")
        let lines = halves[0].split(separator: "\n", omittingEmptySubsequences: false)
        let place = SourcePosition(file: file.rawValue, line: lines.count, column: (lines.last?.count ?? 0) + 1)
        texts[index] = halves.joined()
        return (texts[0], texts[1], texts[2], place)
    }

    static let all = [
        Mistake(
            "overlapping amplifiers", .amplifierOverlap, .sensors, "box_px: [100, 0, 100, 100]",
            "box_px: @[99, 0, 100, 100]", "B", "A"),
        Mistake(
            "amplifier outside", .amplifierOutside, .sensors, "box_px: [100, 0, 100, 100]",
            "box_px: @[101, 0, 100, 100]", "B"),
        Mistake(
            "amplifiers that leave a gap", .amplifierGap, .sensors,
            "amplifiers:\n      - name: A\n        box_px: [0, 0, 100, 100]",
            "amplifiers:\n      @- name: A\n        box_px: [0, 0, 100, 99]",
            "19900", "20000"),
        Mistake(
            "data of another size", .amplifierSize, .sensors, "data_px: [10, 0, 100, 100]",
            "data_px: @[10, 0, 90, 100]", "A"),
        Mistake(
            "region outside its section", .rawRegion, .sensors, "serial_overscan_px: [110, 0, 10, 100]",
            "serial_overscan_px: @[111, 0, 10, 100]", "overscan"),
        Mistake(
            "regions that overlap", .rawRegion, .sensors, "serial_overscan_px: [110, 0, 10, 100]",
            "serial_overscan_px: @[109, 0, 10, 100]", "data"),
        Mistake(
            "raw sections that overlap", .rawOverlap, .sensors, "raw_px: [120, 0, 120, 110]",
            "raw_px: @[119, 0, 121, 110]", "A", "B"),
        Mistake(
            "offsets that overlap", .rawOverlap, .sensors, "raw_offset_px: [90, 0]", "raw_offset_px: @[89, 0]", "C01",
            "C00"),
        Mistake(
            "negative size of a box", .badBox, .sensors, "box_px: [100, 0, 100, 100]", "box_px: @[100, 0, -100, 100]"),
        Mistake("box of three numbers", .wrongType, .sensors, "box_px: [100, 0, 100, 100]", "box_px: @[100, 0, 100]"),
        Mistake("no pixels", .outOfRange, .sensors, "size_px: [200, 100]", "size_px: [@0, 100]"),
        Mistake(
            "pixels without size", .notFinite, .sensors, "pixel_size_mm: [0.015, 0.015]", "pixel_size_mm: @[0, 0.015]"),
        Mistake("not a number", .notFinite, .sensors, "gain: 2.5", "gain: @.nan"),
        Mistake("infinite", .notFinite, .sensors, "saturation: 60000\n", "saturation: @.inf\n"),
        Mistake("gain of zero", .outOfRange, .sensors, "gain: 2.5", "gain: @0"),
        Mistake("two amplifiers of one name", .duplicateName, .sensors, "- name: B", "- name: @A"),
        Mistake("two sensors of one name", .duplicateName, .sensors, "  quad:", "  @pair:"),
        Mistake(
            "crosstalk that is not square", .crosstalkSize, .sensors, "crosstalk: [[0, 1.0e-4], [2.0e-4, 0]]",
            "crosstalk: @[[0, 1.0e-4]]"),
        Mistake(
            "crosstalk of the wrong size", .crosstalkSize, .sensors, "crosstalk: [[0, 1.0e-4], [2.0e-4, 0]]",
            "crosstalk: @[[0]]", "1 by 1", "2"),
        Mistake(
            "crosstalk of a device of the wrong size", .crosstalkSize, .focalPlane, "crosstalk: [[0, 0], [0.001, 0]]",
            "crosstalk: @[[0]]", "P-002"),
        Mistake(
            "unknown corner", .unknownValue, .sensors, "readout_corner: lower-right", "readout_corner: @lower-rihgt",
            "lower-right"),
        Mistake("unknown flip", .unknownValue, .sensors, "flip: xy", "flip: @yx"),
        Mistake(
            "amplifier without box", .missingKey, .sensors, "- name: B\n        box_px: [100, 0, 100, 100]",
            "- @name: B", "box_px"),
        Mistake("unknown key", .unknownKey, .sensors, "gain: 2.5", "@gian: 2.5", "gian"),
        Mistake("another schema", .unknownSchema, .sensors, "schema: obskit/sensors/1", "schema: @obskit/sensors/2"),
        Mistake("two slots of one id", .duplicateID, .focalPlane, "id: 2,", "id: @1,", "W1", "W2"),
        Mistake("two slots of one name", .duplicateName, .focalPlane, "  W2: {", "  @W1: {"),
        Mistake("two devices of one name", .duplicateName, .focalPlane, "  Q-002: {", "  @Q-001: {"),
        Mistake(
            "device in two slots", .deviceTwice, .focalPlane, "device: P-002, hdu", "device: @P-001, hdu", "W1", "W2"),
        Mistake("unknown device", .unknownDevice, .focalPlane, "device: P-002, hdu", "device: @P-003, hdu", "P-003"),
        Mistake("reserved name of a device", .unknownValue, .focalPlane, "  Q-002: {layout", "  none: @{layout"),
        Mistake(
            "unknown layout of a device", .unknownLayout, .focalPlane, "Q-002: {layout: quad}",
            "Q-002: {layout: @qaud}", "quad"),
        Mistake(
            "unknown layout of a slot", .unknownLayout, .focalPlane, "device: unknown, layout: quad",
            "device: unknown, layout: @qaud"),
        Mistake(
            "unknown chip without layout", .unknownLayout, .focalPlane, "device: unknown, layout: quad",
            "device: @unknown"),
        Mistake("unknown group", .unknownGroup, .focalPlane, "{id: 12, group: east", "{id: 12, group: @eats", "east"),
        Mistake(
            "offset without a place of the group", .unknownGroup, .focalPlane, "group: west, offset_mm: [0.5",
            "group: east, offset_mm: @[0.5"),
        Mistake(
            "position and offset", .conflictingKeys, .focalPlane, "offset_mm: [0.5",
            "position_mm: [0, 0], offset_mm: @[0.5"),
        Mistake(
            "no position", .missingKey, .focalPlane, "W2: {id: 2, group: west, position_mm: [-3, -1],",
            "W2: @{id: 2, group: west,"),
        Mistake("unknown type", .unknownValue, .focalPlane, "type: guider", "type: @guide", "guider"),
        Mistake("unknown status", .unknownValue, .focalPlane, "status: unused", "status: @broken"),
        Mistake("too few gains", .valueCount, .focalPlane, "gain: [1, 2, 3, 4]", "gain: @[1, 2, 3]", "3", "4", "Q-001"),
        Mistake(
            "too many rows of linearity", .valueCount, .focalPlane, "linearity: {type: [Squared, None]",
            "linearity: @{type: [Squared, None, None]", "P-002"),
        Mistake("negative gain in a list", .outOfRange, .focalPlane, "gain: [1, 2, 3, 4]", "gain: [1, 2, @-3, 4]"),
        Mistake("a gain that is not a number", .notFinite, .focalPlane, "gain: [1, 2, 3, 4]", "gain: [1, 2, @.nan, 4]"),
        Mistake(
            "a place that is not a number", .notFinite, .focalPlane, "position_mm: [-3, -1]", "position_mm: [-3, @.NaN]"
        ),
        Mistake("a place far away", .notFinite, .focalPlane, "position_mm: [-3, -1]", "position_mm: @[-3, 1.0e+7]"),
        Mistake("edge-on", .singularTransform, .focalPlane, "pitch_deg: 5", "pitch_deg: @90"),
        Mistake(
            "no linear coefficient", .singularTransform, .focalPlane, "relative_coefficients: [0, 1, 0",
            "relative_coefficients: @[0, 0, 0"),
        Mistake(
            "a constant coefficient", .outOfRange, .focalPlane, "relative_coefficients: [0, 1, 0",
            "relative_coefficients: @[1, 1, 0"),
        Mistake(
            "a field angle that folds", .singularTransform, .focalPlane,
            "field_angle:\n  radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1, 0, -1.0e-5]}",
            "field_angle:\n  @radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1, 0, -1.0e-2]}",
            "slot"),
        Mistake(
            "a singular frame", .singularTransform, .focalPlane,
            "{from: focal-plane, unit: mm/60, affine: {matrix: [[60, 0], [0, 60]]",
            "@{from: focal-plane, unit: mm/60, affine: {matrix: [[60, 60], [60, 60]]"),
        Mistake(
            "a base that was not given", .unreadBase, .focalPlane, "name: Sample", "name: Sample\nextends: @base.yaml"),
        Mistake(
            "a base of sensors that was not given", .unreadBase, .sensors, "sensors:", "extends: @base.yaml\nsensors:"),
        Mistake(
            "an unknown arrangement", .unknownValue, .focalPlane, "name: Sample", "name: Sample\narrangement: @pile"),
        Mistake("a frame of a standard name", .duplicateName, .focalPlane, "  sixtieths: {", "  tanPixels: @{"),
        Mistake(
            "a ragged triangle", .wrongType, .focalPlane,
            "polynomial: {input_scale: 100, output_scale: 100, x: [[0, 0, 1.0e-4], [1, 0], [0]]",
            "polynomial: @{input_scale: 100, output_scale: 100, x: [[0, 0, 1.0e-4], [1, 0, 0], [0]]"),
        Mistake(
            "two maps", .conflictingKeys, .focalPlane, "  parity: flipped",
            "  affine: @{matrix_rad_per_mm: [[1, 0], [0, 1]]}\n  parity: flipped"),
        Mistake(
            "no map", .missingKey, .focalPlane,
            "field_angle:\n  radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1, 0, -1.0e-5]}\n  parity",
            "field_angle:\n  @parity"),
        Mistake(
            "unknown slot in the history", .unknownSlot, .history, "  W2: {status: dead", "  W3: @{status: dead", "W3"),
        Mistake("unknown slot taken out", .unknownSlot, .history, "remove_slots: [W2]", "remove_slots: @[W9]", "W9"),
        Mistake("unknown device in the history", .unknownDevice, .history, "Q-001: {gain", "Q-009: @{gain", "Q-009"),
        Mistake(
            "unknown sensor in the history", .unknownLayout, .history, "      quad:\n        defaults",
            "      quod:\n        @defaults", "quad"),
        Mistake("unknown group in the history", .unknownGroup, .history, "west: {serial: ~}", "wets: @{serial: ~}"),
        Mistake(
            "unknown amplifier in the history", .unknownAmplifier, .history, "C00: {channel: 3}", "C09: @{channel: 3}"),
        Mistake(
            "unknown amplifier in a status", .unknownAmplifier, .history, "amplifier_status: {B: partial}",
            "amplifier_status: {X: @partial}", "X"),
        Mistake(
            "an order that forgets an amplifier", .unknownAmplifier, .history, "amplifier_order: [C10, C11, C00, C01]",
            "amplifier_order: @[C10, C11, C00]"),
        Mistake("an end before the beginning", .badValidity, .history, "end: 2013-07-01", "end: @2013-05-01"),
        Mistake("an empty validity", .badValidity, .history, "end: 2013-07-01", "end: @2013-06-01"),
        Mistake(
            "a statement withdrawn before it was made", .badValidity, .history, "- edition: 2021-03-03",
            "- edition: 2021-03-03\n    withdrawn: @2021-03-03", "2021-03-03"),
        Mistake("a date that there is not", .badDate, .history, "end: 2013-07-01", "end: @2013-02-30"),
        Mistake("entries out of order", .entryOrder, .history, "begin: 2013-06-01", "@begin: 2012-06-01", "line"),
        Mistake("editions out of order", .entryOrder, .history, "- edition: 2021-03-03", "- @edition: 2019-03-03"),
        Mistake(
            "an edition before the first", .entryOrder, .history, "- edition: 2020-02-02", "- edition: @2011-02-02"),
        Mistake(
            "a contradiction", .contradiction, .history, "W1: {device: Q-002}", "W2: {status: @unused}",
            "slots/W2/status", "line 3"),
        Mistake(
            "an entry without a reason", .missingKey, .history,
            "- begin: 2013-01-01\n    end: 2014-01-01T12:00:35 TAI\n    reason: it got no light\n",
            "- @begin: 2013-01-01\n    end: 2014-01-01T12:00:35 TAI\n", "reason"),
        Mistake(
            "an entry without a change", .missingKey, .history,
            "- edition: 2021-03-03\n    reason: parity and position\n    source: sky\n    confidence: verified\n    field_angle: {parity: normal}\n    frames:\n      sixtieths: {from: field-angle, unit: arcsec, affine: {matrix: [[206264.8, 0], [0, 206264.8]]}}\n    slots:\n      W2: {position_mm: [-3.5, -1], yaw_deg: 0.25, type: focus}\n",
            "- @edition: 2021-03-03\n    reason: parity and position\n    source: sky\n    confidence: verified\n"),
        Mistake("unknown confidence", .unknownValue, .history, "confidence: from-memory", "confidence: @guess"),
        Mistake(
            "one device in two slots for a while", .deviceTwice, .history, "W1: {device: Q-002}",
            "W1: {device: @P-002}", "P-002"),
        Mistake(
            "a layout that a change breaks", .amplifierOutside, .history, "C00: {channel: 3}",
            "C00: {box_px: @[-1, 0, 80, 40]}", "C00"),
        Mistake("a second slot of an id", .duplicateID, .history, "{id: 14, group", "{id: @12, group"),
        Mistake("a place of a slot in a change", .unknownKey, .history, "{status: dead,", "{@id: 5, status: dead,"),
    ]
}

struct CameraDiagnosticsTests {
    @Test("Each mistake has its own code at its own place", arguments: Mistake.all)
    func mistake(_ mistake: Mistake) throws {
        let (sensors, focalPlane, history, place) = try mistake.texts()
        let error = #expect(throws: DiagnosticsError.self) {
            try SampleCamera.read(sensors: sensors, focalPlane: focalPlane, history: history)
        }
        let diagnostics = try #require(error).diagnostics
        let found = diagnostics.first { $0.code == mistake.code && $0.place == place }
        let all = diagnostics.map(\.description).joined(separator: "\n")
        let diagnostic = try #require(found, "expected \(mistake.code.rawValue) at \(place), found\n\(all)")
        #expect(diagnostic.severity == .error)
        for word in mistake.words { #expect(diagnostic.description.contains(word), "\(diagnostic)") }
    }

    @Test("The sample itself has no problem")
    func sample() throws {
        _ = try SampleCamera.read()
    }

    @Test("Mistakes in all three files are said in one pass, sorted")
    func onePass() throws {
        let error = #expect(throws: DiagnosticsError.self) {
            try SampleCamera.read(
                sensors: SampleCamera.sensors.replacing("gain: 2.5", with: "gian: 2.5").replacing(
                    "[230, 0, 10, 100]", with: "[231, 0, 10, 100]"),
                focalPlane: SampleCamera.focalPlane.replacing("id: 2,", with: "id: 1,").replacing(
                    "type: focus", with: "type: fokus"),
                history: SampleCamera.history.replacing("end: 2013-07-01", with: "end: 2013-05-01")
                    .replacing("W2: {status", with: "W3: {status"))
        }
        let diagnostics = try #require(error).diagnostics
        #expect(diagnostics == diagnostics.sorted())
        #expect(
            Set(diagnostics.map(\.code)) == [
                .unknownKey, .rawRegion, .duplicateID, .unknownValue, .badValidity, .unknownSlot,
            ])
        let line = diagnostics.first { $0.code == .unknownSlot }?.description
        #expect(line == "history.yaml:9:11: error: the camera has no slot named W3; did you mean E3?")
    }

    @Test("A shift that leaves every image is refused")
    func hugeShift() throws {
        let error = #expect(throws: DiagnosticsError.self) {
            try SampleCamera.camera().edited { $0.layouts["quad"]?.amplifiers[0].rawOffset = (.max, .min) }
        }
        #expect(try #require(error).diagnostics.map(\.code) == [.rawRegion])
    }

    @Test("Boxes as large as can be are refused without overflow")
    func hugeBoxes() throws {
        let huge = try #require(Box(x: -Box.limit, y: -Box.limit, width: Box.limit, height: Box.limit))
        let error = #expect(throws: DiagnosticsError.self) {
            try SampleCamera.camera().edited { parts in
                parts.layouts["pair"]?.amplifiers = (0..<200).map { Amplifier(name: "\($0)", box: huge) }
            }
        }
        #expect(try #require(error).diagnostics.contains { $0.code == .amplifierOutside })
    }

    @Test("A focal plane without anything names all that it needs")
    func empty() throws {
        let error = #expect(throws: DiagnosticsError.self) {
            try CameraHistory(focalPlane: .yaml(text: "{}", file: "focal-plane.yaml"))
        }
        #expect(try #require(error).diagnostics.count(where: { $0.code == .missingKey }) == 4)
    }

    @Test(
        "Other documents than mappings are refused",
        arguments: ["", "[1, 2]", "text", "schema: obskit/focal-plane/1\nslots: [1]\nname: [x]\nfield_angle: 3\n"])
    func otherDocuments(_ text: String) throws {
        #expect(throws: DiagnosticsError.self) {
            try CameraHistory(focalPlane: .yaml(text: text, file: "focal-plane.yaml"))
        }
    }

    @Test("A history with more contradictions than anybody reads is refused soon")
    func manyEntries() throws {
        let entry =
            "  - {reason: r, source: s, confidence: verified, slots: {W1: {status: dead}, W2: {status: dead}}}\n"
        let history = "schema: obskit/history/1\nentries:\n" + String(repeating: entry, count: 3000)
        let error = #expect(throws: DiagnosticsError.self) { try SampleCamera.read(history: history) }
        let codes = Set(try #require(error).diagnostics.map(\.code))
        #expect(codes.isSuperset(of: [.limitExceeded, .contradiction]))
    }
}
