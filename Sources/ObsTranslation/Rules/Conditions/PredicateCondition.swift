/// `predicate:`.
final class PredicateCondition: Condition, @unchecked Sendable {
    private let index: Int
    private let name: String

    init(_ index: Int, name: String) {
        self.index = index
        self.name = name
    }

    override func truth(_ evaluation: inout Evaluation) -> Truth { evaluation.truth(ofPredicate: index) }

    override var words: String { name }
}
