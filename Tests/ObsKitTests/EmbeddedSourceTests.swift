import Foundation
import ObsKit
import ObsText
import PackageSupport
import TestSupport
import Testing

@Suite("EmbeddedSource")
struct EmbeddedSourceTests {
    @Test("takes in the files that programs need, in the order of their names")
    func files() throws {
        let folder = try TemporaryFolder()
        let path = try SamplePackage().write(to: folder)
        for other in [
            "conformance/headers/a.yaml", "calibrations/b.yaml", "Hooks/c.yaml", "Hooks/Rules.swift", "notes.txt",
            "sub/table.tsv",
        ] {
            try folder.write("x", to: "Toy/\(other)")
        }
        try FileManager.default.createSymbolicLink(atPath: "\(path)/loop", withDestinationPath: ".")
        let outputs = try EmbeddedSource(folder: path).outputs
        #expect(
            outputs.map(\.path) == ["Embedded/embedded.c", "Embedded/include/obs_toy_files.h", "Hooks/Toy.swift"])
        let lines = outputs[0].text.split(separator: "\n")
        #expect(
            lines.filter { $0.hasPrefix("#embed") } == [
                #"#embed "../calibrations/b.yaml""#, #"#embed "../filters.yaml""#,
                #"#embed "../instrument.yaml""#, #"#embed "../package.yaml""#,
                #"#embed "../sub/table.tsv""#, #"#embed "../translation.yaml""#,
            ])
        #expect(lines.first == "// Made by 'obskit embed'; do not edit.")
        #expect(try EmbeddedSource(folder: path).outputs.map(\.text) == outputs.map(\.text))
    }

    @Test("writes the type that a program links, beside the rules in Swift or in a folder of its own; none for a base")
    func linkingType() throws {
        let folder = try TemporaryFolder()
        func type(_ text: String) throws -> (path: String, text: String)? {
            try folder.write(text, to: "package.yaml")
            return try EmbeddedSource(folder: folder.path).outputs.first { $0.path.hasSuffix(".swift") }
        }
        #expect(try type("{name: Base, instruments: []}") == nil)
        #expect(try type("name: Base") == nil)
        let found = try #require(try type("{name: My-Cam, instruments: [A, B]}"))
        #expect(found.path == "Linked/My_Cam.swift")
        for line in [
            "internal import ObsMy_CamEmbedded", "public struct My_Cam: LinkedPackage {",
            "    public let name = \"My-Cam\"",
            "        unsafe EmbeddedFiles(table: obs_my_cam_files, count: obs_my_cam_file_count)",
        ] { #expect(found.text.contains(line + "\n")) }
        try folder.write("", to: "Hooks/Rules.swift")
        #expect(try type("{name: Toy, instruments: [Toy]}")?.path == "Hooks/Toy.swift")
    }

    @Test("refuses calibrations that are too large to be compiled in")
    func largeCalibrations() throws {
        let folder = try TemporaryFolder()
        try folder.write("name: Toy", to: "package.yaml")
        try folder.write(String(repeating: "x", count: 600_000), to: "calibrations/flat/a.ecsv")
        #expect(throws: Never.self) { try EmbeddedSource(folder: folder.path) }
        try folder.write(String(repeating: "x", count: 600_000), to: "Cam/calibrations/b.yaml")
        let error = #expect(throws: DiagnosticsError.self) { try EmbeddedSource(folder: folder.path) }
        #expect(error?.diagnostics.map(\.code.rawValue) == ["unwritable"])
        #expect(error?.description.contains("1200000 bytes") == true)
    }

    @Test("makes names of C out of the package's name")
    func names() throws {
        let folder = try TemporaryFolder()
        try folder.write("name: My-Cam 2", to: "package.yaml")
        let outputs = try EmbeddedSource(folder: folder.path).outputs
        #expect(outputs[1].path == "Embedded/include/obs_my_cam_2_files.h")
        #expect(outputs[1].text.contains("extern const size_t obs_my_cam_2_file_count;"))
    }

    @Test("refuses what is no package, and names that C source cannot hold")
    func refused() throws {
        let folder = try TemporaryFolder()
        #expect(throws: DiagnosticsError.self) { try EmbeddedSource(folder: folder.path) }
        try folder.write("version: 1", to: "package.yaml")
        #expect(throws: DiagnosticsError.self) { try EmbeddedSource(folder: folder.path) }
        try folder.write("name: Toy", to: "package.yaml")
        try folder.write("x", to: "a\"b.yaml")
        let error = #expect(throws: DiagnosticsError.self) { try EmbeddedSource(folder: folder.path) }
        #expect(error?.diagnostics.map(\.code.rawValue) == ["unwritable"])
    }
}
