import ObsKit
import ObsText
import PackageSupport
import TestSupport
import Testing

@Suite("PackageFiles.md")
struct PackageFilesDocumentTests {
    @Test("begins with a small package that is right")
    func smallPackage() throws {
        let folder = try TemporaryFolder()
        let text = try Repository.text("Documentation/PackageFiles.md")
        var names: [String] = []
        for block in text.split(separator: "```yaml file=").dropFirst() {
            let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
            let name = String(try #require(lines.first))
            let body = lines.dropFirst().prefix { $0 != "```" }
            try folder.write(body.joined(separator: "\n") + "\n", to: "Example/\(name)")
            names.append(name)
        }
        #expect(names == ["package.yaml", "instrument.yaml", "filters.yaml", "translation.yaml"])
        let path = folder.path + "/Example"
        let catalog = InstrumentCatalog(folders: [path])
        #expect(catalog.diagnostics.map(\.description) == [])
        #expect(catalog.validate(package: path).map(\.description) == [])
        #expect(catalog.instrumentNames == ["Example"])
    }
}
