import ObsFITS
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("Corrections of a site")
struct CorrectionOverlayTests {
    private static let own = """
        schema: obskit/corrections/1
        corrections:
          - name: wrong-object
            when: {card: OBJECT, equals: M31}
            change: [{set: OBJECT, to: M 31}]
            reason: The blank is missing.
          - name: double-time
            when: {card: EXPNUM, equals: 8}
            change: [{scale: EXPTIME, by: 2}]
            reason: The clock ran at half speed.
        """

    private static let cards = header(
        ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(8)), ("EXPTIME", .real(5)), ("OBJECT", .string("M31")))

    private func report(
        _ overlays: [String]
    ) throws -> (report: TranslationReport, catalog: InstrumentCatalog, folder: TemporaryFolder) {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing(["corrections.yaml": Self.own]).write(to: folder)
        let files = try overlays.enumerated().map { try folder.write($0.element, to: "site\($0.offset).yaml") }
        let catalog = InstrumentCatalog(folders: [path], correctionFiles: files)
        return (try #require(try catalog.translate(header: Self.cards).report), catalog, folder)
    }

    @Test("are not needed: the package's own are applied")
    func own() throws {
        let report = try report([]).report
        #expect(report.info.object == "M 31")
        #expect(report.info.exposureTime == 10)
        #expect(report.corrections.map(\.name) == ["wrong-object", "double-time"])
    }

    @Test("replace those of their names, take away and add, and the report says which were used")
    func overlay() throws {
        let found = try report([
            """
            schema: obskit/corrections/1
            instrument: Toy
            corrections:
              - name: wrong-object
                when: {card: OBJECT, equals: M31}
                change: [{set: OBJECT, to: Andromeda}]
                reason: The observatory wants it so.
                reference: SITE-1
              - {name: double-time, remove: true}
            """
        ])
        #expect(found.catalog.diagnostics.isEmpty)
        #expect(found.report.info.object == "Andromeda")
        #expect(found.report.info.exposureTime == 5)
        let used = try #require(found.report.corrections.first)
        #expect(found.report.corrections.count == 1)
        #expect(used.place.file == "\(found.folder.path)/site0.yaml")
        #expect(used.place.line == 4)
        #expect(used.reference == "SITE-1")
        #expect(
            used.changes.map { "\($0.card) \($0.before ?? "-") \($0.after ?? "-")" } == ["OBJECT 'M31' 'Andromeda'"])
        // The raw header keeps its value.
        #expect(found.report.rawHeader["OBJECT"] == .string("M31"))
    }

    @Test("lie over each other, the first file on top")
    func order() throws {
        func named(_ object: String) -> String {
            """
            schema: obskit/corrections/1
            instrument: Toy
            corrections: [{name: wrong-object, change: [{set: OBJECT, to: \(object)}], reason: r}]
            """
        }
        #expect(try report([named("first"), named("second")]).report.info.object == "first")
    }

    @Test(
        "that cannot be used are said",
        arguments: [
            ("schema: obskit/corrections/1\ncorrections: []", "missing-key"),
            ("schema: obskit/corrections/1\ninstrument: Toi\ncorrections: []", "unknown-instrument"),
            ("schema: [", "syntax"),
        ])
    func unusable(_ text: String, _ code: String) throws {
        let found = try report([text])
        #expect(found.catalog.diagnostics.map(\.code.rawValue) == [code])
        #expect(found.catalog.diagnostics.allSatisfy { $0.severity == .error })
        // The package's own corrections are what is left.
        #expect(found.report.info.object == "M 31")
    }

    @Test("of a file that is not there are said")
    func missingFile() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(correctionFiles: ["\(folder.path)/none.yaml"])
        #expect(
            catalog.diagnostics.map(\.description)
                == ["error: cannot read '\(folder.path)/none.yaml': there is no such file"])
    }

    @Test("with an error make the instrument unusable, so that nobody misses it")
    func broken() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().write(to: folder)
        let site = try folder.write(
            "schema: obskit/corrections/1\ninstrument: Toy\ncorrections: [{name: x, chang: [], reason: r}]",
            to: "site.yaml")
        let catalog = InstrumentCatalog(folders: [path], correctionFiles: [site])
        let error = #expect(throws: DiagnosticsError.self) { try catalog.instrument(named: "Toy") }
        #expect(error?.diagnostics.map(\.code.rawValue) == ["unknown-key"])
        #expect(error?.diagnostics.last?.hint == "did you mean 'change'?")
    }
}
