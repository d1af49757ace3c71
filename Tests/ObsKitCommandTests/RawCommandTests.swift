import Foundation
import TestSupport
import Testing

@Suite("obskit raw")
struct RawCommandTests {
    @Test("says what is in a file, assembles a chip, measures and draws it")
    func file() throws {
        let folder = try TemporaryFolder()
        let arguments = try small(folder)
        let path = arguments[0]
        let info = try Obskit.run(["raw", "info"] + arguments)
        let lines = info.output.split(separator: "\n").map(String.init)
        #expect(lines.first?.hasPrefix("\(path): TwoChip, ") == true, "\(info.diagnostics)")
        #expect(info.output.contains("256 x 128  296 x 128"), "\(info.output)")
        let json = try Obskit.run(["raw", "info"] + arguments + ["--detector", "W", "--format", "json"]).json()
        let detectors = (json as? [String: Any])?["detectors"] as? [[String: Any]]
        #expect(detectors?.count == 1 && detectors?.first?["name"] as? String == "W")
        #expect(
            (detectors?.first?["amplifiers"] as? [[String: Any]])?.first?["data"] as? [Int] == [4, 0, 128, 128])

        func assemble(_ detector: String, _ output: String) throws -> Obskit.Result {
            try Obskit.run(["raw", "assemble"] + arguments + ["--detector", detector, "--trim", "-o", output])
        }
        let nowhere = try assemble("W", folder.path + "/out/w.fits")
        #expect(nowhere.status == 1 && nowhere.diagnostics.contains("cannot be written"))
        let target = folder.path + "/w.fits"
        let made = try assemble("0", target)
        #expect(made.output == "\(target): W, trimmed\n", "\(made.diagnostics)")
        let size = try FileManager.default.attributesOfItem(atPath: target)[.size] as? Int ?? 0
        #expect(size > 256 * 128 * 2)
        let again = try assemble("W", target)
        #expect(again.status == 2 && again.diagnostics.contains("w.fits exists"))

        let stats = try Obskit.run(["raw", "stats"] + arguments + ["--detector", "W"])
        #expect(stats.output.hasPrefix("detector  amplifier  overscan"))
        #expect(stats.output.split(separator: "\n").count == 3)
        let drawing = folder.path + "/w.svg"
        let preview = try Obskit.run(["raw", "preview"] + arguments + ["--detector", "W", "-o", drawing])
        #expect(preview.output.hasPrefix("\(drawing): W, black "), "\(preview.diagnostics)")
        let svg = try String(contentsOfFile: drawing, encoding: .utf8)
        #expect(
            svg.hasPrefix("<svg") && svg.contains("data:image/png;base64,iVBORw0KGgo")
                && svg.contains("serial overscan"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "raw.fits", "w.fits", "w.svg",
            ])
    }

    @Test("says what is wrong with the call or the file, and leaves nothing behind")
    func wrong() throws {
        let folder = try TemporaryFolder()
        let missing = try Obskit.run("raw", "info", folder.path + "/none.fits")
        #expect(missing.status == 1 && missing.diagnostics.contains("there is no such file"))
        #expect(try Obskit.run("raw", "preview", "x.fits", "--black", "50", "--white", "10").status == 2)
        #expect(try Obskit.run("raw", "assemble").status == 2)
        let empty = try folder.sample("science")
        let assembled = try Obskit.run(["raw", "assemble", empty, "--detector", "S1"], in: folder.path)
        #expect(assembled.status == 1, "\(assembled.diagnostics)")
        #expect(assembled.diagnostics.contains("S1"))
        let unknown = try Obskit.run("raw", "info", empty, "--detector", "Q7")
        #expect(unknown.status == 2 && unknown.diagnostics.contains("has no detector Q7"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["science.fits"])
    }

    /// Runs a script of bash; its status, and what it writes to standard error.
    private func shell(_ script: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", script] + arguments
        let said = Pipe()
        process.standardError = said
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    @Test("says that there is no room, and leaves no part of a file")
    func noRoom() throws {
        let folder = try TemporaryFolder()
        let arguments = try small(folder)
        // No file may have more than 64 kB, and writing more is an error and not a signal.
        let limited = #"ulimit -f 64; trap "" XFSZ; exec "$0" "$@""#
        let output = folder.path + "/out.fits"
        let (status, text) = try shell(
            limited,
            [try #require(Obskit.path), "raw", "assemble"] + arguments + ["--detector", "W", "-o", output])
        #expect(status == 1)
        #expect(text.contains("there is no room for the file"), "\(text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["raw.fits"])
    }

    /// A small raw file of the tutorial camera, with pixels.
    private func small(_ folder: TemporaryFolder) throws -> [String] {
        let path = folder.path + "/raw.fits"
        let package = ["--package", "\(Repository.root.path)/Cameras/TwoChip"]
        let golden = package[1] + "/conformance/headers/science.yaml"
        let made = try Obskit.run(["sample", "--pixels", golden, path] + package)
        #expect(made.status == 0, "\(made.diagnostics)")
        return [path] + package
    }

    @Test(
        "leaves no part of a file when the raw file is cut short or of another size",
        arguments: ["assemble", "preview"])
    func badFile(_ command: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try small(folder)
        let good = try Data(contentsOf: URL(fileURLWithPath: arguments[0]))
        func fails(_ bytes: Data, _ words: String, _ detector: String) throws {
            try bytes.write(to: URL(fileURLWithPath: arguments[0]))
            let output = folder.path + "/out"
            let result = try Obskit.run(["raw", command] + arguments + ["--detector", detector, "-o", output])
            #expect(result.status == 1 && result.diagnostics.contains(words), "\(result.diagnostics)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["raw.fits"])
        }
        try fails(good.dropLast(5000), "the data should go on to byte", "E")
        var narrow = good
        let card = Data("NAXIS1  =                  296".utf8)
        let place = try #require(narrow.range(of: card))
        narrow.replaceSubrange(place, with: Data("NAXIS1  =                  295".utf8))
        try fails(narrow, "the image of amplifier L, R of detector W has 295 by 128 pixels", "W")
    }

    @Test("says that a file system is full, and leaves no part of a file", arguments: ["assemble", "preview"])
    func fullFileSystem(_ command: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try small(folder)
        try FileManager.default.createDirectory(atPath: folder.path + "/small", withIntermediateDirectories: true)
        // A file system of 4 kB, full, that only this process sees; status 77 where that may not be made.
        let script = #"""
            unshare --mount bash -c 'mount -t tmpfs -o size=4k none "$0" 2>/dev/null || exit 77
            head -c 4096 /dev/zero > "$0/other"; "$@" -o "$0/out"; status=$?; ls -A "$0" >&2; exit $status' "$@"
            """#
        let call = [folder.path + "/small", try #require(Obskit.path), "raw", command, "--detector", "W"] + arguments
        let (status, text) = try shell(script, ["-"] + call)
        if status == 77 || text.hasPrefix("unshare:") { return }
        #expect(status == 1, "\(text)")
        // The last lines list what is left: nothing of the output.
        #expect(text.lowercased().contains("no space left"), "\(text)")
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("out") }, "\(text)")
    }

    @Test("writes into devices and open files what can be written there, and never takes their place")
    func devices() throws {
        let folder = try TemporaryFolder()
        let arguments = try small(folder) + ["--detector", "W", "-o"]
        func kind(_ name: String) throws -> FileAttributeType? {
            try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")[.type] as? FileAttributeType
        }
        let place = try Obskit.run(["raw", "preview"] + arguments + [folder.path])
        #expect(place.status == 1 && place.diagnostics.contains("cannot be written"))
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/proc/self/fd/1")
        let script = "exec \"$0\" \"$@\" >'\(folder.path)/out.txt'"
        let command = try #require(Obskit.path)
        #expect(try shell(script, [command, "raw", "preview"] + arguments + [link]).status == 0)
        #expect(try String(contentsOfFile: folder.path + "/out.txt", encoding: .utf8).contains("</svg>"))
        #expect(try kind("link") == .typeSymbolicLink)
        // A device like /dev/full, where one may be made.
        let full = folder.path + "/full"
        guard try shell(#"mknod "$0" c 1 7"#, [full]).status == 0, try kind("full") == .typeCharacterSpecial else {
            return
        }
        let drawing = try Obskit.run(["raw", "preview"] + arguments + [full])
        #expect(drawing.status == 1, "\(drawing.diagnostics)")
        #expect(drawing.diagnostics.contains("\(full) cannot be written: "), "\(drawing.diagnostics)")
        let image = try Obskit.run(["raw", "assemble", "--replace"] + arguments + [full])
        #expect(image.status == 1 && image.diagnostics.contains("this is a folder, a pipe or a device"))
        #expect(try kind("full") == .typeCharacterSpecial)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "full", "link", "out.txt", "raw.fits",
            ])
    }

    @Test("says with every image that its layout is not verified, when the package says so")
    func unverified() throws {
        let folder = try TemporaryFolder()
        let arguments = try small(folder)
        let copy = folder.path + "/TwoChip"
        try FileManager.default.copyItem(atPath: arguments[2], toPath: copy)
        let sensors = copy + "/camera/sensors.yaml"
        let text = try String(contentsOfFile: sensors, encoding: .utf8)
        try text.replacing("  wide:\n", with: "  wide:\n    unverified: nobody has looked\n").write(
            toFile: sensors, atomically: true, encoding: .utf8)
        let words = "how detector W lies in raw files is not verified: nobody has looked"
        for command in ["info", "stats", "assemble", "preview"] {
            for (chip, isVerified) in [("W", false), ("E", true)] {
                let isWritten = command == "assemble" || command == "preview"
                let output = isWritten ? ["-o", "\(folder.path)/\(command)-\(chip)"] : []
                let result = try Obskit.run(
                    ["raw", command, arguments[0], "--detector", chip, "--package", copy] + output)
                #expect(result.status == 0, "\(result.diagnostics)")
                #expect(result.diagnostics.contains(words) != isVerified, "\(command): \(result.diagnostics)")
                #expect(result.diagnostics.contains("not verified") != isVerified)
            }
        }
    }
}
