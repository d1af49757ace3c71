import Foundation
import Testing

@testable import ObsTime

@Suite struct ValidityTests {
    private static func validity(_ begin: Int64?, _ end: Int64?) throws -> Validity {
        try Validity(begin: begin.map(Instant.init(nanosecondsTAI:)), end: end.map(Instant.init(nanosecondsTAI:)))
    }

    private static let samples: [(Int64?, Int64?)] = [
        (nil, nil), (nil, 10), (nil, 20), (10, nil), (20, nil), (10, 20), (0, 10), (0, 15), (15, 30), (20, 30),
        (12, 18), (10, 11),
    ]

    @Test("Empty and inverted intervals cannot be made", arguments: [(10, 10), (20, 10)])
    func empty(begin: Int, end: Int) {
        let error = expectTimeError(.emptyInterval) { _ = try Self.validity(Int64(begin), Int64(end)) }
        #expect(error?.message.contains("expected an end after the beginning") == true)
    }

    @Test("Laws of intervals hold for every pair")
    func laws() throws {
        for first in Self.samples {
            for second in Self.samples {
                let (a, b) = (try Self.validity(first.0, first.1), try Self.validity(second.0, second.1))
                var isShared = false
                for point in -5...40 {
                    let instant = Instant(nanosecondsTAI: Int64(point))
                    let inside = (first.0 ?? .min) <= point && point < (first.1 ?? .max)
                    #expect(a.contains(instant) == inside)
                    let both = a.contains(instant) && b.contains(instant)
                    isShared = isShared || both
                    #expect((a.intersection(b)?.contains(instant) ?? false) == both)
                }
                #expect(a.overlaps(b) == isShared)
                #expect(a.overlaps(b) == b.overlaps(a))
                #expect(a.intersection(b) == b.intersection(a))
                #expect(a.contains(b) == (a.intersection(b) == b))
            }
        }
    }

    @Test("The coded form leaves open ends out and refuses what cannot be")
    func coded() throws {
        for (begin, end) in Self.samples {
            let validity = try Self.validity(begin, end)
            let data = try JSONEncoder().encode(validity)
            #expect(try JSONDecoder().decode(Validity.self, from: data) == validity)
        }
        #expect(try String(decoding: JSONEncoder().encode(Validity.always), as: UTF8.self) == "{}")
        let inverted = Data(#"{"begin": "2014-01-01 TAI", "end": "2013-01-01 TAI"}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Validity.self, from: inverted) }
    }

    @Test("An interval prints with its brackets")
    func description() throws {
        let begin = try Instant(iso: "2013-08-31", scale: .utc)
        #expect(try Validity(begin: begin, end: nil).description == "[2013-08-31T00:00:00Z, …)")
        #expect(Validity.always.description == "(…, …)")
    }
}
