package import ObsDocuments
package import ObsText
internal import ObsTime

extension ExternalCalibrations {
    /// The schema that a calibrations/external.yaml begins with.
    public static let schema = ExternalKeys.file.schema

    /// Reads calibrations/external.yaml and the files that it extends.
    ///
    /// - Parameters:
    ///   - layers: The roots of the files, an extending one before its base; an entry replaces the one of its name.
    ///   - kinds: The kinds of the instrument.
    ///   - problems: Takes everything that is wrong: unknown keys, kinds that there are not, patterns, dates.
    package init(layers: [Node], kinds: CalibrationKinds, problems: Problems) {
        var products: [ExternalProduct] = []
        var seen: Set<String> = []
        for layer in layers {
            guard let reader = FormatReader(layer, ExternalKeys.file.root, problems) else { continue }
            reader.requireSchema(ExternalKeys.file)
            _ = reader.given(ExternalKeys.extends)
            var own: Set<String> = []
            for node in reader.given(ExternalKeys.products).flatMap({ $0.list("products", problems) { $0 } }) ?? [] {
                guard let (product, isRemoved, name) = ExternalProduct.read(node, kinds, problems) else { continue }
                if !own.insert(name).inserted {
                    problems.error(
                        .ambiguousKind, at: node, "there are two products named '\(name)'", hint: "rename one of them")
                } else if !seen.contains(name), !isRemoved, let product {
                    products.append(product)
                }
            }
            seen.formUnion(own)
            reader.finish()
        }
        self.init(products, kinds: kinds)
    }
}

extension ExternalProduct {
    fileprivate static func read(
        _ node: Node, _ kinds: CalibrationKinds, _ problems: Problems
    ) -> (
        product: ExternalProduct?, isRemoved: Bool, name: String
    )? {
        guard let reader = FormatReader(node, ExternalKeys.product, problems) else { return nil }
        defer { reader.finish() }
        let before = problems.count
        let name = reader[ExternalKeys.name]
        if reader[ExternalKeys.remove] ?? false { return name.map { (nil, true, $0) } }
        let kind = reader.needed(ExternalKeys.kind).flatMap { Self.known($0, kinds, problems) }
        let producer = reader[needed: ExternalKeys.producer]
        let version = reader[ExternalKeys.version]
        let conditions = reader.given(ExternalKeys.when).map { Self.conditions($0, problems) } ?? []
        let needed = reader[ExternalKeys.has] ?? []
        let file = reader.given(ExternalKeys.fileName).flatMap { Self.pattern($0, problems) }
        let detector = reader.given(ExternalKeys.detector).flatMap { Self.detector($0, problems) }
        let filter = reader[ExternalKeys.filter]
        let state = reader.given(ExternalKeys.state).map { Self.cards($0, problems) } ?? []
        let creation = reader[ExternalKeys.creation]
        let span = reader.needed(ExternalKeys.validity).flatMap { Self.span($0, problems) }
        guard let name else { return nil }
        if conditions.isEmpty && node[ExternalKeys.fileName.name] == nil {
            problems.error(
                .missingKey, at: node, "the product '\(name)' has neither 'when' nor 'file': it would be every file",
                hint: "write what its headers or names have in common")
        }
        guard problems.count == before, let kind, let producer, let span else { return (nil, false, name) }
        let product = ExternalProduct(
            name: name, kind: kind, producer: producer, versionCard: version, conditions: conditions, cards: needed,
            file: file,
            detector: detector, filterCard: filter, state: state, creationCard: creation, span: span)
        return (product, false, name)
    }

    private static func known(_ node: Node, _ kinds: CalibrationKinds, _ problems: Problems) -> String? {
        guard let name = node.string(problems) else { return nil }
        if let kind = kinds[name] { return kind.name }
        problems.error(
            .unknownValue, at: node, "there is no kind of calibration '\(name)'",
            hint: DidYouMean.hint(for: name, among: kinds.all.map(\.name)) ?? "kinds.yaml says which there are")
        return nil
    }

    private static func conditions(_ node: Node, _ problems: Problems) -> [Condition] {
        guard node.kind == .mapping else {
            node.wrongType("a mapping of cards to values", problems)
            return []
        }
        node.reportDuplicateKeys(problems)
        return node.entries.compactMap { key, value -> Condition? in
            guard let card = key.string(problems) else { return nil }
            let nodes = value.kind == .sequence ? value.elements.map { $0 } : [value]
            let values = nodes.compactMap { KeyValue($0, problems) }
            return values.count == nodes.count ? Condition(card: card, values: values) : nil
        }
    }

    private static func cards(_ node: Node, _ problems: Problems) -> [(key: String, card: String)] {
        guard node.kind == .mapping else {
            node.wrongType("a mapping of keys to cards", problems)
            return []
        }
        node.reportDuplicateKeys(problems)
        return node.entries.compactMap { key, value in
            guard let name = key.string(problems), let card = value.string(problems) else { return nil }
            return (name, card)
        }
    }

    private static func detector(_ node: Node, _ problems: Problems) -> (card: String, pattern: Pattern?)? {
        guard node.kind == .mapping else { return node.string(problems).map { ($0, nil) } }
        guard let reader = FormatReader(node, ExternalKeys.detectorCard, problems) else { return nil }
        let card = reader[ExternalKeys.card]
        let pattern = reader.given(ExternalKeys.pattern).flatMap { Self.pattern($0, problems) }
        reader.finish()
        return card.map { ($0, pattern) }
    }

    private static func pattern(_ node: Node, _ problems: Problems) -> Pattern? {
        guard let text = node.string(problems) else { return nil }
        do {
            return try Pattern(text)
        } catch {
            problems.error(.badPattern, at: node, "\(error)")
            return nil
        }
    }

    private static func span(_ node: Node, _ problems: Problems) -> Span? {
        if node.kind == .sequence {
            let entries = node.list("validities", problems) { Self.entry($0, problems) }
            return entries.map { .list($0) }
        }
        guard let reader = FormatReader(node, ExternalKeys.span, problems) else { return nil }
        defer { reader.finish() }
        let card = reader[ExternalKeys.dateCard]
        let before = reader.given(ExternalKeys.daysBefore).flatMap { Self.days($0, problems) }
        let after = reader.given(ExternalKeys.daysAfter).flatMap { Self.days($0, problems) }
        if before == 0, after == 0 {
            problems.error(
                .outOfRange, at: node, "a product that holds 0 days before and 0 days after its date never holds",
                hint: "write a number of days, or leave one out where it is open")
            return nil
        }
        return card.map { .card($0, daysBefore: before, daysAfter: after) }
    }

    private static func days(_ node: Node, _ problems: Problems) -> Double? {
        guard let number = node.double(problems) else { return nil }
        if (0...50_000).contains(number) { return number }
        problems.error(
            .outOfRange, at: node, "\(number) days are not in the range 0…50000", hint: "leave it out where it is open")
        return nil
    }

    private static func entry(_ node: Node, _ problems: Problems) -> (pattern: Pattern, validity: Validity)? {
        guard let reader = FormatReader(node, ExternalKeys.entry, problems) else { return nil }
        defer { reader.finish() }
        let pattern = reader.given(ExternalKeys.filePattern).flatMap { Self.pattern($0, problems) }
        let validity = reader.validity(ExternalKeys.begin, ExternalKeys.end)
        guard let pattern, let validity else { return nil }
        return (pattern, validity)
    }
}

extension Diagnostic.Code {
    /// A pattern that is not of the language of patterns.
    package static let badPattern = Self(rawValue: "bad-pattern")
}
