import ObsDocuments
import ObsFITS
import ObsText
import TestSupport
import Testing

@testable import ObsTranslation

/// Rules made of sample text, over a base in which every property is null.
enum RuleSample {
    static let nullBase =
        "schema: obskit/translation/2\nproperties:\n"
        + ObservationProperty.allCases.map { "  \($0.name): null\n" }.joined()

    /// What compiling gives: the rules, if there were no errors, and all diagnostics.
    static func compile(
        _ text: String, over bases: [String] = [nullBase], identifiers: IdentifierScheme? = nil
    ) throws -> (TranslationRules?, [Diagnostic]) {
        let documents = try ([text] + bases).enumerated().map { number, text in
            try Document.yaml(text: text, file: number == 0 ? "sample" : "base\(number)")
        }
        let problems = Problems()
        problems.report(documents[0].duplicateKeys)
        let rules = TranslationRules.compile(
            layers: documents.map(\.root), identifiers: identifiers, problems: problems)
        return (rules, problems.sorted)
    }

    /// The rules of a text without errors.
    static func rules(_ text: String, over bases: [String] = [nullBase]) throws -> TranslationRules {
        let (rules, diagnostics) = try compile("schema: obskit/translation/2\n" + text, over: bases)
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
            let layers = try ([("schema: obskit/translation/2\n" + text)] + bases).map {
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

/// How a rule ended for a header.
struct Evaluated {
    /// How a rule can end.
    enum End: Equatable { case value, none, otherForm, refused, undecided }

    let end: End
    /// The value; nil when the rule ended without one.
    let value: PropertyValue?
    let flags: ValueFlags
    /// Why the rule ended as it did; nil where there was nothing to take.
    let reason: String?
    /// What was tried without success.
    let reasons: [String]
    /// What a reader is told of values that were taken all the same.
    let remarks: [String]
    let cards: [String]
}

extension Evaluated.End {
    init(_ outcome: Outcome) {
        switch outcome {
        case .value: self = .value
        case .none: self = .none
        case .otherForm: self = .otherForm
        case .refused: self = .refused
        case .undecided: self = .undecided
        }
    }
}

/// What a header stands among: other headers of the file, the camera, the package's Swift.
struct Surroundings {
    var hdus: [(name: String, header: Header)] = []
    var hooks: [String: TranslationHook] = [:]
    var detectors: (any DetectorDirectory)?
}

/// Evaluates a rule, written as in a file, as an intermediate result: with no type that the value must have.
func evaluate(
    _ rule: String, _ cards: [String: HeaderValue] = [:], more: String = "", surroundings: Surroundings = Surroundings()
) throws -> Evaluated {
    let translator = try RuleSample.translator(
        "values:\n  subject: \(rule)\n\(more)", hooks: surroundings.hooks, detectors: surroundings.detectors)
    return translator.evaluate(slot: translator.rules.valueBase, header(cards), surroundings.hdus)
}

/// Evaluates a rule of a property, written as in a file.
func evaluate(
    _ property: ObservationProperty, _ rule: String, _ cards: [String: HeaderValue] = [:], more: String = "",
    surroundings: Surroundings = Surroundings()
) throws -> Evaluated {
    let translator = try RuleSample.translator(
        "properties:\n  \(property.name): \(rule)\n\(more)", hooks: surroundings.hooks,
        detectors: surroundings.detectors)
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
            let outcome = plain.outcome(ofSlot: slot)
            var traced = Evaluation(header, translator: self, hdus: hdus)
            traced.trace = Trace()
            let tracedOutcome = traced.outcome(ofSlot: slot)
            let (value, tracedValue) = (outcome.asValue, tracedOutcome.asValue)
            #expect(Evaluated.End(tracedOutcome) == Evaluated.End(outcome))
            #expect(tracedValue == value)
            #expect(tracedOutcome.reason?.text == outcome.reason?.text)
            #expect(traced.flags(ofSlot: slot) == plain.flags(ofSlot: slot))
            #expect(traced.remarks == plain.remarks)
            return Evaluated(
                end: Evaluated.End(outcome), value: value, flags: plain.flags(ofSlot: slot),
                reason: outcome.reason?.text, reasons: traced.trace?.reasons ?? [],
                remarks: plain.remarks.map(\.text), cards: traced.trace?.cards.map(\.keyword.name) ?? [])
        }
    }
}

extension Outcome {
    /// The value, null too.
    var asValue: PropertyValue? { if case .value(let value) = self { value } else { nil } }
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
