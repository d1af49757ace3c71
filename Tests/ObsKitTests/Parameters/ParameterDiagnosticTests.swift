import ObsKit
import PackageSupport
import TestSupport
import Testing

@Suite("Diagnostics of parameters")
struct ParameterDiagnosticTests {
    /// A line of a file in the place of another, with the mark of what is wrong.
    struct Broken: Sendable, CustomTestStringConvertible {
        let code: String
        let file: String
        let line: String
        let with: String
        var testDescription: String { "\(code): \(with)" }

        init(_ code: String, _ file: String, _ line: String, _ with: String) {
            (self.code, self.file, self.line, self.with) = (code, file, line, with)
        }
    }

    @Test("name the code and the place", arguments: values + selectors + schemas)
    func diagnostic(_ broken: Broken) throws {
        let whole = try #require(SamplePackage.withParameters.files[broken.file])
        #expect(whole.contains(broken.line))
        let package = SamplePackage.withParameters.replacing([
            broken.file: whole.replacing(broken.line, with: broken.with)
        ])
        #expect(try diagnostics(of: package) == package.marks.map { "error \(broken.code) \($0)" })
    }

    @Test("are not there when nothing is wrong")
    func sound() throws { #expect(try messages(of: .withParameters) == []) }

    static let values: [Broken] = [
        .init("unknown-parameter", "parameters/sum.yaml", "order: 2", "▸ordr: 2"),
        .init("unknown-parameter", "parameters/sum.yaml", "{by: median}", "{▸buy: median}"),
        .init("wrong-type", "parameters/sum.yaml", "order: 2", "order: ▸two"),
        .init("wrong-type", "parameters/sum.yaml", "order: 2", "order: ▸null"),
        .init("wrong-type", "parameters/sum.yaml", "{by: median}", "▸median"),
        .init("wrong-type", "parameters/sum.yaml", "{by: median}", "{by: median}\n  weights: ▸3"),
        .init("out-of-range", "parameters/sum.yaml", "order: 2", "order: ▸6"),
        .init("unknown-word", "parameters/sum.yaml", "{by: median}", "{by: ▸medium}"),
        .init("duplicate-key", "parameters/sum.yaml", "order: 2", "order: 2\n  ▸order: 3"),
        .init("belongs-in-calibration", "parameters/sum.yaml", "{by: median}", "{by: median, ▸table: [0, 1]}"),
        .init("dated-parameter", "parameters/sum.yaml", "order: 2", "order: 2\n  ▸begin: 2020-01-01"),
        .init("unknown-filter", "parameters/sum.yaml", "order: 2", "weights: {gren: ▸2}"),
        .init("unknown-detector", "parameters/sum.yaml", "order: 2", "gains: {W3: ▸2}"),
        .init("unknown-key", "parameters/sum.yaml", "filters:\n", "▸filter:\n"),
        .init("wrong-name", "parameters/sum.yaml", "task: sum", "task: ▸sun"),
        .init("unknown-schema", "parameters/sum.yaml", "obskit/parameters/1", "▸obskit/parameters/2"),
    ]

    static let selectors: [Broken] = [
        .init("unknown-detector", "parameters/sum.yaml", "groups: [west]", "groups: [▸north]"),
        .init("unknown-detector", "parameters/sum.yaml", "groups: [west]", "names: [▸W3]"),
        .init("unknown-detector", "parameters/sum.yaml", "types: [focus]", "types: [▸guider]"),
        .init("unknown-filter", "parameters/sum.yaml", "bands: [b]", "bands: [▸x]"),
        .init("unknown-filter", "parameters/sum.yaml", "bands: [b]", "names: [▸green]"),
        .init("missing-key", "parameters/sum.yaml", "{bands: [b], values: {order: 5}}", "▸{values: {order: 5}}"),
        .init("dated-parameter", "parameters/sum.yaml", "{bands: [b],", "{bands: [b], since: ▸2020-01-01,"),
        .init(
            "ambiguous-parameter", "parameters/sum.yaml", "types: [focus], values: {order: 4,",
            "names: [W1], values: {order: ▸4,"),
    ]

    static let schemas: [Broken] = [
        .init("missing-base", "parameters/sum.yaml", "../tasks/sum.yaml", "▸../tasks/sun.yaml"),
        .init("leaves-package", "parameters/sum.yaml", "../tasks/sum.yaml", "▸../../sum.yaml"),
        .init(
            "missing-key", "parameters/sum.yaml",
            "schema: obskit/parameters/1\ntask: sum\ntask_schema: ../tasks/sum.yaml",
            "▸schema: obskit/parameters/1\ntask: sum"),
        .init("wrong-name", "tasks/sum.yaml", "task: sum", "task: ▸sum/of"),
        .init("unknown-word", "tasks/sum.yaml", "type: boolean", "type: ▸bool"),
        .init("unknown-word", "tasks/sum.yaml", "keys: detectors", "keys: ▸chips"),
        .init("unknown-key", "tasks/sum.yaml", "type: boolean", "type: boolean, range: ▸[0, 1]"),
        .init(
            "missing-key", "tasks/sum.yaml", "{name: apply, about: Whether., type: boolean,",
            "▸{name: apply, about: Whether., type: list,"),
        .init("out-of-range", "tasks/sum.yaml", "range: [0, 5], default: 1", "range: [0, 5], default: ▸7"),
        .init("out-of-range", "tasks/sum.yaml", "range: [0, 5], default: 1", "range: ▸[5, 0], default: 1"),
        .init("out-of-range", "tasks/sum.yaml", "range: [0, 5], default: 1", "range: ▸[5], default: 1"),
        .init("duplicate-key", "tasks/sum.yaml", "  - {name: limit,", "  - ▸{name: apply,"),
    ]

    @Test("say which parameter without a default has no value")
    func missing() throws {
        let package = SamplePackage.withParameters.replacing([
            "tasks/sum.yaml": SamplePackage.task.replacing("type: boolean, default: false", with: "type: boolean")
        ])
        #expect(
            try messages(of: package) == [
                "error: Toy gives no value to 'apply' of sum, which has no default; write it into parameters/sum.yaml"
            ])
    }

    @Test("say that a file is called otherwise than its task")
    func otherName() throws {
        let package = SamplePackage.withParameters.replacing([
            "parameters/sum.yaml": nil,
            "parameters/add.yaml": SamplePackage.parameters.replacing("task: sum", with: "task: ▸sum"),
        ])
        #expect(try diagnostics(of: package) == package.marks.map { "error wrong-name \($0)" })
    }

    @Test("say that a file is not read")
    func unused() throws {
        let package = SamplePackage.withParameters.replacing(["parameters/sum.yml": "task: sum"])
        #expect(
            try messages(of: package) == [
                "parameters/sum.yml:1:1: warning: nothing reads this file; did you mean 'sum.yaml'?"
            ])
    }

    @Test("say that the package's file lies beneath the instrument's without being extended")
    func extended() throws {
        let family = SamplePackage("Family").replacing([
            "package.yaml": SamplePackage.package("Family").replacing("[Family]", with: "[One]"),
            "instrument.yaml": nil, "filters.yaml": nil, "translation.yaml": nil,
            "One/instrument.yaml": SamplePackage.instrument("One"), "One/filters.yaml": SamplePackage.filters,
            "One/translation.yaml": SamplePackage.translation, "tasks/sum.yaml": SamplePackage.task,
            "parameters/sum.yaml":
                "schema: obskit/parameters/1\ntask: sum\ntask_schema: ../tasks/sum.yaml\nvalues: {order: 3}",
            "One/parameters/sum.yaml":
                "schema: obskit/parameters/1\nextends: ▸../../parameters/sum.yaml\ntask: sum\nvalues: {order: 4}",
        ])
        #expect(try diagnostics(of: family) == family.marks.map { "error unused-base \($0)" })
    }
}
