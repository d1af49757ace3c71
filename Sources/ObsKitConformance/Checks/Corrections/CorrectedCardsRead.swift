internal import ObsFITS
internal import ObsKit
internal import ObsTranslation

extension ConformanceCheck {
    static let correctedCardsRead = ConformanceCheck(
        "corrected-cards-read", .corrections, .advice, "Every card that a correction repairs is read by a rule.",
        documentation: """
            A correction of a card that nothing reads changes no observation: the card is misspelled, the rule reads another one, or it is \
            for whoever reads the header himself. An \
            instrument with hooks is not looked at, since those may read any; a rule that looks for cards by a pattern reads more \
            than is known here, which a waiver can say.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let translator = instrument.instrument.translator
            if !translator.rules.hookNames.isEmpty { continue }
            let read = Set(translator.rules.keywords.map { Keyword($0) })
            let corrections = translator.corrections
            let all = corrections.all.map { ($0.name, $0.cards) } + corrections.tables.map { ($0.name, $0.cardNames) }
            for (name, cards) in all {
                let unread = cards.filter { !read.contains(Keyword($0)) }
                if unread.isEmpty { continue }
                findings.add(
                    at: instrument.correctionPlace(name),
                    "the correction '\(name)' repairs \(unread.joined(separator: ", ")), which no rule reads",
                    hint: "correct the name, if it is wrong", instrument: instrument)
            }
        }
    }
}
