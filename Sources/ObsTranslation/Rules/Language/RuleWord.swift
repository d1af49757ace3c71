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
    /// The types of values that it takes as they are; some words cast others, such as a text that is a number. A source takes none.
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

/// A word that looks at a header.
protocol ReadingWord: RuleWord {
    /// Which cards it reads by itself.
    static var reads: CardReads { get }
}

/// Which cards a word reads, besides what the rules read that it is made of.
package enum CardReads: Sendable {
    /// None.
    case none
    /// Those that it names.
    case named
    /// Cards whose names are not known before a header is there.
    case unnamed
}

extension Set<ValueTarget> {
    /// Whole numbers and others.
    static let number: Set = [.integer, .real]
    /// Values of all types.
    static let any = Set(ValueTarget.allCases)
}

/// What a word makes of a value; a source or a condition, of a header.
struct RuleExample: Sendable {
    /// How a word ends that gives no value.
    enum End: String {
        case none = "nothing"
        case otherForm = "another form"
        case refused, undecided
    }

    /// The word with what it is told, in YAML.
    let text: String
    /// The value that it is given, or the cards of the header, in YAML.
    let value: String
    /// What else there is that it needs, such as `values: {night: {card: NIGHT}}`; in YAML, as a mapping.
    let surroundings: String?
    /// What it gives, in YAML; nil where it gives no value.
    let result: String?
    /// How it ends without a value.
    let end: End?

    /// A word that gives a value.
    init(_ text: String, of value: String, among surroundings: String? = nil, gives result: String) {
        (self.text, self.value, self.result, end) = (text, value, result, nil)
        self.surroundings = surroundings
    }

    /// A word that gives none.
    init(_ text: String, of value: String, among surroundings: String? = nil, ends end: End) {
        (self.text, self.value, result, self.end) = (text, value, nil, end)
        self.surroundings = surroundings
    }

    /// What it gives or how it ends, in words.
    var outcome: String { result ?? end?.rawValue ?? "" }
}
