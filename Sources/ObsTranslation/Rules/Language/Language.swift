/// The words of the rule language.
package struct Language: Sendable {
    /// The words of lists of steps, in alphabetical order.
    let steps: [any StepWord.Type]
    /// The tests of conditions, in alphabetical order.
    let tests: [any TestWord.Type]
    private let stepsByWord: [String: any StepWord.Type]

    /// The language that ObsKit speaks.
    package static let obskit = Language(steps: stepWords, tests: testWords)

    init(steps: [any StepWord.Type], tests: [any TestWord.Type]) {
        self.steps = steps
        self.tests = tests
        stepsByWord = Dictionary(uniqueKeysWithValues: steps.map { ($0.word, $0) })
    }

    /// The step of a word; nil when there is none.
    func step(_ word: String) -> (any StepWord.Type)? { stepsByWord[word] }
}

extension RuleWord {
    /// Whether the word stands alone.
    static var isAlone: Bool { argument.whenAlone != nil }
}
