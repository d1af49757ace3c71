/// The decimals of a second, behind the point.
struct SecondFraction {
    /// The first nine decimals, in nanoseconds.
    private(set) var nanoseconds: Int64 = 0
    /// Whether the tenth decimal is five or more.
    private(set) var isRoundedUp = false
    /// Where the decimals end.
    private(set) var end = 0

    /// A whole second.
    static let none = SecondFraction()

    /// The decimals in nanoseconds, rounded.
    var rounded: Int64 { isRoundedUp ? nanoseconds &+ 1 : nanoseconds }

    private init() {}

    /// Reads digits up to the first byte that is none; nil when there is no digit.
    @inline(__always)
    init?(_ text: Span<UInt8>, from start: Int, to limit: Int) {
        var unit: Int64 = 100_000_000
        end = start
        while end < limit {
            let digit = text[end] &- 0x30
            guard digit <= 9 else { break }
            nanoseconds &+= Int64(digit) &* unit
            if end &- start == 9 { isRoundedUp = digit >= 5 }
            unit /= 10
            end &+= 1
        }
        guard end > start else { return nil }
    }
}
