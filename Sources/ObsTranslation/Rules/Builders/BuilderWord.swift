/// A word that makes a value of several parts, each of which is a rule.
protocol BuilderWord: SourceWord {}
