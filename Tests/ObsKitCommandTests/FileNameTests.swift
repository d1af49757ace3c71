import Foundation
import TestSupport
import Testing

/// Names of files are bytes: these are Latin-1, have line ends, or look like addresses.
@Suite("Names of files")
struct FileNameTests {
    private let folder: TemporaryFolder
    private let package = "\(Repository.root.path)/Cameras/TwoChip"

    init() throws {
        folder = try TemporaryFolder()
        let golden = package + "/conformance/headers/science.yaml"
        let made = try Obskit.run(
            ["sample", "--pixels", golden, "raw.fits", "--package", package], in: folder.path)
        #expect(made.status == 0, "\(made.diagnostics)")
        try folder.write("schema: obskit/calibration-kinds/1\nkinds: []\n", to: "kinds.yaml")
    }

    /// Runs a script of bash in which `$1` is obskit and `$2` the package.
    private func shell(_ script: String) throws -> (status: Int32, output: String, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "cd \"$3\"\n" + script, "-", try #require(Obskit.path), package, folder.path]
        let (output, said) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = said
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let words = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, words)
    }

    @Test("that are not UTF-8 are inputs, outputs, folders, lists, registries and tables like any other")
    func latin1() throws {
        let run = try shell(
            #"""
            set -e
            n=$'caf\xe9'
            mkdir "$n" && mv raw.fits "$n/$n.fits"
            p="--package $2"
            "$1" translate $p --format ndjson "$n/$n.fits" >one && [ -s one ]
            "$1" translate $p --format ndjson "$n" | cmp - one
            printf '%s\n' "$n/$n.fits" >list
            "$1" translate $p --format ndjson --files-from list | cmp - one
            "$1" sidecar $p "$n/$n.fits" && [ -e "$n/$n.json" ] && [ -e "$n/$n.obskit.json" ]
            "$1" sidecar $p --check "$n"
            "$1" translate $p "$n/$n.obskit.json" 2>/dev/null || true
            "$1" index $p --content metadata "$n" && "$1" index $p --content metadata --check "$n"
            "$1" index $p --content metadata --output "$n.json" "$n" && [ -e "$n.json" ]
            "$1" translate $p --format ndjson "$n.json" >/dev/null
            "$1" index $p --output "$n.sqlite" "$n" && [ -e "$n.sqlite" ]
            "$1" translate $p --format ndjson "$n.sqlite" >/dev/null
            "$1" raw info $p "$n/$n.fits" >/dev/null
            "$1" raw assemble $p --detector W "$n/$n.fits" && [ -e "$n-untrimmed.fits" ]
            "$1" raw preview $p --detector W "$n/$n.fits" -o "$n.svg" && [ -e "$n.svg" ]
            "$1" calib create -r "$n-r.sqlite" --kinds kinds.yaml && [ -e "$n-r.sqlite" ]
            "$1" calib check -r "$n-r.sqlite" && "$1" calib export -r "$n-r.sqlite" -o "$n-r.json"
            cp -r "$2" "$n/package" && "$1" validate "$n/package"
            "$1" camera check $p "$n/$n.fits" >check
            cat one; cat check
            """#)
        #expect(run.status == 0, "\(run.said)")
        #expect(
            run.output.contains(#""caf\udbff\udee9/caf\udbff\udee9.fits""#),
            "the documented form: \(run.output.prefix(300))")
        #expect(run.output.contains(#"caf\xE9/caf\xE9.fits: agrees"#), "what people see")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("tmp") }
        #expect(left.isEmpty)
    }

    @Test("come from a list with NULs, line ends in them included")
    func nullList() throws {
        let run = try shell(
            #"""
            n=$'two\nlines.fits'
            mv raw.fits "$n"; cp "$n" b.fits
            printf '%s\0b.fits\0' "$n" | "$1" translate --package "$2" --format ndjson -0 --files-from - | wc -l
            printf 'b.fits\0b.fits' | "$1" translate --package "$2" --format ndjson --files-from - | wc -l
            find . -name '*.fits' -print0 | "$1" translate --package "$2" --format ndjson --null --files-from - | wc -l
            printf 'b.fits\r\nb.fits\n' | "$1" translate --package "$2" --format ndjson --files-from - | wc -l
            "$1" translate -0 b.fits; [ $? = 2 ]
            """#)
        #expect(run.status == 0, "\(run.said)")
        #expect(
            run.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == ["4", "4", "4", "4"])
    }

    @Test("that look like SQLite's addresses are names")
    func addresses() throws {
        let run = try shell(
            #"""
            "$1" calib create -r 'file:x.sqlite?mode=memory' --kinds kinds.yaml || exit 1
            [ -e 'file:x.sqlite?mode=memory' ] && "$1" calib check -r 'file:x.sqlite?mode=memory'
            """#)
        #expect(run.status == 0, "\(run.said)")
    }
}
