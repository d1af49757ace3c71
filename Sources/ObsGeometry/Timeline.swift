internal import ObsTime

/// When which entries of a history apply: for each edition, the dates that its entries name.
struct Timeline: Sendable {
    struct Edition: Sendable {
        /// Since when the description says so; nil for what it says from the start.
        let date: Instant?

        /// The places of the entries that are known, in their order.
        let known: [Int]

        /// Where intervals begin, all but the first, rising.
        let boundaries: [Instant]
    }

    /// The editions, the first without a date, rising.
    let editions: [Edition]

    private let validities: [Validity]

    /// Creates the timeline of the entries of a history, which are in the order in which they apply.
    init(_ entries: [HistoryEntry]) {
        let dates = Set(entries.compactMap(\.edition) + entries.compactMap(\.withdrawn)).sorted()
        validities = entries.map(\.validity)
        editions = ([nil] + dates.map { $0 }).map { date in
            let known = entries.indices.filter { entries[$0].isKnown(asOf: date ?? Instant(nanosecondsTAI: .min)) }
            let bounds = known.flatMap { [entries[$0].validity.begin, entries[$0].validity.end].compactMap { $0 } }
            return Edition(date: date, known: known, boundaries: Set(bounds).sorted())
        }
    }

    /// The place of the edition that holds as of an instant.
    func edition(asOf instant: Instant) -> Int {
        editions.lastIndex { edition in edition.date.map { $0 <= instant } ?? true } ?? 0
    }

    /// The places of the entries that apply in an interval of an edition, in their order.
    func applied(_ edition: Int, _ interval: Int) -> [Int] {
        let edition = editions[edition]
        // Entries begin and end where intervals do, so that one instant stands for all of the interval.
        if interval > 0 { return edition.known.filter { validities[$0].contains(edition.boundaries[interval - 1]) } }
        return edition.known.filter { validities[$0].begin == nil }
    }
}

extension Timeline.Edition {
    /// The number of intervals.
    var intervalCount: Int { boundaries.count + 1 }

    /// The place of the interval that holds an instant.
    func interval(at instant: Instant) -> Int {
        var (low, high) = (0, boundaries.count)
        while low < high {
            let middle = (low + high) / 2
            if boundaries[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where an interval begins and ends.
    func bounds(_ interval: Int) -> (begin: Instant?, end: Instant?) {
        (interval > 0 ? boundaries[interval - 1] : nil, interval < boundaries.count ? boundaries[interval] : nil)
    }
}
