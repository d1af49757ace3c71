internal import ObsDocuments
internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let filtersWritten = ConformanceCheck(
        "filters-written", .filters, .error, "Every filter that the translation writes itself is in filters.yaml.",
        documentation: """
            Constants, defaults, and values of tables in which the rule of `physical_filter` ends, are names of filters: no header \
            is needed to see that filters.yaml lacks one.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let layers = instrument.layers("translation.yaml").map(\.root)
            guard let rule = layers.lazy.compactMap({ $0["properties"]?["physical_filter"] }).first else { continue }
            for node in rule.kind == .sequence ? rule.elements.map({ $0 }) : [rule] {
                for written in Self.writtenTexts(node, layers) {
                    guard let name = written.text, instrument.instrument.filters[name] == nil else { continue }
                    findings.add(
                        at: written.position, "the rule gives the filter '\(name)', which there is not",
                        hint: DidYouMean.hint(for: name, among: instrument.instrument.filters.filters.map(\.name))
                            ?? "add it to filters.yaml", instrument: instrument)
                }
            }
        }
    }

    /// The texts that an alternative of a rule gives without a header.
    private static func writtenTexts(_ alternative: Node, _ layers: [Node]) -> [Node] {
        guard alternative.kind == .mapping else { return [] }
        guard let last = alternative["steps"]?.elements.last else {
            return [alternative["constant"], alternative["default"]].compactMap { $0 }.filter {
                $0.text != nil && !$0.isNull
            }
        }
        guard var table = last["table"] ?? last["rename"] else { return [] }
        if let name = table.text, let named = layers.lazy.compactMap({ $0["tables"]?[name] }).first { table = named }
        return table.kind == .mapping ? table.entries.map(\.value).filter { $0.text != nil && !$0.isNull } : []
    }
}
