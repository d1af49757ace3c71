import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

/// Rules that nobody would write, and headers that nobody would want.
@Suite struct HostileRulesTests {
    @Test(
        "Files that are cut off anywhere are diagnosed, not followed",
        arguments: ["translation.yaml", "corrections.yaml"])
    func truncatedFiles(_ name: String) throws {
        let text = try Repository.text("Cameras/DECam/\(name)")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rules = try DECamSample.documents("translation.yaml")
        for count in lines.indices {
            guard let document = try? Document.yaml(text: lines[..<count].joined(separator: "\n"), file: name) else {
                continue
            }
            let problems = Problems()
            if name == "translation.yaml" {
                _ = TranslationRules.compile(layers: [document.root] + rules.dropFirst(), problems: problems)
            } else {
                _ = Corrections.read(layers: [document.root], ruleLayers: rules, problems: problems)
            }
        }
    }

    @Test("Words exchanged at random never crash the compiler or the rules", arguments: [UInt64(1), 2, 3])
    func exchangedWords(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let text = try Repository.text("Cameras/DECam/translation.yaml")
        let bases = Array(try DECamSample.documents("translation.yaml").dropFirst())
        let words =
            text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }.map(String.init)
            + Language.obskit.words.map(\.word)
            + [
                "null", "[]", "{}", "5", "super", "true",
            ]
        let identifiers = try DECamSample.identifiers(Problems())
        var compiled = 0
        for _ in 0..<120 {
            var changed = text
            for _ in 0..<numbers.integer(1...4) {
                let old = numbers.pick(words)
                guard let range = changed.ranges(of: old).randomElement(using: &numbers) else { continue }
                changed.replaceSubrange(range, with: numbers.pick(words))
            }
            guard let document = try? Document.yaml(text: changed, file: "t") else { continue }
            let problems = Problems()
            let rules = TranslationRules.compile(
                layers: [document.root] + bases, identifiers: identifiers, problems: problems)
            #expect((rules == nil) == problems.hasErrors, "seed \(seed)")
            guard let rules else { continue }
            compiled += 1
            let report = HeaderTranslator(instrumentName: "X", rules: rules).translate(DECamSample.header)
            #expect(report.failures.allSatisfy { !$0.reasons.isEmpty }, "seed \(seed)")
            // What is printed of them, without bases, means the same.
            let listing = try #require(RuleListing(layers: [document.root] + bases, identifiers: identifiers))
            let printed = try Document.yaml(listing.yaml(listing.rules, heading: "all"), file: "printed")
            let again = try #require(
                TranslationRules.compile(layers: [printed.root], identifiers: identifiers, problems: Problems()))
            let other = HeaderTranslator(instrumentName: "X", rules: again).translate(DECamSample.header)
            #expect(other.info == report.info, "seed \(seed)")
            #expect(other.failures.map(\.summary) == report.failures.map(\.summary), "seed \(seed)")
        }
        #expect(compiled > 5)
    }

    @Test("A header of nothing but unusable cards fails property by property")
    func unusableHeader() throws {
        let translator = try DECamSample.translator()
        for value in unusableValues + ["", " ", "\u{0}", true, .integer(.min), .integer(.max), .real(-1e308)] {
            let report = translator.translate(header(DECamSample.cards.mapValues { _ in value }))
            #expect(report.info.exposureID != 171_717)
            for failure in report.failures { #expect(!failure.reasons.isEmpty, "\(value) \(failure.property)") }
            #expect(throws: ObservationError.self) { try report.strict() }
        }
        let empty = translator.translate(header([:]))
        #expect(empty.failures.count == 25, "\(empty.failures.map(\.property))")
    }

    @Test("Deep conditions are compiled within the limits of YAML")
    func deepConditions() throws {
        let deep = String(repeating: "{not: ", count: 54) + "{card: A, is: present}" + String(repeating: "}", count: 54)
        #expect(try evaluate("{test: \(deep)}", ["A": 1]).value == true)
    }

    @Test("A very long text in a message is cut")
    func longMessages() throws {
        let report = try DECamSample.translator().translate(
            header(DECamSample.cards.merging(["EXPNUM": .string(String(repeating: "x", count: 1_000_000))]) { $1 }))
        let failure = try #require(report.failures.first)
        #expect(failure.property == "exposure_id" && failure.summary.utf8.count < 200)
    }
}
