/// When something holds: a half-open interval `[begin, end)` of instants; either end may be open.
///
/// Empty and inverted intervals cannot be made.
public struct Validity: Hashable, Sendable {
    /// The first instant of the interval; nil when it has held forever.
    public let begin: Instant?
    /// The first instant after the interval; nil when no end is known.
    public let end: Instant?

    /// The interval from `begin` to just before `end`.
    ///
    /// - Throws: `TimeError` (`emptyInterval`) unless `begin` is before `end`.
    public init(begin: Instant?, end: Instant?) throws {
        if let begin, let end, begin >= end {
            let what = begin == end ? "is empty" : "ends before it begins"
            throw TimeError(
                .emptyInterval,
                "the validity from \(begin) to \(end) \(what); expected an end after the beginning, or an open end")
        }
        self.init(unchecked: begin, end)
    }

    init(unchecked begin: Instant?, _ end: Instant?) {
        self.begin = begin
        self.end = end
    }

    /// The interval without ends: always.
    public static let always = Validity(unchecked: nil, nil)

    /// Whether the instant lies in the interval: its end does not.
    public func contains(_ instant: Instant) -> Bool {
        if let begin, instant < begin { return false }
        if let end, instant >= end { return false }
        return true
    }

    /// Whether all of another interval lies in this one.
    public func contains(_ other: Validity) -> Bool {
        intersection(other) == other
    }

    /// Whether the two intervals share an instant; neighbors that touch do not.
    public func overlaps(_ other: Validity) -> Bool {
        if let end, let begin = other.begin, end <= begin { return false }
        if let begin, let end = other.end, end <= begin { return false }
        return true
    }

    /// The instants that both intervals hold, nil when there are none.
    public func intersection(_ other: Validity) -> Validity? {
        guard overlaps(other) else { return nil }
        let begins = [begin, other.begin].compactMap { $0 }
        let ends = [end, other.end].compactMap { $0 }
        return Validity(unchecked: begins.max(), ends.min())
    }
}

extension Validity: CustomStringConvertible {
    /// The interval as `[2013-08-31T00:00:00Z, …)`.
    public var description: String {
        "\(begin.map { "[\($0)" } ?? "(…"), \(end.map { "\($0)" } ?? "…"))"
    }
}

extension Validity: Codable {
    private enum Key: String, CodingKey {
        case begin, end
    }

    /// Reads the keys `begin` and `end`, either of which may be absent or null.
    ///
    /// - Throws: `DecodingError` when the interval is empty or inverted.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let begin = try container.decodeIfPresent(Instant.self, forKey: .begin)
        let end = try container.decodeIfPresent(Instant.self, forKey: .end)
        do {
            try self.init(begin: begin, end: end)
        } catch {
            throw DecodingError.dataCorruptedError(forKey: .end, in: container, debugDescription: "\(error)")
        }
    }

    /// Writes the keys `begin` and `end`; an open end is left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(begin, forKey: .begin)
        try container.encodeIfPresent(end, forKey: .end)
    }
}
