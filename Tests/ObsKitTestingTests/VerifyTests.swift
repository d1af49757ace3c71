import Foundation
import ObsKit
import ObsKitConformance
import ObsKitTesting
import ReferenceCameras
import TestSupport
import Testing

@Suite("ConformanceCheck.verify")
struct VerifyTests {
    private static let mega = Repository.root.appendingPathComponent("Cameras/MegaPrime").path

    @Test("passes on a package that conforms", arguments: ConformanceCheck.all)
    func conforms(_ check: ConformanceCheck) { check.verify(folder: Self.mega) }

    @Test("finds the folder of a linked package in the Swift package of the test")
    func linked() throws {
        let package = try #require(ReferenceCameras.all.first { $0.name == "MegaPrime" })
        try #require(ConformanceCheck.named("golden-headers-given")).verify(package)
    }

    @Test("records an issue at the line of YAML, and none for what is less bad than asked")
    func places() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/Broken"
        try FileManager.default.copyItem(atPath: Self.mega, toPath: path)
        let file = "\(path)/package.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacingOccurrences(of: "version: 1.0.0", with: "version: one").write(
            toFile: file, atomically: true, encoding: .utf8)
        let check = try #require(ConformanceCheck.named("package-version"))
        withKnownIssue {
            check.verify(folder: path)
        } matching: { issue in
            issue.sourceLocation.map { $0.filePath == file && $0.line == 3 } == true
                && issue.comments.contains { $0.rawValue.contains("'one' is no version") }
        }
        check.verify(folder: path, reporting: .error)
    }

    @Test("records an issue when there is no package")
    func nothing() throws {
        let folder = try TemporaryFolder()
        let check = try #require(ConformanceCheck.named("package-version"))
        withKnownIssue {
            check.verify(folder: folder.path)
        } matching: {
            $0.comments.contains { $0.rawValue.hasSuffix("is no camera package") }
        }
        struct Unknown: LinkedPackage {
            let name = "Unknown"
            var files: EmbeddedFiles { ReferenceCameras.all[0].files }
        }
        withKnownIssue {
            check.verify(Unknown())
        } matching: {
            $0.comments.contains { $0.rawValue.contains("no package.yaml of the name Unknown") }
        }
    }
}
