internal import ObsDocuments
internal import ObsFITS
internal import ObsText

extension RuleCompiler {
    /// The source of a rule or a condition, several for a list of cards; none when it cannot be compiled.
    func sources(
        _ reader: MappingReader, _ context: RuleContext, isNaNMissing: Bool, isCondition: Bool = false
    ) -> [Source] {
        // The words that are not there are not asked for, so that hints name what may stand beside the one that is.
        for word in language.sources { problems.record(word.word, of: reader.what, isRequired: false) }
        let found = language.sources.filter { contains(reader, $0.word) }
        guard found.count == 1, let node = optional(reader, found[0].word) else {
            reportSources(found.map { $0.word }, reader)
            return []
        }
        return told(
            each: found[0], node,
            WordPlace(
                word: found[0].word, reader: reader, context: context, isNaNMissing: isNaNMissing,
                isInCondition: isCondition))
    }

    /// Says that there is no source, or more than one.
    private func reportSources(_ found: [String], _ reader: MappingReader) {
        let words = language.sources.map { $0.word }
        // What stands beside one of them is not wrong because of that.
        for key in words + language.sourceKeys { _ = optional(reader, key) }
        if found.isEmpty, hasMisspelt(reader, among: words) { return }
        error(
            .badSource, reader.node,
            found.isEmpty
                ? "this does not say where the value comes from"
                : "\(found.joined(separator: " and ")) cannot stand together",
            hint: found.isEmpty ? "write one of \(words.joined(separator: ", "))" : "make a list of two alternatives")
    }

    /// The slot of the place from which a header was taken, which is used from now on.
    func useLocation() -> Int {
        usedSlots.insert(ObservationProperty.location.rawValue)
        return ObservationProperty.location.rawValue
    }
}
