internal import ObsDocuments

/// A word of the rule language: its name, what it is told, what it does, and examples that are run as tests.
///
/// Nothing here has a default: a word without one of these does not compile. The reader of rules, the schema and the tables of
/// RuleLanguage.md are all made of what stands here.
protocol RuleWord {
    associatedtype Argument: RuleArgument

    /// The word.
    static var word: String { get }
    /// What it does, in a line of a table; Markdown.
    static var about: String { get }
    /// The types of values that it takes as they are; some words cast others, such as a text that is a number.
    static var takes: Set<ValueTarget> { get }
    /// The types of values that it gives.
    static var gives: Set<ValueTarget> { get }
    /// What it is told.
    static var argument: Argument { get }
    /// What it makes of some values.
    static var examples: [RuleExample] { get }

    /// The word that is told this.
    init(_ told: Argument.Value)
}

extension Set<ValueTarget> {
    /// Whole numbers and others.
    static let number: Set = [.integer, .real]
    /// Values of all types.
    static let any = Set(ValueTarget.allCases)
}

/// What a word makes of a value.
struct RuleExample: Sendable {
    /// How a word ends that gives no value.
    enum End: String {
        case none = "nothing"
        case otherForm = "another form"
        case refused, undecided
    }

    /// The word with what it is told, in YAML.
    let text: String
    /// The value that it is given, in YAML.
    let value: String
    /// What it gives, in YAML; nil where it gives no value.
    let result: String?
    /// How it ends without a value.
    let end: End?

    /// A word that gives a value.
    init(_ text: String, of value: String, gives result: String) {
        (self.text, self.value, self.result, end) = (text, value, result, nil)
    }

    /// A word that gives none.
    init(_ text: String, of value: String, ends end: End) {
        (self.text, self.value, result, self.end) = (text, value, nil, end)
    }

    /// What it gives or how it ends, in words.
    var outcome: String { result ?? end?.rawValue ?? "" }
}
