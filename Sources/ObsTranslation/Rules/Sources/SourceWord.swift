/// A word that a value can come from.
protocol SourceWord: Source, ReadingWord {}
