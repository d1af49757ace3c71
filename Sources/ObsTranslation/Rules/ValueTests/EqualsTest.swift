/// Whether a value is another.
final class EqualsTest: ValueTest, TestWord, @unchecked Sendable {
    static let word = "equals"
    static let about = "the value, cast to the type of this one, is this one"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = KnownValueArgument("X").orIgnoringCase
    static let examples: [RuleExample] = [
        RuleExample("equals: 1", of: "'1'", gives: "true"),
        RuleExample("equals: OBJECT, ignoring_case: true", of: "object", gives: "true"),
        RuleExample("equals: 1", of: "n/a", ends: .undecided),
    ]

    private let wanted: PropertyValue
    private let ignoringCase: Bool

    init(_ told: (PropertyValue, Bool?)) {
        wanted = told.0
        ignoringCase = told.1 ?? false
    }

    override var words: String { "is \(wanted.quoted)" }

    override var texts: CardNeed.State? { Self.texts([wanted], ignoringCase: ignoringCase) }

    override func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        wanted.isEqual(to: value, ignoringCase: ignoringCase).map { Truth($0) }
            ?? undecided(value, wanted.kindName, &evaluation, subject())
    }
}
