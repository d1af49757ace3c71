internal import ObsDocuments

extension RuleCompiler {
    /// A word that stands alone; nil for one that must be told something.
    func alone<Word: RuleWord>(_ word: Word.Type) -> Word? { Word.argument.whenAlone.map { Word($0) } }

    /// A word with what it is told; nil when that cannot be read, which is reported then.
    func told<Word: RuleWord>(_ word: Word.Type, _ node: Node, _ reader: MappingReader) -> Word? {
        Word.argument.read(node, beside: reader, of: Word.word, self).map { Word($0) }
    }
}
