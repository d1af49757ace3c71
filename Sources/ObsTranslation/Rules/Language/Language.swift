/// The words of the rule language.
package struct Language: Sendable {
    /// Where a value comes from, in alphabetical order: words beside which other keys stand.
    let plainSources: [any SourceWord.Type]
    /// Where a value comes from, in alphabetical order: words that make one of several parts.
    let builders: [any BuilderWord.Type]
    /// The words of lists of steps, in alphabetical order.
    let steps: [any StepWord.Type]
    /// The tests of conditions, in alphabetical order.
    let tests: [any TestWord.Type]
    /// The words that are conditions by themselves, in alphabetical order.
    let conditions: [any ConditionWord.Type]
    /// All words that a value can come from.
    let sources: [any SourceWord.Type]
    /// The keys behind which a list of rules stands that are no alternatives of one.
    let listsOfRules: Set<String>
    private let stepsByWord: [String: any StepWord.Type]

    /// The language that ObsKit speaks.
    package static let obskit = Language(
        sources: sourceWords, builders: builderWords, steps: stepWords, tests: testWords, conditions: conditionWords)

    init(
        sources: [any SourceWord.Type], builders: [any BuilderWord.Type], steps: [any StepWord.Type],
        tests: [any TestWord.Type], conditions: [any ConditionWord.Type]
    ) {
        plainSources = sources
        self.builders = builders
        self.steps = steps
        self.tests = tests
        self.conditions = conditions
        self.sources = sources + builders.map { $0 as any SourceWord.Type }
        stepsByWord = Dictionary(uniqueKeysWithValues: steps.map { ($0.word, $0) })
        let told = self.sources.filter { $0.argument.isListOfRules }.map { $0.word }
        let keys = self.sources.flatMap { $0.argument.keys + $0.argument.innerKeys }.filter(\.isListOfRules)
        listsOfRules = Set(told + keys.map(\.name))
    }

    /// The step of a word; nil when there is none.
    func step(_ word: String) -> (any StepWord.Type)? { stepsByWord[word] }

    /// The keys that stand beside sources.
    var sourceKeys: [String] { sources.flatMap { $0.argument.keys.map(\.name) } }
}

extension RuleWord {
    /// Whether the word stands alone.
    static var isAlone: Bool { argument.whenAlone != nil }
}
