internal import ObsDocuments

/// `detector:` — a fact of the camera.
final class DetectorSource: Source, SourceWord, @unchecked Sendable {
    static let word = "detector"
    static let about = "a fact of the camera; `by:` finds the detector by its `unique_name`, `serial` or `number`"
    static let takes: Set<ValueTarget> = []
    static let gives: Set<ValueTarget> = [.text, .integer]
    static let argument = FactArgument().with("by", KeyArgument(), "What to look the detector up by.")
    static let reads = CardReads.none
    static let examples: [RuleExample] = [
        RuleExample(
            "{detector: number, by: {unique_name: DETNAME}}", of: "{DETNAME: S30}",
            among: "{detectors: [{number: 1, name: S30, serial: A7}]}", gives: "1"),
        RuleExample(
            "{detector: serial, by: {number: {card: CCDNUM}}}", of: "{CCDNUM: '1'}",
            among: "{detectors: [{number: 1, name: S30, serial: A7}]}", gives: "A7"),
        RuleExample(
            "{detector: number, by: {unique_name: DETNAME}}", of: "{DETNAME: N4}",
            among: "{detectors: [{number: 1, name: S30, serial: A7}]}", ends: .refused),
    ]

    /// What is asked of the detector.
    struct FactArgument: RuleArgument {
        private let facts = ChoiceArgument(of: DetectorFact.self, what: "what a detector gives")

        var notation: String? { facts.notation }
        var schema: String { facts.schema }

        func read(_ node: Node, _ place: WordPlace, _ compiler: RuleCompiler) -> DetectorFact? {
            compiler.needs.detectors = true
            return facts.read(node, place, compiler)
        }
    }

    /// What finds the detector.
    struct KeyArgument: MappingArgument {
        let title = "by"
        let definition = "by"
        let about = "What finds a detector."

        private static func key(_ key: DetectorKey) -> MappingKey<FieldArgument> {
            MappingKey(key.rawValue, FieldArgument(), "The detector's \(key.words).")
        }

        var forms: [[RuleKey]] { DetectorKey.allCases.map { [Self.key($0).required] } }

        func value(_ keys: MappingKeys) -> (key: DetectorKey, rule: Rule)? {
            let found = DetectorKey.allCases.compactMap { key in
                keys.optional(Self.key(key)).map { (key: key, rule: $0) }
            }
            if found.count == 1 { return found[0] }
            keys.error(
                .badSource,
                found.isEmpty
                    ? "by: does not say what to look the detector up by" : "by: looks a detector up by one thing",
                hint: "write unique_name, serial or number")
            return nil
        }
    }

    private let fact: DetectorFact
    private let key: DetectorKey
    private let rule: Rule

    init(_ told: (DetectorFact, (key: DetectorKey, rule: Rule))) { (fact, (key, rule)) = told }

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
