import ObsText
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

@Suite("PackageSearchPath")
struct PackageSearchPathTests {
    @Test("has what is named, then the variable, the installation and the program's folder, each folder once")
    func order() {
        let path = PackageSearchPath(naming: ["/a", "/b"], variable: "/c:/a::/d", programFolder: "/usr/bin")
        #expect(
            path.places.map { "\($0.origin.rawValue) \($0.folder)" } == [
                "named /a", "named /b", "OBSKIT_PATH /c", "OBSKIT_PATH /d", "installed /usr/share/obskit/cameras",
                "beside the program /usr/bin/cameras",
            ])
        #expect(PackageSearchPath(naming: [], variable: nil, programFolder: nil).places.isEmpty)
        #expect(
            PackageSearchPath(naming: [], variable: nil, programFolder: "bin").places.map(\.folder) == [
                "bin/../share/obskit/cameras", "bin/cameras",
            ])
    }

    @Test("is searched in its order, and says what became of every package")
    func found() throws {
        let folder = try TemporaryFolder()
        func version(_ version: String, _ place: String) throws {
            let text = SamplePackage.package("Toy").replacing("1.2.3", with: version)
            try SamplePackage().replacing(["package.yaml": text]).write(to: folder, as: place)
        }
        try version("1.0.0", "named/Toy")
        try version("2.0.0", "program/cameras/Toy")
        try SamplePackage("Broken").replacing(["instrument.yaml": "schema: {"]).write(
            to: folder, as: "share/obskit/cameras/Broken")
        let path = PackageSearchPath(
            naming: [folder.path + "/named"], variable: nil, programFolder: folder.path + "/program")
        let catalog = InstrumentCatalog(path: path, linked: [LinkedToy(SamplePackage())])
        let words = catalog.found.map {
            "\($0.place?.origin.rawValue ?? "linked") \($0.name) \($0.version ?? "?") \($0.state)"
                .replacing(folder.path, with: "")
        }
        #expect(
            words == [
                "named Toy 1.0.0 used", "installed Broken 1.2.3 broken",
                "beside the program Toy 2.0.0 shadowed(by: \"/named/Toy\")",
                "linked Toy 1.2.3 shadowed(by: \"/named/Toy\")",
                "linked Standard 1.0.0 used",
            ])
        #expect(catalog.instrumentNames == ["Toy"])
    }

    @Test("says nothing of the last two folders when they are not there, and something when they hold no package")
    func absent() throws {
        let folder = try TemporaryFolder()
        let path = PackageSearchPath(naming: [], variable: nil, programFolder: folder.path + "/bin")
        #expect(InstrumentCatalog(path: path).diagnostics.isEmpty)
        try folder.write("no package", to: "bin/cameras/readme.txt")
        #expect(InstrumentCatalog(path: path).diagnostics.map(\.code.rawValue) == ["missing-file"])
    }

    @Test("does not give the place of a broken package to another of its name")
    func brokenFirst() throws {
        let folder = try TemporaryFolder()
        try SamplePackage().replacing(["instrument.yaml": "schema: {"]).write(to: folder, as: "first/Toy")
        let catalog = InstrumentCatalog(folders: [folder.path + "/first"], linked: [LinkedToy(SamplePackage())])
        #expect(catalog.instrumentNames == [])
        #expect(catalog.diagnostics.contains { $0.code.rawValue == "broken-package" })
    }
}

@Suite("ObsKitRelease")
struct ObsKitReleaseTests {
    @Test("is read from three numbers, and ordered by them")
    func order() throws {
        #expect(try #require(ObsKitRelease("0.10.0")) > #require(ObsKitRelease("0.9.12")))
        #expect(try #require(ObsKitRelease("1.0.0")) > #require(ObsKitRelease("0.99.99")))
        #expect(ObsKitRelease("0.1.0")?.description == "0.1.0")
        for text in ["", "1", "1.0", "1.0.x", "1.0.0.0", "-1.0.0", "1..0", "99999999999999999999.0.0"] {
            #expect(ObsKitRelease(text) == nil, "\(text)")
        }
    }
}
