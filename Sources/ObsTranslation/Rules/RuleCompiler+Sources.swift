internal import ObsDocuments
internal import ObsFITS
internal import ObsText

extension RuleCompiler {
    /// A compiled source, and whether its number still has the unit of a card or a literal.
    struct FoundSource {
        let source: Source
        let needsUnit: Bool
        /// The unit that a card of a list has by itself.
        var unit: PropertyUnit?
    }

    static let sourceKeys = [
        "constant", "default", "fail", "card", "card_matching", "property", "value", "super", "first_of", "test",
        "detector",
        "hook",
        "identifier",
        "join", "text", "integer", "pack", "hash", "time", "sky", "altaz", "location", "airmass", "observing_day",
        "civil_offset",
    ]

    /// The source of a rule or a condition, several for a list of cards; none when it cannot be compiled.
    func sources(
        _ reader: MappingReader, _ context: RuleContext, isNaNMissing: Bool, isCondition: Bool = false
    ) -> [FoundSource] {
        if let node = cardNode(reader) { return cards(node, reader, context, isNaNMissing) }
        return source(reader, context, isCondition).map { [$0] } ?? []
    }

    /// The value of `card:`, where that is the source.
    private func cardNode(_ reader: MappingReader) -> Node? {
        guard reader.contains("card"), Self.sourceKeys.count(where: { contains(reader, $0) }) == 1 else { return nil }
        return optional(reader, "card")
    }

    private func source(_ reader: MappingReader, _ context: RuleContext, _ isCondition: Bool) -> FoundSource? {
        var found: [(key: String, node: Node)] = []
        for key in Self.sourceKeys {
            if let node = optional(reader, key) { found.append((key, node)) }
        }
        guard let (key, node) = found.first, found.count == 1 else {
            // What stands beside one of them is not wrong because of that.
            for key in ["hdu", "by", "give", "separator", "hex_digits"] { _ = optional(reader, key) }
            if found.isEmpty, hasMisspelt(reader, among: Self.sourceKeys) { return nil }
            let names = found.map(\.key).joined(separator: " and ")
            error(
                .badSource, reader.node,
                found.isEmpty ? "this does not say where the value comes from" : "\(names) cannot stand together",
                hint: found.isEmpty
                    ? "write one of \(Self.sourceKeys.joined(separator: ", "))" : "make a list of two alternatives")
            return nil
        }
        switch key {
        case "constant", "default":
            return literal(node, context).map {
                FoundSource(source: ConstantSource($0, isDefault: key == "default"), needsUnit: $0 != .null)
            }
        case "fail":
            return node.string(problems).map { FoundSource(source: FailSource($0), needsUnit: false) }
        case "card_matching":
            return cardMatching(node, reader, isCondition).map { FoundSource(source: $0, needsUnit: true) }
        case "property", "value":
            return (key == "property" ? slot(ofProperty: node) : slot(ofValue: node)).map {
                FoundSource(source: SlotSource(slot: $0.slot, name: $0.name), needsUnit: false)
            }
        case "super": return base(node, context).map { FoundSource(source: RuleSource($0), needsUnit: false) }
        case "first_of": return firstOf(node, context).map { FoundSource(source: RuleSource($0), needsUnit: false) }
        case "test": return FoundSource(source: TestSource(condition(node)), needsUnit: false)
        case "detector": return detector(node, reader).map { FoundSource(source: $0, needsUnit: false) }
        case "hook":
            guard let name = node.string(problems) else { return nil }
            needs.hooks.insert(name)
            readsAnyCard = true
            return FoundSource(source: HookSource(name), needsUnit: false)
        case "identifier":
            let given = reader.node["with"].map { $0.entries.compactMap { $0.key.text } } ?? []
            needs.identifiers = true
            return identifier(node, given).map { FoundSource(source: $0, needsUnit: false) }
        case "join", "text", "integer", "pack", "hash":
            return composite(key, node, reader).map { FoundSource(source: $0, needsUnit: key == "integer") }
        default:
            return builder(key, node).map { FoundSource(source: $0, needsUnit: false) }
        }
    }

    private func cards(
        _ node: Node, _ reader: MappingReader, _ context: RuleContext, _ isNaNMissing: Bool
    ) -> [FoundSource] {
        let nodes = node.kind == .sequence ? Array(node.elements) : [node]
        if nodes.isEmpty { error(.badSource, node, "the list of cards is empty") }
        let hdu = optional(reader, "hdu")?.string(problems)
        if hdu != nil { namesHDUs = true }
        return nodes.compactMap { one in
            var unit: PropertyUnit?
            var nameNode = one
            if one.kind == .mapping {
                guard let fields = MappingReader(one, "a card", problems) else { return nil }
                defer { fields.finish() }
                unit = required(fields, "unit").flatMap { self.unit($0, context) }
                guard let found = required(fields, "name") else { return nil }
                nameNode = found
            }
            guard let name = nameNode.string(problems) else { return nil }
            if name.isEmpty { error(.badSource, nameNode, "the name of the card is empty") }
            read(card: name, at: nameNode)
            let source = CardSource(Keyword(name), hdu: hdu, isNaNMissing: isNaNMissing)
            return FoundSource(source: source, needsUnit: true, unit: unit)
        }
    }

    private func cardMatching(_ node: Node, _ reader: MappingReader, _ isCondition: Bool) -> CardMatchingSource? {
        let giveNode = optional(reader, "give")
        let test = isCondition ? nil : test(reader, isRequired: false)
        guard let pattern = pattern(node) else { return nil }
        var give = CardMatchingSource.Give.value
        switch giveNode?.string(problems) {
        case nil, "value"?: break
        case _ where isCondition:
            error(
                .notAllowedHere, giveNode ?? node, "a condition tests the values of all such cards",
                hint: "take give: away, or put it into values:")
            return nil
        case "name"?: give = .name
        case let template?:
            var pieces = [""]
            var captures: [Int] = []
            var rest = template[...]
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                guard let number = Int(rest[rest.index(after: open)..<close]),
                    (1...max(1, pattern.captureCount)) ~= number,
                    pattern.captureCount > 0
                else {
                    error(
                        .badTemplate, giveNode ?? node,
                        "'\(template)' has a field that is no capture of a pattern with \(pattern.captureCount)",
                        hint: "write {1} for the first")
                    return nil
                }
                pieces[pieces.count - 1] += rest[..<open]
                pieces.append("")
                captures.append(number)
                rest = rest[rest.index(after: close)...]
            }
            pieces[pieces.count - 1] += rest
            give = .card(prefix: pieces, captures: captures)
        }
        readsAnyCard = true
        return CardMatchingSource(pattern: pattern, give: give, test: test)
    }

    private func base(_ node: Node, _ context: RuleContext) -> Rule? {
        guard node.boolean(problems) == true else { return nil }
        guard let position, position.section != .predicates else {
            error(.notAllowedHere, node, "there is nothing that super could stand for here")
            return nil
        }
        guard
            let rule = compileEntry(
                position.section,
                RuleContext(
                    target: context.target, dimension: context.dimension, name: position.name,
                    refusesBlank: context.refusesBlank, range: context.range), from: position.layer + 1)
        else {
            error(.unknownName, node, "no base has '\(position.name)'", hint: "take super away, or add extends:")
            return nil
        }
        return rule
    }

    /// Alternatives in the place of one: the first that has a value.
    private func firstOf(_ node: Node, _ context: RuleContext) -> Rule? {
        guard node.kind == .sequence else {
            node.wrongType("a list of alternatives", problems)
            return nil
        }
        return rule(node, context)
    }

    private func detector(_ node: Node, _ reader: MappingReader) -> DetectorSource? {
        needs.detectors = true
        let facts = Dictionary(uniqueKeysWithValues: DetectorFact.allCases.map { ($0.rawValue, $0) })
        let fact = spelled(node, of: facts, "what a detector gives")
        guard let by = required(reader, "by"), let fields = MappingReader(by, "by", problems) else { return nil }
        defer { fields.finish() }
        var found: (DetectorKey, Rule)?
        for key in DetectorKey.allCases {
            if let node = optional(fields, key.rawValue) { found = (key, field(node)) }
        }
        guard let (key, rule) = found else {
            error(
                .badSource, by, "by: does not say what to look the detector up by",
                hint: "write unique_name, serial or number"
            )
            return nil
        }
        return fact.map { DetectorSource(fact: $0, key: key, rule: rule) }
    }

    private func composite(_ key: String, _ node: Node, _ reader: MappingReader) -> Source? {
        switch key {
        case "join":
            let separator = required(reader, "separator")?.string(problems) ?? ""
            guard node.kind == .sequence, !node.elements.isEmpty else {
                node.wrongType("a list of rules", problems)
                return nil
            }
            return JoinSource(parts: node.elements.map { field($0) }, separator: separator)
        case "text":
            return node.string(problems).flatMap { template($0, node) }
        case "integer":
            guard let text = node.string(problems) else { return nil }
            do {
                let expression = try IntegerExpression(text)
                let rules = expression.names.compactMap { namedRule($0, node) }
                guard rules.count == expression.names.count else { return nil }
                return IntegerSource(expression: expression, rules: rules)
            } catch {
                self.error(.badExpression, node, "'\(text)': \(error.message)")
                return nil
            }
        case "pack": return pack(node)
        default:
            let digits = required(reader, "hex_digits")?.integer(problems, in: 1...15)
            return digits.map { HashSource(rule: field(node), hexDigits: $0) }
        }
    }

    private func pack(_ node: Node) -> PackSource? {
        guard node.kind == .sequence, !node.elements.isEmpty else {
            node.wrongType("a list of {of: RULE, size: N}", problems)
            return nil
        }
        var product = 1
        var digits: [(rule: Rule, size: Int)] = []
        for one in node.elements {
            guard let fields = MappingReader(one, "a packed number", problems) else { continue }
            defer { fields.finish() }
            guard let found = required(fields, "of", "size") else { continue }
            let rule = field(found[0])
            guard let size = found[1].integer(problems, in: 1...Int.max) else { continue }
            let next = product.multipliedReportingOverflow(by: size)
            if next.overflow {
                error(
                    .packTooLarge, one, "the sizes up to here multiply to more than 64 bits", hint: "make them smaller")
                return nil
            }
            product = next.partialValue
            digits.append((rule, size))
        }
        return PackSource(digits: digits)
    }

    private func template(_ text: String, _ node: Node) -> TextSource? {
        var fields: [TextSource.Field] = []
        var before = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else {
                error(.badTemplate, node, "a { without a } in '\(text)'")
                return nil
            }
            before += rest[..<open]
            let parts = rest[rest.index(after: open)..<close].split(separator: ":", maxSplits: 1)
            rest = rest[rest.index(after: close)...]
            guard let name = parts.first, let named = namedRule(String(name), node) else {
                if parts.isEmpty { error(.badTemplate, node, "an empty {} in '\(text)'") }
                return nil
            }
            var width = 0
            if parts.count == 2 {
                guard let wanted = Int(parts[1]), (1...40).contains(wanted), parts[1].hasPrefix("0") else {
                    error(
                        .badTemplate, node, "'\(parts[1])' is no width",
                        hint: "write {\(name):05} for five digits with zeros")
                    return nil
                }
                width = wanted
            }
            fields.append(TextSource.Field(before: before, rule: named, width: width))
            before = ""
        }
        return TextSource(fields: fields, end: before + rest)
    }
}
