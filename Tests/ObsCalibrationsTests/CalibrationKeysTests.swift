import ObsCalibrations
import ObsDocuments
import ObsText
import ObsTime
import Testing

struct CalibrationKeysTests {
    static let kind = CalibrationKind(
        name: "flat",
        keys: [
            KeyRule("detector", .exact), KeyRule("filter", .exact, isRequired: false),
            KeyRule("mode", .set, isRequired: false), KeyRule("temperature", .tolerance(0.5), isRequired: false),
            KeyRule("voltage", .range, isRequired: false), KeyRule("gain", .exact, isRequired: false),
        ])

    @Test(
        "Keys can hold together unless one that both demand cannot",
        arguments: [
            ("{detector: 1}", "{detector: 1}", true),
            ("{detector: 1}", "{detector: 2}", false),
            ("{detector: 1}", "{detector: 1, filter: g}", true),
            ("{detector: 1, filter: r}", "{detector: 1, filter: g}", false),
            ("{state: {mode: [a, b]}}", "{state: {mode: [b, c]}}", true),
            ("{state: {mode: [a, b]}}", "{state: {mode: c}}", false),
            ("{state: {mode: [a, b]}}", "{state: {gain: 1}}", true),
            ("{state: {temperature: 1}}", "{state: {temperature: 2}}", true),
            ("{state: {temperature: 1}}", "{state: {temperature: 2.5}}", false),
            ("{state: {voltage: {from: 1, below: 2}}}", "{state: {voltage: {from: 2}}}", false),
            ("{state: {voltage: {from: 1, below: 2}}}", "{state: {voltage: {below: 1.5}}}", true),
            ("{state: {gain: 1}}", "{state: {gain: '1'}}", false),
        ])
    func holding(_ left: String, _ right: String, _ expected: Bool) throws {
        let (one, other) = (try keys(left), try keys(right))
        #expect(one.canHold(with: other, as: Self.kind) == expected)
        #expect(other.canHold(with: one, as: Self.kind) == expected)
    }

    @Test(
        "Keys that are not such as the kind has are refused with the reason",
        arguments: [
            ("{filter: g}", "'detector' is missing, by which flat is selected"),
            ("{detector: 1, state: {colour: red}}", "'colour' is no key of flat"),
            ("{detector: 1, state: {gain: [1, 2]}}", "'gain' is compared exactly, and 1|2 is not one value"),
            ("{detector: 1, state: {voltage: 3}}", "'voltage' is compared with a range of numbers, and 3 is none"),
            ("{detector: 1, state: {voltage: {from: 3, below: 3}}}", "'voltage' has the empty range [3, 3)"),
            (
                "{detector: 1, state: {temperature: cold}}",
                "'temperature' is compared within a tolerance, and cold is not one number"
            ),
            (
                "{detector: 1, state: {mode: {from: 1}}}",
                "'mode' is compared with a list of values, and [1, …) is none"
            ),
        ])
    func objections(_ text: String, _ expected: String) throws {
        #expect(try keys(text).objection(as: Self.kind) == expected)
    }

    @Test("A number that is none is refused as a key")
    func notANumber() {
        let keys = CalibrationKeys(detector: 1, state: ["gain": .value(.number(.nan))])
        #expect(keys.objection(as: Self.kind)?.contains("finite") == true)
        let bounds = CalibrationKeys(detector: 1, state: ["voltage": .range(from: .infinity, below: nil)])
        #expect(bounds.objection(as: Self.kind)?.contains("finite") == true)
    }

    @Test("A key that has no bearing on a kind is refused in a certification")
    func notApplicable() {
        let bias = CalibrationKind(
            name: "bias", keys: [KeyRule("detector", .exact), KeyRule("filter", .notApplicable)])
        let objection = CalibrationKeys(detector: 1, filter: "g").objection(as: bias)
        #expect(objection == "filter g is given, and bias is not selected by filter")
        #expect(CalibrationKeys(detector: -1).objection(as: bias) == "detector -1 is negative")
    }

    @Test(
        "The canonical text reads back as the same keys",
        arguments: [
            "{}", #"{"detector":3}"#, #"{"filter":"g \"x\""}"#,
            #"{"detector":3,"filter":"g","state":{"gain":1.5,"mode":["a","b"],"voltage":{"from":1.0,"below":2.0}}}"#,
        ])
    func canonical(_ text: String) throws {
        let problems = Problems()
        let node = try Document.json(text: text, file: "keys").root
        let keys = try #require(CalibrationKeys(node, problems))
        #expect(problems.isEmpty)
        #expect(keys.canonicalText == text)
    }

    @Test("A UUID reads back from its text; ids by chance have version 4, ids of contents version 8")
    func ids() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            let id = DatasetID.random(using: &generator)
            #expect(DatasetID(id.description) == id)
            #expect(id.description.dropFirst(14).first == "4")
        }
        let id = DatasetID(contentHash: ContentHash(of: [1, 2, 3]))
        #expect(id.description == "039058c6-f2c0-8b49-ac53-3b0a4d14ef77")
        #expect(DatasetID("039058C6-F2C0-8B49-AC53-3B0A4D14EF77") == id)
        for text in ["", "039058c6f2c08b49ac533b0a4d14ef77", "039058c6-f2c0-8b49-ac53-3b0a4d14ef7g", "\(id)0"] {
            #expect(DatasetID(text) == nil)
        }
    }

    private func keys(_ text: String) throws -> CalibrationKeys {
        let problems = Problems()
        let keys = CalibrationKeys(try Document.yaml(text: text, file: "keys").root, problems)
        return try #require(keys, "\(problems.sorted)")
    }
}
