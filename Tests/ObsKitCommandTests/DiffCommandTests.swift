import Foundation
import TestSupport
import Testing

@Suite("obskit diff")
struct DiffCommandTests {
    /// A folder with two files of DECam, of which the first has two observations.
    private static func night() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/night", withIntermediateDirectories: true)
        try folder.sample("focus", as: "night/focus.fits")
        try folder.sample("bias", as: "night/bias.fits")
        return folder
    }

    private static func diff(_ folder: TemporaryFolder, _ arguments: String...) throws -> Obskit.Result {
        try Obskit.run(["diff"] + arguments, in: folder.path)
    }

    @Test("prints nothing when nothing changes, and says how much was compared", arguments: ["text", "json"])
    func nothing(_ format: String) throws {
        let folder = try Self.night()
        try folder.copyOfDECam("new")
        let same = try Self.diff(folder, "DECam", "new", "night", "--format", format)
        #expect(same.status == 0)
        #expect(same.output == (format == "json" ? "[]\n" : ""))
        #expect(same.diagnostics == "obskit: note: 2 files compared (2 exposures, 3 observations)\n")
    }

    @Test("names the property, the exposures, an example and the rule that changed")
    func rule() throws {
        let folder = try Self.night()
        try folder.copyOfDECam("old")
        try folder.copyOfDECam("new", replacing: "{card: EXPTIME, unit: s}", with: "{card: EXPTIME, unit: ms}")
        let changed = try Self.diff(folder, "old", "new", "night")
        #expect(changed.status == 1)
        try expectSnapshot(changed.output, "diff.txt")
        let many = try Self.diff(folder, "old/", "new/", "night", "--jobs", "4")
        #expect(many.output == changed.output)
        let json = try Self.diff(folder, "old", "new", "night", "--format", "json")
        let changes = try #require(try json.json() as? [[String: Any]])
        let first = try #require(changes.first { $0["answer"] as? String == "exposure_time" })
        let exposures = try #require(first["exposures"] as? [String: Int])
        #expect(exposures["compared"] == 2)
        let because = try #require(first["because"] as? [[String: Any]])
        #expect(because.count == 1)
        #expect(because[0]["part"] as? String == "rule exposure_time")
        #expect((because[0]["before"] as? String)?.hasPrefix("old/translation.yaml:") == true)
        #expect((because[0]["after"] as? String)?.hasPrefix("new/translation.yaml:") == true)
    }

    @Test(
        "finds what else of the package explains a change",
        arguments: [
            (
                "translation.yaml", "isScience: {property: observation_type, equals: science}",
                "isScience: {property: observation_type, equals: zero}", "boresight_airmass", "predicate isScience"
            ),
            ("translation.yaml", "  zero: bias\n", "  zero: dark\n", "kind", "observation_kinds of translation.yaml"),
            ("filters.yaml", "name: ", "name: X", "diagnostic unknown-filter", "filter X"),
            ("instrument.yaml", "43200", "0", "observing_day", "identifiers of instrument.yaml"),
            ("instrument.yaml", "card: CCDNUM", "card: CHIP", "observations", "headers of instrument.yaml"),
            ("instrument.yaml", "equals: DECam", "equals: DEcam", "recognition", "detection of instrument.yaml"),
        ])
    func reasons(_ file: String, _ old: String, _ new: String, _ answer: String, _ part: String) throws {
        let folder = try Self.night()
        try folder.sample("science", as: "night/science.fits")
        try folder.copyOfDECam("new", file, replacing: old, with: new)
        let changed = try Self.diff(folder, "DECam", "new", "night")
        #expect(changed.status == 1, "\(changed.output)\(changed.diagnostics)")
        let groups = changed.output.components(separatedBy: "\nDECam ")
        let group = groups.first { $0.hasPrefix(answer + ": ") || $0.hasPrefix("DECam \(answer): ") }
        #expect(group?.contains("    \(part)") == true, "\(changed.output)")
    }

    @Test("tells a correction that only one version makes, by the cards that it changes")
    func corrections() throws {
        let folder = try Self.night()
        try folder.copyOfDECam("new")
        try folder.write(
            """
            schema: obskit/corrections/1
            corrections:
              - name: object-of-the-bias
                when: {card: OBSTYPE, equals: zero}
                change: [{set: OBJECT, to: nothing}]
                reason: It is no object.

            """, to: "new/corrections.yaml")
        let changed = try Self.diff(folder, "DECam", "new", "night")
        #expect(changed.status == 1)
        #expect(changed.output.contains("DECam object: 1 of 2 exposures (1 observation in 1 file)\n"))
        #expect(changed.output.contains("    correction object-of-the-bias: new, new/corrections.yaml:3\n"))
        #expect(changed.output.contains("DECam corrections: "))
        #expect(!changed.output.contains("DECam exposure_time"))
    }

    @Test("says old and new failures, and the status that follows")
    func failures() throws {
        let folder = try Self.night()
        try folder.copyOfDECam("new", replacing: "{card: EXPTIME, unit: s}", with: "{card: EXPTMIE, unit: s}")
        let changed = try Self.diff(folder, "DECam", "new", "night/bias.fits")
        #expect(changed.output.contains("-> no value: there is no EXPTMIE"), "\(changed.output)")
        #expect(changed.output.contains("DECam status: 1 of 1 exposure"), "\(changed.output)")
        #expect(changed.output.contains("ok -> "), "\(changed.output)")
    }

    @Test("leaves out files of other instruments, and ends with 3 where none is left or none can be read")
    func others() throws {
        let folder = try Self.night()
        try folder.write(#"{"INSTRUME": "Nowhere"}"#, to: "odd.json")
        let some = try Self.diff(folder, "DECam", "DECam", "night", "odd.json")
        #expect(some.status == 0)
        #expect(some.diagnostics.contains("2 files compared (2 exposures, 3 observations); 1 file of no instrument"))
        let none = try Self.diff(folder, "HSC", "HSC", "night")
        #expect(none.status == 3)
        #expect(none.diagnostics.contains("error: 0 files compared"))
        let missing = try Self.diff(folder, "DECam", "DECam", "nowhere.fits")
        #expect(missing.status == 3)
        #expect(missing.diagnostics.contains("nowhere.fits"))
        let partly = try Self.diff(folder, "DECam", "DECam", "nowhere.fits", "night")
        #expect(partly.status == 1)
        #expect(partly.output.isEmpty)
    }

    @Test("says what is wrong with a version that cannot be used")
    func broken() throws {
        let folder = try Self.night()
        try folder.copyOfDECam("new", replacing: "{card: EXPTIME, unit: s}", with: "{crad: EXPTIME, unit: s}")
        let broken = try Self.diff(folder, "DECam", "new", "night")
        #expect(broken.status == 3)
        #expect(broken.output.isEmpty)
        #expect(broken.diagnostics.contains("new/translation.yaml:"))
        #expect(broken.diagnostics.contains("did you mean 'card'?"))
        let two = try Self.diff(folder, "DECam", "HSC", "night")
        #expect(two.status == 2)
        #expect(two.output.isEmpty && two.diagnostics.contains("two packages without an instrument in common"))
        try folder.copyOfDECam("other")
        let hidden = try Self.diff(folder, "DECam", "other", "night", "--package", "other")
        #expect(hidden.status == 3)
        #expect(hidden.diagnostics.contains("the package of embedded:DECam stands behind another of its name"))
    }
}
