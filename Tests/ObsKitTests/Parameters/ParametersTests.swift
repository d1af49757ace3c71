import ObsKit
import ObsText
import PackageSupport
import TestSupport
import Testing

@Suite("Parameters")
struct ParametersTests {
    private func parameters(_ package: SamplePackage = .withParameters, schema: TaskSchema? = nil) throws -> Parameters
    {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try package.write(to: folder)])
        return try catalog.instrument(named: "Toy").parameters(for: schema?.task ?? "sum", schema: schema)
    }

    /// A value with its layer, and the line that sets it.
    private func words(_ values: ParameterValues, _ path: String) -> String? {
        values.origin(of: path).map {
            "\($0.value) \($0.layer.rawValue)\($0.place.map { place in " \(place.line)" } ?? "")"
        }
    }

    @Test(
        "come from the topmost layer that gives one",
        arguments: [
            (nil, nil, [], "2 instrument 5"), ("W1", nil, [], "3 detector 8"), ("4", nil, [], "3 detector 8"),
            ("E", nil, [], "4 detector 9"), (nil, "blue", [], "5 filter 11"), ("W1", "b", [], "5 filter 11"),
            ("W1", "red", [], "3 detector 8"), (nil, "shut", [], "2 instrument 5"),
            ("W1", "blue", ["order=0"], "0 user 1"),
            ("W1", "blue", ["order=0", "order=1"], "1 user 1"),
        ] as [(String?, String?, [String], String)])
    func layers(_ detector: String?, _ filter: String?, _ lines: [String], _ expected: String) throws {
        let values = try parameters().values(detector: detector, filter: filter, setting: lines)
        #expect(words(values, "order") == expected)
        #expect(words(values, "clip.by") == "median instrument 6")
        #expect(words(values, "clip.sigma") == "3.0 default")
    }

    @Test("say what they stand above, from the top down")
    func overridden() throws {
        let values = try parameters().values(detector: "W1", filter: "blue", setting: ["order=0"])
        let entry = try #require(values.entries.first { $0.setting.name == "order" })
        #expect(entry.overridden.map(\.layer) == [.filter, .detector, .instrument, .standard])
        #expect(entry.overridden.map(\.value) == [.integer(5), .integer(3), .integer(2), .integer(1)])
        #expect(entry.setting.place?.file == "--set order=0")
    }

    @Test("of a map are merged key by key, and null takes a key out")
    func maps() throws {
        let package = SamplePackage.withParameters.replacing([
            "parameters/sum.yaml": SamplePackage.parameters.replacing(
                "  order: 2", with: "  weights: {blue: 2, R: 3}")
        ])
        let all = try parameters(package)
        let values = try all.values()
        #expect(values.value("weights") == .map(["red": .number(1), "blue": .number(2), "R": .number(3)]))
        #expect(words(values, "weights.red") == "1.0 default")
        #expect(words(values, "weights.blue") == "2.0 instrument 5")
        let without = try all.values(setting: ["weights.red=null", "weights.b=7"])
        #expect(without.value("weights") == .map(["b": .number(7), "blue": .number(2), "R": .number(3)]))
        #expect(without.value("gains") == .map([:]))
        #expect("\(without.value("weights") ?? .null)" == "{R: 3.0, b: 7.0, blue: 2.0}")
    }

    @Test("are stacked: base, package, instrument")
    func files() throws {
        let folder = try TemporaryFolder()
        let family = SamplePackage("Family").replacing([
            "package.yaml": SamplePackage.package("Family").replacing("[Family]", with: "[{name: One, folder: one}]"),
            "instrument.yaml": nil, "filters.yaml": nil, "translation.yaml": nil,
            "one/instrument.yaml": SamplePackage.instrument("One"), "one/filters.yaml": SamplePackage.filters,
            "one/translation.yaml": SamplePackage.translation, "tasks/sum.yaml": SamplePackage.task,
            "base/sum.yaml":
                "schema: obskit/parameters/1\ntask: sum\ntask_schema: ../tasks/sum.yaml\nvalues: {order: 2, apply: true, limit: 8}",
            "parameters/sum.yaml":
                "schema: obskit/parameters/1\nextends: ../base/sum.yaml\ntask: sum\nvalues: {order: 3, apply: false}",
            "one/parameters/sum.yaml": "schema: obskit/parameters/1\ntask: sum\nvalues: {order: 4}",
            "one/parameters/other.yaml":
                "schema: obskit/parameters/1\ntask: other\ntask_schema: ../../tasks/other.yaml",
            "tasks/other.yaml": "schema: obskit/task/1\ntask: other\nabout: x\nparameters: []",
        ])
        let catalog = InstrumentCatalog(folders: [try family.write(to: folder, as: "Family")])
        #expect(catalog.validate().filter { $0.code != .noCamera } == [])
        let instrument = try catalog.instrument(named: "One")
        #expect(instrument.tasks == ["other", "sum"])
        let values = try instrument.parameters(for: "sum").values()
        #expect(words(values, "order") == "4 instrument 3")
        #expect(words(values, "apply") == "false package 4")
        #expect(words(values, "limit") == "8.0 base 4")
        let limit = try #require(values.entries.first { $0.setting.name == "limit" })
        #expect(limit.overridden.map(\.value) == [.null])
    }

    @Test("are the same from the copy in the program")
    func embedded() throws {
        let linked = LinkedToy(.withParameters)
        let catalog = InstrumentCatalog(linked: [linked])
        let instrument = try catalog.instrument(named: "Toy")
        #expect(instrument.tasks == ["sum"])
        let values = try instrument.parameters(for: "sum").values(detector: "W1")
        #expect(words(values, "order") == "3 detector 8")
        #expect(values.origin(of: "order")?.place?.file == "embedded:Toy/parameters/sum.yaml")
    }

    @Test("of a task that the package says nothing about are the owner's defaults")
    func defaults() throws {
        let values = try parameters(schema: Sharpen.schema).values()
        #expect(words(values, "radius_px") == "2.5 default")
        #expect(values.value("mask") == .list([.text("cosmic")]))
    }

    @Test("are taken as the type of the task's owner")
    func typed() throws {
        let folder = try TemporaryFolder()
        let package = SamplePackage.withParameters.replacing([
            "parameters/sharpen.yaml":
                "schema: obskit/parameters/1\ntask: sharpen\nvalues: {radius_px: 3}\nfilters: [{names: [R], values: {mask: []}}]"
        ])
        let instrument = try InstrumentCatalog(folders: [try package.write(to: folder)]).instrument(named: "Toy")
        let general = try instrument.parameters(Sharpen.self)
        #expect(general.radius == 3 && general.mask == ["cosmic"] && general.limit == nil)
        let red = try instrument.parameters(Sharpen.self, filter: "red", setting: ["limit=9", "weights.a=1"])
        #expect(red.mask.isEmpty && red.limit == 9 && red.weights == ["a": 1])
    }

    @Test("of an instrument without files are defaults, and without a schema an error")
    func withoutFiles() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
        let bare = try catalog.instrument(named: "Toy")
        #expect(try bare.parameters(for: "sharpen", schema: Sharpen.schema).values().value("radius_px") == .number(2.5))
        let error = #expect(throws: DiagnosticsError.self) { try bare.parameters(for: "sharpen") }
        #expect(
            error?.description
                == "error: Toy has no parameters of a task 'sharpen'; its package has no parameters")
    }

    @Test("asked for in a wrong way say what is wrong")
    func misuse() throws {
        let all = try parameters()
        let values = try all.values()
        #expect(throws: DiagnosticsError.self) { let _: Int = try values["ordr"] }
        let error = #expect(throws: DiagnosticsError.self) { let _: Bool = try values["order"] }
        #expect(
            error?.description
                == "error: 'order' of sum is 2, which is no Bool; the schema says an integer from 0 to 5")
        let number: Double = try values["order"]
        #expect(number == 2)
    }

    @Test(
        "refuse a call that cannot be meant",
        arguments: [
            ("unknown-detector", "Q", nil, "", "Toy has no detector 'Q'"),
            ("unknown-filter", nil, "rd", "", "Toy has no filter 'rd'; did you mean 'red'?"),
            ("unknown-parameter", nil, nil, "ordr=1", "has no parameter 'ordr'; did you mean 'order'?"),
            ("wrong-type", nil, nil, "order", "write NAME=VALUE"),
            ("wrong-type", nil, nil, "order=x", "an integer is expected, and this is the text 'x'"),
            ("wrong-type", nil, nil, "order=null", "'order' is not optional, and this is null"),
            ("out-of-range", nil, nil, "order=6", "6 is not in the range 0…5"),
            ("out-of-range", nil, nil, "clip.sigma=-1", "-1.0 is not a number of at least 0.0"),
            ("out-of-range", nil, nil, "corner=[1]", "2 values are expected, and these are 1"),
            ("unknown-word", nil, nil, "clip.by=medin", "did you mean 'median'?"),
            (
                "belongs-in-calibration", nil, nil, "clip.table=[1]",
                "certify one with obskit calib certify (kind linearizer)"
            ),
            ("dated-parameter", nil, nil, "valid_from=2020", "parameters have no dates"),
            ("syntax", nil, nil, "order=[", ""),
        ] as [(String, String?, String?, String, String)])
    func wrongCall(_ code: String, _ detector: String?, _ filter: String?, _ line: String, _ message: String) throws {
        let all = try parameters()
        let error = #expect(throws: DiagnosticsError.self) {
            try all.values(detector: detector, filter: filter, setting: line.isEmpty ? [] : [line])
        }
        #expect(error?.diagnostics.first?.code.rawValue == code)
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "no error")")
    }

    @Test("name the filters of a band when it is that of several")
    func band() throws {
        let package = SamplePackage.withParameters.replacing([
            "filters.yaml": SamplePackage.filters + "\n  - {name: red2, band: r}"
        ])
        let all = try parameters(package)
        let error = #expect(throws: DiagnosticsError.self) { try all.values(filter: "r") }
        #expect(error?.description == "error: 'r' is the band of 2 filters; name one: red, red2")
    }
}

/// A task whose owner wrote its parameters in Swift.
private struct Sharpen: TaskParameters {
    static let schema = TaskSchema(
        "sharpen", about: "Sharpens.",
        parameters: [
            Parameter("radius_px", .number(0...10), default: .number(2.5), about: "The radius."),
            Parameter("mask", .list(of: .text()), default: .list([.text("cosmic")]), about: "What is left out."),
            Parameter("limit", .integer(), optional: true, default: .null, about: "The limit."),
            Parameter("weights", .map(of: .number()), default: .map([:]), about: "Weights."),
        ])
    let radius: Double
    let mask: [String]
    let limit: Int?
    let weights: [String: Double]

    init(_ values: ParameterValues) throws {
        radius = try values["radius_px"]
        mask = try values["mask"]
        limit = try values["limit"]
        weights = try values["weights"]
    }
}
