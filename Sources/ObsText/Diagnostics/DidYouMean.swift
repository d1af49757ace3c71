/// Finds the name that somebody probably meant.
public enum DidYouMean {
    private static let longestName = 64

    /// The name nearest to a misspelled one, or nil when none is near enough to be worth saying.
    ///
    /// Near means: equal but for case, or at most one edit (insertion, deletion, substitution, swap of neighbors) per
    /// three bytes of the longer name, and fewer edits than the shorter name has bytes.
    /// Of equally near names the first in alphabetical order is taken.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates, slips: longestName)
    }

    /// The same, with a limit for the number of edits.
    package static func nearest(to name: String, among candidates: some Sequence<String>, slips: Int) -> String? {
        let wanted = Array(name.utf8)
        guard !wanted.isEmpty, wanted.count <= longestName else { return nil }
        let folded = wanted.map(lowercased)
        var best: (distance: Int, name: String)?
        for candidate in candidates where candidate != name {
            let bytes = candidate.utf8.map(lowercased)
            guard !bytes.isEmpty, bytes.count <= longestName else { continue }
            let allowed = min(slips, max(1, max(bytes.count, folded.count) / 3))
            guard abs(bytes.count - folded.count) <= allowed else { continue }
            let distance = editDistance(folded, bytes)
            guard distance <= allowed, distance < min(bytes.count, folded.count) || distance == 0 else { continue }
            if let known = best, (known.distance, known.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// A hint that names the nearest candidate, for the end of a message.
    public static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates).map { "did you mean \(DisplayText.quoted($0))?" }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    /// Optimal string alignment distance: Levenshtein's, with swaps of neighbors counted as one edit.
    private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        var current = previous
        for i in left.indices {
            current[0] = i + 1
            for j in right.indices {
                let substitution = previous[j] + (left[i] == right[j] ? 0 : 1)
                var distance = min(previous[j + 1] + 1, current[j] + 1, substitution)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    distance = min(distance, beforePrevious[j - 1] + 1)
                }
                current[j + 1] = distance
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious)
        }
        return previous[right.count]
    }
}
