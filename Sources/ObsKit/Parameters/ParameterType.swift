internal import ObsDocuments
internal import ObsText

/// Which values a parameter can have.
public indirect enum ParameterType: Hashable, Sendable {
    /// True or false.
    case boolean
    /// An integer of a range.
    case integer(ClosedRange<Int> = .min ... .max)
    /// A finite number of a range, the ends included.
    case number(ClosedRange<Double> = -.infinity ... .infinity)
    /// A text; one of some words unless the list is empty.
    case text(oneOf: [String] = [])
    /// A list of values, of so many when that is given.
    case list(of: ParameterType, count: Int? = nil)
    /// Values by key.
    case map(of: ParameterType, keys: ParameterKeys = .texts)
}

/// What the keys of a map are.
public enum ParameterKeys: String, Hashable, Sendable, CaseIterable {
    /// Any text.
    case texts
    /// Physical filters of the instrument, by name or alias, or their bands.
    case filters
    /// Bands of the instrument's filters.
    case bands
    /// Detectors of the instrument, by name.
    case detectors
}

extension ParameterType: CustomStringConvertible {
    /// What is expected, with an article, for messages.
    public var description: String {
        switch self {
        case .boolean: "true or false"
        case .integer(let range): "an integer" + Self.words(range.lowerBound, range.upperBound, .min, .max)
        case .number(let range): "a number" + Self.words(range.lowerBound, range.upperBound, -.infinity, .infinity)
        case .text(let words): words.isEmpty ? "a text" : "one of \(words.joined(separator: ", "))"
        case .list(let type, let count): "a list of \(count.map { "\($0) values" } ?? "values"), each \(type)"
        case .map(let type, let keys): "a map of \(keys.rawValue) to values, each \(type)"
        }
    }

    private static func words<Number: Comparable>(
        _ low: Number, _ high: Number, _ least: Number, _ greatest: Number
    ) -> String {
        switch (low > least, high < greatest) {
        case (true, true): " from \(low) to \(high)"
        case (true, false): " of at least \(low)"
        case (false, true): " of at most \(high)"
        case (false, false): ""
        }
    }

    /// The value of a node, or nil with the reasons among the problems.
    func value(_ node: Node, _ problems: Problems) -> ParameterValue? {
        switch self {
        case .boolean: return node.boolean(problems).map { .boolean($0) }
        case .integer(let range): return node.integer(problems, in: range).map { .integer($0) }
        case .number(let range):
            guard let number = node.double(problems) else { return nil }
            if range.contains(number) { return .number(number) }
            problems.error(.outOfRange, at: node, "\(number) is not \(self)")
            return nil
        case .text(let words):
            guard let text = node.string(problems) else { return nil }
            if words.isEmpty || words.contains(text) { return .text(text) }
            problems.error(
                .unknownWord, at: node, "'\(text)' is not \(self)", hint: DidYouMean.hint(for: text, among: words))
            return nil
        case .list(let type, let count):
            guard let values = node.list("values", problems, { type.value($0, problems) }) else { return nil }
            if let count, values.count != count {
                problems.error(.outOfRange, at: node, "\(count) values are expected, and these are \(values.count)")
                return nil
            }
            return .list(values)
        case .map(let type, _):
            guard node.kind == .mapping else {
                node.wrongType("\(self)", problems)
                return nil
            }
            var values: [String: ParameterValue] = [:]
            for entry in node.entries {
                guard let key = entry.key.text, let value = type.value(entry.value, problems) else { continue }
                values[key] = value
            }
            return .map(values)
        }
    }
}
