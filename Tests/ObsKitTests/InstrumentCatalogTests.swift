import ObsFITS
import ObsKit
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@Suite("InstrumentCatalog")
struct InstrumentCatalogTests {
    @Test("searches folders of packages in the order of their names")
    func search() throws {
        let folder = try TemporaryFolder()
        for name in ["Zeta", "Alpha"] { try SamplePackage(name).write(to: folder, as: name) }
        try folder.write("no package", to: "notes/readme.txt")
        let catalog = InstrumentCatalog(folders: [folder.path])
        #expect(catalog.diagnostics.isEmpty)
        #expect(catalog.instrumentNames == ["Alpha", "Zeta"])
        #expect(catalog.packages.map(\.name) == ["Alpha", "Zeta", "Standard"])
    }

    @Test("says which folder holds no package", arguments: ["", "/nowhere"])
    func emptyFolder(_ place: String) throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [folder.path + place])
        #expect(
            catalog.diagnostics.map(\.description) == [
                "warning: there is no camera package in \(folder.path)\(place); a package is a folder with a package.yaml"
            ])
    }

    @Test("takes the first package of a name: earlier folders, then later ones, then linked packages")
    func precedence() throws {
        let folder = try TemporaryFolder()
        func version(_ version: String, _ place: String) throws -> String {
            let text = SamplePackage.package("Toy").replacing("1.2.3", with: version)
            return try SamplePackage().replacing(["package.yaml": text]).write(to: folder, as: place)
        }
        let (first, second) = (try version("1.0.0", "first"), try version("2.0.0", "second"))
        let linked = LinkedToy(SamplePackage())
        let catalog = InstrumentCatalog(folders: [first, second], linked: [linked])
        #expect(catalog.packages.map { "\($0.name) \($0.version)" }.first == "Toy 1.0.0")
        #expect(
            catalog.diagnostics.map(\.description) == [
                "note: the package 'Toy' of \(first) is used, not \(second)",
                "note: the package 'Toy' of \(first) is used, not embedded:Toy",
            ])
        #expect(catalog.diagnostics.allSatisfy { $0.code.rawValue == "shadowed" })
    }

    @Test("leaves a broken package out, and no other", arguments: ["package.yaml", "instrument.yaml"])
    func broken(_ file: String) throws {
        let folder = try TemporaryFolder()
        let broken = try SamplePackage("Broken").replacing([file: "schema: {"]).write(to: folder, as: "Broken")
        try SamplePackage("Sound").write(to: folder, as: "Sound")
        let catalog = InstrumentCatalog(folders: [folder.path])
        #expect(catalog.instrumentNames == ["Sound"])
        #expect(catalog.diagnostics.map(\.code.rawValue) == ["syntax", "broken-package"])
        #expect(catalog.diagnostics.first?.place?.file == "\(broken)/\(file)")
        #expect(try catalog.instrument(named: "Sound").name == "Sound")
    }

    @Test("uses the first of two instruments of one name, and says so")
    func sameInstrument() throws {
        let folder = try TemporaryFolder()
        for name in ["A", "B"] {
            try SamplePackage("Toy").replacing([
                "package.yaml": SamplePackage.package("Toy").replacing("name: Toy", with: "name: \(name)")
            ]).write(to: folder, as: name)
        }
        let catalog = InstrumentCatalog(folders: [folder.path])
        #expect(catalog.instrumentNames == ["Toy"])
        #expect(catalog.diagnostics.map(\.code.rawValue) == ["shadowed"])
        #expect(catalog.identify(header(("INSTRUME", .string("Toy")))).instrument == "Toy")
        #expect(try catalog.instrument(named: "Toy").package == "A 1.2.3")
    }

    @Test("finds an instrument by an alias, unless that stands for two")
    func aliases() throws {
        let folder = try TemporaryFolder()
        for (name, aliases) in [("One", "[Uno, Both]"), ("Two", "[Due, Both]")] {
            try SamplePackage(name).replacing([
                "instrument.yaml": SamplePackage.instrument(name) + "\naliases: \(aliases)"
            ]).write(to: folder, as: name)
        }
        let catalog = InstrumentCatalog(folders: [folder.path])
        #expect(try catalog.instrument(named: "Due").name == "Two")
        let error = #expect(throws: DiagnosticsError.self) { try catalog.instrument(named: "Both") }
        #expect(
            error?.description == "error: 'Both' stands for One as for Two; use the instrument's own name")
    }

    @Test("says what an unknown instrument may have been meant for")
    func unknown() throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
        let near = #expect(throws: DiagnosticsError.self) { try catalog.instrument(named: "Toi") }
        #expect(near?.description == "error: there is no instrument 'Toi'; did you mean 'Toy'?")
        let far = #expect(throws: DiagnosticsError.self) { try catalog.instrument(named: "Hubble") }
        #expect(far?.description == "error: there is no instrument 'Hubble'; known are Toy")
        #expect(far?.diagnostics.first?.code.rawValue == "unknown-instrument")
    }

    @Test("may be used from many tasks at once")
    func concurrent() async throws {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
        let cards = header(("INSTRUME", .string("Toy")), ("EXPNUM", .integer(7)))
        let ids = try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<50 { group.addTask { try catalog.translate(header: cards).report?.info.exposureID } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ids == Array(repeating: 7, count: 50))
    }
}

@Suite("Identification")
struct IdentificationTests {
    private func catalog(_ folder: TemporaryFolder) throws -> InstrumentCatalog {
        let detections = [
            "Big":
                "[{when: {card: INSTRUME, equals: Big}, weight: 100}, {when: {card: TELESCOP, is: present}, weight: 10}]",
            "Small":
                "[{when: {card: INSTRUME, starts_with: Sm}, weight: 50}, {when: {card: TELESCOP, equals: T1}, weight: 10}]",
        ]
        for (name, detection) in detections {
            try SamplePackage(name).replacing([
                "instrument.yaml": """
                schema: obskit/instrument/1
                name: \(name)
                detection: \(detection)
                headers: {from: primary}
                """
            ]).write(to: folder, as: name)
        }
        return InstrumentCatalog(folders: [folder.path])
    }

    @Test("is the instrument with the largest weight")
    func best() throws {
        let folder = try TemporaryFolder()
        let catalog = try catalog(folder)
        let found = catalog.identify(header(("INSTRUME", .string("Small")), ("TELESCOP", .string("T1"))))
        #expect(found.instrument == "Small")
        #expect(found.score == 50)
        #expect(!found.isAmbiguous)
    }

    @Test("is ambiguous when two are as likely")
    func ambiguous() throws {
        let folder = try TemporaryFolder()
        let found = try catalog(folder).identify(header(("TELESCOP", .string("T1"))))
        #expect(found.names == ["Big", "Small"])
        #expect(found.isAmbiguous)
        #expect(found.instrument == nil)
    }

    @Test(
        "that is ambiguous is not decided by an extension, however much is read",
        arguments: [.instrument, .observations, .everything] as [OpenedFile.Extent])
    func ambiguousFile(_ extent: OpenedFile.Extent) throws {
        let folder = try TemporaryFolder()
        let bytes = fits([("TELESCOP", .string("T1"))], [("INSTRUME", .string("Big"))])
        let file = try catalog(folder).open(bytes: bytes, named: "two", reading: extent)
        #expect(file.identification.names == ["Big", "Small"])
        #expect(file.unrecognised?.code == .ambiguousInstrument)
        #expect(throws: DiagnosticsError.self) { try file.checkCamera() }
        let later = fits([("DATE", .string("2020-01-01"))], [("INSTRUME", .string("Big"))])
        #expect(try catalog(folder).open(bytes: later, named: "later", reading: extent).unrecognised == nil)
    }

    @Test(
        "is none for values of another type, with the reason for each instrument",
        arguments: [.undefined, .integer(5), .logical(true)] as [HeaderValue])
    func unknown(_ value: HeaderValue) throws {
        let folder = try TemporaryFolder()
        let catalog = try catalog(folder)
        let cards = header(("INSTRUME", value))
        #expect(catalog.identify(cards).names == [])
        let reasons = catalog.explainIdentification(of: cards)
        #expect(reasons.map(\.instrument) == ["Big", "Small"])
        #expect(reasons.map(\.score) == [0, 0])
        #expect(reasons[0].conditions.map(\.weight) == [100, 10])
        #expect(reasons[0].summary == "INSTRUME is 'Big': no; TELESCOP is present: no")
    }

    @Test("says for each condition whether it holds")
    func explanation() throws {
        let folder = try TemporaryFolder()
        let reasons = try catalog(folder).explainIdentification(
            of: header(("INSTRUME", .string("Big")), ("TELESCOP", .undefined)))
        #expect(reasons[0].conditions.map(\.holds) == [true, true])
        #expect(reasons[1].conditions.map(\.holds) == [false, false])
    }
}
