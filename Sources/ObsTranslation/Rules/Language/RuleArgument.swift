internal import ObsDocuments

/// What a word is told: how it is read, how the tables write it, and what the schema says of it.
protocol RuleArgument: Sendable {
    associatedtype Value

    /// How the tables write it, such as `[LOW, HIGH]`; nil where the word stands alone.
    var notation: String? { get }
    /// The keys that stand beside the word.
    var keys: [RuleKey] { get }
    /// What a word is told that stands alone; nil where it must be told something.
    var whenAlone: Value? { get }
    /// The members of its JSON schema, without braces, such as `"type": "number"`.
    var schema: String { get }

    /// Reads it.
    ///
    /// - Parameters:
    ///   - node: what stands behind the word
    ///   - reader: the mapping in which the word stands, with the keys beside it
    ///   - word: the word
    ///   - compiler: takes what is wrong
    /// - Returns: what the word is told; nil when it cannot be read, which is reported then
    func read(_ node: Node, beside reader: MappingReader, of word: String, _ compiler: RuleCompiler) -> Value?
}

/// A key that stands beside a word.
struct RuleKey: Sendable {
    static let ignoringCase = "ignoring_case"

    let name: String
    let notation: String
    let isRequired: Bool
    let about: String
    /// The members of its JSON schema, without braces.
    let schema: String
}

/// Nothing: the word stands alone.
struct NoArgument: RuleArgument {
    let notation: String? = nil
    let whenAlone: Void? = ()
    let schema = ""

    func read(_ node: Node, beside reader: MappingReader, of word: String, _ compiler: RuleCompiler) -> Void? { () }
}

/// An argument with a key beside the word that must be there.
struct ArgumentWithKey<Main: RuleArgument, Other: RuleArgument>: RuleArgument {
    let main: Main
    let other: Other
    let key: RuleKey

    var notation: String? { main.notation }
    var keys: [RuleKey] { main.keys + [key] }
    var schema: String { main.schema }

    func read(
        _ node: Node, beside reader: MappingReader, of word: String, _ compiler: RuleCompiler
    ) -> (Main.Value, Other.Value)? {
        let found = compiler.required(reader, key.name).flatMap { other.read($0, beside: reader, of: word, compiler) }
        guard let value = main.read(node, beside: reader, of: word, compiler), let found else { return nil }
        return (value, found)
    }
}

/// An argument with a key beside the word that may be left out.
struct ArgumentWithOptionalKey<Main: RuleArgument, Other: RuleArgument>: RuleArgument {
    let main: Main
    let other: Other
    let key: RuleKey

    var notation: String? { main.notation }
    var keys: [RuleKey] { main.keys + [key] }
    var schema: String { main.schema }

    func read(
        _ node: Node, beside reader: MappingReader, of word: String, _ compiler: RuleCompiler
    ) -> (Main.Value, Other.Value?)? {
        let given = compiler.optional(reader, key.name)
        let found = given.flatMap { other.read($0, beside: reader, of: word, compiler) }
        guard let value = main.read(node, beside: reader, of: word, compiler), given == nil || found != nil else {
            return nil
        }
        return (value, found)
    }
}

extension RuleArgument {
    var keys: [RuleKey] { [] }
    var whenAlone: Value? { nil }
}

extension RuleArgument {
    /// This, with the key beside the word that lets a test of text count upper and lower case as the same.
    var orIgnoringCase: ArgumentWithOptionalKey<Self, TruthArgument> {
        with(orNot: RuleKey.ignoringCase, TruthArgument(), "Whether upper and lower case count as the same.")
    }

    /// This, with a key beside the word that must be there.
    func with<Other: RuleArgument>(_ name: String, _ other: Other, _ about: String) -> ArgumentWithKey<Self, Other> {
        ArgumentWithKey(main: self, other: other, key: other.key(name, isRequired: true, about))
    }

    /// This, with a key beside the word that may be left out.
    func with<Other: RuleArgument>(
        orNot name: String, _ other: Other, _ about: String
    ) -> ArgumentWithOptionalKey<Self, Other> {
        ArgumentWithOptionalKey(main: self, other: other, key: other.key(name, isRequired: false, about))
    }

    private func key(_ name: String, isRequired: Bool, _ about: String) -> RuleKey {
        RuleKey(name: name, notation: notation ?? "", isRequired: isRequired, about: about, schema: schema)
    }
}
