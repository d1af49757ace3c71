// Written by Scripts/words-list; do not edit.

extension Language {
    /// The words of Conditions, by name.
    static let conditionWords: [any ConditionWord.Type] = [
        AllCondition.self,
        AnyCondition.self,
        CorrectedCondition.self,
        IsCondition.self,
        NotCondition.self,
        PredicateCondition.self,
    ]
}
