internal import ObsTime

/// For each edition of a history, which of its entries apply when.
struct HistoryEditions: Sendable {
    struct Edition: Sendable {
        /// Since when the description says so; nil for what it says from the start.
        let date: Instant?

        /// The places of the entries that are known, in their order.
        let known: [Int]

        /// The intervals in which the same entries apply.
        let timeline: Timeline
    }

    /// The editions, the first without a date, rising.
    let all: [Edition]

    private let validities: [Validity]

    /// Creates the editions of the entries of a history, which are in the order in which they apply.
    init(_ entries: [HistoryEntry]) {
        let dates = Set(entries.compactMap(\.edition) + entries.compactMap(\.withdrawn)).sorted()
        validities = entries.map(\.validity)
        all = ([nil] + dates.map { $0 }).map { date in
            let known = entries.indices.filter { entries[$0].isKnown(asOf: date ?? Instant(nanosecondsTAI: .min)) }
            return Edition(date: date, known: known, timeline: Timeline(cutBy: known.map { entries[$0].validity }))
        }
    }

    /// The place of the edition that holds as of an instant.
    func place(asOf instant: Instant) -> Int {
        all.lastIndex { edition in edition.date.map { $0 <= instant } ?? true } ?? 0
    }

    /// The places of the entries that apply in an interval of the timeline of an edition, in their order.
    func applied(_ edition: Int, _ interval: Int) -> [Int] {
        let time = all[edition].timeline[interval]
        return all[edition].known.filter { validities[$0].overlaps(time) }
    }
}
