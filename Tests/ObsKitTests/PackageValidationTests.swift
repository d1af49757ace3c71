import Foundation
import ObsKit
import ObsText
import PackageSupport
import TestSupport
import Testing

@Suite("Validation of a package")
struct PackageValidationTests {
    @Test("stands in no file of another package")
    func bases() throws {
        // The base is in order; what the package adds makes a circle of its rules.
        let package = SamplePackage().replacing([
            "translation.yaml":
                "schema: obskit/translation/2\nextends: ▸Standard:translation.yaml\nproperties:\n"
                + ObservationPropertyNames.others.map { "  \($0): null\n" }.joined()
                + "  observation_counter: {property: group_counter_end}\n"
        ])
        let found = try messages(of: package).filter { $0.contains("circle") }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("embedded:") == false, "\(found)")
    }

    @Test("goes on where package.yaml or instrument.yaml cannot be read")
    func broken() throws {
        for (file, text) in [("package.yaml", "schema: ["), ("instrument.yaml", "schema: [")] {
            let found = try diagnostics(
                of: SamplePackage().replacing([file: text, "filters.yaml": "schema: obskit/filters/1\nfilters: 5"]))
            #expect(found.contains("error wrong-type filters.yaml:2:10"), "\(found)")
            #expect(found.contains { $0.hasPrefix("error syntax \(file)") }, "\(found)")
        }
    }

    /// What is said of the package in a folder, as `severity code message`.
    private static func said(_ path: String) -> [String] {
        let catalog = InstrumentCatalog(folders: [path])
        return Set(catalog.diagnostics + catalog.validate(package: path)).sorted().map {
            "\($0.severity.rawValue) \($0.code.rawValue) \($0.message)".replacing(path + "/", with: "")
        }
    }

    @Test("says that there is no camera beside an empty folder of nearly its name")
    func emptyFolder() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().write(to: folder)
        try FileManager.default.createDirectory(atPath: path + "/cameras", withIntermediateDirectories: false)
        let found = Self.said(path)
        #expect(found.count { $0.hasPrefix("warning no-camera") } == 1, "\(found)")
    }

    @Test("says that there is no camera where one of nearly its name is that of another instrument")
    func foreignFolder() throws {
        let folder = try TemporaryFolder()
        let instrument = SamplePackage.instrument("Toy")
        let path = try SamplePackage().replacing([
            "package.yaml": SamplePackage.package("Toy").replacing("[Toy]", with: "[Toy, {name: Two, folder: Two}]"),
            "Two/instrument.yaml": instrument.replacing("Toy", with: "Two") + "\ncamera: ../cameras\n",
            "Two/filters.yaml": SamplePackage.filters, "Two/translation.yaml": SamplePackage.translation,
            "cameras/focal-plane.yaml":
                try String(
                    contentsOfFile: Repository.root.path + "/Cameras/TwoChip/camera/focal-plane.yaml", encoding: .utf8),
            "cameras/sensors.yaml":
                try String(
                    contentsOfFile: Repository.root.path + "/Cameras/TwoChip/camera/sensors.yaml", encoding: .utf8),
            "calibrations/kinds.yaml":
                "schema: obskit/calibration-kinds/1\nextends: Standard:calibrations/kinds.yaml\nkinds: []\n",
            "calibrations/defect/w/20240101T000000.ecsv": "",
        ]).write(to: folder)
        let found = Self.said(path)
        #expect(found.contains { $0.hasPrefix("warning no-camera Toy has no focal plane") }, "\(found)")
        #expect(found.contains { $0.hasPrefix("error unknown-folder") && $0.contains("'defect'") }, "\(found)")
    }

    @Test("says that filters.yaml is missing where what has nearly its name is another instrument's base")
    func baseOfAnother() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing([
            "package.yaml": SamplePackage.package("Toy").replacing("[Toy]", with: "[A, B]"),
            "instrument.yaml": nil, "filters.yaml": nil, "translation.yaml": nil,
            "A/instrument.yaml": SamplePackage.instrument("A"), "A/translation.yaml": SamplePackage.translation,
            "A/filter.yaml": SamplePackage.filters, "B/instrument.yaml": SamplePackage.instrument("B"),
            "B/translation.yaml": SamplePackage.translation,
            "B/filters.yaml":
                "schema: obskit/filters/1\nextends: ../A/filter.yaml\nfilters: [{name: green, band: g}]\n",
        ]).write(to: folder)
        let found = Self.said(path)
        #expect(found.contains("error missing-file A/filters.yaml does not exist"), "\(found)")
    }

    @Test("says that there is no camera in a folder that has a twin of nearly its name")
    func twins() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing(["camera/notes.txt": "", "cameras/notes.txt": ""]).write(to: folder)
        let found = Self.said(path)
        #expect(found.contains { $0.hasPrefix("warning no-camera") }, "\(found)")
        #expect(found.contains { $0.hasPrefix("warning unused-file nothing reads the folder cameras") }, "\(found)")
    }

    @Test("says of a base that is not there only that, whatever the rules want of it")
    func missingBaseOfInstrument() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing([
            "instrument.yaml": SamplePackage.instrument("Toy") + "\nextends: none.yaml\n",
            "translation.yaml": SamplePackage.translation.replacing(
                "detector_exposure_id: null", with: "detector_exposure_id: {identifier: detector_exposure_id}"),
        ]).write(to: folder)
        let found = Self.said(path).filter { $0.hasPrefix("error") }
        #expect(found.count == 1 && found[0].hasPrefix("error missing-base"), "\(found)")
    }

    @Test("says of a name that is misspelt where it is defined only that nobody knows the right one")
    func misspeltPredicate() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing([
            "translation.yaml": SamplePackage.translation.replacing(
                "object: [{card: OBJECT}", with: "object: [{card: OBJECT, when: {predicate: isOpen}}")
                + "\npredicates: {isOpenn: {card: FILTER, equals: x}}\n"
        ]).write(to: folder)
        let found = Self.said(path).filter { $0.contains("isOpen") }
        #expect(found.map { $0.prefix(18) } == ["error unknown-name"], "\(found)")
    }

    @Test("says of rules that cannot be read only that, whatever the corrections want of them")
    func correctionsOfBrokenRules() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing([
            "translation.yaml": SamplePackage.translation + "\n  object: [",
            "corrections.yaml": "schema: obskit/corrections/1\nunless: {predicate: corrected}\ncorrections: []\n",
        ]).write(to: folder)
        let found = Self.said(path).filter { $0.hasPrefix("error") }
        #expect(found.count == 1 && found[0].hasPrefix("error syntax"), "\(found)")
    }

    @Test("says once that a key of the camera stands twice")
    func repeatedKey() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/TwoChip"
        try FileManager.default.copyItem(
            atPath: Repository.root.appendingPathComponent("Cameras/TwoChip").path, toPath: path)
        let plane = try String(contentsOfFile: path + "/camera/focal-plane.yaml", encoding: .utf8)
        try folder.write(
            plane + "groups:\n  A: {}\n  A: {}\n", to: "TwoChip/camera/focal-plane.yaml")
        let found = Self.said(path).filter { $0.contains("'A'") || $0.contains(" A;") }
        #expect(found.map { $0.prefix(19) } == ["error duplicate-key"], "\(found)")
    }

    /// A file of a base, the file that extends it, and what is wrong in the base.
    struct Base: Sendable, CustomTestStringConvertible {
        let code: String
        let path: String
        let base: String
        var extra = ""
        var testDescription: String { "\(path), \(code)" }
    }

    @Test(
        "says what is wrong in the base of another package at the line that brings it in",
        arguments: [
            Base(code: "unknown-key", path: "filters.yaml", base: "schema: obskit/filters/1\nfilters: []\nbogus: 1\n"),
            Base(
                code: "duplicate-key", path: "filters.yaml",
                base: "schema: obskit/filters/1\nfilters: []\nfilters: []\n"),
            Base(code: "syntax", path: "filters.yaml", base: "schema: ["),
            Base(
                code: "unknown-key", path: "calibrations/kinds.yaml",
                base:
                    "schema: obskit/calibration-kinds/1\nkinds: [{name: flux, bogus: 1, about: x, policy: begin, format: image}]\n"
            ),
            Base(
                code: "unknown-key", path: "calibrations/external.yaml",
                base: "schema: obskit/external-calibrations/1\nproducts: []\nbogus: 1\n"),
            Base(
                code: "unknown-key", path: "corrections.yaml",
                base: "schema: obskit/corrections/1\ncorrections: []\nbogus: 1\n"),
            Base(
                code: "missing-file", path: "corrections.yaml",
                base: "schema: obskit/corrections/1\ncorrections: []\ntables: [{name: t, table: none.tsv, reason: x}]\n"
            ),
            Base(
                code: "unknown-parameter", path: "parameters/isr.yaml",
                base:
                    "schema: obskit/parameters/1\ntask: isr\ntask_schema: Standard:tasks/isr.yaml\nvalues: {bogus: 1}\n"
            ),
            Base(
                code: "unknown-filter", path: "parameters/isr.yaml",
                base: "schema: obskit/parameters/1\ntask: isr\ntask_schema: Standard:tasks/isr.yaml\n"
                    + "filters: [{names: [bogus], reason: x, values: {dark: {apply: false}}}]\n"),
        ])
    func foreignBases(_ base: Base) throws {
        let folder = try TemporaryFolder()
        try SamplePackage("Below").replacing(["shared/base.yaml": base.base]).write(to: folder, as: "Below")
        let schema =
            base.base.split(separator: "\n")[0] == "schema: ["
            ? "schema: obskit/filters/1" : base.base.split(separator: "\n")[0]
        let list = base.path.hasPrefix("parameters") ? "task: isr\n" : ""
        let path = try SamplePackage().replacing([
            base.path: "\(schema)\nextends: Below:shared/base.yaml\n\(list)"
        ]).write(to: folder)
        let catalog = InstrumentCatalog(folders: [folder.path])
        let found = catalog.validate(package: path).filter { $0.code.rawValue == base.code }
        #expect(!found.isEmpty, "\(catalog.validate(package: path))")
        for one in found { #expect("\(one)".hasPrefix("\(path)/\(base.path):2:10: "), "\(one)") }
    }
}

/// The properties that the base Standard leaves to instruments.
private enum ObservationPropertyNames {
    static let others = [
        "exposure_id", "visit_id", "physical_filter", "exposure_time", "dark_time", "boresight_airmass",
        "boresight_rotation_angle", "boresight_rotation_coord", "detector_num", "detector_name", "detector_serial",
        "detector_group", "detector_exposure_id", "object", "temperature", "pressure", "relative_humidity",
        "tracking_radec",
        "altaz_begin", "science_program", "observation_type", "observation_id",
    ]
}
