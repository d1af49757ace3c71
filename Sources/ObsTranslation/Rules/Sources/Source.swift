internal import ObsFITS

/// Where a value comes from.
///
/// Subclasses are immutable after initialization, which is why they may be used from many threads.
class Source: @unchecked Sendable {
    /// How the source ends for a header.
    func outcome(_ evaluation: inout Evaluation) -> Outcome { .none }

    /// The card that messages name, if the source is one.
    var keyword: Keyword? { nil }

    /// What messages call the source.
    var subject: String { keyword?.name ?? "the value" }

    /// The cards and slots that the value is taken from, also through parts.
    var taken: [TakenSource] { parts.flatMap(\.taken) }

    /// The rules that the source is made of.
    var parts: [Rule] { [] }

    /// Whether its number has the unit that a card or a literal has, which the rule must say.
    var needsUnit: Bool { false }

    /// The unit that it has by itself, as a card of a list may.
    var ownUnit: PropertyUnit? { nil }
}
