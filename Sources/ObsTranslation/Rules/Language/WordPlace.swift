internal import ObsDocuments

/// Where a word stands.
struct WordPlace {
    /// The word.
    let word: String
    /// The mapping in which it stands, with the keys beside it.
    let reader: MappingReader
    /// What the rule is for.
    var context: RuleContext = .field("the value")
    /// Whether a number that is not one means that there is none: `missing: [nan]` stands among the steps.
    var isNaNMissing = false
    /// Whether it is the source of a condition.
    var isInCondition = false
}
