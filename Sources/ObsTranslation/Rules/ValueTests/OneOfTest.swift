/// Whether a value is one of some.
final class OneOfTest: ValueTest, TestWord, @unchecked Sendable {
    static let word = "one_of"
    static let about = "the value is one of these, each compared as `equals:` compares it"
    static let takes: Set<ValueTarget> = .any
    static let gives: Set<ValueTarget> = [.boolean]
    static let argument = KnownValuesArgument().orIgnoringCase
    static let examples: [RuleExample] = [
        RuleExample("one_of: [flat, dome flat]", of: "dome flat", gives: "true"),
        RuleExample("one_of: [1, 2]", of: "3", gives: "false"),
    ]

    private let wanted: [PropertyValue]
    private let ignoringCase: Bool

    init(_ told: ([PropertyValue], Bool?)) {
        wanted = told.0
        ignoringCase = told.1 ?? false
    }

    override var words: String { "is one of \(wanted.map(\.quoted).joined(separator: ", "))" }

    override var texts: CardNeed.State? { Self.texts(wanted, ignoringCase: ignoringCase) }

    override func truth(
        of value: PropertyValue, _ evaluation: inout Evaluation, _ subject: @autoclosure () -> String
    ) -> Truth {
        var isOpen = false
        for one in wanted {
            guard let isEqual = one.isEqual(to: value, ignoringCase: ignoringCase) else {
                isOpen = true
                continue
            }
            if isEqual { return .yes }
        }
        return isOpen ? undecided(value, "one of the types in the list", &evaluation, subject()) : .no
    }
}
