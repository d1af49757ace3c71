internal import ObsDocuments
internal import ObsFITS
internal import ObsText

extension RuleCompiler {
    /// A rule: null, an alternative, or a list of alternatives.
    func rule(_ node: Node, _ context: RuleContext) -> Rule {
        if node.kind == .sequence {
            if node.elements.isEmpty {
                error(.badSource, node, "the list of alternatives is empty", hint: "write null when there is no value")
            }
            let limit = Self.mostAlternatives
            if node.elements.count > limit {
                error(
                    .limitExceeded, node,
                    "a rule has at most \(limit) alternatives, and this one has \(node.elements.count)",
                    hint: "a table can say more")
                return Rule([], place: node.position)
            }
            var parts: [AlternativeParts] = []
            for (number, element) in node.elements.enumerated() {
                let isLast = number == node.elements.count - 1
                let before = parts.count
                parts += alternative(element, context, hasNext: !isLast)
                for place in before..<parts.count { parts[place].number = number }
            }
            return Rule(parts, place: node.position)
        }
        return Rule(alternative(node, context, hasNext: false), place: node.position)
    }

    /// A rule that stands by itself, with nothing behind it: its forms know each other.
    func finishedRule(_ node: Node, _ context: RuleContext) -> Rule {
        let rule = rule(node, context)
        rule.first?.setTakenLater([]) { [$0] }
        return rule
    }

    /// A rule that a condition looks at: its forms know each other, and no other rule's.
    @discardableResult
    func finishForms(ofPart rule: Rule) -> Rule {
        rule.first?.setTakenLater([]) { [$0] }
        rulesInConditions.append(rule)
        return rule
    }

    /// The field of a builder, where a text is short for a card.
    func field(_ node: Node, _ range: ConstantRange? = nil) -> Rule {
        guard node.kind == .scalar, !node.isNull, let name = node.text else {
            return rule(node, .field("the value", range))
        }
        switch node.resolved {
        case .string?: break
        default:
            error(
                .badSource, node, "this is the short form of {card: \(name)}, and \(node.found) is no card",
                hint: "write {constant: \(name)} for the value itself, or quote the name of a card")
        }
        read(card: name, at: node)
        return Rule([AlternativeParts(source: CardSource(Keyword(name)))], place: node.position)
    }

    /// An alternative; a list of cards has one for each card.
    private func alternative(_ node: Node, _ context: RuleContext, hasNext: Bool) -> [AlternativeParts] {
        if node.kind == .scalar && node.isNull {
            return [AlternativeParts(source: ConstantSource(.null))]
        }
        guard node.kind == .mapping else {
            error(
                .badSource, node, "a rule is null or a mapping such as {card: NAME}, and this is \(node.found)",
                hint: "for a fixed value write {constant: …}")
            return []
        }
        guard let reader = MappingReader(node, "a rule", problems) else { return [] }
        defer { reader.finish() }
        let refusingBefore = refusingSteps
        let outerNames = (localNames, usedLocalNames)
        defer { (localNames, usedLocalNames) = outerNames }
        let keys = MappingKeys(
            reader: reader, place: WordPlace(word: "a rule", reader: reader, context: context), compiler: self)
        let own = keys.optional(AlternativeKey.with) ?? []
        var conditions: [Condition] = []
        if let when = keys.optional(AlternativeKey.when) { conditions.append(when) }
        if let unless = keys.optional(AlternativeKey.unless) { conditions.append(.not(unless)) }
        let steps = keys.optional(AlternativeKey.steps) ?? []
        let unit = keys.optional(AlternativeKey.unit)
        let refused = keys.node(AlternativeKey.refused)
        let sources = sources(reader, context, isNaNMissing: steps.contains(where: \.takesNaNAsMissing))
        if sources.isEmpty { return [] }
        // What steps make of a constant is another value.
        if let range = context.range, steps.isEmpty,
            let constant = node[ConstantSource.word] ?? node[DefaultSource.word],
            let source = sources[0] as? LiteralSource
        {
            check(constant, source.literal, in: unit, range)
        }
        for name in own where !usedLocalNames.union(suggested).contains(name.text ?? "") {
            problems.warning(.unusedEntry, at: name, "nothing uses '\(name.text ?? "")' of with:", hint: "take it away")
        }
        if let dimension = context.dimension, !keys.has(AlternativeKey.unit),
            sources.contains(where: { $0.needsUnit && $0.ownUnit == nil })
        {
            error(
                .missingUnit, node, "\(context.name) is a \(dimension.rawValue), and this rule does not say its unit",
                hint: "add unit:, such as unit: \(dimension.canonicalUnit.rawValue)")
        }
        let isPassedOn = refused.map { passesOn($0, keys, hasNext: hasNext || sources.count > 1) } ?? false
        // What stands in its parts and in its condition may be refused too.
        let mayRefuse = refusingSteps > refusingBefore || unit != nil
        if mayRefuse && (hasNext || sources.count > 1) && refused == nil && isOfVersion1(node) {
            placesOfVersion1.append(node.position)
        }
        return sources.map { source in
            AlternativeParts(
                source: source,
                condition: conditions.isEmpty ? nil : conditions.count == 1 ? conditions[0] : .all(conditions),
                steps: steps, unit: source.ownUnit ?? unit, target: context.target, refusesBlank: context.refusesBlank,
                isRefusalPassedOn: isPassedOn)
        }
    }

    /// What `refused:` says, which can only be `next`.
    private func passesOn(_ node: Node, _ keys: MappingKeys, hasNext: Bool) -> Bool {
        guard AlternativeKey.refused.argument.read(node, keys.place, self) != nil else { return false }
        if !hasNext {
            error(
                .badSource, node, "refused: next stands at the last alternative, and there is no next one",
                hint: "take it away, or add an alternative")
        }
        return true
    }

    func unit(_ node: Node, _ context: RuleContext) -> PropertyUnit? {
        guard let word = node.string(problems) else { return nil }
        if context.dimension == nil && context.target != nil {
            error(
                .wrongUnit, node, "\(context.name) has no unit",
                hint: "take unit: away, or use the steps scale and offset")
            return nil
        }
        guard let unit = PropertyUnit(rawValue: word) else {
            let words = (context.dimension?.units ?? PropertyUnit.allCases).map(\.rawValue)
            let meant = problems.count < 100 ? PropertyUnit.suggestion(for: word, of: context.dimension) : nil
            error(
                .wrongUnit, node, "there is no unit '\(word)'",
                hint: meant.map { "did you mean '\($0.rawValue)'?" } ?? "it is one of \(words.joined(separator: ", "))")
            return nil
        }
        if let dimension = context.dimension, unit.dimension != dimension {
            error(
                .wrongUnit, node,
                "\(word) is a unit of \(unit.dimension.rawValue), and \(context.name) is a \(dimension.rawValue)",
                hint: "such as \((PropertyUnit.meant(by: word, of: dimension) ?? dimension.canonicalUnit).rawValue)")
            return nil
        }
        return unit
    }

    /// A literal of the type that the context wants.
    func literal(_ node: Node, _ context: RuleContext) -> PropertyValue? {
        if node.isNull { return .null }
        switch context.target {
        case .text: return node.string(problems).map { .text($0) }
        case .integer where context.dimension == nil: return node.integer(problems).map { .integer($0) }
        case .real, .integer: return node.double(problems).map { .real($0) }
        case .boolean: return node.boolean(problems).map { .boolean($0) }
        case .instant: return date(node).map { .instant($0) }
        case .sky, .horizontal, .location:
            error(
                .badSource, node, "\(context.name) cannot be a literal",
                hint: "use the builder sky:, altaz: or location:")
            return nil
        case nil: return literal(node)
        }
    }

    /// A literal of the type that it looks like: YAML's null, true, false, numbers and text.
    func literal(_ node: Node) -> PropertyValue? {
        switch node.resolved {
        case .null?: return .null
        case .boolean(let value)?: return .boolean(value)
        case .integer(let value)?: return .integer(value)
        case .double(let value)?:
            if value.isFinite { return .real(value) }
            error(.outOfRange, node, "a finite number is expected, and this is \(node.found)")
            return nil
        case .string(let value)?: return .text(value)
        case .outOfRange(let text)?:
            error(.wrongType, node, "'\(text)' is a number beyond 64 bits", hint: "put it in quotes if it is text")
            return nil
        case nil:
            node.wrongType("a single value", problems)
            return nil
        }
    }

    func literals(_ node: Node) -> [PropertyValue] {
        guard node.kind == .sequence else {
            node.wrongType("a list of values", problems)
            return []
        }
        return node.elements.compactMap { literal($0) }
    }

    func pattern(_ node: Node) -> Pattern? {
        guard let text = node.string(problems) else { return nil }
        do {
            return try Pattern(text)
        } catch {
            self.error(.badPattern, node, "\(error)", hint: "section 2.5 of RuleLanguage.md says what a pattern can be")
            return nil
        }
    }

    // Named things

    func slot(ofProperty node: Node) -> SlotSource.Named? {
        guard let name = node.string(problems) else { return nil }
        if let property = ObservationProperty(name: name) {
            usedSlots.insert(property.rawValue)
            return SlotSource.Named(slot: property.rawValue, name: name)
        }
        if name.hasPrefix("ext_"), let index = extensionNames.firstIndex(of: String(name.dropFirst(4))) {
            usedSlots.insert(extensionBase + index)
            return SlotSource.Named(slot: extensionBase + index, name: name)
        }
        error(
            .unknownProperty, node, "there is no property '\(name)'",
            hint: nearest(to: name, among: ObservationProperty.allCases.map(\.name)))
        return nil
    }

    func slot(ofValue node: Node) -> SlotSource.Named? {
        guard let name = node.string(problems) else { return nil }
        guard let index = valueIndices[name] else {
            error(.unknownName, node, "there is no '\(name)' under values:", hint: nearest(to: name, among: valueNames))
            return nil
        }
        markValue(name)
        usedSlots.insert(valueBase + index)
        return SlotSource.Named(slot: valueBase + index, name: name)
    }

    /// The rule of a name in a template or an expression: `with:`, then `values:`, then the properties.
    func namedRule(_ name: String, _ node: Node) -> NamedRule? {
        if let local = localNames[name] {
            usedLocalNames.insert(name)
            return NamedRule(name: name, rule: local)
        }
        let slot: Int
        if let index = valueIndices[name] {
            markValue(name)
            slot = valueBase + index
        } else if let property = ObservationProperty(name: name) {
            slot = property.rawValue
        } else {
            let known = Array(localNames.keys) + valueNames + ObservationProperty.allCases.map(\.name)
            error(
                .unknownName, node, "there is no '\(name)' under with: or values:, and no such property",
                hint: nearest(to: name, among: known.sorted()))
            return nil
        }
        usedSlots.insert(slot)
        let source = SlotSource(SlotSource.Named(slot: slot, name: name))
        return NamedRule(name: name, rule: Rule([AlternativeParts(source: source)], place: node.position))
    }

    func table(_ node: Node) -> [String: PropertyValue] {
        var source = node
        if node.kind == .scalar {
            guard let name = node.string(problems) else { return [:] }
            guard let found = find(.tables, name, from: 0) else {
                error(
                    .unknownName, node, "there is no '\(name)' under tables:",
                    hint: nearest(to: name, among: layers.flatMap { $0.entries(.tables).map(\.key) }))
                return [:]
            }
            needs.tables.insert(name)
            usedLayers.insert(found.layer)
            source = found.node
        }
        var result: [String: PropertyValue] = [:]
        for entry in source.entries(problems, "a table") {
            guard let key = entry.key.text, let value = literal(entry.value) else { continue }
            result[key] = value
        }
        return result
    }
}
