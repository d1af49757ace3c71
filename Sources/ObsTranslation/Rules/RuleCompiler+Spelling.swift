internal import ObsDocuments
package import ObsText

/// Keys as version 2 of the language spells them, and as version 1 did.
extension RuleCompiler {
    /// The value of a key that may be absent; the spelling of version 1 is read too, and said.
    func optional(_ reader: MappingReader, _ key: String) -> Node? {
        if let old = oldSpelling(of: key, in: reader) { return reader.optional(old) }
        return reader.optional(key)
    }

    /// The value of a key that must be there.
    func required(_ reader: MappingReader, _ key: String) -> Node? {
        if let old = oldSpelling(of: key, in: reader) { return reader.optional(old) }
        return reader.required(key)
    }

    /// Whether a mapping has a key in either spelling.
    func contains(_ reader: MappingReader, _ key: String) -> Bool {
        reader.contains(key) || reader.contains(Self.oldSpelling(of: key))
    }

    /// One of a few words, also in the spelling of version 1.
    func spelled<T>(_ node: Node, of choices: [String: T], _ what: String) -> T? {
        if let word = node.text, choices[word] == nil,
            let key = choices.keys.first(where: { Self.oldSpelling(of: $0) == word })
        {
            reportOldSpelling(word, key, at: node)
            return choices[key]
        }
        return choice(node, of: choices, what)
    }

    private func oldSpelling(of key: String, in reader: MappingReader) -> String? {
        guard key.utf8.contains(UInt8(ascii: "_")), !reader.contains(key) else { return nil }
        let old = Self.oldSpelling(of: key)
        guard let keyNode = reader.node.entries.first(where: { $0.key.text == old })?.key else { return nil }
        reportOldSpelling(old, key, at: keyNode)
        return old
    }

    private func reportOldSpelling(_ old: String, _ new: String, at node: Node) {
        // Each of several words reads the key beside them.
        guard oldSpellings.insert(node.position).inserted else { return }
        problems.offer(TextFix(at: node.position, .replace(old, with: new)))
        // One warning stands for all of a file of version 1.
        if isOfVersion1(node) { return }
        problems.warning(
            .oldSpelling, at: node, "'\(old)' is the old spelling of \(new)", hint: "write \(new)")
    }

    /// `right_ascension` as `rightAscension`.
    static func oldSpelling(of key: String) -> String {
        let words = key.split(separator: "_")
        return (words.first.map(String.init) ?? "")
            + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

extension Diagnostic.Code {
    package static let oldSpelling = Self(rawValue: "old-spelling")
    package static let oldLanguage = Self(rawValue: "old-language")
}
