/// `fail:`.
final class FailSource: Source, @unchecked Sendable {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome { evaluation.refuse(reason) }
}
