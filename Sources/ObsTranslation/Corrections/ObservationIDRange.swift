/// Observation ids that differ in their last digits: `AT_O_20190308_000139..000180`.
enum ObservationIDRange {
    /// The most ids that one range may stand for.
    static let limit = 100_000
    /// The most ids that one table may have.
    static let tableLimit = 1_000_000

    /// The ids that a text stands for: itself, or every one of a range; nil for a range that runs backwards, whose ends
    /// are not equally long, or that is too long.
    static func ids(_ text: String) -> [String]? {
        guard let dots = TextSteps.firstRange(of: "..", in: text) else { return [text] }
        let first = text[..<dots.lowerBound]
        let last = text[dots.upperBound...]
        let width = last.utf8.count
        guard width > 0, width <= 18, first.utf8.count >= width,
            let low = number(first.utf8.suffix(width)), let high = number(last.utf8),
            low <= high, high - low < limit
        else { return nil }
        let prefix = String(first.dropLast(width))
        return (low...high).map { number in
            let digits = String(number)
            return prefix + String(repeating: "0", count: width - digits.utf8.count) + digits
        }
    }

    private static func number(_ digits: some Collection<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }
}
