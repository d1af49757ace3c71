/// Whether an identifier that a rule makes by itself is one that `identifiers:` of instrument.yaml describes.
///
/// A rule that says `identifier:` cannot differ. One that computes the integer can: a counter beyond the room that it has
/// becomes the counter of another day.
struct IdentifierCheck: Sendable {
    let layout: IdentifierLayout
    /// The properties that parts of the identifier are, by the name of the part.
    let parts: [(name: String, property: ObservationProperty)]

    /// How the rule ends whose value is no identifier, or has no room for a part; nil where it is right.
    ///
    /// That a part which has room is another one than the property is a mistake of the package, which the conformance kit
    /// finds.
    func refusal(of value: Int, _ evaluation: inout Evaluation) -> Outcome? {
        let flags = evaluation.flags
        defer { evaluation.flags = flags }
        do throws(IdentifierError) {
            let form = layout.forms[try layout.form(of: value)]
            for (name, property) in parts {
                guard let part = form.parts.first(where: { $0.name == name }),
                    let outside = evaluation.outcome(ofSlot: property.rawValue).known?.asInteger
                else { continue }
                _ = try part.digit(of: .integer(outside))
            }
            return nil
        } catch {
            return evaluation.refuse(error.message)
        }
    }
}

extension RuleCompiler {
    /// The checks of identifiers that rules make by themselves, by slot; what they ask is added to what the slots use.
    func identifierChecks(_ rules: [Rule], _ usedBySlot: inout [[Int]]) -> [Int: IdentifierCheck] {
        guard let identifiers else { return [:] }
        let described: [(ObservationProperty, IdentifierLayout?)] = [
            (.exposureID, identifiers.exposure), (.detectorExposureID, identifiers.detectorExposure),
        ]
        var checks: [Int: IdentifierCheck] = [:]
        for (property, layout) in described {
            let slot = property.rawValue
            guard let layout, !rules[slot].alternatives.allSatisfy(Self.isComposed) else { continue }
            let parts = layout.partNames.compactMap { name -> (String, ObservationProperty)? in
                guard let asked = Self.usual[name], asked != property,
                    !TranslationRules.closure(of: asked.rawValue, usedBySlot).contains(slot)
                else { return nil }
                return (name, asked)
            }
            usedBySlot[slot] = Set(usedBySlot[slot] + parts.map(\.1.rawValue)).sorted()
            checks[slot] = IdentifierCheck(layout: layout, parts: parts.map { (name: $0.0, property: $0.1) })
        }
        return checks
    }

    /// Whether an alternative gives null or what `identifiers:` composes.
    private static func isComposed(_ alternative: Alternative) -> Bool {
        switch alternative.source {
        case is IdentifierSource: true
        case let source as LiteralSource: source.literal.isNull
        case let source as RuleSource: source.rule.alternatives.allSatisfy(isComposed)
        default: false
        }
    }
}
