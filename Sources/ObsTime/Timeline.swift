internal import ObsText

/// Time cut into intervals, without gaps and in order, wherever one of some validities begins or ends.
///
/// Within an interval nothing changes: a validity that the timeline was cut by holds all of it, or none.
package struct Timeline: Sendable {
    private let whole: Validity
    /// Where intervals begin, all but the first, rising.
    private let cuts: [Instant]

    /// Cuts time by validities.
    ///
    /// - Parameters:
    ///   - validities: what begins and ends
    ///   - whole: the time that is cut
    package init(cutBy validities: some Sequence<Validity>, within whole: Validity = .always) {
        self.whole = whole
        let bounds = Set(validities.flatMap { [$0.begin, $0.end].compactMap { $0 } })
        cuts = bounds.filter { whole.contains($0) && $0 != whole.begin }.sorted()
    }

    /// The place of the interval that holds an instant; the first or last one for an instant outside.
    package func index(at instant: Instant) -> Int { cuts.partitioningIndex { $0 > instant } }
}

extension Timeline: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { cuts.count + 1 }

    package subscript(place: Int) -> Validity {
        Validity(
            unchecked: place > 0 ? cuts[place - 1] : whole.begin, place < cuts.count ? cuts[place] : whole.end)
    }
}
