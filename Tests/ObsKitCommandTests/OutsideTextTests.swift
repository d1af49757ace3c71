import Foundation
import TestSupport
import Testing

@Suite("Text from outside")
struct OutsideTextTests {
    /// Characters that a terminal may obey: ESC, BEL, DEL, a C1 control, a mark of direction.
    private static let wild = "M\u{1B}[31m\u{7}\u{7F}\u{9B}2J\u{202E}31"
    private let package = ["--package", "\(Repository.root.path)/Cameras/TwoChip"]

    private func header(_ folder: TemporaryFolder, _ name: String = "in.json") throws {
        let cards: [String: Any] = [
            "INSTRUME": "TwoChip", "OBJECT": Self.wild + "\nforged line", "DATE-OBS": Self.wild,
        ]
        try folder.write(Array(try JSONSerialization.data(withJSONObject: cards)), to: name)
    }

    private func isTame(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || !(scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value || 0x2028...0x202E ~= scalar.value)
        }
    }

    @Test(
        "is shown escaped by whatever prints it",
        arguments: [
            ["translate", "in.json"], ["translate", "--explain", "in.json"], ["translate", "in.json", "in.json"],
            ["translate", "--format", "json", "in.json"], ["translate", "--format", "ndjson", "in.json"],
            ["translate", "--format", "yaml", "in.json"], ["identify", "--explain", "in.json"],
            ["translate", "--diagnostics", "json", "in.json"], ["translate", "a\u{1B}[2J\u{9B}b\nc"],
            ["\u{1B}[2J\u{9B}"], ["camera", "\u{1B}[2J\u{9B}x"], ["sidecar", "no\u{202E}ne\u{1B}"],
        ])
    func escaped(_ arguments: [String]) throws {
        let folder = try TemporaryFolder()
        try header(folder)
        let takesPackage = ["translate", "identify"].contains(arguments[0])
        let run = try Obskit.run(arguments + (takesPackage ? package : []), in: folder.path)
        #expect(isTame(run.output), "\(run.output.debugDescription)")
        #expect(isTame(run.diagnostics), "\(run.diagnostics.debugDescription)")
        #expect(!run.output.contains("\nforged") && !run.diagnostics.contains("\nc:"))
    }

    @Test("is the same text again for machines")
    func faithful() throws {
        let folder = try TemporaryFolder()
        try header(folder)
        let run = try Obskit.run(["translate", "--format", "ndjson", "in.json"] + package, in: folder.path)
        let info = try #require(try run.lines().first?["info"] as? [String: Any])
        #expect(info["object"] as? String == Self.wild + "\nforged line")
        #expect(run.output.contains("\\u001b") && run.output.contains("\\u009b") && run.output.contains("\\u202e"))
    }

    @Test("a registry's is shown escaped, and exported as it is")
    func registry() throws {
        let folder = try TemporaryFolder()
        try folder.write("schema: obskit/calibration-kinds/1\nkinds: []\n", to: "kinds.yaml")
        func calib(_ arguments: String...) throws -> Obskit.Result {
            try Obskit.run(["calib"] + arguments + ["-r", "r.sqlite"], in: folder.path)
        }
        #expect(try calib("create", "--kinds", "kinds.yaml").status == 0)
        let made = try calib("collection", Self.wild, "--about", Self.wild)
        #expect(made.status == 0 && isTame(made.output), "\(made.diagnostics)")
        let list = try calib("list", "collections")
        #expect(isTame(list.output) && list.output.contains("\\u{1B}"))
        let export = try calib("export")
        #expect(isTame(export.output))
        let object = try #require(try export.json() as? [String: Any])
        let collection = try #require((object["collections"] as? [[String: Any]])?.first)
        #expect(collection["name"] as? String == Self.wild)
    }
}
