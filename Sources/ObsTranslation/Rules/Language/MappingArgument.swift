internal import ObsDocuments
internal import ObsText

/// What a word is told as a mapping: it lists its keys, from which the schema and the tables are made, and reads them by the same.
protocol MappingArgument: RuleArgument {
    associatedtype Value

    /// What messages call the mapping.
    var title: String { get }
    /// The name of its definition in the schema.
    var definition: String { get }
    /// What it is, for the schema.
    var about: String { get }
    /// The ways to write it, each as its keys; one of them is written.
    var forms: [[RuleKey]] { get }
    /// The keys that may stand beside whichever form is written.
    var besides: [RuleKey] { get }

    /// What the keys come to; nil when they cannot be read, which is reported then.
    func value(_ keys: MappingKeys) -> Value?
}

extension MappingArgument {
    var besides: [RuleKey] { [] }

    var notation: String? { notations.joined(separator: " or ") }

    var notations: [String] {
        forms.map { form in
            "{" + form.filter(\.isRequired).map { "\($0.name): \($0.notation)" }.joined(separator: ", ") + "}"
        }
    }

    /// All keys, each once.
    var innerKeys: [RuleKey] {
        var seen: Set<String> = []
        return (forms.joined() + besides).filter { seen.insert($0.name).inserted }
    }

    var schema: String { ##""$ref": "#/$defs/\##(definition)""## }

    func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> Value? {
        guard let reader = MappingReader(node, title, compiler.problems) else { return nil }
        defer { reader.finish() }
        return value(MappingKeys(reader: reader, place: place, compiler: compiler))
    }
}

/// A key of a mapping, and what stands behind it.
struct MappingKey<Argument: RuleArgument>: Sendable {
    let name: String
    let argument: Argument
    let about: String

    init(_ name: String, _ argument: Argument, _ about: String) {
        self.name = name
        self.argument = argument
        self.about = about
    }

    /// The key, where it must be there.
    var required: RuleKey { RuleKey(name, argument, isRequired: true, about) }

    /// The key, where it may be left out.
    var optional: RuleKey { RuleKey(name, argument, isRequired: false, about) }
}

/// The keys of a mapping that is read.
struct MappingKeys {
    let reader: MappingReader
    let place: WordPlace
    let compiler: RuleCompiler

    /// What stands behind a key that may be left out; nil also where it cannot be read.
    func optional<Argument>(_ key: MappingKey<Argument>) -> Argument.Value? {
        node(key).flatMap { key.argument.read($0, place, compiler) }
    }

    /// What stands behind a key that must be there.
    ///
    /// - Parameters:
    ///   - key: the key
    ///   - argument: how it is read, where that depends on other keys
    /// - Returns: nil where it is not there or cannot be read, which is reported then
    func required<Argument>(_ key: MappingKey<Argument>, as argument: Argument? = nil) -> Argument.Value? {
        compiler.required(reader, key.name).flatMap { (argument ?? key.argument).read($0, place, compiler) }
    }

    /// Whether there is a key.
    func has<Argument>(_ key: MappingKey<Argument>) -> Bool { compiler.contains(reader, key.name) }

    /// The node behind a key that may be left out.
    func node<Argument>(_ key: MappingKey<Argument>) -> Node? { compiler.optional(reader, key.name) }

    /// Reports something that is wrong with the mapping.
    func error(_ code: Diagnostic.Code, _ message: String, hint: String? = nil) {
        compiler.error(code, reader.node, message, hint: hint)
    }
}
