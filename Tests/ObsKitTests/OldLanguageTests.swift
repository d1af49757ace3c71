import ObsDocuments
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("A package of version 1 of the rule language")
struct OldLanguageTests {
    /// Two instruments over one base: two alternatives and a condition to look at.
    private static let package = SamplePackage().replacing([
        "package.yaml": SamplePackage.package("Toy").replacing("[Toy]", with: "[Toy, {name: Two, folder: two}]"),
        "instrument.yaml": SamplePackage.instrument("Toy").replacing("equals: Toy", with: "startsWith: Toy"),
        "two/instrument.yaml": SamplePackage.instrument("Two"), "two/filters.yaml": SamplePackage.filters,
        "two/translation.yaml":
            "schema: obskit/translation/2\nextends: ../translation.yaml\nproperties: {object: null}\n",
        "translation.yaml": SamplePackage.translation.replacing("translation/2", with: "translation/1")
            .replacing("[{card: CCD}, null]", with: "[{card: CCD, steps: [{pattern: '\\d+'}, integer]}, null]")
            .replacing("[{card: OBJECT}, null]", with: "[{card: OBJECT, when: {card: OBJECT, oneOf: [a]}}, null]")
            .replacing(
                "[{card: OBSID}, null]",
                with:
                    "[{text: 'x{n}', with: {n: {card: OBSID, steps: [{take: 3}]}}}, {card: [A, B], steps: [{take: 3}]}]"
            ),
    ])

    private static let sample = header(
        ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(7)), ("EXPTIME", .real(1)), ("FILTER", .string("red")),
        ("TELESCOP", .string("T1")), ("DATE-OBS", .string("2020-01-02T03:04:05")), ("OBSID", .string("abcd")))

    @Test("has one warning, whoever asks, with the alternatives to look at")
    func oneWarning() throws {
        let folder = try TemporaryFolder()
        let path = try Self.package.write(to: folder)
        let catalog = InstrumentCatalog(folders: [path])
        let found = catalog.validate(package: path).filter { $0.code.rawValue != "no-camera" }
        #expect(found.count == 1, "\(found)")
        #expect(catalog.diagnostics == found)
        let text = found.map(\.description).first?.replacing(path, with: "P") ?? ""
        #expect(
            text == """
                P/translation.yaml:1:9: warning: the rules of the package Toy are of version 1 of the rule language, and \
                the law of version 2 holds for them: a refused value ends its rule; look at translation.yaml lines 13, 27; \
                run obskit validate --fix P
                """)
    }

    @Test("makes no observation flawed")
    func translating() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try Self.package.write(to: folder)])
        let report = try #require(try catalog.translate(header: Self.sample).report)
        #expect(report.diagnostics.filter { $0.severity != .note }.map(\.description) == [])
        #expect(report.info.observationID == "xabc")
    }

    @Test("is rewritten once, by the library too")
    func fixing() throws {
        let folder = try TemporaryFolder()
        let path = try Self.package.write(to: folder)
        let files = try InstrumentCatalog(folders: [path]).fix(package: path)
        #expect(files.map { $0.path.replacing(path + "/", with: "") } == ["instrument.yaml", "translation.yaml"])
        #expect(files.allSatisfy { $0.left.isEmpty })
        #expect(files.flatMap(\.made).count { $0.action.isMark } == 2)
        #expect(files.flatMap(\.made).count { !$0.action.isMark } == 3)
        let catalog = InstrumentCatalog(folders: [path])
        #expect(catalog.diagnostics == [])
        #expect(catalog.validate(package: path).filter { $0.code.rawValue != "no-camera" } == [])
        #expect(try catalog.fix(package: path).isEmpty)
        #expect(try catalog.fix(package: path + "-other").isEmpty)
    }

    @Test("of another package is that one's, and a spelling in a file of version 2 is said where it stands")
    func others() throws {
        let folder = try TemporaryFolder()
        let old = try Self.package.write(to: folder, as: "old")
        let new = try SamplePackage("New").replacing([
            "instrument.yaml": SamplePackage.instrument("New").replacing("equals: New", with: "startsWith: New"),
            "translation.yaml":
                "schema: obskit/translation/2\nextends: Toy:translation.yaml\nproperties: {object: null}\n",
        ]).write(to: folder, as: "new")
        let catalog = InstrumentCatalog(folders: [new, old])
        #expect(catalog.diagnostics.map(\.code.rawValue) == ["old-language"])
        let found = catalog.validate(package: new).filter { $0.code.rawValue != "no-camera" }
        #expect(
            found.map { $0.description.replacing(new, with: "P") } == [
                "P/instrument.yaml:3:37: warning: 'startsWith' is the old spelling of starts_with; write starts_with"
            ])
    }

    @Test("without instruments, which others extend, is said and rewritten as well")
    func basesAlone() throws {
        let folder = try TemporaryFolder()
        let base = "schema: obskit/translation/1\nproperties:\n  object: {card: A, when: {card: A, oneOf: [a]}}\n"
        let path = try SamplePackage("Base").replacing([
            "package.yaml": SamplePackage.package("Base").replacing("[Base]", with: "[]"), "instrument.yaml": nil,
            "filters.yaml": nil, "translation.yaml": nil, "rules/base.yaml": base,
        ]).write(to: folder, as: "Base")
        let catalog = InstrumentCatalog(folders: [path])
        #expect(catalog.diagnostics.map(\.code.rawValue) == ["old-language"])
        #expect(catalog.validate(package: path) == catalog.diagnostics)
        #expect(try catalog.fix(package: path).map(\.made.count) == [2])
        #expect(InstrumentCatalog(folders: [path]).diagnostics == [])
    }
}
