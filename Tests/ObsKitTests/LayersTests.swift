import ObsFITS
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("extends")
struct LayersTests {
    @Test("works over several levels, each entry replaced by its name")
    func levels() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing([
            "filters.yaml": """
            schema: obskit/filters/1
            extends: base/filters.yaml
            filters:
              - {name: red, band: R}
              - {name: green, remove: true}
            """,
            "base/filters.yaml": """
            schema: obskit/filters/1
            extends: ../root/filters.yaml
            filters: [{name: green, band: g}, {name: red, band: r}, {name: blue, band: B}]
            """,
            "root/filters.yaml": """
            schema: obskit/filters/1
            filters: [{name: blue, band: b}, {name: violet, band: v}]
            """,
        ]).write(to: folder)
        let filters = try InstrumentCatalog(folders: [path]).instrument(named: "Toy").filters
        #expect(filters.filters.map { "\($0.name) \($0.band)" } == ["red R", "blue B", "violet v"])
    }

    @Test("takes each entry of instrument.yaml that a file does not have from its base")
    func instrument() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing([
            "instrument.yaml": """
            schema: obskit/instrument/1
            extends: base.yaml
            name: Toy
            about: The upper one.
            """,
            "base.yaml": """
            schema: obskit/instrument/1
            about: The lower one.
            aliases: [Plaything]
            detection: [{when: {card: TOY, is: present}, weight: 1}]
            headers: {from: primary}
            """,
        ]).write(to: folder)
        let catalog = InstrumentCatalog(folders: [path])
        #expect(catalog.diagnostics.isEmpty)
        let instrument = try catalog.instrument(named: "Plaything")
        #expect(instrument.about == "The upper one.")
        #expect(catalog.identify(header(("TOY", .logical(true)))).instrument == "Toy")
    }

    @Test("reaches into another package by its name, and super stands for what is replaced")
    func otherPackage() throws {
        let folder = try TemporaryFolder()
        try SamplePackage("Base").write(to: folder, as: "Base")
        try SamplePackage("Upper").replacing([
            "translation.yaml": """
            schema: obskit/translation/2
            extends: Base:translation.yaml
            properties:
              object: [{card: TARGET}, {super: true}]
            """,
            "filters.yaml": "schema: obskit/filters/1\nextends: Base:filters.yaml\nfilters: []",
        ]).write(to: folder, as: "Upper")
        let catalog = InstrumentCatalog(folders: [folder.path])
        #expect(catalog.diagnostics.isEmpty)
        let cards = header(
            ("INSTRUME", .string("Upper")), ("OBJECT", .string("M 31")), ("FILTER", .string("R")),
            ("EXPNUM", .integer(3)))
        let report = try #require(try catalog.translate(header: cards).report)
        #expect(report.info.object == "M 31")
        #expect(report.info.exposureID == 3)
        #expect(report.diagnostics.isEmpty)
    }

    @Test("of a package that is broken says that there is none")
    func brokenBase() throws {
        let folder = try TemporaryFolder()
        try SamplePackage("Base").replacing(["package.yaml": "name: Base"]).write(to: folder, as: "Base")
        try SamplePackage("Upper").replacing([
            "filters.yaml": "schema: obskit/filters/1\nextends: Base:filters.yaml\nfilters: []"
        ]).write(to: folder, as: "Upper")
        let catalog = InstrumentCatalog(folders: [folder.path])
        #expect(catalog.instrumentNames == ["Upper"])
        #expect(throws: (any Error).self) { try catalog.instrument(named: "Upper") }
        let said = catalog.validate().filter { $0.severity == .error && $0.place?.file.contains("/Upper/") == true }
        #expect(said.map(\.code.rawValue) == ["missing-base"])
    }
}
