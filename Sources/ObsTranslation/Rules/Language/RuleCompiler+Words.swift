internal import ObsDocuments

extension RuleCompiler {
    /// A word that stands alone; nil for one that must be told something.
    func alone<Word: RuleWord>(_ word: Word.Type) -> Word? { Word.argument.whenAlone.map { Word($0) } }

    /// A word with what it is told; nil when that cannot be read, which is reported then.
    func told<Word: RuleWord>(_ word: Word.Type, _ node: Node, _ reader: MappingReader) -> Word? {
        Word.argument.read(node, WordPlace(word: Word.word, reader: reader), self).map { Word($0) }
    }

    /// A source with what it is told, several for a list whose elements each are one; none when that cannot be read.
    func told<Word: SourceWord>(each word: Word.Type, _ node: Node, _ place: WordPlace) -> [Source] {
        let found = Word.argument.readEach(node, place, self).map { Word($0) }
        if !found.isEmpty, Word.reads == .unnamed { readsAnyCard = true }
        return found
    }
}
