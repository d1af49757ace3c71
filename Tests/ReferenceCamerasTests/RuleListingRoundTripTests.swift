import ObsDocuments
import ObsFITS
import ObsKitConformance
import ObsText
import ReferenceCameras
import Testing

@testable import ObsKit
@testable import ObsTranslation

/// What `obskit translate --rules` prints is what runs: alone, over a base in which every property is null, it gives the same.
@Suite("The rules of the reference cameras as they are after all extends")
struct RuleListingRoundTripTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
    static let instruments = catalog.instrumentNames

    private static let nullBase =
        "schema: obskit/translation/2\nproperties:\n"
        + ObservationProperty.allCases.map { "  \($0.name): null\n" }.joined()

    /// A translator of printed rules, and what is wrong with them.
    private static func translator(
        _ yaml: [UInt8], over base: String?, of instrument: Instrument
    ) throws -> (HeaderTranslator?, [String]) {
        var layers = [try Document.yaml(yaml, file: "printed").root]
        if let base { layers.append(try Document.yaml(text: base, file: "base").root) }
        let problems = Problems()
        let rules = TranslationRules.compile(
            layers: layers, identifiers: instrument.identifiers, problems: problems)
        let own = instrument.translator
        return (
            rules.map {
                HeaderTranslator(
                    instrumentName: own.instrumentName, rules: $0, hooks: own.hooks, detectors: own.detectors,
                    checks: own.checks)
            }, problems.sorted.map(\.description)
        )
    }

    /// How the rule of a slot ends, in words that tell any two ends apart.
    private static func end(
        _ slot: Int, _ translator: HeaderTranslator, _ header: Header, _ hdus: [(name: String, header: Header)],
        _ corrected: CorrectedCards?
    ) -> String {
        withExtendedLifetime(translator) {
            var evaluation = Evaluation(header, translator: translator, hdus: hdus, corrected: corrected)
            let words: String =
                switch evaluation.outcome(ofSlot: slot) {
                case .value(let value): "\(value.kindName) \(value)"
                case .none: "none"
                case .otherForm(let form): "other form: \(form.words)"
                case .refused(let reason): "refused: \(reason.text ?? "")"
                case .undecided(let reason): "undecided: \(reason.text ?? "")"
                }
            return "\(words) \(evaluation.flags(ofSlot: slot).words)"
        }
    }

    @Test("give each property and extension alone what the package gives it", arguments: instruments)
    func properties(_ name: String) throws {
        let instrument = try Self.catalog.instrument(named: name)
        let own = instrument.translator
        let listing = try Self.catalog.ruleListing(of: instrument)
        let files = try Places.goldenHeaders.map { try GoldenHeader(path: $0.path) }.filter { $0.instrument == name }
        #expect(!files.isEmpty)
        /// The headers as corrections leave them, and each without one of its cards.
        var headers: [(header: Header, hdus: [(name: String, header: Header)], corrected: CorrectedCards?)] = []
        for file in files {
            let opened = try Self.catalog.open(bytes: file.fits, named: "golden")
            for one in opened.observations {
                let hdus = instrument.named(opened.headers)
                var evaluation = Evaluation(one.header, translator: own, hdus: hdus)
                _ = own.corrections.apply(to: &evaluation)
                headers.append((evaluation.header, hdus, evaluation.corrected))
            }
        }
        let entries = listing.rules.filter { [.properties, .extensions].contains($0.name.section) }
        #expect(entries.count == ObservationProperty.allCases.count + own.rules.extensionNames.count)
        var compared = 0
        for entry in entries {
            let yaml = listing.yaml(listing.closure(of: [entry.name]), heading: "alone")
            let (made, problems) = try Self.translator(yaml, over: Self.nullBase, of: instrument)
            #expect(problems == [], "\(entry.name)")
            let alone = try #require(made)
            func slot(_ rules: TranslationRules) -> Int? {
                if let property = ObservationProperty(name: entry.name.name), entry.name.section == .properties {
                    return property.rawValue
                }
                return rules.extensionNames.firstIndex(of: entry.name.name).map { rules.extensionBase + $0 }
            }
            let (ownSlot, aloneSlot) = (try #require(slot(own.rules)), try #require(slot(alone.rules)))
            let read = Set(own.rules.keywords(usedBySlot: ownSlot))
            for (header, hdus, corrected) in headers {
                let without = read.filter { header[Keyword($0)] != nil }.map { name in
                    Header(cards: header.filter { $0.keyword.name != name })
                }
                for one in [header] + without {
                    let expected = Self.end(ownSlot, own, one, hdus, corrected)
                    #expect(Self.end(aloneSlot, alone, one, hdus, corrected) == expected, "\(entry.name)")
                    compared += 1
                }
            }
        }
        #expect(compared >= 40 * headers.count)
    }

    @Test("are as a whole a translation.yaml that needs no base and says the same", arguments: instruments)
    func whole(_ name: String) throws {
        let instrument = try Self.catalog.instrument(named: name)
        let listing = try Self.catalog.ruleListing(of: instrument)
        let yaml = listing.yaml(listing.rules, heading: "all")
        let document = try Document.yaml(yaml, file: "printed")
        let (made, problems) = try Self.translator(yaml, over: nil, of: instrument)
        // What only other instruments of a family use is there too.
        #expect(problems.filter { !$0.contains("nothing uses '") } == [])
        let rules = try #require(made).rules
        #expect(rules.translatorName == instrument.translator.rules.translatorName)
        #expect(rules.observationKinds == instrument.translator.rules.observationKinds)
        #expect(rules.requiredProperties == instrument.translator.rules.requiredProperties)
        let again = try #require(RuleListing(layers: [document.root], identifiers: instrument.identifiers))
        #expect(again.rules.map(\.name) == listing.rules.map(\.name))
        #expect(again.rules.map(\.text.line) == listing.rules.map(\.text.line))
        #expect(again.rules.map(\.uses) == listing.rules.map(\.uses))
    }
}
