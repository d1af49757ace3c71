internal import ObsDocuments
internal import ObsText

extension RuleCompiler {
    /// An entry as it is when each `super` in it has been replaced; nil when no layer has it.
    func writtenEntry(_ entry: RuleName, _ spelling: RuleSpelling) -> WrittenRule? {
        for (index, layer) in layers.enumerated() {
            guard let found = layer.entry(entry.section, entry.name) else { continue }
            let text = SuperExpansion(
                layers: layers, language: language, entry: entry, layer: index, spelling: spelling
            ).text(found.node)
            return WrittenRule(name: entry, place: found.keyNode.position, text: text)
        }
        return nil
    }
}

/// Replaces `super` in an entry by the entry of the layers beneath.
private struct SuperExpansion {
    let layers: [RuleLayer]
    let language: Language
    let entry: RuleName
    let layer: Int
    let spelling: RuleSpelling
    var broughtInBy: [SourcePosition] = []

    func text(_ node: Node, isRuleList: Bool = false) -> RuleText {
        switch node.kind {
        case .scalar: return RuleText(spelling.content(node), at: node, broughtInBy: broughtInBy)
        case .sequence:
            let elements = Array(node.elements)
            let texts = elements.enumerated().flatMap { index, element -> [RuleText] in
                let one = text(element)
                guard !isRuleList, Self.isSuperAlone(element) else { return [one] }
                return alternatives(one, element, isLast: index == elements.count - 1)
            }
            return RuleText(.sequence(texts), at: node, broughtInBy: broughtInBy)
        case .mapping:
            if Self.isSuperAlone(node), let base = base(node) { return base }
            return mapping(node)
        }
    }

    private func mapping(_ node: Node) -> RuleText {
        let entries = node.entries.map { key, value -> (key: String, value: RuleText) in
            let name = spelling.key(key)
            if name == SuperSource.word, Self.isTrue(value), let base = base(value) {
                return (FirstOfSource.word, listed(base, value))
            }
            if name == AlternativeKey.steps.name {
                return (name, RuleText(verbatim: value, broughtInBy: broughtInBy, spelling: spelling))
            }
            guard name == AlternativeKey.with.name else {
                return (name, text(value, isRuleList: language.listsOfRules.contains(name)))
            }
            let named = value.entries.map { (key: $0.key.text ?? "", value: text($0.value)) }
            return (name, RuleText(.mapping(named), at: value, broughtInBy: broughtInBy))
        }
        return RuleText(.mapping(entries), at: node, broughtInBy: broughtInBy)
    }

    /// What `super` stands for, as alternatives of the rule in which it stands alone.
    ///
    /// It stays together where the last of them passes a refused value on: within the base nothing follows it.
    private func alternatives(_ base: RuleText, _ node: Node, isLast: Bool) -> [RuleText] {
        let all = base.alternatives
        guard case .mapping(let entries)? = all.last?.content,
            entries.contains(where: { $0.key == AlternativeKey.refused.name }), !isLast
        else { return all }
        return [RuleText(.mapping([(FirstOfSource.word, listed(base, node))]), at: node, broughtInBy: broughtInBy)]
    }

    private func listed(_ base: RuleText, _ node: Node) -> RuleText {
        if case .sequence = base.content { return base }
        return RuleText(.sequence([base]), at: node, broughtInBy: base.broughtInBy)
    }

    /// The entry of the layers beneath; nil when there is none, which compiling reports.
    private func base(_ node: Node) -> RuleText? {
        for index in layers.indices where index > layer {
            guard let found = layers[index].entry(entry.section, entry.name)?.node,
                let rule = entry.section == .extensions ? found["rule"] : found
            else { continue }
            return SuperExpansion(
                layers: layers, language: language, entry: entry, layer: index, spelling: spelling,
                broughtInBy: broughtInBy + [node.position]
            ).text(rule)
        }
        return nil
    }

    private static func isSuperAlone(_ node: Node) -> Bool {
        node.kind == .mapping && node.entries.underestimatedCount == 1 && node[SuperSource.word].map(isTrue) ?? false
    }

    private static func isTrue(_ node: Node) -> Bool { node.resolved == .boolean(true) }
}
