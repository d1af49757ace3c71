import CObsEmbedded
import ObsFITS
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("InstrumentPackage")
struct InstrumentPackageTests {
    @Test("describes one instrument beside package.yaml")
    func besideEachOther() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
        let package = try #require(catalog.packages.first)
        #expect(package.name == "Toy")
        #expect(package.version == "1.2.3")
        #expect(package.location == "\(folder.path)/Toy")
        #expect(package.instrumentNames == ["Toy"])
        let instrument = try catalog.instrument(named: "Toy")
        #expect(instrument.package == "Toy 1.2.3")
        #expect(instrument.filters.filters.map(\.name) == ["red", "blue", "shut"])
    }

    @Test("describes several instruments in folders, which a name or an entry says")
    func folders() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            schema: obskit/package/1
            name: Family
            version: 1.0.0
            about: Two of a kind.
            requires: {obskit: 1}
            instruments: [One, {name: Two, folder: parts/second}]
            """, to: "Family/package.yaml")
        for (name, place) in [("One", "One"), ("Two", "parts/second")] {
            try SamplePackage(name).replacing(["package.yaml": nil]).write(to: folder, as: "Family/\(place)")
        }
        let catalog = InstrumentCatalog(folders: ["\(folder.path)/Family"])
        #expect(catalog.diagnostics.isEmpty)
        #expect(catalog.packages.first?.about == "Two of a kind.")
        #expect(catalog.instrumentNames == ["One", "Two"])
        #expect(try catalog.instrument(named: "Two").translator.name == "Two")
    }

    @Test("needs only what recognises its instruments until one is asked for")
    func lazy() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().replacing(["translation.yaml": "schema: ["]).write(to: folder)
        let catalog = InstrumentCatalog(folders: [path])
        #expect(catalog.diagnostics.isEmpty)
        #expect(catalog.identify(header(("INSTRUME", .string("Toy")))).instrument == "Toy")
        for _ in 1...2 {
            #expect(throws: (any Error).self) { try catalog.instrument(named: "Toy") }
        }
        #expect(catalog.validate().map(\.code.rawValue) == ["no-camera", "syntax"])
    }
}

/// A package that is linked, with its files in memory that is never given back, as a program's image is.
struct LinkedToy: LinkedPackage {
    let name: String
    let files: EmbeddedFiles
    var hooks: [String: TranslationHook] = [:]
    var hookVersion = 1

    init(_ package: SamplePackage, name: String = "Toy") {
        let table = UnsafeMutablePointer<obs_embedded_file>.allocate(capacity: package.files.count)
        for (index, file) in package.files.sorted(by: { $0.key < $1.key }).enumerated() {
            let path = UnsafeMutablePointer<CChar>.allocate(capacity: file.key.utf8.count + 1)
            for (at, byte) in (Array(file.key.utf8) + [0]).enumerated() { unsafe path[at] = CChar(bitPattern: byte) }
            let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, file.value.utf8.count))
            for (at, byte) in file.value.utf8.enumerated() { unsafe bytes[at] = byte }
            unsafe table[index] = unsafe obs_embedded_file(path: path, bytes: bytes, size: file.value.utf8.count)
        }
        self.name = name
        files = EmbeddedFiles(table: table, count: package.files.count)
    }
}

@Suite("LinkedPackage")
struct LinkedPackageTests {
    private static func package(hooks: String) -> SamplePackage {
        SamplePackage().replacing([
            "package.yaml": SamplePackage.package("Toy").replacing("{obskit: 1}", with: "{obskit: 1\(hooks)}"),
            "instrument.yaml": SamplePackage.instrument("Toy") + "\ncamera: none\ncamera_reason: It is a toy.",
            "translation.yaml": SamplePackage.translation.replacing("visit_id: null", with: "visit_id: {hook: visit}"),
        ])
    }

    private static let visit = TranslationHook { context in
        context.header["EXPNUM"]?.integerValue.map { .value(.integer($0 * 10)) } ?? .none
    }

    private static let sample = header(
        ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(7)), ("EXPTIME", .real(1)), ("FILTER", .string("red")),
        ("TELESCOP", .string("T1")), ("DATE-OBS", .string("2020-01-02T03:04:05")))

    private func report(_ package: LinkedToy, folders: [String] = []) throws -> TranslationReport {
        let catalog = InstrumentCatalog(folders: folders, linked: [package])
        return try #require(try catalog.translate(header: Self.sample).report)
    }

    @Test("is read from the program's memory")
    func embedded() throws {
        let linked = LinkedToy(SamplePackage())
        #expect(linked.files.paths == ["filters.yaml", "instrument.yaml", "package.yaml", "translation.yaml"])
        let catalog = InstrumentCatalog(linked: [linked])
        #expect(catalog.diagnostics.isEmpty)
        #expect(catalog.packages.first?.location == "embedded:Toy")
        #expect(try report(linked).info.exposureID == 7)
    }

    @Test("gives its hooks to the rules")
    func hooks() throws {
        var linked = LinkedToy(Self.package(hooks: ", hooks: {Toy: 1}"))
        linked.hooks = ["visit": Self.visit]
        #expect(try report(linked).info.visitID == 70)
        #expect(InstrumentCatalog(linked: [linked]).validate().isEmpty)
    }

    @Test("lends its hooks to the folder that stands before it, if their version fits")
    func hooksOfShadowed() throws {
        let folder = try TemporaryFolder()
        let path = try Self.package(hooks: ", hooks: {Toy: 1}").write(to: folder)
        var linked = LinkedToy(SamplePackage())
        linked.hooks = ["visit": Self.visit]
        #expect(try report(linked, folders: [path]).info.visitID == 70)
    }

    @Test("of another version lends none, and the property fails with the reason")
    func otherVersion() throws {
        var linked = LinkedToy(Self.package(hooks: ", hooks: {Toy: 2}"))
        linked.hooks = ["visit": Self.visit]
        let report = try report(linked)
        #expect(report.info.visitID == nil)
        #expect(report.failures.map(\.property) == ["visit_id"])
        #expect(report.failures.first?.summary.contains("the hook 'visit' is not linked") == true)
        #expect(
            InstrumentCatalog(linked: [linked]).validate().map(\.description) == [
                "warning: Toy needs version 2 of the hooks of Toy, and version 1 is linked; the properties that need them fail; link the right version"
            ])
    }

    @Test(
        "whose hook is missing is warned about, and the property fails",
        arguments: ["", ", hooks: {Toy: 1}", ", hooks: {Other: 3}"])
    func missingHook(_ hooks: String) throws {
        let package = Self.package(hooks: hooks)
        let linked = LinkedToy(package)
        #expect(try report(linked).failures.map(\.property) == ["visit_id"])
        let warnings = InstrumentCatalog(linked: [linked]).validate()
        #expect(!warnings.isEmpty)
        #expect(warnings.allSatisfy { $0.code.rawValue == "missing-hook" && $0.severity == .warning })
        // The same without the module.
        #expect(try !diagnostics(of: package).isEmpty)
    }
}
