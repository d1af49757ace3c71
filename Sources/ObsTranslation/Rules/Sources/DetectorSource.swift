/// `detector:` — a fact of the camera.
final class DetectorSource: Source, @unchecked Sendable {
    let fact: DetectorFact
    let key: DetectorKey
    let rule: Rule

    init(fact: DetectorFact, key: DetectorKey, rule: Rule) {
        self.fact = fact
        self.key = key
        self.rule = rule
    }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        guard let directory = evaluation.detectors else {
            return evaluation.refuse("no camera is at hand in which to look a detector up")
        }
        let wanted = rule.outcome(&evaluation)
        guard let key = wanted.known else { return wanted.withoutValue }
        // A number is one however it is written: 14, 14.0 or '14'.
        var name = key.description
        if self.key == .number, let number = NumberReading.integer(key, &evaluation.flags) { name = String(number) }
        guard let found = directory.detector(self.key, equalTo: name) else {
            return evaluation.refuse(
                directory.defect ?? "the camera has no detector whose \(self.key.words) is \(key.quoted)")
        }
        guard let value = found.fact(fact) else {
            evaluation.note("the camera does not say the \(fact.rawValue) of this detector")
            return .none
        }
        return .value(value)
    }

    override var parts: [Rule] { [rule] }
}
