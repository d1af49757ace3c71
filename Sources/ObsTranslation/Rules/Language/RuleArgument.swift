internal import ObsDocuments

/// What a word is told: how it is read, how the tables write it, and what the schema says of it.
protocol RuleArgument: Sendable {
    associatedtype Value

    /// How the tables write it, such as `[LOW, HIGH]`; nil where the word stands alone.
    var notation: String? { get }
    /// How the tables write each of the ways to tell it.
    var notations: [String] { get }
    /// The keys that stand beside the word.
    var keys: [RuleKey] { get }
    /// The keys that stand within what the word is told.
    var innerKeys: [RuleKey] { get }
    /// What a word is told that stands alone; nil where it must be told something.
    var whenAlone: Value? { get }
    /// The members of its JSON schema, without braces, such as `"type": "number"`.
    var schema: String { get }
    /// The definitions to which its JSON schema refers, by name.
    var definitions: [String: String] { get }
    /// Whether it is a list whose elements are rules, and no alternatives of one.
    var isListOfRules: Bool { get }

    /// Reads it.
    ///
    /// - Parameters:
    ///   - node: what stands behind the word
    ///   - place: the word, and where it stands
    ///   - compiler: takes what is wrong
    /// - Returns: what the word is told; nil when it cannot be read, which is reported then
    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Value?

    /// Reads it where each element of a list is told to a word of its own.
    func readEach(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Value]
}

extension RuleArgument {
    var notations: [String] { [notation ?? ""] }
    var keys: [RuleKey] { [] }
    var innerKeys: [RuleKey] { [] }
    var whenAlone: Value? { nil }
    var definitions: [String: String] { [:] }
    var isListOfRules: Bool { false }

    func readEach(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> [Value] {
        read(node, place, compiler).map { [$0] } ?? []
    }
}

/// A key that stands beside a word, or within what it is told.
struct RuleKey: Sendable {
    static let ignoringCase = "ignoring_case"

    let name: String
    let notation: String
    let isRequired: Bool
    let about: String
    /// The members of its JSON schema, without braces.
    let schema: String
    /// The members of its JSON schema in a condition, where those are others.
    var schemaInCondition: String?
    /// The definitions to which its JSON schema refers, by name.
    let definitions: [String: String]
    let isListOfRules: Bool
    /// A key beside which it cannot stand.
    var excluded: String?
    /// Keys one of which must stand beside it; none where it needs no other.
    var companions: [String] = []

    init(_ name: String, _ argument: some RuleArgument, isRequired: Bool, _ about: String) {
        self.name = name
        notation = argument.notation ?? ""
        self.isRequired = isRequired
        self.about = about
        schema = argument.schema
        definitions = argument.definitions
        isListOfRules = argument.isListOfRules
    }

    /// The key, which cannot stand beside another one.
    func not(beside other: String) -> RuleKey {
        var key = self
        key.excluded = other
        return key
    }

    /// The key, which stands beside one of some others.
    func beside(oneOf others: String...) -> RuleKey {
        var key = self
        key.companions = others
        return key
    }
}

/// Nothing: the word stands alone.
struct NoArgument: RuleArgument {
    let notation: String? = nil
    let whenAlone: Void? = ()
    let schema = ""

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Void? { () }
}

/// An argument with a key beside the word that must be there.
struct ArgumentWithKey<Main: RuleArgument, Other: RuleArgument>: RuleArgument {
    let main: Main
    let other: Other
    let key: RuleKey

    var notation: String? { main.notation }
    var keys: [RuleKey] { main.keys + [key] }
    var innerKeys: [RuleKey] { main.innerKeys + other.innerKeys }
    var schema: String { main.schema }
    var definitions: [String: String] { main.definitions.merging(other.definitions) { first, _ in first } }
    var isListOfRules: Bool { main.isListOfRules }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> (Main.Value, Other.Value)? {
        let found = compiler.required(place.reader, key.name).flatMap { other.read($0, place, compiler) }
        guard let value = main.read(node, place, compiler), let found else { return nil }
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
    var innerKeys: [RuleKey] { main.innerKeys + other.innerKeys }
    var schema: String { main.schema }
    var definitions: [String: String] { main.definitions.merging(other.definitions) { first, _ in first } }
    var isListOfRules: Bool { main.isListOfRules }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> (Main.Value, Other.Value?)? {
        let given = compiler.optional(place.reader, key.name)
        let found = given.flatMap { other.read($0, place, compiler) }
        guard let value = main.read(node, place, compiler), given == nil || found != nil else { return nil }
        return (value, found)
    }
}

extension RuleArgument {
    /// This, with the key beside the word that lets a test of text count upper and lower case as the same.
    var orIgnoringCase: ArgumentWithOptionalKey<Self, TruthArgument> {
        with(orNot: RuleKey.ignoringCase, TruthArgument(), "Whether upper and lower case count as the same.")
    }

    /// This, with a key beside the word that must be there.
    func with<Other: RuleArgument>(_ name: String, _ other: Other, _ about: String) -> ArgumentWithKey<Self, Other> {
        ArgumentWithKey(main: self, other: other, key: RuleKey(name, other, isRequired: true, about))
    }

    /// This, with a key beside the word that may be left out.
    func with<Other: RuleArgument>(
        orNot name: String, _ other: Other, _ about: String
    ) -> ArgumentWithOptionalKey<Self, Other> {
        ArgumentWithOptionalKey(main: self, other: other, key: RuleKey(name, other, isRequired: false, about))
    }
}
