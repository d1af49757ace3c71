package import ObsDocuments
package import ObsText

/// What a dataset or a certification demands of an exposure besides its time.
///
/// A key that is left out holds for all its values.
public struct CalibrationKeys: Hashable, Sendable {
    /// The id of the detector.
    public var detector: Int?
    /// The name of the physical filter.
    public var filter: String?
    /// Demands on the instrument's state, by the name of the key.
    public var state: [String: KeyConstraint]

    /// Keys.
    public init(detector: Int? = nil, filter: String? = nil, state: [String: KeyConstraint] = [:]) {
        self.detector = detector
        self.filter = filter
        self.state = state
    }

    /// How many keys are demanded: where several certifications answer, the one with more of them wins.
    package var count: Int { (detector == nil ? 0 : 1) + (filter == nil ? 0 : 1) + state.count }

    /// Whether some exposure fits both: every key that both demand can hold together.
    ///
    /// - Parameters:
    ///   - other: The other keys.
    ///   - kind: How the keys are compared.
    /// - Returns: Whether one exposure can fit both.
    package func canHold(with other: CalibrationKeys, as kind: CalibrationKind) -> Bool {
        if let detector, let theirs = other.detector, detector != theirs { return false }
        if let filter, let theirs = other.filter, filter != theirs { return false }
        if state.isEmpty || other.state.isEmpty { return true }
        return kind.state.allSatisfy { rule in
            guard let mine = state[rule.name], let theirs = other.state[rule.name] else { return true }
            return rule.canHold(mine, with: theirs)
        }
    }

    /// The order of exports: by detector, filter and the rest; what is left out comes first.
    package static func isOrdered(_ mine: CalibrationKeys, _ theirs: CalibrationKeys) -> Bool {
        if mine.detector != theirs.detector { return (mine.detector ?? -1) < (theirs.detector ?? -1) }
        if mine.filter != theirs.filter { return (mine.filter ?? "") < (theirs.filter ?? "") }
        return mine.canonicalText < theirs.canonicalText
    }

    /// Whether every exposure that fits these keys fits others too.
    package func isPart(of other: CalibrationKeys) -> Bool {
        if let theirs = other.detector, detector != theirs { return false }
        if let theirs = other.filter, filter != theirs { return false }
        return other.state.allSatisfy { name, constraint in state[name]?.isPart(of: constraint) ?? false }
    }

    /// Why the keys are not such as the kind has: one that it does not know, misses or compares otherwise; nil when they are.
    package func objection(as kind: CalibrationKind) -> String? {
        for rule in kind.keys where rule.isRequired {
            let isThere =
                switch rule.name {
                case KeyRule.detector: detector != nil
                case KeyRule.filter: filter != nil
                default: state[rule.name] != nil
                }
            if !isThere { return "'\(rule.name)' is missing, by which \(kind.name) is selected" }
        }
        if let detector {
            if kind.detector == nil || kind.detector?.match == .notApplicable {
                return "detector \(detector) is given, and \(kind.name) is not selected by detector"
            }
            if detector < 0 { return "detector \(detector) is negative" }
        }
        if let filter {
            if kind.filter == nil || kind.filter?.match == .notApplicable {
                return "filter \(filter) is given, and \(kind.name) is not selected by filter"
            }
            if filter.isEmpty { return "the filter's name is empty" }
        }
        for (name, constraint) in state.sorted(by: { $0.key < $1.key }) {
            guard let rule = kind.state.first(where: { $0.name == name }) else {
                return "'\(name)' is no key of \(kind.name)"
            }
            if let objection = rule.objection(to: constraint) { return objection }
        }
        return nil
    }
}

extension CalibrationKeys: CustomStringConvertible {
    /// The keys as `detector 3, filter g, mode fast`; `any exposure` without keys.
    public var description: String {
        var parts: [String] = []
        if let detector { parts.append("detector \(detector)") }
        if let filter { parts.append("filter \(filter)") }
        for (name, constraint) in state.sorted(by: { $0.key < $1.key }) { parts.append("\(name) \(constraint)") }
        return parts.isEmpty ? "any exposure" : parts.joined(separator: ", ")
    }
}

extension CalibrationKeys {
    /// The keys as one line of JSON, equal for equal keys: `{"detector":3,"filter":"g","state":{"mode":"fast"}}`.
    ///
    /// A list of values is an array, a range an object with `from` and `below`.
    package var canonicalText: String {
        var writer = JSONWriter()
        write(&writer)
        return writer.text
    }

    /// Writes `canonicalText` as a part of something.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        if let detector { writer.member("detector", detector) }
        if let filter { writer.member("filter", filter) }
        if !state.isEmpty {
            writer.key("state")
            writer.beginObject()
            for (name, constraint) in state.sorted(by: { $0.key < $1.key }) {
                writer.key(name)
                constraint.write(&writer)
            }
            writer.endObject()
        }
        writer.endObject()
    }

    /// Reads `canonicalText`, or the same in YAML; nil and reported problems for anything else.
    package init?(_ node: Node, _ problems: Problems) {
        guard let reader = MappingReader(node, "keys of a calibration", problems) else { return nil }
        self.init()
        var isWhole = true
        if let value = reader.optional("detector") {
            detector = value.integer(problems, in: 0...Int.max)
            isWhole = isWhole && detector != nil
        }
        if let value = reader.optional("filter") {
            filter = value.string(problems)
            isWhole = isWhole && filter != nil
        }
        if let mapping = reader.optional("state") {
            guard mapping.kind == .mapping else {
                mapping.wrongType("a mapping of keys of the state", problems)
                return nil
            }
            mapping.reportDuplicateKeys(problems)
            for (key, value) in mapping.entries {
                guard let name = key.string(problems), let constraint = KeyConstraint(value, problems) else {
                    isWhole = false
                    continue
                }
                state[name] = constraint
            }
        }
        reader.finish()
        if !isWhole { return nil }
    }
}

extension KeyConstraint {
    func write(_ writer: inout JSONWriter) {
        switch self {
        case .value(let value): value.write(&writer)
        case .anyOf(let values):
            writer.beginArray()
            for value in values { value.write(&writer) }
            writer.endArray()
        case .range(let from, let below):
            writer.beginObject()
            if let from { writer.member("from", from) }
            if let below { writer.member("below", below) }
            writer.endObject()
        }
    }

    /// Reads a value, a list of values or a range; a problem is reported for anything else.
    ///
    /// - Parameters:
    ///   - node: The value.
    ///   - type: What the values are; nil where a value that looks like a number is one.
    ///   - problems: Takes what is wrong.
    package init?(_ node: Node, as type: KeyRule.ValueType? = nil, _ problems: Problems) {
        switch node.kind {
        case .scalar:
            guard let value = KeyValue(node, as: type, problems) else { return nil }
            self = .value(value)
        case .sequence:
            guard let values = node.list("values", problems, { KeyValue($0, as: type, problems) }) else { return nil }
            guard let constraint = KeyConstraint.anyOf(of: values) else {
                node.wrongType("a list of at least one value", problems)
                return nil
            }
            self = constraint
        case .mapping:
            guard let reader = MappingReader(node, "a range", problems) else { return nil }
            let from = reader.optional("from")?.double(problems)
            let below = reader.optional("below")?.double(problems)
            reader.finish()
            if from == nil && node["from"] != nil || below == nil && node["below"] != nil { return nil }
            self = .range(from: from, below: below)
        }
    }
}

extension KeyValue {
    func write(_ writer: inout JSONWriter) {
        switch self {
        case .text(let text): writer.value(text)
        case .number(let number):
            if let integer = Int(exactly: number) { writer.value(integer) } else { writer.value(number) }
        }
    }
}
