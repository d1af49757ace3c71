/// What a query fixes besides detector and time.
struct KindSelection: Sendable {
    /// The number of the filter; -2 when no certification is for it.
    let filter: Int32
    /// For each set of demands on the state, whether the query meets it.
    let states: [Bool]

    @inline(__always)
    func fits(_ group: KindIndex.Group) -> Bool {
        (group.filter == -1 || group.filter == filter) && (group.state == -1 || states[Int(group.state)])
    }
}

/// What a search comes to.
enum KindFinding {
    case answer(CalibrationAnswer)
    case none
    /// Several datasets of one collection answer.
    case ambiguous
}

extension KindIndex {
    /// Searches the collections in order, and gives the answer of the first that has one.
    ///
    /// - Parameters:
    ///   - selection: Filter and state.
    ///   - detector: The number of the detector, or -1.
    ///   - begin: The begin of the interval that the policy makes of the exposure's, nanoseconds.
    ///   - end: Its end.
    /// - Returns: The answer, none, or that several answer.
    @inline(__always)
    func find(_ selection: KindSelection, detector: Int, begin: Int64, end: Int64) -> KindFinding {
        if policy == .overlaps { return findOverlapping(selection, detector, begin, end) }
        for collection in collections {
            let rest = Int(collection.starts[collection.starts.count - 1])..<collection.end
            if detector >= 0 {
                let own = Int(collection.starts[detector])..<Int(collection.starts[detector + 1])
                if let answer = answer(own, selection, begin, end) { return .answer(answer) }
            }
            if let answer = answer(rest, selection, begin, end) { return .answer(answer) }
        }
        return .none
    }

    /// The answer of the one row of some groups that holds all of an interval: two that did would conflict.
    @inline(__always)
    private func answer(
        _ places: Range<Int>, _ selection: KindSelection, _ begin: Int64, _ end: Int64
    ) -> CalibrationAnswer? {
        for place in places {
            let group = groups[place]
            guard selection.fits(group) else { continue }
            let row = lastStarting(in: group, atOrBefore: begin)
            if row >= Int(group.instants.first), rows[row].end >= end {
                return CalibrationAnswer(answers[place], row - Int(group.instants.first))
            }
        }
        return nil
    }

    @inline(__always)
    private func lastStarting(in group: Group, atOrBefore instant: Int64) -> Int {
        group.instants.lastStarting(atOrBefore: instant, rows, marks)
    }

    /// What a collection answers when any part of the interval is enough.
    private struct Overlap {
        var group = -1
        var row = -1
        var keyCount: Int32 = -1
        var isAmbiguous = false
    }

    private func findOverlapping(
        _ selection: KindSelection, _ detector: Int, _ begin: Int64, _ end: Int64
    ) -> KindFinding {
        for collection in collections {
            var best = Overlap()
            if detector >= 0 {
                let own = Int(collection.starts[detector])..<Int(collection.starts[detector + 1])
                overlaps(own, selection, begin, end, &best)
            }
            overlaps(Int(collection.starts[collection.starts.count - 1])..<collection.end, selection, begin, end, &best)
            if best.isAmbiguous { return .ambiguous }
            if best.row >= 0 { return .answer(CalibrationAnswer(answers[best.group], best.row)) }
        }
        return .none
    }

    @inline(__always)
    private func overlaps(
        _ places: Range<Int>, _ selection: KindSelection, _ begin: Int64, _ end: Int64, _ best: inout Overlap
    ) {
        for place in places {
            let group = groups[place]
            guard selection.fits(group) else { continue }
            let (first, last) = (Int(group.instants.first), Int(group.instants.end))
            let before = lastStarting(in: group, atOrBefore: begin)
            var row = before < first || rows[before].end <= begin ? before + 1 : before
            while row < last, rows[row].begin < end {
                if group.keyCount > best.keyCount {
                    best = Overlap(group: place, row: row - first, keyCount: group.keyCount)
                } else if group.keyCount == best.keyCount,
                    answers[best.group][best.row].dataset.id != answers[place][row - first].dataset.id
                {
                    best.isAmbiguous = true
                }
                row += 1
            }
        }
    }
}
