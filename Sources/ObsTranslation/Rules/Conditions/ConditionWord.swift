/// A word that is a condition by itself.
protocol ConditionWord: Condition, ReadingWord {}
