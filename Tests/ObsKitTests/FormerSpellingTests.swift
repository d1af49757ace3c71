import ObsDocuments
import ObsGeometry
import ObsKit
import ObsText
import PackageSupport
import TestSupport
import Testing

@Suite("A package with words of an earlier release")
struct FormerSpellingTests {
    private static let package = SamplePackage().replacing([
        "camera/sensors.yaml": CameraFiles.sensors.example,
        "camera/focal-plane.yaml": CameraFiles.focalPlane.example.replacing(
            "from: focal-plane", with: "from: focalPlane"),
    ])

    private static func warnings(_ catalog: InstrumentCatalog, _ path: String) -> [String] {
        catalog.validate(package: path).filter { $0.code.rawValue == "former-spelling" }
            .map { "\($0)".replacing(path, with: "P") }
    }

    @Test("is told where they stand, and rewritten by validate --fix, once")
    func fixing() throws {
        let folder = try TemporaryFolder()
        let path = try Self.package.write(to: folder)
        let catalog = InstrumentCatalog(folders: [path])
        #expect(
            Self.warnings(catalog, path) == [
                "P/camera/focal-plane.yaml:9:21: warning: 'focalPlane' is the former spelling of focal-plane; write focal-plane"
            ])
        let files = try catalog.fix(package: path)
        #expect(files.map { $0.path.replacing(path + "/", with: "") } == ["camera/focal-plane.yaml"])
        #expect(files.flatMap(\.made).count == 1 && files.allSatisfy { $0.left.isEmpty })
        #expect(
            try String(decoding: FileBytes.read(path + "/camera/focal-plane.yaml", limit: 1 << 20), as: UTF8.self)
                == CameraFiles.focalPlane.example)
        let fixed = InstrumentCatalog(folders: [path])
        #expect(Self.warnings(fixed, path) == [])
        #expect(try fixed.fix(package: path).isEmpty)
    }

    @Test("in a base that only other packages extend is rewritten as well")
    func base() throws {
        let folder = try TemporaryFolder()
        let history = CameraFiles.history.example.replacing(
            "    devices:",
            with: "    frames: {x: {from: fieldAngle, unit: rad, affine: {matrix: [[1, 0], [0, 1]]}}}\n    devices:")
        let path = try SamplePackage("Base").replacing([
            "package.yaml": SamplePackage.package("Base").replacing("[Base]", with: "[]"), "instrument.yaml": nil,
            "filters.yaml": nil, "translation.yaml": nil, "base/history.yaml": history,
        ]).write(to: folder, as: "Base")
        let catalog = InstrumentCatalog(folders: [path])
        #expect(Self.warnings(catalog, path).count == 1)
        #expect(try catalog.fix(package: path).map(\.made.count) == [1])
        #expect(Self.warnings(InstrumentCatalog(folders: [path]), path) == [])
    }
}
