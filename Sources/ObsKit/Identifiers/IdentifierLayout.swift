public import ObsTime

/// How the parts of an identifier make one integer, and are had back from it.
///
/// A form is a number of mixed radix: each part has room for `size` values, and the first part changes fastest. All
/// arithmetic is checked. Laws: `unpack(pack(v))` gives the values `v` again (a merged word as the word that it became);
/// `pack(unpack(n)) == n`; different values never give the same integer. `IdentifierLayoutTests` holds every reference
/// camera to them.
public struct IdentifierLayout: Hashable, Sendable {
    /// What the values of a part are.
    public enum Encoding: Hashable, Sendable {
        /// Numbers from `first` on.
        case number(first: Int)
        /// Days as 20130831, counted from a number of that form.
        case calendarDay(first: Int)
        /// Days as 20130831, counted in days since another.
        case dayCount(since: CalendarDay)
        /// Words, each with its number; the fallback stands for a word that is not given.
        case words([String: Int], fallback: String?)
    }

    /// One part of an identifier.
    public struct Part: Hashable, Sendable {
        /// The name: `day`.
        public let name: String
        /// How many values there is room for; nil for a last part that is bounded by 64 bits alone.
        public let size: Int?
        /// The values that are used, where these are not all that there is room for: 0 to 23 for an hour of two digits.
        public let range: ClosedRange<Int>?
        /// What the values are.
        public let encoding: Encoding
    }

    /// A word whose numbers another word took over: from a day on both count together.
    public struct Merger: Hashable, Sendable {
        /// The part that holds the word.
        public let part: String
        /// The word that ended.
        public let word: String
        /// The word that goes on.
        public let successor: String
        /// The last day, as 20130831, on which the word had numbers of its own.
        public let lastDay: Int
    }

    /// One way in which an identifier is made.
    public struct Form: Hashable, Sendable {
        /// The parts; the first changes fastest.
        public let parts: [Part]
        /// The smallest and the largest integer that it gives.
        public let range: ClosedRange<Int>

        /// The bits that its integers need.
        public var bits: Int { Int.bitWidth - range.upperBound.leadingZeroBitCount }
    }

    /// The forms, of which no two give the same integer.
    public let forms: [Form]
    /// The words that were merged into others.
    public let mergers: [Merger]

    /// Puts an identifier together.
    ///
    /// - Parameter values: the parts by name; a part of words that has a fallback may be left out
    /// - Returns: the identifier
    /// - Throws: `IdentifierError`: `missingPart`, `unknownPart`, `wrongType`, `unknownWord`, `noSuchDay`, `outOfRange`
    public func pack(_ values: [String: IdentifierValue]) throws(IdentifierError) -> Int {
        let form = try form(of: values)
        let values = merged(values, in: form)
        var total = 0
        var radix = 1
        for part in form.parts {
            let digit = try part.digit(of: values[part.name])
            let product = digit.multipliedReportingOverflow(by: radix)
            let sum = total.addingReportingOverflow(product.partialValue)
            guard !product.overflow, !sum.overflow else {
                throw IdentifierError(
                    .outOfRange, "\(part.name)=\(values[part.name] ?? 0) gives an identifier beyond 64 bits")
            }
            total = sum.partialValue
            // Only the last part may be without a size.
            radix = radix.multipliedReportingOverflow(by: part.size ?? 1).partialValue
        }
        return total
    }

    /// Takes an identifier apart.
    ///
    /// - Parameter identifier: an integer
    /// - Returns: the parts that give it
    /// - Throws: `IdentifierError`, `notAnIdentifier` when no parts give it
    public func unpack(_ identifier: Int) throws(IdentifierError) -> IdentifierParts {
        guard let form = forms.first(where: { $0.range.contains(identifier) }) else {
            let ranges = forms.map { "\($0.range.lowerBound) to \($0.range.upperBound)" }.joined(separator: ", or ")
            throw IdentifierError(.notAnIdentifier, "\(identifier) is no such identifier: they are from \(ranges)")
        }
        var rest = identifier
        var parts: [IdentifierParts.Part] = []
        for part in form.parts {
            let digit = part.size.map { rest % $0 } ?? rest
            rest = part.size.map { rest / $0 } ?? 0
            guard let value = part.value(ofDigit: digit) else {
                throw IdentifierError(
                    .notAnIdentifier, "\(identifier) is no such identifier: no \(part.name) has the number \(digit)")
            }
            parts.append(.init(name: part.name, value: value))
        }
        guard rest == 0 else {
            throw IdentifierError(.notAnIdentifier, "\(identifier) is no such identifier: it has too many digits")
        }
        let found = IdentifierParts(parts: parts)
        if let merger = mergers.first(where: { $0.applies(to: found.values) }) {
            throw IdentifierError(
                .notAnIdentifier,
                "\(identifier) is no such identifier: after \(merger.lastDay) \(merger.part) \(merger.word) has the numbers of \(merger.successor)"
            )
        }
        return found
    }

    /// The names of the parts of all forms, each once.
    public var partNames: [String] {
        var names: [String] = []
        for part in forms.flatMap(\.parts) where !names.contains(part.name) { names.append(part.name) }
        return names
    }

    private func form(of values: [String: IdentifierValue]) throws(IdentifierError) -> Form {
        let given = Set(values.keys)
        let known = partNames
        for name in given.sorted() where !known.contains(name) {
            throw IdentifierError(
                .unknownPart, "there is no part '\(name)'; the parts are \(known.joined(separator: ", "))")
        }
        let fitting = forms.first { form in
            given.isSubset(of: form.parts.map(\.name))
                && form.parts.allSatisfy { given.contains($0.name) || $0.encoding.fallback != nil }
        }
        if let fitting { return fitting }
        let wanted = forms.map { form in
            form.parts.filter { !given.contains($0.name) && $0.encoding.fallback == nil }.map(\.name)
                .joined(separator: " and ")
        }.filter { !$0.isEmpty }
        throw IdentifierError(
            .missingPart,
            wanted.isEmpty
                ? "\(given.sorted().joined(separator: ", ")) do not go together"
                : "\(wanted.joined(separator: ", or ")) must be given as well")
    }

    private func merged(_ values: [String: IdentifierValue], in form: Form) -> [String: IdentifierValue] {
        var values = values
        for part in form.parts where values[part.name] == nil {
            if let fallback = part.encoding.fallback { values[part.name] = .word(fallback) }
        }
        for merger in mergers where merger.applies(to: values) { values[merger.part] = .word(merger.successor) }
        return values
    }
}

extension IdentifierLayout.Merger {
    func applies(to values: [String: IdentifierValue]) -> Bool {
        guard values[part] == .word(word), case .integer(let day)? = values["day"] else { return false }
        return day > lastDay
    }
}

extension IdentifierLayout.Encoding {
    /// The word that stands for one that is not given.
    var fallback: String? {
        if case .words(_, let fallback) = self { fallback } else { nil }
    }
}

extension IdentifierLayout.Part {
    /// The number that stands for a value, from 0 to below `size`.
    func digit(of value: IdentifierValue?) throws(IdentifierError) -> Int {
        switch (encoding, value) {
        case (_, nil): throw IdentifierError(.missingPart, "\(name) must be given as well")
        case (.words(let numbers, _), .word(let word)?):
            guard let number = numbers[word] else {
                throw IdentifierError(
                    .unknownWord,
                    "\(name)='\(word)' has no number; it is one of \(numbers.keys.sorted().joined(separator: ", "))")
            }
            return number
        case (.words(let numbers, _), .integer(let number)?):
            throw IdentifierError(
                .wrongType,
                "\(name)=\(number) is a number; it is one of \(numbers.keys.sorted().joined(separator: ", "))")
        case (_, .word(let word)?): throw IdentifierError(.wrongType, "\(name)='\(word)' is no number")
        case (.number(let first), .integer(let number)?):
            return try checked(number, number.subtractingReportingOverflow(first))
        case (.calendarDay(let first), .integer(let number)?):
            _ = try day(number)
            return try checked(number, number.subtractingReportingOverflow(first))
        case (.dayCount(let since), .integer(let number)?):
            return try checked(number, (try day(number).modifiedJulianDay - since.modifiedJulianDay, false))
        }
    }

    /// The value for which a number stands; nil when it stands for none.
    func value(ofDigit digit: Int) -> IdentifierValue? {
        guard digit >= 0, digit < size ?? .max else { return nil }
        switch encoding {
        case .number(let first):
            let sum = first.addingReportingOverflow(digit)
            return isUsed(sum.partialValue) && !sum.overflow ? .integer(sum.partialValue) : nil
        case .calendarDay(let first):
            let sum = first.addingReportingOverflow(digit)
            guard !sum.overflow, isUsed(sum.partialValue) else { return nil }
            return CalendarDay(yyyymmdd: sum.partialValue).map { .integer($0.yyyymmdd) }
        case .dayCount(let since):
            return .integer(CalendarDay(modifiedJulianDay: since.modifiedJulianDay + digit).yyyymmdd)
        case .words(let numbers, _): return numbers.first { $0.value == digit }.map { .word($0.key) }
        }
    }

    /// The values of a part in words: `0 to 255`.
    public var words: String {
        let last = (size ?? .max) - 1
        if let range { return "\(range.lowerBound) to \(range.upperBound)" }
        switch encoding {
        case .words(let numbers, let fallback):
            let list = numbers.sorted { $0.value < $1.value }.map(\.key).joined(separator: ", ")
            return list + (fallback.map { " (else \($0))" } ?? "")
        case .number(let first):
            let sum = first.addingReportingOverflow(last)
            return size == nil ? "from \(first)" : "\(first) to \(sum.overflow ? .max : sum.partialValue)"
        case .calendarDay(let first): return "a day as YYYYMMDD, \(first) to \(first + last)"
        case .dayCount(let since):
            return "a day as YYYYMMDD, \(since) to \(CalendarDay(modifiedJulianDay: since.modifiedJulianDay + last))"
        }
    }

    /// Whether the range, if there is one, has a value.
    private func isUsed(_ value: Int) -> Bool { range?.contains(value) ?? true }

    private var isCount: Bool {
        if case .dayCount = encoding { true } else { false }
    }

    private func day(_ number: Int) throws(IdentifierError) -> CalendarDay {
        guard let day = CalendarDay(yyyymmdd: number) else {
            throw IdentifierError(.noSuchDay, "\(name)=\(number) is no day of the calendar; write it as YYYYMMDD")
        }
        return day
    }

    private func checked(_ value: Int, _ digit: (partialValue: Int, overflow: Bool)) throws(IdentifierError) -> Int {
        guard !digit.overflow, digit.partialValue >= 0, digit.partialValue < size ?? .max, isUsed(value) || isCount
        else {
            throw IdentifierError(.outOfRange, "\(name)=\(value) is out of range; it is \(words)")
        }
        return digit.partialValue
    }
}
