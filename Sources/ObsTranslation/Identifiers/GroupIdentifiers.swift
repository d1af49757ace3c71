internal import ObsDocuments
internal import ObsText
public import ObsTime

/// How the name of a group of exposures becomes a number, which is also the visit's.
///
/// The ways are tried in order. What holds of two different names:
///
/// - By `number` they never have the same number: `007`, `+7` and `-7` are not the name `7` and go on to the next way.
/// - By `time` they never have the same number, except for the two signs, which the field uses for the same counter:
///   `…10.143+1` is the group `…10.143#1`. A counter with leading zeros (`+0`, `+01`), an open sign (`…10.143+`) and other
///   than three decimals go on to the next way.
/// - By `hash` they have the same number as rarely as 56 bits allow, where the hash has 14 digits.
/// - By two ways they may have the same number, since all ways give integers from 0 on: the group called
///   `3246943901430000` has the number of the group `2025-04-16T00:53:10.143`, and a hash can be the number of any name.
///   So an id has candidates, not one name.
///
/// A name that is of the form of a way and has no number by it (a time that the calendar does not have, a time before the
/// first day, a counter beyond 9999, a number beyond 64 bits) is an error; no later way is tried.
public struct GroupIdentifiers: Hashable, Sendable {
    /// A way to make a number of a name.
    public enum Way: Hashable, Sendable {
        /// A name of the digits 0 to 9 without leading zeros is its own number.
        case number
        /// `2025-04-16T00:53:10.143`, `…+1` or `…#1`: seconds of the calendar since a day (no leap seconds), three digits
        /// of milliseconds, four of the counter behind the sign.
        case time(since: CalendarDay)
        /// The first hex digits of the BLAKE2b hash of the bytes, then the number of bytes in two decimal digits.
        case hash(hexDigits: Int)
    }

    /// What a group of an id may be called.
    public enum Candidate: Hashable, Sendable {
        /// A name that gives the id.
        case name(String)
        /// Any name of so many bytes whose hash begins with these digits.
        case hashed(byteCount: Int, digest: String)
    }

    /// The ways, in order.
    public let ways: [Way]

    /// The number of a group.
    ///
    /// - Parameter name: the name of the group
    /// - Returns: the number
    /// - Throws: `IdentifierError` (`badGroup`) when the name has none
    public func identifier(of name: String) throws(IdentifierError) -> Int {
        for way in ways {
            if let identifier = try way.identifier(of: name) { return identifier }
        }
        let forms = ways.map(\.description).joined(separator: ", or ")
        throw Way.error(name, "its name is of no known form", expected: forms)
    }

    /// What a group of this number may be called.
    ///
    /// - Parameter identifier: a number
    /// - Returns: every candidate, in the order of the ways; none when no group has this number
    public func candidates(of identifier: Int) -> [Candidate] {
        ways.compactMap { $0.candidate(of: identifier) }.filter { candidate in
            switch candidate {
            case .name(let name): (try? self.identifier(of: name)) == identifier
            // Of no bytes there is one name.
            case .hashed(let count, _): count > 0 || (try? self.identifier(of: "")) == identifier
            }
        }
    }
}

extension GroupIdentifiers.Way {
    private static let secondsPerDay = 86_400

    /// The number of a name; nil when it is not of this form.
    fileprivate func identifier(of name: String) throws(IdentifierError) -> Int? {
        switch self {
        case .number:
            guard name.isDecimal, name.utf8.count == 1 || name.utf8.first != UInt8(ascii: "0") else { return nil }
            guard let number = Int(name) else {
                throw Self.error(name, "it is a number beyond 64 bits", expected: "0 to \(Int.max)")
            }
            return number
        case .time(let since): return try Self.time(name, since)
        case .hash(let digits):
            guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw Self.error(name, "a name has ASCII characters only", expected: description)
            }
            guard name.utf8.count < 100 else {
                throw Self.error(name, "a name has at most 99 characters", expected: description)
            }
            // 14 digits and two decimal ones stay below 2^63.
            return Self.digest(name, digits) * 100 + name.utf8.count
        }
    }

    /// The form of names, as messages say it.
    fileprivate var description: String {
        switch self {
        case .number: "a number without leading zeros"
        case .time(let since): "a time as 2025-04-16T00:53:10.143 from \(since) on, with +N or #N behind it or without"
        case .hash: "at most 99 ASCII characters"
        }
    }

    fileprivate static func error(_ name: String, _ reason: String, expected: String) -> IdentifierError {
        IdentifierError(
            .badGroup, "the group '\(name)' has no number: \(reason); expected \(expected)", part: "name",
            value: .word(name), expected: expected)
    }

    fileprivate func candidate(of identifier: Int) -> GroupIdentifiers.Candidate? {
        guard identifier >= 0 else { return nil }
        switch self {
        case .number: return .name("\(identifier)")
        case .time(let since):
            let (milliseconds, counter) = identifier.quotientAndRemainder(dividingBy: 10_000)
            let (seconds, fraction) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
            let (days, second) = seconds.quotientAndRemainder(dividingBy: Self.secondsPerDay)
            guard days < 3_000_000 else { return nil }
            let day = CalendarDay(modifiedJulianDay: since.modifiedJulianDay + days)
            guard day.modifiedJulianDay == since.modifiedJulianDay + days else { return nil }
            let clock = [second / 3_600, second / 60 % 60, second % 60].map { $0.zeroPadded(2) }.joined(separator: ":")
            return .name("\(day)T\(clock).\(fraction.zeroPadded(3))" + (counter > 0 ? "#\(counter)" : ""))
        case .hash(let digits):
            let digest = (identifier / 100).zeroPadded(digits, radix: 16)
            guard digest.utf8.count == digits else { return nil }
            return .hashed(byteCount: identifier % 100, digest: digest)
        }
    }

    private static func digest(_ name: String, _ digits: Int) -> Int {
        let hash = BLAKE2b.hash(Array(name.utf8))
        return (0..<digits).reduce(0) { $0 << 4 | Int(hash[$1 / 2] >> ($1.isMultiple(of: 2) ? 4 : 0) & 15) }
    }

    /// The number of a time with a counter; nil when the name is not of this form.
    private static func time(_ name: String, _ since: CalendarDay) throws(IdentifierError) -> Int? {
        let bytes = Array(name.utf8)
        guard bytes.count >= timeForm.count, zip(bytes, timeForm).allSatisfy({ fits($0, $1) }) else { return nil }
        func number(_ places: Range<Int>) -> Int {
            bytes[places].reduce(0) { $0 * 10 + Int($1) - 0x30 }
        }
        var counter = 0
        if bytes.count > timeForm.count {
            let digits = bytes[(timeForm.count + 1)...]
            guard [UInt8(ascii: "+"), UInt8(ascii: "#")].contains(bytes[timeForm.count]), !digits.isEmpty,
                digits.first != UInt8(ascii: "0"), digits.allSatisfy({ fits($0, UInt8(ascii: "0")) })
            else { return nil }
            guard digits.count <= 4 else {
                throw error(name, "it counts beyond 9999", expected: "a counter from 1 to 9999")
            }
            counter = number(digits.indices)
        }
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard let day = CalendarDay(year: number(0..<4), month: number(5..<7), day: number(8..<10)), hour < 24,
            minute < 60, second < 60
        else { throw error(name, "there is no such time", expected: "a time of the calendar, without leap seconds") }
        let days = day.modifiedJulianDay - since.modifiedJulianDay
        guard days >= 0 else {
            throw error(name, "it is before \(since)", expected: "a time from \(since) on")
        }
        let seconds = days * secondsPerDay + hour * 3_600 + minute * 60 + second
        return (seconds * 1_000 + number(20..<23)) * 10_000 + counter
    }

    /// The form of a time, each digit as 0.
    private static let timeForm = Array("0000-00-00T00:00:00.000".utf8)

    private static func fits(_ byte: UInt8, _ pattern: UInt8) -> Bool {
        pattern == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == pattern
    }
}

extension GroupIdentifiers {
    /// Reads a list of ways; nil with the reasons among the problems.
    init?(_ node: Node, problems: Problems) {
        guard let ways = node.list("ways", problems, { Way($0, problems: problems) }) else { return nil }
        guard !ways.isEmpty else {
            problems.error(.missingKey, at: node, "there is no way to number a group", hint: "write [number]")
            return nil
        }
        self.ways = ways
    }
}

extension GroupIdentifiers.Way {
    fileprivate init?(_ node: Node, problems: Problems) {
        if node.kind == .scalar {
            guard let word = node.string(problems) else { return nil }
            guard word == "number" else {
                problems.error(
                    .unknownWord, at: node, "'\(word)' is no way to number a group",
                    hint: "it is number, {time_since: DAY} or {hash_digits: N}")
                return nil
            }
            self = .number
            return
        }
        guard let reader = FormatReader(node, IdentifierKeys.group, problems) else { return nil }
        defer { reader.finish() }
        let since = reader.given(IdentifierKeys.timeSince)
        let digits = reader.given(IdentifierKeys.hashDigits)
        guard (since == nil) != (digits == nil) else {
            problems.error(
                .missingKey, at: node, "a way to number a group has one of time_since: and hash_digits:",
                hint: "write {hash_digits: 14}")
            return nil
        }
        if let since {
            guard let text = since.string(problems) else { return nil }
            guard let day = CalendarDay(iso: text) else {
                problems.error(.wrongType, at: since, "'\(text)' is no day", hint: "write it as 2015-01-01")
                return nil
            }
            self = .time(since: day)
        } else {
            // 14 digits and two decimal ones stay below 2^63.
            guard let count = digits.flatMap({ IdentifierKeys.hashDigits.value(of: $0, problems) }) else { return nil }
            self = .hash(hexDigits: count)
        }
    }
}
