import Foundation
import TestSupport
import Testing

@Suite("obskit translate --rules")
struct RulesCommandTests {
    @Test("prints a rule with what it uses, and where each part stands; super is expanded in place")
    func rule() throws {
        let printed = try Obskit.run("translate", "--rules", "altaz_end", "--instrument", "LATISS")
        #expect(printed.status == 0)
        #expect(printed.diagnostics.isEmpty)
        try expectSnapshot(printed.output, "translate-rules.txt")
    }

    @Test("finds a value, a predicate, an extension, a table and the time scale by name")
    func names() throws {
        let folder = try TemporaryFolder()
        try folder.package(
            "Toy",
            replacing: [
                "translation.yaml": """
                schema: obskit/translation/2
                extends: DECam:translation.yaml
                values: {word: {card: TARGET, steps: [{table: words}]}}
                predicates: {named: {value: word, known: true}}
                tables: {words: {a: b}}
                extensions: {mood: {type: text, rule: {value: word}}}
                properties: {object: {value: word, when: {predicate: named}}}

                """
            ])
        for name in ["word", "named", "words", "ext_mood", "time_scale", "object"] {
            let printed = try Obskit.run(
                ["translate", "--rules", name, "--instrument", "Toy", "--package", "Toy", "--format", "ndjson"],
                in: folder.path)
            #expect(printed.status == 0, "\(printed.diagnostics)")
            let first = try #require(try printed.lines().first)
            #expect(first["asked"] as? Bool == true)
            #expect(name.hasSuffix(first["name"] as? String ?? "-"))
        }
        let printed = try Obskit.run(
            ["translate", "--rules", "ext_mood", "--instrument", "Toy", "--package", "Toy"], in: folder.path)
        #expect(printed.output.contains("  # Toy/translation.yaml:6\n  mood: {type: text, rule: {value: word}}\n"))
        #expect(printed.output.contains("tables:\n  # Toy/translation.yaml:5\n  words: {a: b}\n"))
        let ofPackage = try Obskit.run(["translate", "--rules", "ext_mood", "--package", "Toy"], in: folder.path)
        #expect(ofPackage.output == printed.output)
        let wrong = try Obskit.run(
            ["translate", "--rules", "ext_mod", "--instrument", "Toy", "--package", "Toy"], in: folder.path)
        #expect(wrong.status == 2)
        #expect(wrong.diagnostics.contains("Toy has no rule 'ext_mod'; did you mean 'ext_mood'?"))
    }

    @Test("takes the instrument of files, each once, and says of which it knows none")
    func files() throws {
        let folder = try TemporaryFolder()
        try folder.sample("science")
        try folder.sample("bias")
        try folder.write(#"{"INSTRUME": "Nowhere"}"#, to: "odd.json")
        let printed = try Obskit.run(["translate", "--rules", "object", "science.fits", "bias.fits"], in: folder.path)
        #expect(printed.status == 0)
        #expect(printed.output.hasPrefix("# DECam (package DECam "))
        #expect(printed.output.components(separatedBy: "schema:").count == 2)
        let mixed = try Obskit.run(["translate", "--rules", "object", "science.fits", "odd.json"], in: folder.path)
        #expect(mixed.status == 1)
        #expect(mixed.output == printed.output)
        #expect(mixed.diagnostics.contains("odd.json: error: none of"))
        let unknown = try Obskit.run(["translate", "--rules", "object", "odd.json"], in: folder.path)
        #expect(unknown.status == 3)
        #expect(unknown.output.isEmpty)
    }

    @Test("prints all rules as a translation.yaml that translates as the package does")
    func all() throws {
        let folder = try TemporaryFolder()
        try folder.copyOfDECam("DECam")
        try folder.sample("science")
        let printed = try Obskit.run("translate", "--rules", "all", "--instrument", "DECam")
        #expect(printed.status == 0)
        try folder.write(printed.output, to: "DECam/translation.yaml")
        let validated = try Obskit.run(["validate", "DECam"], in: folder.path)
        #expect(validated.status == 0, "\(validated.diagnostics)")
        let asked = ["translate", "science.fits", "--format", "json"]
        let own = try Obskit.run(asked + ["--package", "DECam"], in: folder.path)
        let built = try Obskit.run(asked, in: folder.path)
        #expect(own.status == 0)
        #expect(own.output == built.output)
    }
}
