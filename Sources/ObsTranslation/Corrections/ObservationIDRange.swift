internal import ObsText

/// Observation ids that differ in their last digits: `AT_O_20190308_000139..000180`.
enum ObservationIDRange {
    /// The most ids that one range may stand for.
    static let limit = 100_000
    /// The most ids that one table may have.
    static let tableLimit = 1_000_000

    /// How many ids the ranges of a reading may still stand for, so that a short text cannot fill the memory.
    final class Budget {
        private var left = tableLimit

        /// Takes some, if there are so many.
        func take(_ count: Int) -> Bool {
            left -= count
            return left >= 0
        }
    }

    /// The ids that a text stands for: itself, or every one of a range; nil for a range that runs backwards, whose ends
    /// are not equally long, or that is too long.
    static func ids(_ text: String) -> [String]? {
        let bytes = Array(text.utf8)
        let dot = UInt8(ascii: ".")
        guard let place = bytes.indices.dropLast().first(where: { bytes[$0] == dot && bytes[$0 + 1] == dot }) else {
            return [text]
        }
        let first = bytes[..<place]
        let last = bytes[(place + 2)...]
        let width = last.count
        guard width > 0, width <= 18, first.count >= width,
            let low = number(first.suffix(width)), let high = number(last), low <= high, high - low < limit
        else { return nil }
        let prefix = String(decoding: first.dropLast(width), as: UTF8.self)
        return (low...high).map { prefix + $0.zeroPadded(width) }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }
}
