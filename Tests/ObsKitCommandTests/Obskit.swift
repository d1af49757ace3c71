import Foundation
import TestSupport
import Testing

/// The built command, run as people run it.
enum Obskit {
    /// What a run gave.
    struct Result {
        let status: Int32
        let output: String
        let diagnostics: String

        /// The output as JSON.
        func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }

        /// The output as one JSON object for each line.
        func lines() throws -> [[String: Any]] {
            try output.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        }
    }

    struct NotBuilt: Error, CustomStringConvertible {
        let description: String
    }

    /// The binary, which stands in the folder of the test bundle.
    static let path: String? = {
        var folders: [URL] = []
        for argument in [CommandLine.arguments.first, Bundle.main.executablePath].compactMap({ $0 }) {
            folders.append(URL(fileURLWithPath: argument).resolvingSymlinksInPath().deletingLastPathComponent())
        }
        folders += Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
        if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
            folders.append(URL(fileURLWithPath: link).deletingLastPathComponent())
        }
        #if DEBUG
            folders.append(URL(fileURLWithPath: "\(Repository.root.path)/.build/debug"))
        #else
            folders.append(URL(fileURLWithPath: "\(Repository.root.path)/.build/release"))
        #endif
        return folders.map { $0.appendingPathComponent("obskit").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) && !isFolder($0) }
    }()

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Runs the command to its end.
    ///
    /// - Parameters:
    ///   - arguments: what follows `obskit`
    ///   - input: what it reads from standard input
    ///   - environment: variables beside PATH; nothing is taken over from the tests
    ///   - folder: where it runs
    /// - Returns: what it printed, and its exit status
    /// - Throws: `NotBuilt` when there is no command to run
    static func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], in folder: String? = nil
    ) throws -> Result {
        guard let path else {
            throw NotBuilt(description: "there is no obskit beside the tests; run: swift build --product obskit")
        }
        let scratch = try TemporaryFolder()
        let (inputPath, outputPath) = (try scratch.write(input, to: "in"), scratch.path + "/out")
        let diagnosticsPath = scratch.path + "/err"
        for file in [outputPath, diagnosticsPath] { try Data().write(to: URL(fileURLWithPath: file)) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputPath))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: outputPath))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: diagnosticsPath))
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit, "obskit crashed: \(arguments)")
        func text(_ path: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        }
        return Result(
            status: process.terminationStatus, output: try text(outputPath), diagnostics: try text(diagnosticsPath))
    }

    static func run(_ arguments: String...) throws -> Result { try run(arguments) }
}

extension Repository {
    /// A golden header of DECam.
    static func golden(_ name: String) -> String { "\(root.path)/Cameras/DECam/conformance/headers/\(name).yaml" }
}

extension TemporaryFolder {
    /// Makes a FITS file of a golden header of DECam.
    @discardableResult
    func sample(_ golden: String, as name: String? = nil) throws -> String {
        let path = "\(path)/\(name ?? golden + ".fits")"
        let made = try Obskit.run("sample", Repository.golden(golden), path)
        #expect(made.status == 0, "\(made.diagnostics)")
        return path
    }

    /// Writes a small package and returns its folder.
    @discardableResult
    func package(_ name: String, replacing files: [String: String] = [:]) throws -> String {
        let own = [
            "package.yaml":
                "schema: obskit/package/1\nname: \(name)\nversion: 1.0.0\nrequires: {obskit: 1}\ninstruments: [\(name)]\n",
            "instrument.yaml":
                "schema: obskit/instrument/1\nname: \(name)\ndetection: [{when: {card: INSTRUME, equals: \(name)}, weight: 100}]\nheaders: {from: primary}\ncamera: none\ncamera_reason: It is a toy.\n"
                + "identifiers:\n  exposure_id: [{part: exposure, size: 33554432}]\n"
                + "  detector_exposure_id: [{part: detector, size: 100}, {part: exposure, size: 33554432}]\n"
                + "  observing_day: [{offset_s: 43200}]\n",
            "filters.yaml": "schema: obskit/filters/1\nfilters: [{name: red, band: r}]\n",
            "translation.yaml":
                "schema: obskit/translation/2\nextends: DECam:translation.yaml\nproperties: {object: {card: TARGET}}\n",
        ]
        for (path, text) in own.merging(files, uniquingKeysWith: { $1 }) { try write(text, to: "\(name)/\(path)") }
        return "\(path)/\(name)"
    }

    /// Makes a copy of the package of DECam, in one file of which a text is another.
    func copyOfDECam(
        _ name: String, _ file: String = "translation.yaml", replacing old: String = "", with new: String = ""
    ) throws {
        let copy = "\(path)/\(name)"
        try FileManager.default.copyItem(atPath: "\(Repository.root.path)/Cameras/DECam", toPath: copy)
        if old.isEmpty { return }
        let text = try String(contentsOfFile: "\(copy)/\(file)", encoding: .utf8)
        try #require(text.contains(old), "\(file) does not say \(old)")
        try write(text.replacingOccurrences(of: old, with: new), to: "\(name)/\(file)")
    }
}
