/// `corrected:` — whether a correction was made in this header, by us or by whoever repaired it before.
final class CorrectedCondition: Condition, @unchecked Sendable {
    private let name: String

    init(_ name: String) { self.name = name }

    override func truth(_ evaluation: inout Evaluation) -> Truth { evaluation.isCorrected(by: name) }

    override var words: String { "the correction '\(name)' was made" }
}
