import Foundation
import ObsGeometry
import ObsKit
import ObsText
import PackageSupport
import TestSupport
import Testing

@Suite("Links in a package")
struct PackageLinkTests {
    private let folder: TemporaryFolder
    private let outside: String

    init() throws {
        folder = try TemporaryFolder()
        outside = try folder.write("root:swordfish:0:0\n- : [\n", to: "outside.txt")
    }

    private func link(_ path: String, to target: String) throws {
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    @Test(
        "that lead out are refused, and nothing of what they lead to is shown",
        arguments: ["package.yaml", "instrument.yaml", "translation.yaml", "filters.yaml", "camera/focal-plane.yaml"])
    func outside(_ name: String) throws {
        let package = try CameraSample.package().write(to: folder)
        for target in [outside, "/etc/passwd"] {
            try link("\(package)/\(name)", to: target)
            let catalog = InstrumentCatalog(folders: [package])
            let found = catalog.diagnostics + catalog.packages.flatMap { catalog.validate(package: $0.location) }
            #expect(found.contains { $0.code.rawValue == "leaves-package" && $0.message.contains(name) }, "\(found)")
            #expect(!found.contains { "\($0)".contains("swordfish") || "\($0)".contains("root:") }, "\(found)")
        }
    }

    @Test("that stay inside, and a package that is a link itself, are read")
    func inside() throws {
        let package = try CameraSample.package().write(to: folder)
        try FileManager.default.moveItem(atPath: package + "/translation.yaml", toPath: package + "/rules.yaml")
        try link(package + "/translation.yaml", to: "rules.yaml")
        try link(folder.path + "/link", to: package)
        #expect(InstrumentCatalog(folders: [folder.path + "/link"]).diagnostics.isEmpty)
    }

    @Test("of a folder with a camera are refused as well")
    func camera() throws {
        let package = try CameraSample.package().write(to: folder)
        try link(package + "/camera/sensors.yaml", to: outside)
        let error = try #require(throws: DiagnosticsError.self) { try CameraHistory(path: package + "/camera") }
        #expect(error.diagnostics.map(\.code.rawValue) == ["leaves-package"])
    }
}
