extension Validity {
    /// What is left of the interval without another one: nothing, one part, or the parts before and after it.
    package func subtracting(_ other: Validity) -> [Validity] {
        guard overlaps(other) else { return [self] }
        var parts: [Validity] = []
        // The parts are neither empty nor inverted: the bounds that they take from `other` lie inside this interval.
        if let cut = other.begin, begin.map({ $0 < cut }) ?? true, let part = try? Validity(begin: begin, end: cut) {
            parts.append(part)
        }
        if let cut = other.end, end.map({ cut < $0 }) ?? true, let part = try? Validity(begin: cut, end: end) {
            parts.append(part)
        }
        return parts
    }

    /// The interval of both together, when they overlap or touch; nil when there is a gap between them.
    package func union(_ other: Validity) -> Validity? {
        if let end, let begin = other.begin, end < begin { return nil }
        if let begin, let end = other.end, end < begin { return nil }
        let begins = [begin, other.begin].compactMap { $0 }
        let ends = [end, other.end].compactMap { $0 }
        return try? Validity(begin: begins.count == 2 ? begins.min() : nil, end: ends.count == 2 ? ends.max() : nil)
    }
}
