extension RandomAccessCollection {
    /// The first place from which on a condition holds, by binary search; the end where it holds nowhere.
    ///
    /// - Parameter isBehind: the condition, which holds for no element before one for which it does not
    /// - Returns: the place
    @inlinable
    package func partitioningIndex(where isBehind: (Element) throws -> Bool) rethrows -> Index {
        var (low, length) = (startIndex, count)
        while length > 0 {
            let half = length / 2
            let middle = index(low, offsetBy: half)
            if try isBehind(self[middle]) {
                length = half
            } else {
                low = index(after: middle)
                length -= half + 1
            }
        }
        return low
    }
}
