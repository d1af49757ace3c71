import ObsFITS
import ObsYAML
import TestSupport
import Testing

@testable import ObsTranslation

/// Rules made of sample text, over a base in which every property is null.
enum RuleSample {
    static let nullBase =
        "schema: obskit/translation/1\nproperties:\n"
        + ObservationProperty.allCases.map { "  \($0.name): null\n" }.joined()

    /// What compiling gives: the rules, if there were no errors, and all diagnostics.
    static func compile(_ text: String, over bases: [String] = [nullBase]) throws -> (TranslationRules?, [Diagnostic]) {
        let documents = try ([text] + bases).enumerated().map { number, text in
            try Document.yaml(text: text, file: number == 0 ? "sample" : "base\(number)")
        }
        let problems = Problems()
        problems.report(documents[0].duplicateKeys)
        return (TranslationRules.compile(layers: documents.map(\.root), problems: problems), problems.sorted)
    }

    /// The rules of a text without errors.
    static func rules(_ text: String, over bases: [String] = [nullBase]) throws -> TranslationRules {
        let (rules, diagnostics) = try compile("schema: obskit/translation/1\n" + text, over: bases)
        return try #require(rules, "\(diagnostics.map(\.description).joined(separator: "\n"))")
    }

    /// A translator of rules of a text.
    static func translator(
        _ text: String, over bases: [String] = [nullBase], corrections: String? = nil,
        hooks: [String: TranslationHook] = [:], detectors: (any DetectorDirectory)? = nil
    ) throws -> HeaderTranslator {
        let rules = try rules(text, over: bases)
        var read = Corrections.none
        if let corrections {
            let layers = try ([("schema: obskit/translation/1\n" + text)] + bases).map {
                try Document.yaml(text: $0, file: "rules").root
            }
            let problems = Problems()
            let document = try Document.yaml(text: corrections, file: "corrections")
            read = Corrections.read(layers: [document.root], ruleLayers: layers, problems: problems)
            try problems.throwIfErrors()
        }
        return HeaderTranslator(
            instrumentName: "Sample", rules: rules, corrections: read, hooks: hooks, detectors: detectors)
    }
}

/// What a rule makes of a header.
struct Evaluated {
    let value: PropertyValue?
    let flags: ValueFlags
    let reasons: [String]
    let complaints: [String]
    let cards: [String]
}

/// What a header stands among: other headers of the file, the camera.
struct Surroundings {
    var hdus: [(name: String, header: Header)] = []
    var detectors: (any DetectorDirectory)?
}

/// Evaluates a rule, written as in a file, as an intermediate result: with no type that the value must have.
func evaluate(
    _ rule: String, _ cards: [String: HeaderValue] = [:], more: String = "", surroundings: Surroundings = Surroundings()
) throws -> Evaluated {
    let translator = try RuleSample.translator(
        "values:\n  subject: \(rule)\n\(more)", detectors: surroundings.detectors)
    return translator.evaluate(slot: translator.rules.valueBase, header(cards), surroundings.hdus)
}

/// Evaluates a rule of a property, written as in a file.
func evaluate(
    _ property: ObservationProperty, _ rule: String, _ cards: [String: HeaderValue] = [:], more: String = "",
    surroundings: Surroundings = Surroundings()
) throws -> Evaluated {
    let translator = try RuleSample.translator(
        "properties:\n  \(property.name): \(rule)\n\(more)", detectors: surroundings.detectors)
    return translator.evaluate(slot: property.rawValue, header(cards), surroundings.hdus)
}

extension TranslationRules {
    /// Where the intermediate results begin.
    var valueBase: Int { extensionBase + extensionNames.count }
}

extension HeaderTranslator {
    /// What the rule of a slot makes of a header, which must be the same with and without somebody who asks why.
    func evaluate(slot: Int, _ header: Header, _ hdus: [(name: String, header: Header)] = []) -> Evaluated {
        withExtendedLifetime(self) {
            var plain = Evaluation(header, translator: self, hdus: hdus)
            let value = plain.value(ofSlot: slot)
            var traced = Evaluation(header, translator: self, hdus: hdus)
            traced.trace = Trace()
            let tracedValue = traced.value(ofSlot: slot)
            #expect(tracedValue == value)
            #expect(traced.flags(ofSlot: slot) == plain.flags(ofSlot: slot))
            #expect(traced.complaints == plain.complaints)
            return Evaluated(
                value: value, flags: plain.flags(ofSlot: slot), reasons: traced.trace?.reasons ?? [],
                complaints: plain.complaints.map(\.reason), cards: traced.trace?.cards.map(\.keyword.name) ?? [])
        }
    }
}

/// A header of these cards, in alphabetical order.
func header(_ cards: [String: HeaderValue]) -> Header {
    Header(cards: cards.sorted { $0.key < $1.key }.map { Card(Keyword($0.key), $0.value) })
}

extension HeaderValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByExtendedGraphemeClusterLiteral, ExpressibleByUnicodeScalarLiteral
{
    init(stringLiteral text: String) { self = .string(text) }
    init(integerLiteral number: Int) { self = .integer(number) }
    init(floatLiteral number: Double) { self = .real(number) }
    init(booleanLiteral truth: Bool) { self = .logical(truth) }
}

extension PropertyValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByExtendedGraphemeClusterLiteral, ExpressibleByUnicodeScalarLiteral
{
    init(stringLiteral text: String) { self = .text(text) }
    init(integerLiteral number: Int) { self = .integer(number) }
    init(floatLiteral number: Double) { self = .real(number) }
    init(booleanLiteral truth: Bool) { self = .boolean(truth) }
}

/// Values that a card holds when something is wrong with it.
let unusableValues: [HeaderValue] = [
    .undefined, .real(.nan), .real(.infinity), .real(-.infinity), .complex(1, 2), .malformed("0x"),
]
