import Foundation
import ObsKit
import ObsKitConformance
import ReferenceCameras
import TestSupport
import Testing

@Suite("The packages of Cameras/")
struct ReferencePackageTests {
    private static let folder = Repository.root.appendingPathComponent("Cameras").path

    private static let catalog = InstrumentCatalog(folders: [folder], linked: ReferenceCameras.all)

    @Test("keep all promises but those that they waive with a reason")
    func conform() {
        #expect(Self.catalog.packages.count >= 8)
        for package in Self.catalog.packages {
            #expect(package.folder != nil)
            let report = ConformanceReport(of: ConformanceSubject(package: package, catalog: Self.catalog))
            let found = report.findings.filter { $0.level <= .warning }
            #expect(found.map(\.description) == [])
        }
    }

    @Test("are documented by the checks: Documentation/ConformanceChecks.md is current")
    func documentation() throws {
        let text = try Repository.text("Documentation/ConformanceChecks.md")
        #expect(
            text == ConformanceCheck.markdown, "obskit conformance --document > Documentation/ConformanceChecks.md")
    }
}
