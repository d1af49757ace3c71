/// What happened to a value on its way from the card.
public struct ValueFlags: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8

    /// Flags of these bits.
    ///
    /// - Parameter rawValue: the bits
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Invented: the header does not say it.
    public static let defaulted = ValueFlags(rawValue: 1)
    /// Brought to a limit.
    public static let clipped = ValueFlags(rawValue: 2)
    /// Converted between text and number.
    public static let cast = ValueFlags(rawValue: 4)
    /// From a card that occurs more than once in the header; the last one counts.
    public static let repeated = ValueFlags(rawValue: 8)

    /// Taken though a better alternative was refused, or in the place of a value that was there and not believed.
    public static let fallback = ValueFlags(rawValue: 16)

    /// The flags in words, in a fixed order.
    package var words: [String] {
        [
            (Self.defaulted, "defaulted"), (.clipped, "clipped"), (.cast, "cast"), (.repeated, "repeated"),
            (.fallback, "fallback"),
        ]
        .filter { contains($0.0) }.map(\.1)
    }
}

/// The flags of all properties, eight bits each, without memory of their own.
struct FlagsByProperty: Sendable {
    private static let bits = 8
    private static let perWord = UInt64.bitWidth / bits

    private var words = InlineArray<5, UInt64>(repeating: 0)

    /// Whether any property has one of some flags.
    func contains(_ flags: ValueFlags) -> Bool {
        let mask = UInt64(flags.rawValue) &* 0x0101_0101_0101_0101
        for place in words.indices where words[place] & mask != 0 { return true }
        return false
    }

    subscript(property: ObservationProperty) -> ValueFlags {
        get {
            let place = property.rawValue
            return ValueFlags(rawValue: UInt8(words[place / Self.perWord] >> Self.shift(place) & 0xFF))
        }
        set {
            let place = property.rawValue
            let others = words[place / Self.perWord] & ~(0xFF << Self.shift(place))
            words[place / Self.perWord] = others | UInt64(newValue.rawValue) << Self.shift(place)
        }
    }

    private static func shift(_ place: Int) -> UInt64 { UInt64(place % perWord * bits) }
}
