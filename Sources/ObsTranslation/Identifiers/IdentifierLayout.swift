public import ObsTime

/// How the parts of an identifier make one integer, and are had back from it.
///
/// A form is a number of mixed radix: each part has room for `size` values, and the first part changes fastest. All
/// arithmetic is checked. Laws: `unpack(pack(v))` gives the values `v` again, a merged word as the word that it became and
/// the fallback where no word was given; `pack(unpack(n)) == n`; different values never give the same integer. A word that
/// is given is looked up and never replaced by the fallback. `IdentifierLawTests` holds every reference camera to them.
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
    ///
    /// A class, so that to ask one copies none of it.
    public final class Part: Hashable, Sendable {
        /// The name: `day`.
        public let name: String
        /// How many values there is room for; nil for a last part that is bounded by 64 bits alone.
        public let size: Int?
        /// The values that are used, where these are not all that there is room for: 0 to 23 for an hour of two digits.
        public let range: ClosedRange<Int>?
        /// What the values are.
        public let encoding: Encoding
        /// The words by their numbers, a list that is quicker to search than the dictionary.
        let wordList: [Word]

        struct Word: Hashable, Sendable {
            let word: String
            let number: Int
        }

        init(name: String, size: Int?, range: ClosedRange<Int>?, encoding: Encoding) {
            self.name = name
            self.size = size
            self.range = range
            self.encoding = encoding
            wordList =
                if case .words(let numbers, _) = encoding {
                    numbers.sorted { $0.value < $1.value }.map { Word(word: $0.key, number: $0.value) }
                } else {
                    []
                }
        }

        /// Whether two parts have equal names, sizes and values.
        public static func == (one: Part, two: Part) -> Bool {
            one === two
                || one.name == two.name && one.size == two.size && one.range == two.range
                    && one.encoding == two.encoding
        }

        /// Hashes the name, the size and the values.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(size)
            hasher.combine(range)
            hasher.combine(encoding)
        }
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
        /// The mergers of its words.
        let mergers: [Merger]
        /// The place of the day that decides about the mergers.
        let dayPlace: Int?

        /// The bits that its integers need.
        public var bits: Int { Int.bitWidth - range.upperBound.leadingZeroBitCount }
    }

    /// The forms; no two give the same integer.
    public let forms: [Form]
    /// The words that were merged into others.
    public let mergers: [Merger]

    /// The observing day inside an identifier, as 20130831, found without taking it apart.
    ///
    /// The day of a form that goes on to hours is a clock's day, and no observing day.
    package func observingDay(in identifier: Int) -> Int? {
        guard let form = forms.first(where: { $0.range.contains(identifier) }) else { return nil }
        var (rest, found) = (identifier, Int?.none)
        for part in form.parts {
            if part.name == "hour" { return nil }
            if part.name == "day" {
                let digit = part.size.map { rest % $0 } ?? rest
                switch part.encoding {
                case .calendarDay(let first): found = first + digit
                case .dayCount(let since):
                    found = CalendarDay(modifiedJulianDay: since.modifiedJulianDay + digit).yyyymmdd
                case .number, .words: return nil
                }
            }
            guard let size = part.size else { break }
            rest /= size
        }
        return found
    }

    /// The names of the parts of all forms, each once.
    public var partNames: [String] {
        var names: [String] = []
        for part in forms.flatMap(\.parts) where !names.contains(part.name) { names.append(part.name) }
        return names
    }

    /// The integers in words: `0 to 33554431`.
    public var rangeText: String {
        forms.map { "\($0.range.lowerBound) to \($0.range.upperBound)" }.joined(separator: ", or ")
    }
}

extension IdentifierLayout.Encoding {
    /// The word that stands for one that is not given.
    var fallback: String? {
        if case .words(_, let fallback) = self { fallback } else { nil }
    }
}
