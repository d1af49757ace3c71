internal import ObsFITS

/// `card:` — one card of the header, or of a named HDU.
final class CardSource: Source, @unchecked Sendable {
    let card: Keyword
    let hdu: String?
    /// Whether a number that is not one means that there is none: `missing: [nan]` stands among the steps.
    let isNaNMissing: Bool

    init(_ card: Keyword, hdu: String? = nil, isNaNMissing: Bool = false) {
        self.card = card
        self.hdu = hdu
        self.isNaNMissing = isNaNMissing
    }

    override var keyword: Keyword? { card }

    /// The card, if it is one of the header itself.
    var only: Keyword? { hdu == nil ? card : nil }

    override var taken: [TakenSource] { [.card(card)] }

    override func outcome(_ evaluation: inout Evaluation) -> Outcome {
        if let hdu, evaluation.header(ofHDU: hdu) == nil {
            evaluation.note("the file has no HDU '\(hdu)'")
            return .none
        }
        return CardReading.outcome(of: card, in: hdu, isNaNMissing: isNaNMissing, &evaluation)
    }
}
