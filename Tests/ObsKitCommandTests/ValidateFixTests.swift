import Foundation
import TestSupport
import Testing

@Suite("obskit validate --fix")
struct ValidateFixTests {
    private static let instrument = """
        schema: obskit/instrument/1
        name: Toy
        detection: [{when: {card: INSTRUME, startsWith: Toy, ignoringCase: true}, weight: 100}]
        headers: {from: each, where: {card: CCD, 'oneOf': [1, 2]}, inherit: primary}
        products: [{name: master, about: Made of many., when: {cardMatching: 'CALIB.*', equals: x}}]
        camera: none
        camera_reason: It is a toy.
        identifiers:
          exposure_id: [{part: exposure, size: 33554432}]
          detector_exposure_id: [{part: detector, size: 100}, {part: exposure, size: 33554432}]
          observing_day: [{offset_s: 43200}]

        """

    private static let corrections = """
        schema: obskit/corrections/1
        corrections:
          - name: filter
            when: {card: FILTER, endsWith: old}   # oneOf stays here
            change: [{set: FILTER, to: {card: FILTER, steps: [{dropSuffix: old}]}}]
            reason: The name changed.

        """

    private static let translation = """
        schema: obskit/translation/1
        extends: DECam:translation.yaml
        properties:
          object:
            - {card: TARGET, steps: [{pattern: '\\w+'}]}
            - {card: OBJECT, when: {card: OBJECT, oneOf: [a, b]}}
            - {card: OBJECT}
          boresight_airmass:
            - {card: AIRMASS, steps: [{roundDown: 2}],
               when: {card: AIRMASS, atLeast: 1}}
            - null

        """

    private func write(_ folder: TemporaryFolder, _ name: String = "Toy", replacing more: [String: String] = [:]) throws
    {
        let own = [
            "instrument.yaml": Self.instrument, "corrections.yaml": Self.corrections,
            "translation.yaml": Self.translation,
        ]
        try folder.package(name, replacing: own.merging(more) { $1 })
    }

    private func text(_ folder: TemporaryFolder, _ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(path)")), as: UTF8.self)
    }

    @Test("without --fix a package of version 1 has one warning, which names what to look at")
    func oneWarning() throws {
        let folder = try TemporaryFolder()
        try write(folder)
        let run = try Obskit.run(["validate", "Toy"], in: folder.path)
        #expect(run.status == 0)
        let lines = run.diagnostics.split(separator: "\n")
        #expect(lines.count == 1, "\(run.diagnostics)")
        #expect(
            lines.first?.hasPrefix("Toy/translation.yaml:1:9: warning: the rules of the package Toy are of version 1")
                ?? false)
        #expect(run.diagnostics.contains("look at translation.yaml lines 5, 9; run obskit validate --fix Toy"))
        #expect(run.output.hasSuffix("0 errors, 1 warning\n"))
    }

    @Test("makes it version 2, prints each change, and the package has no warning then")
    func fixes() throws {
        let folder = try TemporaryFolder()
        try write(folder)
        let run = try Obskit.run(["validate", "--fix", "Toy"], in: folder.path)
        #expect(run.status == 0)
        #expect(run.diagnostics == "")
        #expect(
            run.output == """
                Toy/corrections.yaml:4:26: endsWith is now ends_with
                Toy/corrections.yaml:5:56: dropSuffix is now drop_suffix
                Toy/instrument.yaml:3:37: startsWith is now starts_with
                Toy/instrument.yaml:3:54: ignoringCase is now ignoring_case
                Toy/instrument.yaml:4:42: oneOf is now one_of
                Toy/instrument.yaml:5:56: cardMatching is now card_matching
                Toy/translation.yaml:1:9: obskit/translation/1 is now obskit/translation/2
                Toy/translation.yaml:5:7: marked: \(Self.mark)
                Toy/translation.yaml:6:43: oneOf is now one_of
                Toy/translation.yaml:9:7: marked: \(Self.mark)
                Toy/translation.yaml:9:32: roundDown is now round_down
                Toy/translation.yaml:10:30: atLeast is now at_least
                10 changes, 2 marked for you to decide
                Toy 1.0.0 (Toy): 1 instrument
                0 errors, 0 warnings

                """)
        #expect(
            try text(folder, "Toy/corrections.yaml")
                == Self.corrections.replacing("endsWith:", with: "ends_with:").replacing(
                    "dropSuffix", with: "drop_suffix"))
        #expect(try text(folder, "Toy/instrument.yaml").contains("{card: CCD, 'one_of': [1, 2]}"))
        let expected = Self.translation.replacing("translation/1", with: "translation/2")
            .replacing("oneOf", with: "one_of").replacing("roundDown", with: "round_down")
            .replacing("atLeast", with: "at_least")
            .replacing("'\\w+'}]}", with: "'\\w+'}]}  # \(Self.mark)")
            .replacing("round_down: 2}],", with: "round_down: 2}],  # \(Self.mark)")
        #expect(try text(folder, "Toy/translation.yaml") == expected)
        let again = try Obskit.run(["validate", "--fix", "Toy"], in: folder.path)
        #expect(again.output == "0 changes\nToy 1.0.0 (Toy): 1 instrument\n0 errors, 0 warnings\n")
        #expect(try text(folder, "Toy/translation.yaml") == expected)
    }

    private static let mark =
        "decide: a refused value ends the rule here; write form:, refused: next or missing:, or leave it"

    @Test("keeps line ends of CR LF, and the rights of a file")
    func lineEnds() throws {
        let folder = try TemporaryFolder()
        let windows = Self.translation.replacing("\n", with: "\r\n")
        try write(folder, replacing: ["translation.yaml": windows])
        let path = "\(folder.path)/Toy/translation.yaml"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(try Obskit.run(["validate", "--fix", "Toy"], in: folder.path).status == 0)
        let fixed = try text(folder, "Toy/translation.yaml")
        let unmarked = fixed.replacing("  # \(Self.mark)", with: "")
        #expect(
            unmarked
                == windows.replacing("translation/1", with: "translation/2").replacing("oneOf", with: "one_of")
                .replacing("roundDown", with: "round_down").replacing("atLeast", with: "at_least"))
        #expect(fixed.contains("'\\w+'}]}  # \(Self.mark)\r\n"))
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/Toy").allSatisfy {
                !$0.hasSuffix(".tmp")
            })
    }

    @Test("changes bases inside of the package, also entries that every instrument replaces, and none outside")
    func bases() throws {
        let folder = try TemporaryFolder()
        let base = """
            schema: obskit/translation/1
            extends: DECam:translation.yaml
            properties:
              object: {card: A, when: {card: A, startsWith: x}}
              science_program: {card: A, when: {card: A, startsWith: y}}

            """
        let top = { (base: String) in
            "schema: obskit/translation/1\nextends: \(base)\nproperties:\n  object: {card: B, when: {card: B, atMost: 3}}\n"
        }
        try folder.package(
            "Other",
            replacing: [
                "base.yaml": base, "instrument.yaml": Self.instrument.replacing("Toy", with: "Other"),
                "translation.yaml": top("DECam:translation.yaml"),
            ])
        try write(folder, replacing: ["base.yaml": base, "translation.yaml": top("base.yaml")])
        let run = try Obskit.run(["validate", "--fix", "Toy"], in: folder.path)
        #expect(run.status == 0, "\(run.diagnostics)")
        #expect(
            try text(folder, "Toy/base.yaml")
                == base.replacing("/1", with: "/2").replacing("startsWith", with: "starts_with"))
        #expect(
            try text(folder, "Toy/translation.yaml")
                == top("base.yaml").replacing("translation/1", with: "translation/2").replacing(
                    "atMost", with: "at_most"))
        #expect(try text(folder, "Other/base.yaml") == base)

        try write(
            folder, "Toy2",
            replacing: [
                "instrument.yaml": Self.instrument.replacing("Toy", with: "Toy2"),
                "translation.yaml": top("Other:base.yaml"),
            ])
        let second = try Obskit.run(["validate", "--fix", "Toy2", "--package", "Other"], in: folder.path)
        #expect(second.status == 0, "\(second.diagnostics)")
        #expect(try text(folder, "Other/base.yaml") == base)
        #expect(try text(folder, "Toy2/translation.yaml").hasPrefix("schema: obskit/translation/2\n"))
    }

    @Test("does not follow a link out of the package")
    func links() throws {
        let folder = try TemporaryFolder()
        try write(folder)
        try folder.write(Self.translation, to: "outside.yaml")
        let path = "\(folder.path)/Toy/translation.yaml"
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "../outside.yaml")
        let run = try Obskit.run(["validate", "--fix", "Toy"], in: folder.path)
        #expect(try text(folder, "outside.yaml") == Self.translation)
        #expect(
            run.diagnostics.contains(
                "error: Toy/translation.yaml leads out of the package by a link, so it is not read"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "../outside.yaml")
    }

    @Test("needs the name of a package")
    func unnamed() throws {
        let run = try Obskit.run("validate", "--fix")
        #expect(run.status == 2)
        #expect(run.diagnostics.contains("--fix changes the packages that are named; name a folder."))
    }

    @Test(
        "one warning stands for a package of version 1 where its files are translated, and no observation is worse for it"
    )
    func translating() throws {
        let folder = try TemporaryFolder()
        let rules = Self.translation.replacing(
            "object:\n", with: "object:\n    - {card: TARGET, when: {card: TARGET, oneOf: [m31]}}\n")
        try write(
            folder,
            replacing: [
                "translation.yaml": rules,
                "instrument.yaml": Self.instrument.replacing(
                    "{from: each, where: {card: CCD, 'oneOf': [1, 2]}, inherit: primary}", with: "{from: primary}"),
            ])
        let golden = Repository.golden("science")
        #expect(try Obskit.run(["sample", golden, "\(folder.path)/decam.fits"], in: folder.path).status == 0)
        let arguments = ["translate", "decam.fits", "--instrument", "Toy", "--format", "ndjson"]
        let old = try Obskit.run(arguments + ["--package", "Toy"], in: folder.path)
        #expect(try Obskit.run(["validate", "--fix", "Toy"], in: folder.path).status == 0)
        let new = try Obskit.run(arguments + ["--package", "Toy"], in: folder.path)
        #expect(old.output == new.output)
        let warnings = { (text: String) in
            text.split(separator: "\n").filter { $0.contains("version 1 of the rule language") }
        }
        #expect(warnings(old.diagnostics).count == 1)
        #expect(
            old.diagnostics.split(separator: "\n").filter {
                !warnings(String($0)).isEmpty || !new.diagnostics.contains($0)
            }.count == 1)
        #expect(warnings(new.diagnostics).isEmpty)
    }
}
