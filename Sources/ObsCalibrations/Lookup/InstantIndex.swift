internal import ObsTime

/// Where the rows of a group lie, and how the one of an instant is found in a time that does not grow with their number.
///
/// The time from the first begin to the last is divided into equal parts, no more than there are rows. For each part a mark
/// names the last row that begins at or before the part does; between two marks a binary search is left, of a row or two
/// where rows are spread evenly, and never of more than a search of all would need.
struct InstantIndex: Sendable {
    /// The place of the first row.
    let first: Int32
    /// The place after the last row.
    let end: Int32
    /// The begin of the first row that has one; the largest number when there is none.
    private let origin: Int64
    /// The place of the row of the time before `origin`, which is one before the first when there is none.
    private let beforeOrigin: Int32
    private let firstMark: Int32
    private let partCount: Int32
    /// A part is as long as 2 to the power of this.
    private let shift: Int32

    /// Appends the rows of a group, which are in order of time and do not overlap, and their marks.
    init(_ validities: [Validity], _ rows: inout [KindIndex.Row], _ marks: inout [Int32]) {
        let first = Int32(rows.count)
        let last = first + Int32(validities.count) - 1
        for validity in validities {
            rows.append(KindIndex.Row(begin: validity.beginNanoseconds, end: validity.endNanoseconds))
        }
        let opens = validities.first.map { $0.begin == nil } ?? false
        self.first = first
        end = last + 1
        beforeOrigin = opens ? first : first - 1
        firstMark = Int32(marks.count)
        let begins = validities.compactMap { $0.begin?.nanoseconds }
        guard let origin = begins.first, let lastBegin = begins.last else {
            (origin, partCount, shift) = (.max, 0, 0)
            marks += [last, last]
            return
        }
        let span = lastBegin - origin
        var shift: Int32 = 0
        while span >> shift >= validities.count { shift += 1 }
        let partCount = Int32(span >> shift) + 1
        var place = beforeOrigin
        for part in 0..<partCount {
            let instant = origin + Int64(part) << shift
            while place < last, rows[Int(place) + 1].begin <= instant { place += 1 }
            marks.append(place)
        }
        marks += [last, last]
        (self.origin, self.partCount, self.shift) = (origin, partCount, shift)
    }

    /// The place of the last row that begins at or before an instant; one before the first when there is none.
    ///
    /// - Parameters:
    ///   - instant: Nanoseconds.
    ///   - rows: The rows of the index.
    ///   - marks: Its marks.
    /// - Returns: The place in `rows`.
    @inline(__always)
    func lastStarting(
        atOrBefore instant: Int64, _ rows: [KindIndex.Row], _ marks: [Int32]
    ) -> Int {
        guard instant >= origin else { return Int(beforeOrigin) }
        let mark = Int(firstMark) + min(Int((instant &- origin) >> shift), Int(partCount))
        var place = Int(marks[mark])
        var count = Int(marks[mark + 1]) - place
        // Without a branch on the comparison, so that nothing is mispredicted.
        while count > 0 {
            let half = (count + 1) / 2
            place += rows[place + half].begin <= instant ? half : 0
            count -= half
        }
        return place
    }
}
