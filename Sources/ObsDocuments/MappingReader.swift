package import ObsText

/// Decodes a mapping strictly: it knows which keys were asked for, and reports every other one.
///
/// ```swift
/// guard let reader = MappingReader(node, "amplifier", problems) else { return nil }
/// let gain = reader.required("gain")?.double(problems)
/// let name = reader.optional("name")?.string(problems)
/// reader.finish()
/// ```
package struct MappingReader {
    /// What was asked for; shared by copies of the reader.
    private final class Asked {
        var names: [String] = []
        /// Records of the keys that were found.
        var found: [UInt32] = []
        /// Keys that must be there and are not, while a key like each of them is.
        var missing: [Missing] = []
        let report: (Missing) -> Void

        init(_ report: @escaping (Missing) -> Void) { self.report = report }

        // Whoever reads a mapping and never finishes it is told all the same.
        deinit { for one in missing { report(one) } }
    }

    /// A key that is missing, and what to say of it.
    private struct Missing {
        let key: String
        let message: String
        let hint: String?
    }

    /// The mapping.
    package let node: Node
    /// What the mapping describes, for messages: `amplifier`.
    package let what: String
    /// Takes what is wrong.
    package let problems: Problems
    private let asked: Asked

    /// Starts to read a mapping.
    ///
    /// Reports a problem and returns nil when the node is no mapping; reports keys that come twice and keys that are
    /// no scalars.
    ///
    /// - Parameters:
    ///   - node: The mapping.
    ///   - what: What it describes, for messages.
    ///   - problems: Takes what is wrong.
    package init?(_ node: Node, _ what: String, _ problems: Problems) {
        guard node.kind == .mapping else {
            problems.error(
                .wrongType, at: node, "\(what): a mapping is expected, and this is \(node.found)",
                hint: "write 'key: value' lines")
            return nil
        }
        self.node = node
        self.what = what
        self.problems = problems
        asked = Asked { missing in problems.error(.missingKey, at: node, missing.message, hint: missing.hint) }
        node.reportDuplicateKeys(problems)
    }

    /// The value of a key that must be there; reports a problem when it is missing.
    ///
    /// Where the mapping has a key that is nearly this one, `finish` knows whether that is a mistake for it, and says one of both.
    package func required(_ key: String) -> Node? {
        problems.record(key, of: what, isRequired: true)
        guard let value = value(key) else {
            reportMissing(key)
            return nil
        }
        return value
    }

    /// Reports that a key is missing; `finish` does where a key that is nearly this one may be a mistake for it.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - message: What to say; that the key is missing where nothing is given.
    ///   - hint: What to do about it.
    package func reportMissing(_ key: String, _ message: String? = nil, hint: String? = nil) {
        let message = message ?? "\(what): key \(DisplayText.quoted(key)) is missing"
        let missing = Missing(key: key, message: message, hint: hint)
        if !problems.isFull, hasKey(near: key) { asked.missing.append(missing) } else { asked.report(missing) }
    }

    private func hasKey(near name: String) -> Bool {
        var iterator = Node.Entries.Iterator(node)
        while let pair = iterator.nextPair() {
            guard let key = node.arena.node(pair.key).text else { continue }
            if DidYouMean.nearest(to: key, among: [name]) != nil { return true }
        }
        return false
    }

    /// The value of a key that may be absent; a null value counts as present (`Node.isNull`).
    package func optional(_ key: String) -> Node? {
        problems.record(key, of: what, isRequired: false)
        return value(key)
    }

    /// Whether the mapping has a key; does not count as asking for its value.
    package func contains(_ key: String) -> Bool { node[key] != nil }

    /// Reports the keys that were not asked for; to be called once, when everything was.
    package func finish() {
        var iterator = Node.Entries.Iterator(node)
        // A list is faster for what people write, a set for what machines do.
        let many = asked.found.count > 64 ? Set(asked.found) : nil
        while let pair = iterator.nextPair() {
            guard !(many?.contains(pair.key) ?? asked.found.contains(pair.key)) else { continue }
            let key = node.arena.node(pair.key)
            guard let name = key.text else {
                problems.error(.unknownKey, at: key, "\(what): a key must be a text, and this is \(key.found)")
                continue
            }
            // A repeated key was reported as such.
            if asked.names.contains(name) { continue }
            // The hint costs more than the problem; nobody reads the thousandth.
            let near = problems.isFull ? nil : nearest(to: name)
            if let near { asked.missing.removeAll { $0.key == near } }
            problems.error(
                .unknownKey, at: key, "\(what): unknown key \(DisplayText.quoted(name))",
                hint: near.map { "did you mean \(DisplayText.quoted($0))?" } ?? (problems.isFull ? nil : known))
        }
        for one in asked.missing { asked.report(one) }
        asked.missing = []
    }

    /// The key that a misspelled one probably means, one that is missing before others.
    private func nearest(to name: String) -> String? {
        DidYouMean.nearest(to: name, among: asked.missing.map(\.key))
            ?? DidYouMean.nearest(to: name, among: asked.names)
    }

    private var known: String? {
        let names = Set(asked.names)
        guard !names.isEmpty, names.count <= 12 else { return nil }
        return "known keys are " + names.sorted().joined(separator: ", ")
    }

    private func value(_ key: String) -> Node? {
        asked.names.append(key)
        guard let pair = node.pair(key) else { return nil }
        asked.found.append(pair.key)
        return node.arena.node(pair.value)
    }
}
