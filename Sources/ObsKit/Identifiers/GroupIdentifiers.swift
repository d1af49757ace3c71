public import ObsTime
internal import ObsTranslation
internal import ObsYAML

/// How the name of a group of exposures becomes a number, which is also the visit's.
///
/// The ways are tried in order. A hash cannot be undone, and a name of digits can have the number of a time; hence an id
/// has candidates, not one name.
public struct GroupIdentifiers: Hashable, Sendable {
    /// A way to make a number of a name.
    public enum Way: Hashable, Sendable {
        /// A name of digits is its own number.
        case number
        /// `2025-04-16T00:53:10.143`, `…+1` or `…#1`: seconds of the calendar since a day, three digits of milliseconds,
        /// four of the counter behind the sign.
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
        throw IdentifierError(.badGroup, "the group '\(name)' has no number: its name is of no known form")
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
            guard !name.isEmpty, name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            guard let number = Int(name) else {
                throw IdentifierError(.badGroup, "the group '\(name)' is a number beyond 64 bits")
            }
            return number
        case .time(let since): return try Self.time(name, since)
        case .hash(let digits):
            guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw IdentifierError(.badGroup, "the group '\(name)' has no number: a name has ASCII characters only")
            }
            guard name.utf8.count < 100 else {
                throw IdentifierError(
                    .badGroup, "the group '\(name)' has no number: a name has at most 99 characters")
            }
            guard let digest = Int(Self.digest(name, digits), radix: 16) else { return nil }
            let scaled = digest.multipliedReportingOverflow(by: 100)
            let sum = scaled.partialValue.addingReportingOverflow(name.utf8.count)
            return scaled.overflow || sum.overflow ? nil : sum.partialValue
        }
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
            let clock = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
            return .name("\(day)T\(clock).\(padded(fraction, 3))" + (counter > 0 ? "#\(counter)" : ""))
        case .hash(let digits):
            let digest = String(identifier / 100, radix: 16)
            guard digest.utf8.count <= digits else { return nil }
            return .hashed(
                byteCount: identifier % 100, digest: String(repeating: "0", count: digits - digest.utf8.count) + digest)
        }
    }

    private static func digest(_ name: String, _ digits: Int) -> String {
        let bytes = BLAKE2b.hash(Array(name.utf8)).prefix((digits + 1) / 2)
        return String(bytes.map { padded(Int($0), 2, radix: 16) }.joined().prefix(digits))
    }

    private static func time(_ name: String, _ since: CalendarDay) throws(IdentifierError) -> Int? {
        let parts = name.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count >= 12 else { return nil }
        guard isDigits(parts[0], ["-": [4, 7]], count: 10) else { return nil }
        let clock = parts[1].prefix(12)
        guard isDigits(clock, [":": [2, 5], ".": [8]], count: 12) else { return nil }
        var counter = 0
        let rest = parts[1].dropFirst(12)
        if let sign = rest.first {
            guard sign == "+" || sign == "#", let number = Int(rest.dropFirst()), rest.dropFirst().first != "+",
                rest.dropFirst().first != "-"
            else { return nil }
            guard number < 10_000 else {
                throw IdentifierError(.badGroup, "the group '\(name)' has no number: it counts beyond 9999")
            }
            counter = number
        }
        let numbers = clock.split(whereSeparator: { $0 == ":" || $0 == "." }).compactMap { Int($0) }
        guard let day = CalendarDay(iso: String(parts[0])), numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else {
            throw IdentifierError(.badGroup, "the group '\(name)' has no number: there is no such time")
        }
        let days = day.modifiedJulianDay - since.modifiedJulianDay
        guard days >= 0 else {
            throw IdentifierError(.badGroup, "the group '\(name)' has no number: it is before \(since)")
        }
        let seconds = days * secondsPerDay + numbers[0] * 3_600 + numbers[1] * 60 + numbers[2]
        return (seconds * 1_000 + numbers[3]) * 10_000 + counter
    }

    private static func isDigits(_ text: Substring, _ separators: [Character: Set<Int>], count: Int) -> Bool {
        guard text.utf8.count == count, text.count == count else { return false }
        return text.enumerated().allSatisfy { index, character in
            if let separator = separators.first(where: { $0.value.contains(index) }) {
                return character == separator.key
            }
            return character.isASCII && character.isNumber
        }
    }
}

/// A number with leading zeros.
private func padded(_ number: Int, _ width: Int, radix: Int = 10) -> String {
    let digits = String(number, radix: radix)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

extension GroupIdentifiers {
    /// Reads a list of ways; nil with the reasons among the problems.
    init?(_ node: Node, problems: Problems) {
        let nodes = node.items("ways", problems)
        let ways = nodes.compactMap { Way($0, problems: problems) }
        guard ways.count == nodes.count, !nodes.isEmpty else {
            if nodes.isEmpty && node.kind == .sequence {
                problems.error(.missingKey, at: node, "there is no way to number a group", hint: "write [number]")
            }
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
                    .unknownWord, at: node, "a group cannot be numbered by '\(word)'",
                    hint: "it is number, {time_since: DAY} or {hash_digits: N}")
                return nil
            }
            self = .number
            return
        }
        guard let reader = MappingReader(node, "a way to number a group", problems) else { return nil }
        defer { reader.finish() }
        let since = reader.optional("time_since")
        let digits = reader.optional("hash_digits")
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
            guard let count = digits?.integer(problems, in: 1...14) else { return nil }
            self = .hash(hexDigits: count)
        }
    }
}
