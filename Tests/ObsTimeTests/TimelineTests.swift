import ObsTime
import Testing

/// Seconds of TAI from a common zero, for short cases.
private func at(_ second: Int64) -> Instant { Instant(nanosecondsTAI: second * 1_000_000_000) }
private func from(_ begin: Int64?, to end: Int64?) throws -> Validity {
    try Validity(begin: begin.map(at), end: end.map(at))
}

struct TimelineTests {
    @Test("Time is cut where validities begin and end, each cut once")
    func cuts() throws {
        let timeline = Timeline(cutBy: [try from(10, to: 20), try from(20, to: nil), try from(nil, to: 15)])
        #expect(
            Array(timeline) == [
                try from(nil, to: 10), try from(10, to: 15), try from(15, to: 20), try from(20, to: nil),
            ])
        #expect(Array(Timeline(cutBy: [])) == [.always])
    }

    @Test("Only the time that is asked for is cut, and not at its own ends")
    func within() throws {
        let validities = [try from(0, to: 10), try from(5, to: 12), try from(20, to: 30)]
        #expect(
            Array(Timeline(cutBy: validities, within: try from(5, to: 20))) == [
                try from(5, to: 10), try from(10, to: 12), try from(12, to: 20),
            ])
    }

    @Test("An instant lies in one interval: that which begins at it, where one does")
    func index() throws {
        let timeline = Timeline(cutBy: [try from(10, to: 20)])
        for (second, place) in [(-5, 0), (9, 0), (10, 1), (19, 1), (20, 2), (99, 2)] as [(Int64, Int)] {
            #expect(timeline.index(at: at(second)) == place)
            #expect(timeline[place].contains(at(second)))
        }
    }

    @Test("Each validity holds all of an interval or none, and the intervals are everything")
    func law() throws {
        let validities = try (0..<200).map { (number: Int64) in
            let begin = number * 37 % 101
            return try from(begin, to: begin + 1 + number * 53 % 29)
        }
        let timeline = Timeline(cutBy: validities)
        for interval in timeline {
            #expect(validities.allSatisfy { !$0.overlaps(interval) || $0.contains(interval) })
        }
        for (left, right) in zip(timeline, timeline.dropFirst()) { #expect(left.end == right.begin) }
        #expect(timeline.first?.begin == nil)
        #expect(timeline.last?.end == nil)
    }
}

struct LastingTests {
    private struct Word: Lasting, Equatable {
        let text: String
        let validity: Validity

        func lasting(_ validity: Validity) -> Word { Word(text: text, validity: validity) }
        func agrees(with other: Word) -> Bool { text == other.text }
    }

    @Test("What says the same of two times that touch is one; a gap or another word keeps them apart")
    func joined() throws {
        var words: [Word] = []
        for (text, begin, end) in [("a", 0, 1), ("a", 1, 3), ("b", 3, 4), ("b", 5, 6)] as [(String, Int64, Int64)] {
            words.appendJoining(Word(text: text, validity: try from(begin, to: end)))
        }
        #expect(
            words == [
                Word(text: "a", validity: try from(0, to: 3)), Word(text: "b", validity: try from(3, to: 4)),
                Word(text: "b", validity: try from(5, to: 6)),
            ])
    }
}
